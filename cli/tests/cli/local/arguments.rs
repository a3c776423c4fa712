//! Flags and files that need no browser to be judged.

use super::{ONE, chromium, demo, run};
use crate::folder::{Folder, Run};

/// Checklist 124: names, and nothing is run.
#[test]
fn names_are_listed() {
    let folder = demo(&format!("{ONE}  - {{name: b-c/d, url: x}}\n"));
    folder.write("t/a.yml", "setup: touch ran\ntests: [{name: first, url: x}]\nshared: {}\n");
    folder.write("t/.hidden.yaml", "nonsense");
    let list = run(&folder, "test t --list");
    let words = "t/a.yml:\n    first\nt/demo.yaml:\n    demo\n    b-c/d\n";
    assert_eq!((list.code(), list.text(), list.stderr()), (0, words, ""));
    let some = run(&folder, "update --list --filter b-c/* t");
    assert_eq!((some.code(), some.text()), (0, "t/demo.yaml:\n    b-c/d\n"));
    // As users of the original write it, and as a variable.
    assert_eq!(
        run(&folder, "test --list_tests --test_filter=-f* t").text(),
        "t/demo.yaml:\n    demo\n    b-c/d\n"
    );
    let mut command = folder.command(["test", "t", "--list"]);
    assert_eq!(Run::of(command.env("DEPICTED_FILTER", "first")).text(), "t/a.yml:\n    first\n");
    assert_eq!(folder.list(), ["site", "t"]);
}

/// Checklist 123, 128: each of them is exit code 2 and a line that says what to do.
#[test]
fn what_cannot_be_run_is_told() {
    let folder = demo(ONE);
    folder.write("empty/readme.txt", "");
    folder.write("twice/a.yaml", "tests: [{name: a, url: x}]");
    folder.write("twice/b.yaml", "tests: [{name: a, url: y}]");
    folder.write("none/a.yaml", "tests: []");
    folder.write("out/a.yaml", "tests: [{name: ../a, url: x}]");
    folder.write("key/a.yaml", "tests: [{name: a, url: x, treshold: 1}]");
    for (line, words) in [
        ("test nowhere --list", "there is no directory nowhere"),
        ("test empty --list", "no tests: empty has no file that is named *.yaml or *.yml"),
        ("test twice --list", "two tests are named 'a', in twice/a.yaml and twice/b.yaml"),
        ("test none --list", "no tests: the files in none have empty lists"),
        (
            "test out --list",
            "cannot use the tests in out/a.yaml: test 1 (../a): the name \"../a\" has the part",
        ),
        ("test key --list", "unknown key 'treshold'; did you mean 'threshold'?"),
        ("test t --list --filter x*", "--filter x* matches none of the 1 tests in t"),
        ("test t --list --timeout 0", "timeout 0 is out of range"),
        ("test t --list --report xml", "--report xml is none that is known: give html, junit, json, github"),
        ("test t --list --report github=x", "leave the name of a file out"),
        ("test t --list --threshold 99", "threshold"),
        ("test t --chromium nowhere/chrome", "nowhere/chrome"),
        ("approve --dir t --all", "nothing to approve: no test of the last run in t differs"),
    ] {
        let run = run(&folder, line);
        assert_eq!((run.code(), run.text()), (2, ""), "{line}: {run:?}");
        assert!(run.stderr().contains(words) && run.stderr().lines().count() == 1, "{line}: {run:?}");
    }
}

#[test]
fn a_first_file_is_written_and_never_replaced() {
    let folder = Folder::new();
    let init = run(&folder, "init shots --url http://localhost:3000/?a='b'");
    assert_eq!((init.code(), init.stderr()), (0, ""));
    assert!(init.text().starts_with("shots/tests.yaml written\nNext: depicted update shots"), "{init:?}");
    assert_eq!(
        run(&folder, "test shots --list").text(),
        "shots/tests.yaml:\n    homepage\n    homepage-mobile\n"
    );
    let again = run(&folder, "init shots");
    assert_eq!((again.code(), again.text()), (2, ""));
    assert!(again.stderr().starts_with("depicted: cannot write shots/tests.yaml: "), "{again:?}");
}

/// A filter that matches nothing does not pass.
#[test]
fn nothing_to_run_is_trouble_before_a_browser_is_started() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    let run = run(&folder, "test t --filter nothing");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert_eq!(folder.files("t"), ["t/demo.yaml"]);
}

/// An editor that knows the schema takes the keys that the program takes.
#[test]
fn the_published_schema_has_the_keys_of_a_test() {
    let schema = include_str!("../../../../docs/schemas/tests.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let test = &schema["properties"]["tests"]["items"]["properties"];
    let wait_for = &schema["properties"]["waitFor"]["anyOf"][1]["properties"];
    let folder = Folder::new();
    for (name, keys, file) in [
        ("test", test, "tests: [{name: a, url: x, 0: 1}]"),
        ("arm", &schema["$defs"]["arm"]["properties"], "tests: [{name: a, ref: {url: x, 0: 1}}]"),
        ("waitFor", wait_for, "waitFor: {url: x, 0: 1}\ntests: [{name: a, url: x}]"),
    ] {
        folder.write(format!("{name}/a.yaml"), file.replace('0', "zzzzzzzzzzzz"));
        let run = run(&folder, &format!("test {name} --list"));
        let told = run.stderr().trim_end();
        let (_, known) = told.split_once("unknown key 'zzzzzzzzzzzz': there are ").expect(told);
        let mut known: Vec<&str> = known.split(", ").collect();
        known.sort_unstable();
        let mut keys: Vec<&String> = keys.as_object().unwrap().keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, known, "{name}");
    }
}
