//! The verdict: one line, and the exit code.

use crate::folder::Folder;
use crate::pictures::{page, page_moved, page_shorter, page_with_box};

fn pages() -> Folder {
    Folder::with([
        ("page.png", page()),
        ("box.png", page_with_box()),
        ("moved.png", page_moved()),
        ("shorter.png", page_shorter()),
    ])
}

#[test]
fn same() {
    insta::assert_snapshot!("same", pages().depicted("diff page.png page.png").transcript());
}

#[test]
fn different() {
    insta::assert_snapshot!("different", pages().depicted("diff page.png box.png").transcript());
}

#[test]
fn different_by_every_other_metric() {
    for metric in ["exact", "rmse", "pixelmatch", "odiff"] {
        let run = pages().depicted(&format!("diff page.png box.png --metric {metric}"));
        insta::assert_snapshot!(format!("different_{metric}"), run.transcript());
    }
}

#[test]
fn within_tolerance() {
    let run = pages().depicted("diff page.png box.png --max-different-pixels 600");
    insta::assert_snapshot!("within_tolerance", run.transcript());
    let run = pages().depicted("diff page.png box.png --max-distortion 1");
    assert_eq!(run.code(), 0);
    let run = pages().depicted("diff page.png box.png --max-different-pixels 1 --max-distortion 1");
    assert_eq!(run.code(), 1, "both limits must hold");
}

#[test]
fn another_size() {
    insta::assert_snapshot!("size", pages().depicted("diff page.png shorter.png").transcript());
}

#[test]
fn moved() {
    let folder = pages();
    insta::assert_snapshot!("moved", folder.depicted("diff page.png moved.png").transcript());
    let run = folder.depicted("diff page.png moved.png --max-shift-px 1");
    insta::assert_snapshot!("moved_within_tolerance", run.transcript());
}

#[test]
fn what_is_ignored_does_not_differ() {
    let run = pages().depicted("diff page.png box.png --ignore 80,48,10,5 --ignore 80,53,10,5");
    assert_eq!(run.code(), 0, "{run:?}");
}

#[test]
fn quiet_leaves_the_verdict_to_the_exit_code() {
    let folder = pages();
    for (after, code) in [("page.png", 0), ("box.png", 1)] {
        let run = folder.depicted(&format!("diff page.png {after} -q"));
        assert_eq!((run.code(), run.text(), run.stderr()), (code, "", ""));
    }
    let run = folder.depicted("diff page.png missing.png --quiet");
    assert_eq!(run.code(), 2);
    assert!(run.stderr().contains("missing.png"), "trouble is told all the same");
}

#[test]
fn verbose_adds_details_on_standard_error() {
    let run = pages().depicted("diff page.png moved.png -v --output diff.png");
    assert_eq!(run.text().lines().count(), 1);
    // The time is different every time.
    let (times, others): (Vec<&str>, Vec<&str>) =
        run.stderr().lines().partition(|line| line.starts_with("time:"));
    insta::assert_snapshot!("verbose", others.join("\n"));
    let [time] = times[..] else { panic!("{times:?}") };
    let shape = time.replace(|c: char| c.is_ascii_digit(), "");
    assert_eq!(shape, "time: decode . ms, compare . ms, highlight . ms, total . ms");
}

#[test]
fn verbose_says_how_many_regions_are_not_listed() {
    let folder = pages();
    let run = folder.depicted("diff moved.png box.png -v --max-regions 1");
    insta::assert_snapshot!(
        "verbose_more",
        run.stderr().lines().filter(|line| !line.starts_with("time:")).collect::<Vec<_>>().join("\n")
    );
    let run = folder.depicted("diff page.png page.png -v");
    assert_eq!(run.stderr().lines().count(), 2, "no regions, nothing written: {run:?}");
}
