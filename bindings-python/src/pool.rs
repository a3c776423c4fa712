//! Threads that belong to this process. Those of a process do not come along when it forks, which Python's
//! `multiprocessing` does; whoever waited for them would wait for ever.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads of a process, by its number.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// Runs `work` where the engine finds one thread a core. Where no threads can be had, it runs all the same.
pub(crate) fn install<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    match shared() {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

fn shared() -> Option<Arc<ThreadPool>> {
    let mut known = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let here = process::id();
    match &*known {
        Some((process, pool)) if *process == here => Some(Arc::clone(pool)),
        _ => {
            let pool = Arc::new(ThreadPoolBuilder::new().build().ok()?);
            // Its threads are not in this process, and so cannot be ended.
            if let Some(old) = known.replace((here, Arc::clone(&pool))) {
                std::mem::forget(old);
            }
            Some(pool)
        }
    }
}

/// Runs `work` with so many threads; 0 and `None` are one a core.
///
/// # Errors
/// When the system gives no threads.
pub(crate) fn install_with<R: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> R + Send,
) -> Result<R, rayon::ThreadPoolBuildError> {
    match threads {
        None | Some(0) => Ok(install(work)),
        Some(threads) => Ok(ThreadPoolBuilder::new().num_threads(threads).build()?.install(work)),
    }
}
