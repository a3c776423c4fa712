use depicted::{Metric, Rect};

use super::*;

fn read(text: &str) -> Result<Suite, String> {
    parse(Path::new("a.yaml"), text.as_bytes(), &Options::default())
}

fn wrong(text: &str) -> String {
    read(text).expect_err(text)
}

/// Checklist 122.
#[test]
fn anchors_and_merge_keys_are_followed_and_other_keys_at_the_top_are_left_alone() {
    let suite = read(
        "
standard-config: &std
  viewportSize: {width: 800, height: 600}
  injectCss: |
    body { background: white }
200: {not: ours}
arms: &arms {url: http://localhost/base, mask: .clock}
tests:
  - name: one
    url: http://localhost/?lorem%20ipsum
    config: *std
  - name: two
    <<: *arms
    config:
      <<: *std
      viewportSize: {width: 320, height: 240}
",
    )
    .unwrap();
    let [one, two] = &suite.tests[..] else { panic!("{suite:?}") };
    assert_eq!(
        (one.name.as_str(), one.line, one.run.url()),
        ("one", Some(9), "http://localhost/?lorem%20ipsum")
    );
    assert!(format!("{:?}", one.run).contains("width: 800"), "{:?}", one.run);
    assert_eq!(two.run.url(), "http://localhost/base");
    let config = format!("{:?}", two.run);
    for part in ["width: 320", "background: white", ".clock"] {
        assert!(config.contains(part), "{part}: {config}");
    }
    assert_eq!((suite.setup, suite.wait_for), (None, None));
}

/// Checklist 121.
#[test]
fn arms_have_pages_of_their_own() {
    let text =
        "tests: [{name: a, ref: {url: 'http://old/'}, run: {url: 'http://new/', config: {fullPage: false}}}]";
    let test = &read(text).unwrap().tests[0];
    assert_eq!((test.reference.url(), test.run.url()), ("http://old/", "http://new/"));
    let test = &read("tests: [{name: a, url: 'http://both/', ref: {url: 'http://old/'}}]").unwrap().tests[0];
    assert_eq!((test.reference.url(), test.run.url()), ("http://old/", "http://both/"));
    assert!(wrong("tests: [{name: a, ref: {url: x}}]").contains("there is no url: give one, or one in run"));
}

#[test]
fn tests_have_options_of_their_own() {
    let text = "
tests:
  - {name: a, url: x, metric: rmse, threshold: 0.25, ignore: [IGNORE], tolerance: {max_different_pixels: 9}}
  - {name: b, url: x}";
    let rect = serde_json::to_string(&Rect::new(1, 2, 3, 4)).unwrap();
    let suite = read(&text.replace("IGNORE", &rect)).unwrap();
    let options = &suite.tests[0].options;
    assert_eq!((options.metric, options.ignore.len()), (Metric::Rmse, 1));
    assert_eq!(options.tolerance.max_different_pixels, Some(9));
    assert_eq!(suite.tests[1].options, Options::default());
}

#[test]
fn what_is_waited_for_is_a_page_or_a_script() {
    let waited =
        |text: &str| read(&format!("waitFor: {text}\ntests: []")).map(|suite| suite.wait_for.unwrap());
    let secs = |what: Awaited, secs: f64| Ok(WaitFor { what, timeout: Duration::from_secs_f64(secs) });
    let (url, script) = (Awaited::Url("http://x/".into()), Awaited::Script("sleep 1".into()));
    assert_eq!(waited("{url: http://x/}"), secs(url.clone(), 10.0));
    assert_eq!(waited("{url: http://x/, timeout_secs: 0.5}"), secs(url, 0.5));
    assert_eq!(waited("sleep 1"), secs(script.clone(), 30.0));
    assert_eq!(waited("{script: sleep 1, timeout_secs: 2}"), secs(script, 2.0));
    for (text, why) in [
        ("{uri: x}", "unknown key 'uri'; did you mean 'url'?"),
        ("{url: x, timeout_secs: -1}", "timeout_secs -1 is out of range"),
        ("{url: x, timeout_secs: soon}", "timeout_secs \"soon\" is out of range"),
        ("{url: x, script: y}", "give either a url or a script"),
        ("{timeout_secs: 3}", "give either a url or a script"),
        ("7", "it is a number, and should be a mapping"),
    ] {
        let told = waited(text).unwrap_err();
        assert!(told.starts_with("waitFor: ") && told.contains(why), "{told}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_test() {
    for (text, why) in [
        ("tests: [{name: a, url: x, confg: {}}]", "test 1 (a): unknown key 'confg'; did you mean 'config'?"),
        ("tests: [{name: a, url: x, zzz: 1}]", "unknown key 'zzz': there are name, url, config"),
        ("tests: [{name: a, url: x, config: {viewportSiz: {}}}]", "did you mean 'viewportSize'?"),
        ("tests: [{name: a, ref: {uri: x}}]", "test 1 (a): ref: unknown key 'uri'; did you mean 'url'?"),
        ("tests: [{url: x}]", "test 1: it has no name"),
        ("tests: [{name: 7, url: x}]", "name is a number, and should be text: put it in quotes"),
        ("tests: [{name: a}]", "there is no url"),
        ("tests: [{name: ../a, url: x}]", "which leads elsewhere"),
        ("tests: [{name: a, url: x, threshold: -3}]", "threshold"),
        ("tests: [{name: a, url: x, metric: exakt}]", "unknown variant `exakt`"),
        ("tests: [{name: a, url: x, mask: {}}]", "mask is a mapping, and should be a selector"),
        ("tests: [a]", "test 1: it is text, and should be a mapping"),
        ("tests: {}", "tests is a mapping, and should be a list"),
        ("setup: [a]\ntests: []", "setup is a list, and should be text"),
        ("setup: x", "it has no tests"),
        ("", "what is in it is nothing"),
        ("tests: [", "it is not YAML: "),
        ("tests: []\ntests: []", "it is not YAML: "),
        ("tests: *nowhere", "it is not YAML: "),
    ] {
        let told = wrong(text);
        assert!(told.contains(why), "{text}: {told}");
        assert!(!told.contains('\n'), "{told}");
    }
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for pair in "abcdefghijk".as_bytes().windows(2) {
        let aliases = vec![format!("*{}", pair[0] as char); 9].join(",");
        let name = pair[1] as char;
        bomb.extend([&*format!("{name}: &{name} ["), &aliases, "]\n"]);
    }
    bomb += "tests: []";
    assert!(wrong(&bomb).starts_with("it is not YAML: "));
    assert!(parse(Path::new("a"), b"tests: \xff", &Options::default()).unwrap_err().contains("UTF-8"));
}
