//! `depicted pair-diff` without a server.

use depicted::Report;

use crate::folder::Folder;
use crate::site::{Site, chromium};

const BEFORE: &str = "<!doctype html><title>a</title><h1>Spring sale</h1><p>Ends on Monday<p id=t>1";
const AFTER: &str = "<!doctype html><title>a</title><h1>Spring sale</h1><p>Ends on Friday<p id=t>2";

/// Checklist 133: the first page is the reference.
#[test]
fn two_pages_are_compared_here() {
    let Some(_) = chromium() else { return };
    let site = Site::start([("/old", BEFORE), ("/new", AFTER)]);
    let secret = site.url("/old").replace("http://", "http://me:hunter2@");
    let folder = Folder::new();
    let run =
        folder.depicted(&format!("pair-diff {secret} {} --width 400 --height 300", site.url("/new?x=1")));
    assert_eq!(run.code(), 1, "{run:?}");
    assert!(run.text().starts_with("different: distortion ") && run.text().lines().count() == 1, "{run:?}");
    assert!(run.stderr().contains("see pair-diff/report.html"), "{run:?}");
    let names = ["after.log", "after.png", "before.log", "before.png", "diff.png", "report.html"];
    assert_eq!(folder.files("pair-diff"), names.map(|name| format!("pair-diff/{name}")));
    let html = String::from_utf8(folder.read("pair-diff/report.html")).unwrap();
    assert!(html.contains("data:image/png;base64,") && html.contains("<bdi>/new</bdi>"), "{html}");
    assert!(html.find("/old") < html.find("/new?x=1"), "the first page is before");
    for name in names {
        assert!(
            !String::from_utf8_lossy(&folder.read(format!("pair-diff/{name}"))).contains("hunter2"),
            "{name}"
        );
    }

    // What differs is masked: the same, and no picture of a difference is left of the run before.
    let mut command = folder.command(["pair-diff", &site.url("/old"), &site.url("/new"), "--json"]);
    command.args(["--capture-config", r#"{"mask": ["p"]}"#]);
    let same = crate::folder::Run::of(&mut command);
    assert_eq!((same.code(), same.stderr()), (0, ""), "{same:?}");
    let report: Report = serde_json::from_str(same.text()).unwrap();
    assert!(report.same() && report.width == 1280 && report.pixels.ignored > 0, "{same:?}");
    assert!(!folder.path("pair-diff/diff.png").exists());
}

#[test]
fn flags_that_have_no_meaning_are_refused() {
    let folder = Folder::new();
    let pages = "pair-diff http://h/ http://h/";
    for (flags, words) in [
        ("--build 1", "--build needs a server: give --server URL, or set DEPICTED_SERVER"),
        ("--wait", "--wait needs a server"),
        ("--server http://h --build 1 --metric exact", "--metric is for a comparison without a server"),
        ("--server http://h --build 1 --output x", "--output is for a comparison without a server"),
        ("--threshold 99", "threshold"),
        ("--chromium nowhere/chrome", "nowhere/chrome"),
    ] {
        let run = folder.depicted(&format!("{pages} {flags}"));
        assert_eq!((run.code(), run.text()), (2, ""), "{flags}: {run:?}");
        assert!(run.stderr().contains(words), "{flags}: {run:?}");
    }
    assert!(folder.list().is_empty(), "nothing is made before all is known to be fine");
}

#[test]
fn a_page_that_cannot_be_captured_is_named_by_its_side() {
    let Some(_) = chromium() else { return };
    let site = Site::start([("/old", BEFORE)]);
    let folder = Folder::new();
    let run = folder.depicted(&format!("pair-diff {} http://127.0.0.1:2/", site.url("/old")));
    assert_eq!((run.code(), run.text()), (2, ""), "{run:?}");
    assert!(
        run.stderr().starts_with("depicted: after: ") && run.stderr().contains("pair-diff/after.log"),
        "{run:?}"
    );
    assert!(folder.path("pair-diff/before.png").exists());
}
