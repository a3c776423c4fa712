//! `depicted diff-my-urls`.

use super::run;
use crate::fake::Fake;
use crate::folder::Folder;

/// Checklist 134 and 137.
#[test]
fn a_reference_is_used_also_when_its_configuration_is_empty() {
    let (folder, fake) = (Folder::new(), Fake::start());
    folder.write(
        "list.json",
        r#"[{"name": "/a", "run_url": "http://h/a", "run_config": {"injectCss": "a {}"}},
            {"name": "/b", "run_url": "http://h/b", "run_config": {}, "ref_url": "http://h/c", "ref_config": {}},
            {"name": "/d", "run_url": "http://h/d", "ref_url": "http://g/d", "ref_config": null}]"#,
    );
    let told = run(&folder, &fake, "diff-my-urls list.json SERVER --wait --release-url http://h/change/7");
    assert_eq!(told.code(), 1, "{told:?}");
    assert!(
        told.text().ends_with("/b   Diff found        0.2500\n1 failure: 2 tested, 1 baseline\n"),
        "{told:?}"
    );
    let state = fake.state();
    let release = &state.releases[0];
    assert_eq!(release.url, "http://h/change/7");
    let field = |run: &str, name: &str| release.runs[run].fields.get(name).cloned();
    assert_eq!(
        (field("/a", "config").as_deref(), field("/a", "ref_url")),
        (Some(r#"{"injectCss":"a {}"}"#), None)
    );
    assert_eq!(
        (field("/b", "ref_url").as_deref(), field("/b", "ref_config").as_deref()),
        (Some("http://h/c"), Some("{}"))
    );
    assert_eq!(field("/d", "ref_url").as_deref(), Some("http://g/d"));
}
