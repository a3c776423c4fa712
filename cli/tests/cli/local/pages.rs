//! The way of a test: a reference, a change, a difference, an approval.

use std::path::Path;

use serde_json::Value;

use super::{DEMO, ONE, chromium, demo, port, run, suite};
use crate::folder::Folder;

/// Checklist 115, 116: one word changes, `test` fails with a distortion, and the new picture becomes the reference.
#[test]
fn a_changed_word_is_told_and_approved() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    let update = run(&folder, "update t");
    assert_eq!(
        (update.code(), update.text()),
        (0, "demo updated (new)\n1 of 1 test updated\n"),
        "{update:?}"
    );
    assert!(folder.read("t/demo.png").starts_with(b"\x89PNG"));

    let same = run(&folder, "test t");
    let words = "demo passed (no diff)\nReport: t/.depicted/report.html\n1 of 1 test passed\n";
    assert_eq!((same.code(), same.text()), (0, words), "{same:?}");
    assert!(!folder.path("t/.depicted/run/demo.png").exists(), "what passed leaves nothing behind");
    assert_eq!(folder.read("t/.depicted/.gitignore"), b"*\n");

    folder.write("site/index.html", DEMO.replace("spots", "finds"));
    let failed = run(&folder, "test t --report json --report junit=out/junit.xml --report github");
    assert_eq!(failed.code(), 1, "{failed:?}");
    let lines: Vec<&str> = failed.text().lines().collect();
    assert_eq!(lines[0], "demo failed");
    let distortion = lines[1].strip_prefix("    Distortion: ").unwrap().split(' ').next().unwrap();
    assert!(distortion.parse::<f64>().unwrap() > 0.0, "{lines:?}");
    assert_eq!(
        lines[2..6],
        [
            "    Ref:  t/demo.png",
            "    Run:  t/.depicted/run/demo.png",
            "    Diff: t/.depicted/diff/demo.png",
            "    (all) t/{demo.png,.depicted/run/demo.png,.depicted/diff/demo.png}",
        ]
    );
    assert!(
        lines[6].starts_with("::error file=t/demo.yaml,line=8,title=demo::different: distortion "),
        "{lines:?}"
    );
    assert_eq!(*lines.last().unwrap(), "0 of 1 test passed, 1 differs");
    check_reports(&folder);

    let approved = run(&folder, "approve --dir t demo");
    assert_eq!((approved.code(), approved.text()), (0, "demo approved\n"), "{approved:?}");
    assert_eq!(run(&folder, "test t --quiet").code(), 0);
    let nothing = run(&folder, "approve --dir t --all");
    assert_eq!(nothing.code(), 2);
    assert!(nothing.stderr().contains("nothing to approve"), "{nothing:?}");
}

/// The files of a run in which `demo` differs.
fn check_reports(folder: &Folder) {
    let json: Value = serde_json::from_slice(&folder.read("t/.depicted/report.json")).unwrap();
    let test = &json["tests"][0];
    assert_eq!(
        (&test["name"], &test["verdict"], &test["report"]["verdict"]),
        (&"demo".into(), &"different".into(), &"different".into())
    );
    assert_eq!((json["summary"]["different"].as_u64(), test["tries"].as_u64()), (Some(1), Some(1)));
    let junit = String::from_utf8(folder.read("out/junit.xml")).unwrap();
    assert!(
        junit.contains("tests=\"1\"")
            && junit.contains("failures=\"1\"")
            && junit.contains("Diff: t/.depicted")
    );
    let html = String::from_utf8(folder.read("t/.depicted/report.html")).unwrap();
    assert!(html.contains("data:image/png;base64,") && html.contains("<bdi>demo</bdi>"));
    for outside in ["src=\"http", "href=\"http", "url(http"] {
        assert!(!html.contains(outside), "{outside}");
    }
}

/// Checklist 121, 128.
#[test]
fn arms_are_captured_each_for_its_command_and_slashes_make_folders() {
    let Some(_) = chromium() else { return };
    let folder = demo(
        "tests:\n  - name: arms/old and new\n    ref: {url: 'http://127.0.0.1:PORT/'}\n    \
         run: {url: 'http://127.0.0.1:PORT/new.html'}\n  - name: arms/masked\n    mask: p\n    \
         ref: {url: 'http://127.0.0.1:PORT/'}\n    run: {url: 'http://127.0.0.1:PORT/new.html'}\n",
    );
    folder.write("site/new.html", DEMO.replace("spots", "finds"));
    assert_eq!(run(&folder, "update t").code(), 0);
    let mut pictures = folder.files("t");
    pictures.retain(|path| std::path::Path::new(path).extension().is_some_and(|end| end == "png"));
    assert_eq!(pictures, ["t/arms/masked.png", "t/arms/old and new.png"]);
    let test = run(&folder, "test t");
    assert_eq!(test.code(), 1, "{test:?}");
    let all = "(all) t/{arms/old\\ and\\ new.png,.depicted/run/arms/old\\ and\\ new.png,.depicted/diff/arms/old\\ and\\ new.png}";
    assert!(test.text().contains(all), "{test:?}");
    assert!(test.text().contains("arms/masked passed (no diff)"), "{test:?}");
}

/// Checklist 122, 127: the file of tests that users of the original know, with another server and beside a second file.
#[test]
fn the_demo_of_the_original_works() {
    let Some(_) = chromium() else { return };
    let corpus = std::env::var_os("DEPICTED_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"), Into::into);
    let Ok(text) = std::fs::read_to_string(corpus.join("dpxdt/local_demo_test.yaml")) else {
        println!("left out: {} has no demo", corpus.display());
        return;
    };
    let folder = Folder::new();
    folder.write("site/index.html", std::fs::read(corpus.join("dpxdt/local_demo.html")).unwrap());
    let port = port().to_string();
    let (before, rest) = text.split_once("setup: |\n").unwrap();
    let after = &rest[rest.find("\n\n").unwrap()..];
    let server = format!("setup: |\n    cd site\n    sleep 0.2\n    python3 -m http.server {port}\n");
    let text = format!("{before}{server}{after}")
        .replace(":8000", &format!(":{port}"))
        .replace("secs: 5", "secs: 60");
    folder.write("t/local_demo_test.yaml", text);
    folder.write("t/another.yml", suite(ONE));
    let update = run(&folder, "update t");
    let words =
        "demo updated (new)\nhomepage updated (new)\ndifferent-text updated (new)\n3 of 3 tests updated\n";
    assert_eq!((update.code(), update.text()), (0, words), "{update:?}");
    assert_ne!(folder.read("t/homepage.png"), folder.read("t/different-text.png"));
    let test = run(&folder, "test t --filter different-text --keep");
    assert_eq!(test.code(), 0, "{test:?}");
    assert!(
        test.text().starts_with("different-text passed (no diff)\n")
            && test.text().ends_with("1 of 1 test passed\n")
    );
    assert!(folder.path("t/.depicted/run/different-text.png").exists());
}
