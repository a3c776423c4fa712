//! `--json` and `--json-lines` of two directories.

use depicted::{Differ, Options, Report};
use serde_json::{Value, json};

use crate::folder::Folder;
use crate::folders::folders;
use crate::pictures::page;

fn document(folder: &Folder, flags: &str) -> Value {
    let run = folder.depicted(&format!("diff before after --json {flags}"));
    assert_eq!(run.stderr(), "", "trouble is in the document");
    serde_json::from_str(run.text()).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// Takes the times out, which are different every time.
fn timeless(mut value: Value) -> Value {
    fn take(value: &mut Value) {
        match value {
            Value::Object(map) => {
                if let Some(elapsed) = map.remove("elapsed_ms") {
                    assert!(elapsed.is_number() || elapsed["total"].is_number());
                }
                map.values_mut().for_each(take);
            }
            Value::Array(array) => array.iter_mut().for_each(take),
            _ => {}
        }
    }
    take(&mut value);
    value
}

#[test]
fn it_is_one_document() {
    let folder = folders();
    let document = document(&folder, "--output out");
    assert_eq!(document["schema"], 1);
    assert!(document["elapsed_ms"].as_f64().unwrap() > 0.0);
    assert_eq!(
        document["summary"],
        json!({"total": 7, "same": 1, "different": 3, "only_before": 1, "only_after": 1, "failed": 1})
    );
    let pairs = document["pairs"].as_array().unwrap();
    let paths: Vec<&str> = pairs.iter().map(|pair| pair["path"].as_str().unwrap()).collect();
    let meant = [
        "box.png",
        "corrupt.png",
        "new.png",
        "same.png",
        "shop/cart/moved.png",
        "shop/gone.png",
        "shop/size.PNG",
    ];
    assert_eq!(paths, meant);
    for pair in pairs {
        let keys: Vec<&String> = pair.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["error", "highlight", "only_in", "path", "report", "verdict"]);
        assert_eq!(pair["verdict"], pair["report"]["verdict"]);
    }
    assert_eq!(pairs[0]["highlight"], "out/box.png.diff.png");
    assert_eq!(pairs[0]["report"]["highlight_written"], true);
    assert_eq!(pairs[3]["highlight"], Value::Null);
    assert_eq!((&pairs[2]["only_in"], &pairs[5]["only_in"]), (&json!("after"), &json!("before")));
    let error = json!({
        "code": "corrupt_image",
        "side": "after",
        "message": "after: after/corrupt.png: the PNG is cut off: it ends before its last chunk, IEND"
    });
    assert_eq!(pairs[1]["error"], error);
}

#[test]
fn its_reports_are_the_engines() {
    let folder = folders();
    let document = document(&folder, "");
    let told: Report = serde_json::from_value(document["pairs"][0]["report"].clone()).unwrap();
    let meant = Differ::new(Options::default())
        .diff(folder.path("before/box.png"), folder.path("after/box.png"))
        .unwrap();
    let rounded = |report| serde_json::from_str::<Report>(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(Report { elapsed_ms: None, ..told }, rounded(meant));
}

#[test]
fn a_highlight_for_a_page_is_not_called_written() {
    let folder = folders();
    let document = document(&folder, "--html report.html");
    assert_eq!(document["pairs"][0]["report"]["highlight_written"], false);
    assert_eq!(document["pairs"][0]["highlight"], Value::Null);
}

#[test]
fn lines_are_the_document_in_pieces() {
    let folder = folders();
    let document = timeless(document(&folder, "-j 4"));
    for jobs in [1, 4] {
        let run = folder.depicted(&format!("diff before after --json-lines -j {jobs}"));
        assert_eq!((run.code(), run.stderr()), (2, ""));
        let mut lines: Vec<Value> =
            run.text().lines().map(|line| timeless(serde_json::from_str(line).unwrap())).collect();
        let last = lines.pop().unwrap();
        assert_eq!(last, json!({"schema": 1, "summary": document["summary"]}));
        assert_eq!(Value::Array(lines), document["pairs"]);
    }
}

#[test]
fn trouble_with_the_run_is_json_on_standard_error() {
    let folder = folders();
    for (line, code, side) in [
        ("diff before nowhere", "io", json!("after")),
        ("diff before before/box.png", "bad_option", Value::Null),
        ("diff before after --output before", "bad_option", Value::Null),
        ("diff before after --fade 2", "bad_option", Value::Null),
        ("diff before after --html nowhere/report.html", "io", Value::Null),
    ] {
        let run = folder.depicted(&format!("{line} --json"));
        assert_eq!((run.code(), run.text()), (2, ""), "{line}: {run:?}");
        let told: Value = serde_json::from_str(run.stderr()).unwrap();
        assert_eq!((&told["error"]["code"], &told["error"]["side"]), (&json!(code), &side), "{line}");
    }
}

/// File systems of other systems refuse such names.
#[cfg(unix)]
#[test]
fn names_are_told_as_they_are() {
    let folder = Folder::with([("before/a \"b\"\u{1b}.png", page()), ("after/a \"b\"\u{1b}.png", page())]);
    assert_eq!(document(&folder, "")["pairs"][0]["path"], "a \"b\"\u{1b}.png");
}
