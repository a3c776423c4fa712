//! Tasks: checklist items 5, 53 to 56, 86 and 103.

use crate::workflow::{Attempts, Cause, Finish, Heartbeat, Task, TaskState, TaskStatus, Timestamp};

const MINUTE: u64 = 60_000;

fn leased() -> Task {
    let mut task = Task::new(Timestamp(0));
    task.lease("me", Timestamp(0), MINUTE).unwrap();
    task
}

fn heartbeat(index: u64) -> Heartbeat {
    Heartbeat { index, message: format!("step {index}") }
}

fn failed() -> Finish {
    Finish::Failed { message: "no picture".into() }
}

/// 53: invisible until its time is over, then the next attempt.
#[test]
fn a_lease_that_ran_out_is_taken_over() {
    let mut task = leased();
    assert_eq!(task.lease("you", Timestamp(59_999), MINUTE).unwrap_err().cause, Cause::NotDue);
    task.lease("you", Timestamp(60_000), MINUTE).unwrap();
    assert_eq!(task.attempts, 2);
}

/// 54: whoever does not hold it has nothing to say, for reasons that differ.
#[test]
fn only_the_holder_of_a_valid_lease_is_heard() {
    for (owner, at, cause) in [("you", 1, Cause::NotOwner), ("me", 60_000, Cause::LeaseExpired)] {
        let at = Timestamp(at);
        let mut task = leased();
        assert_eq!(task.heartbeat(owner, at, heartbeat(0)).unwrap_err().cause, cause);
        assert_eq!(task.finish(owner, at, Finish::Done, &Attempts::default()).unwrap_err().cause, cause);
        assert_eq!(task.give_back(owner, at).unwrap_err().cause, cause);
        assert_eq!(task, leased());
    }
    let mut waiting = Task::new(Timestamp(0));
    let refused = waiting.finish("me", Timestamp(0), Finish::Done, &Attempts::default()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "a task that is waiting cannot be finished: nobody holds a lease on it that is still valid"
    );
}

/// 55: as long as the lease was, from the heartbeat on; an older number does not overwrite.
#[test]
fn a_heartbeat_extends_the_lease() {
    let mut task = leased();
    task.heartbeat("me", Timestamp(50_000), heartbeat(4)).unwrap();
    assert_eq!(
        task.heartbeat("me", Timestamp(51_000), heartbeat(3)).unwrap_err().cause,
        Cause::StaleHeartbeat
    );
    let TaskState::Leased(lease) = &task.state else { panic!("{task:?}") };
    assert_eq!((lease.expires, lease.heartbeat.clone()), (Timestamp(110_000), Some(heartbeat(4))));
}

/// 56: done, or in error; once more is harmless.
#[test]
fn it_ends_once() {
    for (finish, status) in [
        (Finish::Done, TaskStatus::Done),
        (Finish::GaveUp { message: "no such page".into() }, TaskStatus::Error),
    ] {
        let mut task = leased();
        task.finish("me", Timestamp(1), finish.clone(), &Attempts::default()).unwrap();
        assert_eq!(task.status(), status);
        let ended = task.clone();
        task.finish("me", Timestamp(2), finish, &Attempts::default()).unwrap();
        assert_eq!(task, ended);
    }
}

/// 103: so many attempts, longer and longer apart, and then no more.
#[test]
fn attempts_are_bounded_and_spaced() {
    let attempts = Attempts { max: 4, pause_ms: 1_000, max_pause_ms: 3_000 };
    let (mut task, mut now, mut pauses) = (Task::new(Timestamp(0)), Timestamp(0), Vec::new());
    while task.status() == TaskStatus::Live {
        task.lease("me", now, MINUTE).unwrap();
        task.finish("me", now, failed(), &attempts).unwrap();
        if let TaskState::Waiting { eta } = task.state {
            assert_eq!(task.lease("me", now, MINUTE).unwrap_err().cause, Cause::NotDue);
            pauses.push(eta.since(now));
            now = eta;
        }
    }
    assert_eq!(pauses, [1_000, 2_000, 3_000]);
    assert_eq!(task.state, TaskState::Error { at: now, message: "no picture".into() });
}

/// A worker that dies uses an attempt up; one that is told to stop does not.
#[test]
fn death_counts_and_a_stop_does_not() {
    let attempts = Attempts { max: 1, ..Attempts::default() };
    let mut dead = leased();
    assert!(!dead.expire(Timestamp(1), &attempts));
    assert!(dead.expire(Timestamp(60_000), &attempts));
    assert_eq!(dead.status(), TaskStatus::Error);

    let mut stopped = leased();
    stopped.give_back("me", Timestamp(1)).unwrap();
    assert_eq!(stopped.attempts, 0);
    stopped.lease("you", Timestamp(1), MINUTE).unwrap();
}

/// 5: what ended stays as it ended when its release is called off.
#[test]
fn only_what_is_live_is_canceled() {
    let mut task = leased();
    task.finish("me", Timestamp(1), Finish::Done, &Attempts::default()).unwrap();
    task.cancel(Timestamp(2));
    assert_eq!(task.status(), TaskStatus::Done);
    let mut live = leased();
    live.cancel(Timestamp(2));
    assert_eq!(live.status(), TaskStatus::Canceled);
}

/// 86: at once, and from the first attempt on.
#[test]
fn to_retry_makes_it_ready_at_once() {
    let attempts = Attempts { max: 1, ..Attempts::default() };
    let mut task = leased();
    task.finish("me", Timestamp(1), failed(), &attempts).unwrap();
    task.retry(Timestamp(2));
    task.lease("you", Timestamp(2), MINUTE).unwrap();
    assert_eq!(task.attempts, 1);
}
