//! `depicted pair-diff`.

use serde_json::{Value, json};

use super::run;
use crate::fake::Fake;
use crate::folder::Folder;

/// Checklist 133: one run with both captures, in the order that the help says.
#[test]
fn the_first_page_is_the_reference() {
    let (folder, fake) = (Folder::new(), Fake::start());
    for (at, line) in [
        "pair-diff http://h/old http://next/new?x=1 SERVER --wait --inject-css a{}",
        "pair-diff --after http://next/new?x=1 --before http://h/old SERVER --wait --inject-css a{}",
    ]
    .into_iter()
    .enumerate()
    {
        let told = run(&folder, &fake, line);
        assert_eq!(told.code(), 1, "{told:?}");
        let state = fake.state();
        let release = &state.releases[at];
        assert_eq!((release.url.as_str(), release.runs.len()), ("http://next/new?x=1", 1));
        let fields = &release.runs["/new"].fields;
        assert_eq!(
            (fields["ref_url"].as_str(), fields["url"].as_str()),
            ("http://h/old", "http://next/new?x=1")
        );
        assert_eq!(fields["config"], fields["ref_config"]);
        let config: Value = serde_json::from_str(&fields["config"]).unwrap();
        assert_eq!(config, json!({ "viewportSize": { "width": 1280, "height": 1024 }, "injectCss": "a{}" }));
    }
}

#[test]
fn files_add_to_the_configuration_and_flags_go_before_them() {
    let (folder, fake) = (Folder::new(), Fake::start());
    folder.write("capture.json", r#"{"viewportSize": {"width": 400, "height": 300}, "injectJs": "1"}"#);
    folder.write("cookies.json", r#"[{"name": "a", "value": "b", "domain": "h"}]"#);
    folder.write("password", "hunter2\n");
    let line = "pair-diff http://h/ http://h/ SERVER --wait --capture-config capture.json --width 500 \
                --cookies cookies.json --http-username me --http-password-file password --verbose";
    let told = run(&folder, &fake, line);
    assert_eq!(told.code(), 0, "{told:?}");
    assert!(!told.stderr().contains("hunter2"));
    let state = fake.state();
    let config: Value = serde_json::from_str(&state.releases[0].runs["/"].fields["config"]).unwrap();
    assert_eq!(
        config,
        json!({ "viewportSize": { "width": 500, "height": 300 }, "injectJs": "1",
            "cookies": [{ "name": "a", "value": "b", "domain": "h" }], "httpUserName": "me", "httpPassword": "hunter2" })
    );
}

#[test]
fn two_pages_are_needed() {
    let (folder, fake) = (Folder::new(), Fake::start());
    folder.write("cookies.json", r#"{"a": "b"}"#);
    for (line, told) in [
        ("pair-diff http://h/ SERVER", "2 values required"),
        ("pair-diff --before http://h/ SERVER", "--after"),
        ("pair-diff http://h/ http://h/ --after http://h/ --before http://h/ SERVER", "cannot be used with"),
        ("pair-diff h http://h/ SERVER", "\"h\" is no page"),
        ("pair-diff http://h/ file:///etc/passwd SERVER", "give an address of http or https"),
        ("pair-diff http://h/ http://h/ SERVER --http-username me", "set DEPICTED_HTTP_PASSWORD"),
        ("pair-diff http://h/ http://h/ SERVER --cookies cookies.json", "cookies.json holds no cookies"),
        ("pair-diff http://h/ http://h/ SERVER --capture-config nowhere", "cannot read nowhere"),
    ] {
        let run = run(&folder, &fake, line);
        assert_eq!((run.code(), run.text()), (2, ""), "{line}");
        assert!(run.stderr().contains(told), "{line}: {run:?}");
    }
    assert!(fake.state().calls.is_empty());
}
