//! One test: its page is captured, and becomes the reference or is compared with it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::Context;
use crate::capture::{Failed, Page, Shot};
use crate::local::compare::compare;
use crate::local::name::Name;
use crate::local::outcome::{Change, Outcome, Verdict};
use crate::local::plan::Mode;
use crate::local::suite::Test;
use crate::local::work::{Work, write};
use crate::trouble::Trouble;

/// Runs a test.
pub(super) async fn run(context: &Arc<Context>, suite: &Path, test: Test) -> Outcome {
    let start = Instant::now();
    let Test { name, line, reference, run, options } = test;
    let page = match context.mode {
        Mode::Update => reference,
        Mode::Test => run,
    };
    let (tries, shot) = capture(context, &name, &page).await;
    let verdict = match shot {
        Err(why) => Verdict::Trouble(why),
        Ok(shot) => {
            let (work, keep, mode, name) = (context.work.clone(), context.keep, context.mode, name.clone());
            let judge = move || match mode {
                Mode::Update => update(&work, &name, &shot),
                Mode::Test => {
                    let mut options = options;
                    options.ignore.extend(shot.ignore.iter().copied());
                    judge(&work, &name, &shot, options, keep)
                }
            };
            match tokio::task::spawn_blocking(judge).await {
                Ok(Ok(verdict)) => verdict,
                Ok(Err(trouble)) => Verdict::Trouble(trouble.message),
                Err(error) => Verdict::Trouble(format!("the comparison broke off: {error}")),
            }
        }
    };
    Outcome { name, suite: suite.to_owned(), line, verdict, tries, elapsed: start.elapsed() }
}

/// Captures a page, again where that fails, and writes down what happened.
async fn capture(context: &Context, name: &Name, page: &Page) -> (u32, Result<Shot, String>) {
    let mut log = String::new();
    let mut tries = 0;
    loop {
        tries += 1;
        let shot = context.browser.capture(page).await;
        let said = match &shot {
            Ok(shot) => &shot.log,
            Err(failed) => &failed.log,
        };
        log += &format!("try {tries}: {}\n{}\n", page.url(), said.trim_end());
        let failed = match shot {
            Err(failed) if tries > context.retries => failed,
            Err(failed) => {
                log += &format!("failed: {}\n", failed.message);
                continue;
            }
            Ok(shot) => {
                let written = write(&context.work.log(name), log.as_bytes());
                return (tries, written.map(|()| shot).map_err(|trouble| trouble.message));
            }
        };
        log += &format!("failed: {}\n", failed.message);
        let times = if tries == 1 { "1 try".to_owned() } else { format!("{tries} tries") };
        let message = format!("{} after {times}", failed.message);
        let failed = Failed { message, log, ..failed };
        return (tries, Err(failed.keep(&context.work.log(name))));
    }
}

/// Takes a picture as the reference.
fn update(work: &Work, name: &Name, shot: &Shot) -> Result<Verdict, Trouble> {
    let path = work.reference(name);
    let change = match fs::read(&path) {
        Ok(old) if old == shot.png => Change::Unchanged,
        Ok(_) => Change::Changed,
        Err(_) => Change::New,
    };
    if change != Change::Unchanged {
        write(&path, &shot.png)?;
    }
    work.forget(name)?;
    Ok(Verdict::Updated(change))
}

/// Compares a picture with the reference. What passed leaves nothing behind, unless it is to be kept.
fn judge(
    work: &Work,
    name: &Name,
    shot: &Shot,
    options: depicted::Options,
    keep: bool,
) -> Result<Verdict, Trouble> {
    let (reference, run) = (work.reference(name), work.run(name));
    write(&run, &shot.png)?;
    if !reference.exists() {
        return Ok(Verdict::Missing(format!(
            "there is no reference {}: `depicted update` makes one, `depicted approve` takes {}",
            reference.display(),
            run.display()
        )));
    }
    let report = compare(&reference, &run, &work.diff(name), options)?;
    if !report.same() {
        return Ok(Verdict::Failed(Box::new(report)));
    }
    if !keep {
        work.forget(name)?;
    }
    Ok(Verdict::Passed(Box::new(report)))
}
