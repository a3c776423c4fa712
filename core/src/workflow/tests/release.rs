//! Releases: checklist items 3, 4, 38, 39, 41 and 67 of the behaviour that is kept or bettered.

use crate::workflow::ReleaseStatus::{Bad, Good, Processing, Receiving, Reviewing};
use crate::workflow::{Counts, Decision, ReleaseEvent, ReleaseStatus, Run, RunStatus, Severity};

/// 3, 4: a newer attempt makes one that is processing bad, and leaves every other as it is.
#[test]
fn a_newer_attempt_supersedes_what_is_processing() {
    for status in ReleaseStatus::ALL {
        let expected = if status == Processing { Bad } else { status };
        assert_eq!(status.after(ReleaseEvent::Superseded), Ok(expected));
    }
}

/// 38, 39: to processing when the runs are done, to reviewing when they settled, and not before.
#[test]
fn it_is_reviewed_when_all_is_settled_and_not_before() {
    assert_eq!(Receiving.after(ReleaseEvent::Settled), Ok(Receiving));
    assert_eq!(Receiving.after(ReleaseEvent::RunsDone), Ok(Processing));
    assert_eq!(Processing.after(ReleaseEvent::Settled), Ok(Reviewing));
}

/// 41: what was decided is not opened again by a client, nor by what settles late.
#[test]
fn what_was_decided_stays() {
    for status in [Good, Bad] {
        let refused = status.after(ReleaseEvent::RunsDone).unwrap_err();
        assert_eq!(refused.to_string(), format!("a release that is {status} cannot be closed to new runs"));
        assert_eq!(status.after(ReleaseEvent::Settled), Ok(status));
        assert!(status.takes_reports().is_err());
    }
    assert!(Reviewing.takes_reports().is_ok());
}

/// 67: good and bad from what is open, reviewing from what was decided, nothing else.
#[test]
fn people_decide_what_is_open() {
    for status in ReleaseStatus::ALL {
        for (decision, next) in [(Decision::Good, Good), (Decision::Bad, Bad)] {
            let expected = if status.is_decided() { None } else { Some(next) };
            assert_eq!(status.after(ReleaseEvent::Decide(decision)).ok(), expected);
        }
        let expected = status.is_decided().then_some(Reviewing);
        assert_eq!(status.after(ReleaseEvent::Decide(Decision::Reviewing)).ok(), expected);
    }
}

/// 40 and the guard of the move to reviewing: what is pending blocks, what failed for good does not.
#[test]
fn only_what_is_still_expected_blocks() {
    use crate::Side;
    use crate::workflow::{Diff, Evidence};
    let image = super::artifact(1);
    let mut run = Run::default();
    assert!(!run.blocks(0), "nobody asked for anything");
    run.request(Side::After);
    assert!(run.blocks(0));
    run.learn(Evidence::capture_failed(Side::After, None)).unwrap();
    assert!(run.blocks(1), "it will be tried again");
    assert!(!run.blocks(0), "it will not");
    run.learn(Evidence::captured(Side::After, image)).unwrap();
    assert!(!run.blocks(0));
    run.learn(Evidence::captured(Side::Before, super::artifact(2))).unwrap();
    assert!(run.blocks(0), "a comparison is to be made");
    run.learn(Evidence::Diff { pair: None, diff: Diff::Failed { log: None } }).unwrap();
    assert!(!run.blocks(0));
}

/// 66 and the table of counts, with failed runs counted among the total.
#[test]
fn counts_and_lines() {
    use RunStatus::{DataPending, DiffApproved, DiffFound, DiffNotFound, Failed, NeedsDiff, NoDiffNeeded};
    let counts = |runs: &[RunStatus]| runs.iter().copied().collect::<Counts>();
    for (runs, tested, summary, severity) in [
        (&[][..], "0 tested", "Nothing to test", Severity::Neutral),
        (&[NoDiffNeeded], "0 tested, 1 baseline", "Nothing to test", Severity::Neutral),
        (&[NoDiffNeeded; 2], "0 tested, 2 baselines", "Nothing to test", Severity::Neutral),
        (&[DiffNotFound, DiffApproved], "2 tested", "All passing", Severity::Info),
        (&[DiffNotFound, DiffFound], "2 tested", "1 failure", Severity::Error),
        (&[Failed, DiffFound, NeedsDiff], "2 / 3 tested", "2 failures", Severity::Error),
        (&[DiffNotFound, NeedsDiff], "1 / 2 tested", "1 pending", Severity::Warning),
        (&[DataPending], "0 tested", "1 pending", Severity::Neutral),
    ] {
        let counts = counts(runs);
        assert_eq!((counts.tested().as_str(), counts.summary().as_str()), (tested, summary), "{runs:?}");
        assert_eq!(counts.severity(), severity, "{runs:?}");
    }
}

/// Numbers may come from anywhere.
#[test]
fn counts_do_not_overflow() {
    let most = Counts::default().plus(RunStatus::Failed, u64::MAX).plus(RunStatus::Failed, 1);
    assert_eq!((most.failed, most.total, most.complete), (u64::MAX, u64::MAX, u64::MAX));
}
