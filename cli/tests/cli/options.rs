//! Flags that change how the work is done and not what comes of it.

use depicted::Report;

use crate::folder::Folder;
use crate::pictures::{page_moved, page_with_box};

fn report(line: &str) -> Report {
    let folder = Folder::with([("moved.png", page_moved()), ("box.png", page_with_box())]);
    let run = folder.depicted(&format!("diff moved.png box.png --json {line}"));
    serde_json::from_str(run.text()).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn any_number_of_threads_gives_the_same_report() {
    let without_time = |line: &str| Report { elapsed_ms: None, ..report(line) };
    let all = without_time("");
    for threads in [0, 1, 2, 7] {
        assert_eq!(without_time(&format!("--threads {threads}")), all, "{threads}");
    }
}

#[test]
fn regions_are_listed_up_to_the_limit() {
    let all = report("");
    assert!(all.regions_total >= 2, "{all:?}");
    let one = report("--max-regions 1");
    assert_eq!((one.regions.len(), one.regions_total), (1, all.regions_total));
    assert_eq!(report("--max-regions 0").regions, []);
}

#[test]
fn limits_that_are_met_exactly_hold() {
    // A row of 96 pixels of RGB has 288 bytes.
    let bytes = page_moved().len().max(page_with_box().len());
    report(&format!("--max-pixels 6144 --max-bytes {bytes} --max-decoded-bytes 288"));
}
