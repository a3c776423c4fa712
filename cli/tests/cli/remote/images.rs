//! `depicted diff-my-images`.

use depicted::workflow::RunStatus;
use serde_json::Value;

use super::run;
use crate::fake::Fake;
use crate::folder::Folder;

const LIST: &str = r#"[
    {"name": "/home", "image_path": "home.png", "url": "http://h/"},
    {"name": "/größe", "image_path": "größe.png", "log_path": "log.txt", "run_failed": false}
]"#;

fn folder() -> Folder {
    Folder::with([
        ("list.json", LIST.into()),
        ("home.png", b"home".to_vec()),
        ("größe.png", b"size".to_vec()),
        ("log.txt", b"all is well".to_vec()),
    ])
}

/// Checklist 135, 136 and 137: a baseline, marked good, is what the next upload is compared with.
#[test]
fn baselines_then_a_difference_then_none() {
    let (folder, fake) = (folder(), Fake::start());
    let first = run(&folder, &fake, "diff-my-images list.json SERVER --wait --release-name one");
    let expected =
        format!("{}/release?id=1&name=one&number=1\nNothing to test: 0 tested, 2 baselines\n", fake.url());
    assert_eq!((first.code(), first.text(), first.stderr()), (0, expected.as_str(), ""));
    fake.state().mark_good();

    folder.write("home.png", "home, changed");
    let second = run(&folder, &fake, "diff-my-images list.json SERVER --wait --release-name two");
    assert_eq!(second.code(), 1, "{second:?}");
    let lines: Vec<&str> = second.text().lines().skip(1).collect();
    assert_eq!(
        lines,
        ["run    what          distortion", "/home  Diff found        0.2500", "1 failure: 2 tested"]
    );
    let compared = fake.state().releases[1].runs["/größe"].fields.clone();
    assert!(compared.contains_key("ref_image") && compared.contains_key("ref_log"), "{compared:?}");
    assert!(!compared.contains_key("ref_config"), "nobody captured it here");

    folder.write("home.png", "home");
    let third = run(&folder, &fake, "diff-my-images list.json SERVER --wait --json");
    let told: Value = serde_json::from_str(third.text()).unwrap();
    assert_eq!((third.code(), &told["outcome"]["summary"]), (0, &"All passing".into()));
    assert_eq!((&told["runs"], &told["build"], &told["number"]), (&2.into(), &1.into(), &1.into()));
    let name = told["release"].as_str().unwrap();
    assert!(name.starts_with("20") && name.contains(':'), "{name}");
}

/// Checklist 135.
#[test]
fn what_failed_is_reported_with_its_log() {
    let (folder, fake) = (folder(), Fake::start());
    folder.write("failed.json", r#"[{"name": "/home", "run_failed": true, "log_path": "log.txt"}]"#);
    let failed = run(&folder, &fake, "diff-my-images failed.json SERVER --wait");
    assert_eq!(failed.code(), 1, "{failed:?}");
    assert!(failed.text().ends_with("/home  Run failed             -\n1 failure: 1 tested\n"), "{failed:?}");
    let state = fake.state();
    let failed = &state.releases[0].runs["/home"];
    assert_eq!(failed.run.status(), RunStatus::Failed);
    assert!(failed.fields.contains_key("log"));
}

/// Defect D72 of the original: a list is looked at whole before anything is sent.
#[test]
fn nothing_is_sent_of_a_list_that_is_wrong() {
    let (folder, fake) = (folder(), Fake::start());
    folder.write("empty.png", "");
    folder.write(
        "wrong.json",
        r#"[{"name": "a", "image_path": "nowhere.png"}, {"name": "b"}, {"name": "c", "image_path": "empty.png"},
            {"name": "d", "image_path": "home.png", "log_path": "."}]"#,
    );
    let wrong = run(&folder, &fake, "diff-my-images wrong.json SERVER");
    assert_eq!((wrong.code(), wrong.text()), (2, ""));
    for told in [
        "depicted: wrong.json: \"a\": cannot read nowhere.png: ",
        "\"b\": it has no image_path: give one, or \"run_failed\": true; \"c\": empty.png is empty; ",
        "\"d\": . is no file\n",
    ] {
        assert!(wrong.stderr().contains(told), "{wrong:?}");
    }
    assert!(fake.state().calls.is_empty());
}

#[test]
fn a_list_may_come_from_a_pipe_and_little_may_be_told() {
    let (folder, fake) = (folder(), Fake::start());
    let line = format!("diff-my-images - --server {}/api --build 1 --quiet", fake.url());
    let piped = folder.depicted_reading(LIST.as_bytes(), &line);
    assert_eq!((piped.code(), piped.text(), piped.stderr()), (0, "", ""));
    assert_eq!(fake.state().releases[0].runs.len(), 2);
    let verbose = run(&folder, &fake, "diff-my-images list.json SERVER --verbose --jobs 1");
    assert_eq!(
        verbose.stderr(),
        "depicted: /home: sent as a baseline\ndepicted: /größe: sent as a baseline\n"
    );
}
