//! Reports of the HTTP interface: checklist items 25 to 32 and 42.

use super::artifact;
use crate::workflow::RunStatus::{
    self, DataPending, DiffApproved, DiffFound, DiffNotFound, Failed, NeedsDiff, NoDiffNeeded,
};
use crate::workflow::{Reported, Run};

fn status(reports: &[Reported]) -> RunStatus {
    reported(Run::default(), reports).status()
}

fn reported(mut run: Run, reports: &[Reported]) -> Run {
    for news in reports.iter().flat_map(Reported::evidence) {
        run.learn(news).unwrap();
    }
    run
}

fn image() -> Reported {
    Reported { image: Some(artifact(1)), ..Reported::default() }
}

fn both() -> Reported {
    Reported { ref_image: Some(artifact(2)), ..image() }
}

#[test]
fn reports_give_the_status_that_they_gave() {
    let log = Some(artifact(3));
    let found = Reported { diff_image: log, diff_log: log, distortion: Some(0.01), ..Reported::default() };
    let failed = Reported { diff_failed: true, diff_log: log, ..Reported::default() };
    for (item, reports, expected) in [
        (25, &[image()][..], NoDiffNeeded),
        (26, &[both()], NeedsDiff),
        (26, &[both(), both()], NeedsDiff),
        (27, &[both(), Reported { diff_log: log, ..Reported::default() }], DiffNotFound),
        (28, &[Reported { diff_image: log, ..image() }], DiffFound),
        (28, &[both(), found], DiffFound),
        (29, &[Reported { log, ..Reported::default() }], DataPending),
        (29, &[Reported { log, run_failed: true, ..Reported::default() }], Failed),
        (30, &[image(), failed], Failed),
        (31, &[both(), Reported { diff_image: log, ..failed }], Failed),
        (32, &[Reported { config: log, ref_config: log, ..Reported::default() }, image()], DataPending),
    ] {
        assert_eq!(status(reports), expected, "item {item}: {reports:?}");
    }
}

/// 32: the first side leaves it pending, the second makes it a comparison, in either order.
#[test]
fn two_sides_in_either_order() {
    let requested =
        Reported { config: Some(artifact(8)), ref_config: Some(artifact(9)), ..Reported::default() };
    let after = image();
    let before = Reported { ref_image: Some(artifact(2)), ..Reported::default() };
    for (first, second) in [(after, before), (before, after)] {
        assert_eq!(status(&[requested, first]), DataPending);
        assert_eq!(status(&[requested, first, second]), NeedsDiff);
    }
}

/// A picture that is reported with a failure is not believed.
#[test]
fn a_failure_outranks_what_comes_with_it() {
    assert_eq!(status(&[Reported { run_failed: true, ..image() }]), Failed);
    let reference = Reported { ref_log: Some(artifact(4)), run_failed: true, ..Reported::default() };
    let run = reported(Run::default(), &[image(), reference]);
    assert_eq!(run.after.image(), Some(artifact(1)), "the failure was the reference's");
    assert_eq!(run.status(), Failed);
}

/// 42: what is heard again after an approval changes nothing; what would change it is refused.
#[test]
fn a_late_report_does_not_undo_an_approval() {
    let found = Reported { diff_image: Some(artifact(5)), diff_log: Some(artifact(6)), ..both() };
    let mut run = reported(Run::default(), &[found]);
    run.approve().unwrap();
    let failed = Reported { diff_failed: true, run_failed: true, ..Reported::default() };
    let run = reported(run, &[found, failed, both()]);
    assert_eq!(run.status(), DiffApproved);

    let mut other = run;
    let news = Reported { image: Some(artifact(7)), ..Reported::default() }.evidence();
    let refused = other.learn(news[0]).unwrap_err();
    assert_eq!(refused.cause.code(), "approved");
    assert_eq!(other, run);
}
