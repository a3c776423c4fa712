//! The two ways in from JavaScript: on its own thread, and off it.

#![expect(clippy::needless_pass_by_value, reason = "what JavaScript hands over comes by value")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use napi::bindgen_prelude::{AsyncTask, External, Object};
use napi::{Env, Error, Result, ScopedTask};
use napi_derive::napi;

use crate::failure::Failure;
use crate::given::{Given, Handed};
use crate::run::{Compared, Request, outcome};

/// Compares two pictures on the calling thread, which waits for the result.
///
/// Takes and gives what {@link diff} does, without a `signal`.
///
/// # Errors
/// Throws what {@link diff} rejects with.
#[napi(
    catch_unwind,
    ts_args_type = "before: PictureInput, after: PictureInput, options?: DiffOptions | null",
    ts_return_type = "DiffResult"
)]
pub fn diff_sync<'env>(
    env: &'env Env,
    before: Handed<'_>,
    after: Handed<'_>,
    options: String,
    draw: bool,
    output: Option<String>,
) -> Result<Object<'env>> {
    let (before, after) = (Given::borrowed(&before), Given::borrowed(&after));
    outcome(env, Request { before, after, options, draw, output }.run())
}

/// Compares two pictures off the main thread. Any number of calls may run at a time.
///
/// Bytes that are handed over are copied first, so that they may be changed or transferred at once.
///
/// Rejects with a `DiffError` when there is no result, with a `TypeError` when an argument is of a wrong type,
/// and with the reason of the signal when that is aborted.
#[napi(
    ts_args_type = "before: PictureInput, after: PictureInput, options?: (DiffOptions & AbortOptions) | null",
    ts_return_type = "Promise<DiffResult>"
)]
pub fn diff(
    before: Handed<'_>,
    after: Handed<'_>,
    options: String,
    draw: bool,
    output: Option<String>,
    cancellation: &External<Cancellation>,
) -> AsyncTask<DiffTask> {
    let (before, after) = (Given::owned(&before), Given::owned(&after));
    let request = Some(Request { before, after, options, draw, output });
    AsyncTask::new(DiffTask { request, cancelled: Arc::clone(cancellation) })
}

/// Whether anybody still waits for a comparison.
type Cancellation = Arc<AtomicBool>;

/// A cancellation for one comparison.
#[napi(skip_typescript)]
pub fn cancellation() -> External<Cancellation> {
    External::new(Cancellation::default())
}

/// A comparison that has not begun will not begin, and the result of one that has is dropped.
#[napi(skip_typescript)]
pub fn cancel(cancellation: &External<Cancellation>) {
    cancellation.store(true, Ordering::Relaxed);
}

/// A comparison on a thread of Node's pool.
pub struct DiffTask {
    request: Option<Request<'static>>,
    cancelled: Cancellation,
}

impl DiffTask {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl<'env> ScopedTask<'env> for DiffTask {
    /// Nothing where it was cancelled.
    type Output = Option<std::result::Result<Compared, Failure>>;
    type JsValue = Option<Object<'env>>;

    fn compute(&mut self) -> Result<Self::Output> {
        let request = self.request.take().filter(|_| !self.is_cancelled());
        // A panic must not reach the thread's own frames, which are C.
        catch_unwind(AssertUnwindSafe(|| request.map(Request::run))).map_err(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            Error::from_reason(format!("the engine panicked: {}", said.unwrap_or("no message")))
        })
    }

    fn resolve(&mut self, env: &'env Env, output: Self::Output) -> Result<Self::JsValue> {
        output.filter(|_| !self.is_cancelled()).map(|compared| outcome(env, compared)).transpose()
    }
}
