//! One file of tests: its server is started and waited for, its tests are run, and its server is ended, whatever
//! happens.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{Context, test};
use crate::interrupt::Interrupt;
use crate::local::outcome::{Outcome, Outcomes, Verdict};
use crate::local::report::Teller;
use crate::local::script::Script;
use crate::local::suite::{Suite, Test};
use crate::local::wait_for::wait_for;
use crate::trouble::Trouble;
use std::time::Duration;

/// Runs the tests of a file, as many at a time.
///
/// # Errors
/// When nothing can be told any more.
pub(super) async fn run(
    context: &Arc<Context>,
    suite: &Suite,
    jobs: usize,
    interrupt: &Interrupt,
    teller: &mut Teller,
    outcomes: &mut Outcomes,
) -> Result<(), Trouble> {
    let mut setup = match &suite.setup {
        None => None,
        Some(text) => {
            let log = context.work.script_log(&suite.path, "setup");
            teller.step(&format!("{}: setup, log in {}", suite.path.display(), log.display()));
            match Script::start(text, &log) {
                Ok(script) => Some(script),
                Err(trouble) => return not_run(suite, trouble.message, teller, outcomes),
            }
        }
    };
    let ready = tokio::select! {
        ready = ready(context, suite, teller) => ready,
        why = failed(&mut setup) => Err(why),
        () = interrupt.happened() => Ok(()),
    };
    let told = match ready {
        Err(why) => not_run(suite, why, teller, outcomes),
        Ok(()) if interrupt.is_on() => Ok(()),
        Ok(()) => tests(context, suite, jobs, &mut setup, interrupt, teller, outcomes).await,
    };
    if let Some(setup) = &mut setup {
        setup.stop().await;
    }
    told
}

/// Waits until the tests can begin.
async fn ready(context: &Context, suite: &Suite, teller: &Teller) -> Result<(), String> {
    let Some(awaited) = &suite.wait_for else { return Ok(()) };
    teller.step(&format!(
        "{}: waiting, for {} s at most",
        suite.path.display(),
        awaited.timeout.as_secs_f64()
    ));
    let log = context.work.script_log(&suite.path, "wait-for");
    wait_for(awaited, &log).await.map_err(|why| format!("waitFor: {why}"))
}

/// Waits until the setup fails, if there is one.
async fn failed(setup: &mut Option<Script>) -> String {
    match setup {
        Some(script) => format!("setup {}", script.failed().await),
        None => std::future::pending().await,
    }
}

/// Runs the tests beside each other and tells of them in their order.
async fn tests(
    context: &Arc<Context>,
    suite: &Suite,
    jobs: usize,
    setup: &mut Option<Script>,
    interrupt: &Interrupt,
    teller: &mut Teller,
    outcomes: &mut Outcomes,
) -> Result<(), Trouble> {
    let places = Arc::new(Semaphore::new(jobs));
    let over = Arc::new(OnceLock::<()>::new());
    let mut running = JoinSet::new();
    for (number, test) in suite.tests.iter().cloned().enumerate() {
        let (context, places, over) = (Arc::clone(context), Arc::clone(&places), Arc::clone(&over));
        let path = suite.path.clone();
        running.spawn(async move {
            // Places are never closed.
            let _place = places.acquire_owned().await;
            let outcome = match over.get() {
                Some(()) => skipped(&path, &test),
                None => test::run(&context, &path, test).await,
            };
            (number, outcome)
        });
    }
    let (mut due, mut early) = (0, BTreeMap::new());
    loop {
        let finished = tokio::select! {
            finished = running.join_next() => finished,
            why = failed(setup), if over.get().is_none() => {
                let _ = over.set(());
                teller.trouble(&suite.path, &why);
                outcomes.suites.push((suite.path.clone(), why));
                continue;
            }
            () = interrupt.happened() => break,
        };
        let Some(finished) = finished else { break };
        let (number, outcome) =
            finished.map_err(|error| Trouble::io(format!("a test broke off: {error}")))?;
        teller.done(&outcome);
        early.insert(number, outcome);
        while let Some(outcome) = early.remove(&due) {
            teller.outcome(&outcome)?;
            outcomes.tests.push(outcome);
            due += 1;
        }
    }
    running.shutdown().await;
    for outcome in early.into_values() {
        teller.outcome(&outcome)?;
        outcomes.tests.push(outcome);
    }
    Ok(())
}

/// Tells that no test of a file can be run.
fn not_run(suite: &Suite, why: String, teller: &mut Teller, outcomes: &mut Outcomes) -> Result<(), Trouble> {
    teller.trouble(&suite.path, &why);
    outcomes.suites.push((suite.path.clone(), why));
    for test in &suite.tests {
        let outcome = skipped(&suite.path, test);
        teller.done(&outcome);
        teller.outcome(&outcome)?;
        outcomes.tests.push(outcome);
    }
    Ok(())
}

fn skipped(path: &std::path::Path, test: &Test) -> Outcome {
    Outcome {
        name: test.name.clone(),
        suite: path.to_owned(),
        line: test.line,
        verdict: Verdict::NotRun,
        tries: 0,
        elapsed: Duration::ZERO,
    }
}
