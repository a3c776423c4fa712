//! `depicted doctor`, with a browser where pages are captured.

use std::path::Path;

use serde_json::Value;

use crate::folder::{Folder, Run};
use crate::site::{Site, chromium};

/// A page that is another one each time, and one that is not.
const RANDOM: &str = "<!doctype html><body style='margin:0'><div id=a style='height:40px;background:#06c'></div>\
     <script>a.style.width = 20 + Math.random() * 700 + 'px'</script>";
const STILL: &str = "<!doctype html><p>the same";

fn run(folder: &Folder, line: &str) -> Run {
    folder.depicted(line)
}

#[test]
fn what_varies_is_told_and_what_does_not_is_stable() {
    let Some(_) = chromium() else { return };
    let site = Site::start([("/random", RANDOM), ("/still", STILL)]);
    let folder = Folder::new();
    let still = run(&folder, &format!("doctor page {} --captures 2 --keep shots", site.url("/still")));
    assert_eq!(still.code(), 0, "{still:?}");
    assert!(still.text().starts_with("stable: 2 captures of 1280 x 800 are the same"), "{still:?}");
    assert_eq!(folder.files("shots"), ["shots/1.log", "shots/1.png", "shots/2.log", "shots/2.png"]);

    let config = "{\"viewportSize\":{\"width\":800,\"height\":100}}";
    let line = format!("doctor page {} -n 2 --json --config {config}", site.url("/random"));
    let varies = run(&folder, &line);
    assert_eq!(varies.code(), 1, "{varies:?}");
    let told: Value = serde_json::from_str(varies.text()).unwrap();
    assert_eq!((&told["stable"], &told["captures"], &told["width"]), (&false.into(), &2.into(), &800.into()));
    let region = &told["regions"][0];
    assert!(region["y"] == 0 && region["height"].as_u64().unwrap() <= 42, "{told}");
    assert!(told["distortion"].as_f64().unwrap() > 0.0, "{told}");
}

#[test]
fn what_cannot_be_captured_is_trouble() {
    let folder = Folder::new();
    for (line, words) in [
        ("doctor page http://h/ --captures 1", "captures 1 is out of range: give 2 to 1000"),
        ("doctor page http://h/ --timeout 0", "timeout 0 is out of range"),
        ("doctor page http://h/ --config {\"mask\":1}", "capture configuration: mask"),
        ("doctor page http://h/ --config nowhere.json", "cannot read nowhere.json"),
        ("doctor page http://h/ --chromium nowhere/chrome", "nowhere/chrome"),
        ("doctor --chromium nowhere/chrome", "nowhere/chrome"),
    ] {
        let run = run(&folder, line);
        assert_eq!((run.code(), run.text()), (2, ""), "{line}: {run:?}");
        assert!(run.stderr().contains(words), "{line}: {run:?}");
    }
    if chromium().is_none() {
        return;
    }
    let closed = run(&folder, "doctor page http://127.0.0.1:2/ --keep shots");
    assert_eq!(closed.code(), 2, "{closed:?}");
    assert!(Path::new(&folder.path("shots/failed.log")).exists(), "{closed:?}");
}

/// Checklist 106: what is needed is looked at before there is work.
#[test]
fn the_machine_is_looked_at() {
    let Some(_) = chromium() else { return };
    let run = run(&Folder::new(), "doctor");
    assert_eq!(run.code(), 0, "{run:?}");
    let heads: Vec<&str> = run.text().lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(heads, ["browser", "capture", "fonts", "folders"], "{run:?}");
}
