//! A queue of few places between the thread that reads and those that work.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Things that wait to be taken; whoever brings one waits while it is full.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    places: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    /// A queue with that many places, one at least.
    pub(super) fn new(places: usize) -> Self {
        let state = State { waiting: VecDeque::new(), closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), places: places.max(1) }
    }

    /// Brings one, as soon as there is a place for it. `false` when the queue was closed.
    pub(super) fn push(&self, thing: T) -> bool {
        let full = |state: &mut State<T>| !state.closed && state.waiting.len() >= self.places;
        let mut state = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return false;
        }
        state.waiting.push_back(thing);
        drop(state);
        self.changed.notify_all();
        true
    }

    /// Takes the first, as soon as there is one. `None` when the queue was closed and is empty.
    pub(super) fn pop(&self) -> Option<T> {
        let empty = |state: &mut State<T>| !state.closed && state.waiting.is_empty();
        let mut state = self.changed.wait_while(self.lock(), empty).unwrap_or_else(PoisonError::into_inner);
        let thing = state.waiting.pop_front();
        drop(state);
        self.changed.notify_all();
        thing
    }

    /// Nothing more comes in; what waits is still taken.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The same, and what waits is dropped.
    pub(super) fn abandon(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.waiting.clear();
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn everything_comes_out_once_and_never_waits_in_greater_number() {
        let (queue, sum) = (Queue::new(3), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while let Some(number) = queue.pop() {
                        assert!(queue.lock().waiting.len() <= 3);
                        sum.fetch_add(number, Ordering::Relaxed);
                    }
                });
            }
            assert!((0..1000).all(|number| queue.push(number)));
            queue.close();
        });
        assert_eq!(sum.into_inner(), 499_500);
        assert!(!queue.push(1));
    }

    #[test]
    fn what_waits_is_taken_after_the_end_unless_it_is_abandoned() {
        let queue = Queue::new(8);
        assert!(queue.push(1) && queue.push(2));
        queue.close();
        assert_eq!(queue.pop(), Some(1));
        queue.abandon();
        assert_eq!(queue.pop(), None);
    }

    #[test]
    fn who_waits_for_a_place_learns_of_the_end() {
        let queue = Queue::new(1);
        assert!(queue.push(1));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.push(2));
            queue.abandon();
            assert!(!waiting.join().unwrap());
        });
    }
}
