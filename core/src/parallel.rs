//! Threads behind a feature: the same calls run on one thread where `rayon` is left out.

#[cfg(feature = "rayon")]
mod threads {
    use rayon::prelude::*;

    /// Runs both, at the same time where there are threads.
    pub(crate) fn join<A: Send, B: Send>(
        a: impl FnOnce() -> A + Send,
        b: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        rayon::join(a, b)
    }

    /// Runs `work` on every item, in any order.
    pub(crate) fn for_each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Send + Sync) {
        items.par_iter_mut().with_max_len(1).for_each(work);
    }

    /// Runs `work` with `threads` threads; 0 takes what is there. Where no threads can be had, it runs all the same.
    pub(crate) fn with_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
        if threads == 0 {
            return work();
        }
        match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        }
    }
}

#[cfg(not(feature = "rayon"))]
mod threads {
    /// Runs both, one after the other.
    pub(crate) fn join<A, B>(a: impl FnOnce() -> A, b: impl FnOnce() -> B) -> (A, B) {
        (a(), b())
    }

    /// Runs `work` on every item.
    pub(crate) fn for_each<T>(items: &mut [T], work: impl Fn(&mut T)) {
        items.iter_mut().for_each(work);
    }

    /// Runs `work`; there is one thread.
    pub(crate) fn with_threads<R>(_threads: usize, work: impl FnOnce() -> R) -> R {
        work()
    }
}

pub(crate) use threads::{for_each, join, with_threads};
