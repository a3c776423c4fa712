//! What goes wrong costs the test that it happens to, and the exit code.

use super::{ONE, chromium, demo, port, run, suite};

/// Checklist 125: the others are run all the same.
#[test]
fn a_missing_reference_and_a_page_that_fails_are_trouble_for_them_alone() {
    let Some(_) = chromium() else { return };
    let folder = demo(&format!(
        "{ONE}  - name: dead\n    url: http://127.0.0.1:DEAD/\n  - {{name: new, url: 'http://127.0.0.1:PORT/'}}\n  \
         - {{name: broken, url: 'http://127.0.0.1:PORT/'}}\n"
    )
    .replace("DEAD", &port().to_string()));
    let update = run(&folder, "update t --filter demo:broken");
    assert_eq!(update.code(), 0, "{update:?}");
    folder.write("t/broken.png", "no picture");
    folder.write("t/dead.png", "not looked at");
    let test = run(&folder, "test t --retries 1");
    assert_eq!(test.code(), 2, "{test:?}");
    let text = test.text();
    assert!(text.starts_with("demo passed (no diff)\ndead failed\n    Error: "), "{text}");
    assert!(text.contains(" after 2 tries, log in t/.depicted/log/dead.txt"), "{text}");
    assert!(
        text.contains("new failed\n    Error: there is no reference t/new.png: `depicted update` makes one"),
        "{text}"
    );
    assert!(text.contains("broken failed\n    Error: ") && text.contains("t/broken.png"), "{text}");
    assert!(text.ends_with("1 of 4 tests passed, 1 without a reference, 2 with an error\n"), "{text}");
    let log = String::from_utf8(folder.read("t/.depicted/log/dead.txt")).unwrap();
    assert!(log.contains("try 1: http://127.0.0.1:") && log.contains("try 2: "), "{log}");

    // A picture without a reference can be approved, too.
    assert_eq!(run(&folder, "approve --dir t new").text(), "new approved\n");
    assert_eq!(run(&folder, "test t --filter new").code(), 0);
}

/// Checklist 118, 120, 127: a file whose server dies or does not come is trouble; the next file is run.
#[test]
fn a_server_that_dies_or_does_not_come_is_trouble_for_its_file() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    assert_eq!(run(&folder, "update t").code(), 0);
    folder.write("t/a.yaml", "setup: 'echo port taken >&2; exit 3'\nwaitFor: {url: 'http://127.0.0.1:1/'}\ntests: [{name: a, url: x}]");
    folder.write(
        "t/b.yaml",
        "waitFor: {url: 'http://127.0.0.1:1/', timeout_secs: 0.3}\ntests: [{name: b, url: x}]",
    );
    folder.write("t/c.yaml", "waitFor: 'echo no database; exit 1'\ntests: [{name: c, url: x}]");
    let test = run(&folder, "test t");
    assert_eq!(test.code(), 2, "{test:?}");
    let text = test.text();
    assert!(text.starts_with("a not run\nb not run\nc not run\ndemo passed (no diff)\n"), "{text}");
    assert!(text.ends_with("1 of 4 tests passed, 3 not run\n"), "{text}");
    let lines: Vec<&str> = test.stderr().lines().collect();
    for (line, words) in lines.iter().zip([
        ["depicted: t/a.yaml: setup ended early, with exit status: 3; ", "ends with: port taken"],
        ["depicted: t/b.yaml: waitFor: http://127.0.0.1:1/ was not there within 0.3 s: ", "refused"],
        ["depicted: t/c.yaml: waitFor: the script ended with exit status: 1; ", "ends with: no database"],
    ]) {
        assert!(line.starts_with(words[0]) && line.contains(words[1]), "{line}");
    }
    assert_eq!(lines.len(), 3, "{lines:?}");
}

/// Checklist 118.
#[test]
fn a_setup_may_be_left_out_or_end_well() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    folder.write("t/demo.yaml", "setup: 'true'\ntests:\n  - {name: a, url: 'data:text/html,<h1>a</h1>'}\n");
    folder.write("t/none.yaml", "tests: [{name: b, url: 'data:text/html,<h1>b</h1>'}]\n");
    let update = run(&folder, "update t");
    assert_eq!((update.code(), update.stderr()), (0, ""), "{update:?}");
    folder.write("t/one.yaml", suite("tests: []"));
    assert_eq!(run(&folder, "test t").code(), 0);
}
