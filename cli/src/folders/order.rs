//! Work on many things at a time, with what comes of them taken in order and bounded in memory.
//!
//! A slow one at the front holds up those behind it that are done. So that these do not pile up, nothing is begun that
//! lies further than a few things a thread beyond the one that is due.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// How far ahead of the one that is due work may be, in things a thread.
const AHEAD: usize = 4;

/// Does `work` on every number below `count`, on `jobs` threads. `done` sees each result at once, in any order; `take`
/// gets them in order, on the thread of the caller.
///
/// # Errors
/// The first error of `take`; then nothing more is begun.
pub(crate) fn in_order<T: Send, E>(
    count: usize,
    jobs: usize,
    work: impl Fn(usize) -> T + Sync,
    mut done: impl FnMut(&T),
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.clamp(1, count.max(1));
    let gate = Gate::new(jobs.saturating_mul(AHEAD));
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let _closing = Closing { gate: &gate, always: true };
        let (sender, receiver) = mpsc::channel();
        for _ in 0..jobs {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                let _closing = Closing { gate: &gate, always: false };
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || !gate.pass(number) || sender.send((number, work(number))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);

        let mut due = 0;
        let mut early = BTreeMap::new();
        for (number, result) in receiver {
            done(&result);
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                take(due, result)?;
                due += 1;
            }
            gate.move_to(due);
        }
        Ok(())
    })
}

/// Holds up threads that are too far ahead.
struct Gate {
    state: Mutex<State>,
    moved: Condvar,
    ahead: usize,
}

struct State {
    due: usize,
    closed: bool,
}

impl Gate {
    fn new(ahead: usize) -> Self {
        Self { state: Mutex::new(State { due: 0, closed: false }), moved: Condvar::new(), ahead }
    }

    /// Waits until this number is near enough. `false` once nothing more is to be begun.
    fn pass(&self, number: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let far = |state: &mut State| !state.closed && number - state.due >= self.ahead;
        let state = self.moved.wait_while(state, far).unwrap_or_else(PoisonError::into_inner);
        !state.closed
    }

    fn move_to(&self, due: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).due = due;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.moved.notify_all();
    }
}

/// Closes the gate when it goes, so that nobody waits for a thread that is no more.
struct Closing<'g> {
    gate: &'g Gate,
    /// Also when no panic ends the thread.
    always: bool,
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        if self.always || thread::panicking() {
            self.gate.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_with_any_number_of_threads() {
        for jobs in [0, 1, 2, 7, 64] {
            let (mut seen, mut taken) = (0, Vec::new());
            let work = |number: usize| {
                // The first are the slowest.
                thread::sleep(Duration::from_micros(100 * (20_u64.saturating_sub(number as u64))));
                number * number
            };
            let end = in_order(
                40,
                jobs,
                work,
                |_| seen += 1,
                |number, square| {
                    assert_eq!(square, number * number);
                    taken.push(number);
                    Ok::<(), ()>(())
                },
            );
            assert_eq!((end, seen), (Ok(()), 40));
            assert_eq!(taken, (0..40).collect::<Vec<_>>());
        }
        assert_eq!(in_order(0, 4, |_| (), |()| {}, |_, ()| Err(())), Ok(()));
    }

    #[test]
    fn nothing_is_begun_far_ahead_of_what_is_due() {
        let (due, jobs) = (AtomicUsize::new(0), 3);
        let work = |number: usize| {
            if number == 0 {
                thread::sleep(Duration::from_millis(50));
            }
            assert!(number - due.load(Ordering::SeqCst) < jobs * AHEAD);
        };
        let end = in_order(
            100,
            jobs,
            work,
            |()| {},
            |number, ()| {
                due.store(number + 1, Ordering::SeqCst);
                Ok::<(), ()>(())
            },
        );
        assert_eq!(end, Ok(()));
    }

    #[test]
    fn an_error_ends_it() {
        let begun = AtomicUsize::new(0);
        let work = |_| begun.fetch_add(1, Ordering::SeqCst);
        let end =
            in_order(10_000, 2, work, |_| {}, |number, _| if number == 3 { Err("full") } else { Ok(()) });
        assert_eq!(end, Err("full"));
        assert!(begun.into_inner() < 100);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_ends_it_too() {
        let work = |number| assert!(number != 5, "meant to be");
        let _ = in_order(1000, 4, work, |()| {}, |_, ()| Ok::<(), ()>(()));
    }
}
