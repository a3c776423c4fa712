//! The tables of `states.md`, made from the code.

use std::fmt::Write;
use std::path::Path;

use super::artifact;
use crate::Side;
use crate::workflow::{
    Attempts, Capture, Diff, Evidence, Finish, Heartbeat, InvalidTransition, ReleaseEvent, ReleaseStatus,
    Run, Task, TaskState, Timestamp,
};

#[test]
fn the_documentation_has_the_tables_of_the_code() {
    let tables = format!("{}\n{}\n{}", release(), run(), task());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/workflow/states.md");
    if std::env::var_os("DEPICTED_BLESS").is_some() {
        std::fs::write(&path, &tables).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(committed == tables, "states.md is not what the code says: DEPICTED_BLESS=1 writes it again");
}

fn release() -> String {
    let mut text = String::from(
        "# The states of a release\n\nWhat becomes of a release (left) that is … (top). Empty: it stays as it is.\n\n| |",
    );
    for event in ReleaseEvent::ALL {
        write!(text, " {} |", event.name()).unwrap();
    }
    text += "\n| --- |";
    text += &" --- |".repeat(ReleaseEvent::ALL.len());
    for status in ReleaseStatus::ALL {
        write!(text, "\n| **{status}** |").unwrap();
        for event in ReleaseEvent::ALL {
            match status.after(event) {
                Ok(next) if next == status => text += " |",
                Ok(next) => write!(text, " {next} |").unwrap(),
                Err(_) => text += " *refused* |",
            }
        }
    }
    text + "\n"
}

fn run() -> String {
    let captures = [
        ("missing", Capture::Missing),
        ("requested", Capture::Requested),
        ("failed", Capture::Failed { log: None }),
        ("captured", Capture::Captured { image: artifact(1), log: None }),
    ];
    let diffs = [
        ("missing", Diff::Missing),
        ("failed", Diff::Failed { log: None }),
        ("same", Diff::Same { log: None, distortion: None }),
        ("found", Diff::Found { image: artifact(2), log: None, distortion: None }),
    ];
    let mut text = String::from(
        "# The states of a run\n\nThe status that follows from what is known of the pictures (left) and of their comparison (top). \
         `diff_found` becomes\n`diff_approved` when a person approves it, and back.\n\n| after | before |",
    );
    for (name, _) in diffs {
        write!(text, " {name} |").unwrap();
    }
    text += "\n| --- | --- |";
    text += &" --- |".repeat(diffs.len());
    for (after_name, after) in captures {
        for (before_name, before) in captures {
            write!(text, "\n| {after_name} | {before_name} |").unwrap();
            for (_, diff) in diffs {
                let run = Run { after, before, diff, approved: false };
                write!(text, " `{}` |", run.status()).unwrap();
            }
        }
    }
    text + "\n"
}

/// Its name, what it does, and whether it is the last attempt.
type Event = (&'static str, fn(&mut Task, Timestamp, &Attempts) -> Result<(), InvalidTransition>, bool);

fn task() -> String {
    let now = Timestamp(1_000_000);
    let last = Attempts { max: 1, ..Attempts::default() };
    let many = Attempts::default();
    let leased = |owner: &str, at: Timestamp| {
        let mut task = Task::new(Timestamp(0));
        task.lease(owner, at, 60_000).unwrap();
        task
    };
    let ended = |state| Task { attempts: 1, state };
    let tasks = [
        ("waiting", Task::new(now)),
        ("waiting for a later time", Task::new(now.plus(1))),
        ("leased by the caller", leased("me", now)),
        ("leased by another", leased("you", now)),
        ("leased, and the time is over", leased("me", Timestamp(0))),
        ("done", ended(TaskState::Done { at: now })),
        ("in error", ended(TaskState::Error { at: now, message: String::new() })),
        ("canceled", ended(TaskState::Canceled { at: now })),
    ];
    let failed = |task: &mut Task, now: Timestamp, attempts: &Attempts| {
        task.finish("me", now, Finish::Failed { message: String::new() }, attempts)
    };
    let expired = |task: &mut Task, now: Timestamp, attempts: &Attempts| {
        task.expire(now, attempts);
        Ok(())
    };
    let events: [Event; 10] = [
        ("leased", |task, now, _| task.lease("me", now, 60_000), false),
        (
            "heard of",
            |task, now, _| task.heartbeat("me", now, Heartbeat { index: 0, message: String::new() }),
            false,
        ),
        ("finished", |task, now, attempts| task.finish("me", now, Finish::Done, attempts), false),
        ("failed", failed, false),
        ("failed the last time", failed, true),
        ("given back", |task, now, _| task.give_back("me", now), false),
        ("expired", expired, false),
        ("expired the last time", expired, true),
        (
            "canceled",
            |task, now, _| {
                task.cancel(now);
                Ok(())
            },
            false,
        ),
        (
            "retried",
            |task, now, _| {
                task.retry(now);
                Ok(())
            },
            false,
        ),
    ];
    let mut text = String::from(
        "# The states of a task\n\nWhat becomes of a task (left) that is … (top). Empty: it stays as it is.\n\n| |",
    );
    for (name, ..) in events {
        write!(text, " {name} |").unwrap();
    }
    text += "\n| --- |";
    text += &" --- |".repeat(events.len());
    for (name, task) in tasks {
        write!(text, "\n| **{name}** |").unwrap();
        for (_, event, is_last) in events {
            let mut next = task.clone();
            let result = event(&mut next, now, if is_last { &last } else { &many });
            match (result, &next.state) {
                (Err(refused), _) => write!(text, " *{}* |", refused.cause.code()).unwrap(),
                _ if next == task => text += " |",
                (_, TaskState::Waiting { eta }) if *eta > now => text += " waiting, after a pause |",
                (_, TaskState::Waiting { .. }) => text += " waiting |",
                (_, TaskState::Leased(_)) => text += " leased |",
                (_, TaskState::Done { .. }) => text += " done |",
                (_, TaskState::Error { .. }) => text += " error |",
                (_, TaskState::Canceled { .. }) => text += " canceled |",
            }
        }
    }
    text + "\n"
}

/// The tables say nothing of it, since it needs a second event.
#[test]
fn evidence_about_another_pair_is_let_go() {
    let mut run = Run::default();
    run.learn(Evidence::captured(Side::After, artifact(1))).unwrap();
    run.learn(Evidence::captured(Side::Before, artifact(2))).unwrap();
    let needs = run;
    let diff = Diff::Same { log: None, distortion: Some(0.0) };
    run.learn(Evidence::Diff { pair: Some((artifact(2), artifact(9))), diff }).unwrap();
    assert_eq!(run, needs);
    run.learn(Evidence::Diff { pair: Some((artifact(2), artifact(1))), diff }).unwrap();
    assert_ne!(run, needs);
}
