//! `--json`: the engine's report and nothing else; trouble as JSON on standard error.

use depicted::{Differ, Options, Report};
use serde_json::{Value, json};

use crate::folder::Folder;
use crate::pictures::{page, page_moved, page_with_box};

fn pages() -> Folder {
    Folder::with([("page.png", page()), ("box.png", page_with_box()), ("moved.png", page_moved())])
}

#[test]
fn it_is_the_report_of_the_engine() {
    let folder = pages();
    for after in ["page.png", "box.png", "moved.png"] {
        for metric in depicted::Metric::ALL.map(|(metric, _)| metric) {
            let run =
                folder.depicted(&format!("diff page.png {after} --json --metric {metric} --output o.png"));
            let text = run.text().strip_suffix('\n').expect("a line");
            assert!(!text.contains('\n'), "one line");

            let told: Report = serde_json::from_str(text).unwrap();
            assert!(told.elapsed_ms.is_some_and(|elapsed| elapsed.total >= elapsed.compare));
            let mut highlight = Vec::new();
            let meant = Differ::new(Options { metric, ..Options::default() })
                .highlight_to_writer(&mut highlight)
                .diff(folder.path("page.png"), folder.path(after))
                .unwrap();
            // Text with text, since numbers that were read back may differ in their last digit. The time comes last.
            let meant_text = serde_json::to_string(&meant).unwrap();
            let until = |text: &str| text[..text.find("\"elapsed_ms\"").unwrap()].to_owned();
            assert_eq!(until(text), until(&meant_text));
            assert_eq!(run.code(), i32::from(!meant.same()));
            assert_eq!(run.stderr(), "");
        }
    }
}

#[test]
fn verbose_leaves_standard_output_alone() {
    let run = pages().depicted("diff page.png box.png --json -v");
    assert!(serde_json::from_str::<Report>(run.text()).is_ok());
    assert!(run.stderr().starts_with("metric: perceptual "));
}

fn trouble(folder: &Folder, line: &str) -> Value {
    let run = folder.depicted(line);
    assert_eq!((run.code(), run.text()), (2, ""), "{line}: {run:?}");
    serde_json::from_str(run.stderr().strip_suffix('\n').expect("a line")).expect("one document")
}

#[test]
fn trouble_is_json_too() {
    let folder = pages();
    folder.write("cut-off.png", &page()[..120]);
    assert_eq!(
        trouble(&folder, "diff cut-off.png page.png --json"),
        json!({"error": {
            "code": "corrupt_image",
            "side": "before",
            "message": "before: cut-off.png: the PNG is cut off: it ends before its last chunk, IEND"
        }})
    );
    for (line, code, side) in [
        ("diff page.png nowhere.png --json", "io", json!("after")),
        ("diff page.png box.png --json --max-pixels 1", "too_large", json!("before")),
        ("diff page.png box.png --json --fade 2", "bad_option", Value::Null),
        ("diff - - --json", "bad_option", Value::Null),
        ("diff page.png box.png --json -o -", "bad_option", Value::Null),
        ("diff page.png box.png --json -o box.png", "bad_option", Value::Null),
        ("diff page.png box.png --json -o nowhere/diff.png", "io", Value::Null),
    ] {
        let error = &trouble(&folder, line)["error"];
        assert_eq!((&error["code"], &error["side"]), (&json!(code), &side), "{line}");
    }
}
