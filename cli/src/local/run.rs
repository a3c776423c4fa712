//! A run over all files of tests, one after another: each has a server of its own, perhaps on the same port.

mod suite;
mod test;

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::outcome::Outcomes;
use super::plan::{Mode, Plan};
use super::report::{self, Teller};
use super::work::Work;
use crate::capture::Browser;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::trouble::Trouble;

/// What all tests of a run have in common.
struct Context {
    mode: Mode,
    work: Work,
    browser: Browser,
    retries: u32,
    keep: bool,
}

/// Runs once, and says how to exit.
///
/// # Errors
/// When nothing can be run.
pub(super) async fn run(plan: &Plan) -> Result<Exit, Trouble> {
    once(plan, &Interrupt::listen_to_terminal()?).await
}

/// Runs once.
///
/// # Errors
/// When nothing can be run.
pub(super) async fn once(plan: &Plan, interrupt: &Interrupt) -> Result<Exit, Trouble> {
    let suites = plan.suites()?;
    let names = || suites.iter().flat_map(|suite| suite.tests.iter().map(|test| &test.name));
    plan.work.prepare(plan.is_part().then(names))?;
    let launched = tokio::select! {
        launched = Browser::launch(&plan.program, plan.jobs, plan.timeout) => launched?,
        () = interrupt.happened() => return Ok(Exit::Interrupted),
    };
    let start = Instant::now();
    let context = Arc::new(Context {
        mode: plan.mode,
        work: plan.work.clone(),
        browser: launched,
        retries: plan.retries,
        keep: plan.keep,
    });
    let mut teller = Teller::new(plan.speaker, plan.work.clone(), names().count());
    let mut outcomes = Outcomes { updating: plan.mode == Mode::Update, ..Outcomes::default() };
    for suite in &suites {
        suite::run(&context, suite, plan.jobs, interrupt, &mut teller, &mut outcomes).await?;
        if interrupt.is_on() {
            outcomes.interrupted = true;
            break;
        }
    }
    close(context).await;
    outcomes.elapsed = start.elapsed();
    let written = report::write(plan, &outcomes);
    teller.finish(&outcomes, written.as_deref().unwrap_or_default())?;
    written?;
    Ok(outcomes.exit())
}

/// Ends the browser, once the captures that were given up have let go of it.
async fn close(mut context: Arc<Context>) {
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        match Arc::try_unwrap(context) {
            Ok(context) => return context.browser.close().await,
            // Dropped by whoever has it last, it ends as well.
            Err(_) if Instant::now() >= end => return,
            Err(shared) => context = shared,
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
