//! What goes wrong between here and the server.

use serde_json::Value;

use super::run;
use crate::fake::Fake;
use crate::folder::{Folder, Run};

const KEY: &str = "Basic aWQ6aHVudGVyMg==";

fn folder() -> Folder {
    Folder::with([
        ("list.json", br#"[{"name": "a", "image_path": "a.png"}]"#.to_vec()),
        ("a.png", b"a".to_vec()),
        ("secret", b"hunter2\r\nmore\n".to_vec()),
        ("nothing", b"\n".to_vec()),
    ])
}

#[test]
fn what_is_missing_is_named_with_its_variable() {
    let folder = folder();
    for (line, told) in [
        ("", "no server is given: give --server URL, or set DEPICTED_SERVER"),
        ("--server http://h", "no build is given: give --build NUMBER, or set DEPICTED_BUILD"),
        ("--server h --build 1", "\"h\" is no address of a server"),
        ("--server http://h --build 1 --key id", "the key \"id\" has no secret: set DEPICTED_SECRET"),
        ("--server http://h --build 1 --key id --secret-file nothing", "its first line is empty"),
        ("--server http://h --build 1 --key id --secret-file secret", "accept it with --allow-plain-http"),
        ("--server http://h --build 1 --timeout 0", "timeout 0 is out of range: give 1 or more"),
        ("--server http://h --build 1 --jobs 0", "jobs 0 is out of range: give 1 or more"),
    ] {
        let run = folder.depicted(&format!("diff-my-images list.json {line}"));
        assert_eq!((run.code(), run.text()), (2, ""), "{line}");
        assert!(run.stderr().contains(told), "{line}: {run:?}");
    }
}

/// Checklist 136 and 138.
#[test]
fn the_key_comes_from_the_environment_or_a_file_and_is_not_told() {
    let (folder, fake) = (folder(), Fake::start());
    fake.state().authorization = Some(KEY.into());
    let run = |variables: &[(&str, &str)], flags: &str| {
        let line = format!("diff-my-images list.json --verbose {flags}");
        let mut command = folder.command(line.split_whitespace());
        command.env("DEPICTED_SERVER", fake.url()).env("DEPICTED_BUILD", "1").env("DEPICTED_KEY", "id");
        Run::of(command.envs(variables.iter().copied()))
    };
    assert_eq!(run(&[("DEPICTED_SECRET", "hunter2")], "").code(), 0);
    assert_eq!(run(&[("DEPICTED_SECRET", "wrong"), ("DEPICTED_SECRET_FILE", "secret")], "").code(), 0);
    let wrong = run(&[("DEPICTED_SECRET", "not-this-one")], "");
    assert_eq!((wrong.code(), wrong.text()), (2, ""));
    assert!(wrong.stderr().contains("the key is unknown, or its secret is wrong (status 403)"), "{wrong:?}");
    assert!(!wrong.stderr().contains("not-this-one"));
    let json = run(&[("DEPICTED_SECRET", "not-this-one")], "--json");
    let told: Value = serde_json::from_str(json.stderr()).unwrap();
    assert_eq!(told["error"]["code"], "refused");
}

/// Checklist 136: the release stays open where a test could not be sent.
#[test]
fn a_refusal_in_the_middle_ends_it() {
    let (folder, fake) = (folder(), Fake::start());
    let created = r#"{"release_number": 1}"#;
    fake.state().answers.extend([(200, created), (413, r#"{"error": "the file is too large"}"#)]);
    let refused = run(&folder, &fake, "diff-my-images list.json SERVER");
    assert_eq!((refused.code(), refused.text()), (2, ""));
    assert_eq!(
        refused.stderr(),
        "depicted: upload of a.png: the server says: the file is too large (status 413)\n"
    );
    assert!(fake.state().calls_of("runs_done").is_empty());
}

/// Checklist 137.
#[test]
fn a_wait_that_is_too_long_is_trouble() {
    let (folder, fake) = (folder(), Fake::start());
    fake.state().slow = u32::MAX;
    let waited = run(&folder, &fake, "diff-my-images list.json SERVER --wait --timeout 1");
    assert_eq!(waited.code(), 2);
    assert!(waited.text().starts_with(&fake.url()), "the page of the results is told before: {waited:?}");
    assert!(waited.stderr().contains("it is still processing after 1 s"), "{waited:?}");
}
