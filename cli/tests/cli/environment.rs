//! Variables of the environment and the file of `--config`: what they set, in which order, and what is wrong with them.

use depicted::{Metric, Report};
use serde_json::Value;

use crate::folder::{Folder, Run};
use crate::pictures::{page, page_with_box};

fn folder() -> Folder {
    Folder::with([("page.png", page()), ("box.png", page_with_box())])
}

/// Runs a line with these variables.
fn run(folder: &Folder, variables: &[(&str, &str)], line: &str) -> Run {
    let mut command = folder.command(line.split_whitespace());
    command.envs(variables.iter().copied());
    Run::of(&mut command)
}

/// The report of both pictures.
fn report(folder: &Folder, variables: &[(&str, &str)], flags: &str) -> Report {
    let run = run(folder, variables, &format!("diff page.png box.png --json {flags}"));
    serde_json::from_str(run.text()).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn a_flag_goes_before_a_variable_and_that_before_the_file() {
    let folder = folder();
    folder.write("depicted.toml", "metric = 'rmse'\nthreshold = 0.5");
    let exact = &[("DEPICTED_METRIC", "exact")];
    assert_eq!(report(&folder, &[], "").metric, Metric::Perceptual, "a file is not looked for");
    let rmse = report(&folder, &[], "--config depicted.toml");
    assert_eq!((rmse.metric, rmse.threshold), (Metric::Rmse, Some(0.5)));
    assert_eq!(report(&folder, &[("DEPICTED_CONFIG", "depicted.toml")], "").metric, Metric::Rmse);
    assert_eq!(report(&folder, exact, "").metric, Metric::Exact);
    assert_eq!(report(&folder, exact, "--metric pixelmatch").metric, Metric::Pixelmatch);
    folder.write("metric.toml", "metric = 'rmse'");
    assert_eq!(report(&folder, exact, "--config metric.toml").metric, Metric::Exact);
    assert_eq!(report(&folder, exact, "--config metric.toml --metric perceptual").metric, Metric::Perceptual);
}

#[test]
fn switches_lists_and_files_have_variables_too() {
    let folder = folder();
    let all = run(
        &folder,
        &[
            ("DEPICTED_JSON", "yes"),
            ("DEPICTED_IGNORE", "0,0,96,40  80,48,10,10"),
            ("DEPICTED_OUTPUT", "diff.png"),
        ],
        "diff page.png box.png",
    );
    let report: Report = serde_json::from_str(all.text()).unwrap();
    assert_eq!((report.same(), report.pixels.ignored), (true, 96 * 40 + 100));
    assert_eq!(folder.list(), ["box.png", "page.png"]);
    // Rectangles that are typed take the place of others.
    let typed = run(&folder, &[("DEPICTED_IGNORE", "80,48,10,10")], "diff page.png box.png --ignore 0,0,1,1");
    assert_eq!(typed.code(), 1);

    assert_eq!(run(&folder, &[("DEPICTED_OUTPUT", "diff.png")], "diff page.png box.png").code(), 1);
    assert_eq!(folder.list(), ["box.png", "diff.png", "page.png"]);
    for no in ["", "0", "FALSE", "off"] {
        let run = run(&folder, &[("DEPICTED_JSON", no)], "diff page.png page.png");
        assert_eq!(run.text(), "same: 6 144 pixels\n", "{no}");
    }
}

#[test]
fn variables_that_do_not_fit_the_run_are_passed_over() {
    let folder = folder();
    for (name, value, line) in [
        ("DEPICTED_JOBS", "2", "diff page.png page.png"),
        ("DEPICTED_JSON_LINES", "1", "diff page.png page.png"),
        ("DEPICTED_OUTPUT_ALWAYS", "1", "diff page.png page.png"),
        ("DEPICTED_OPEN", "1", "diff page.png page.png"),
        ("DEPICTED_MAX_REQUEST_BYTES", "1", "diff page.png page.png"),
        ("DEPICTED_METRIC", "", "diff page.png page.png"),
        ("DEPICTED_SERVE_STDIO", "1", "diff page.png page.png"),
        ("DEPICTED_BLESS", "1", "diff page.png page.png"),
    ] {
        let run = run(&folder, &[(name, value)], line);
        assert_eq!((run.code(), run.text(), run.stderr()), (0, "same: 6 144 pixels\n", ""), "{name}");
    }
    let quiet = run(&folder, &[("DEPICTED_JSON", "1")], "diff page.png page.png --quiet");
    assert_eq!((quiet.code(), quiet.text(), quiet.stderr()), (0, "", ""));
    let json = run(&folder, &[("DEPICTED_QUIET", "1")], "diff page.png page.png --json");
    assert!(serde_json::from_str::<Report>(json.text()).is_ok(), "{json:?}");
    // Standard output is for one thing.
    for (name, value) in [("DEPICTED_JSON", "1"), ("DEPICTED_SHOW", "kitty")] {
        let run = run(&folder, &[(name, value)], "diff page.png box.png --output -");
        assert_eq!((run.code(), &run.stdout()[..4]), (1, &b"\x89PNG"[..]), "{name}");
    }
    let json =
        run(&folder, &[("DEPICTED_OUTPUT", "-"), ("DEPICTED_SHOW", "kitty")], "diff page.png box.png --json");
    assert!(serde_json::from_str::<Report>(json.text()).is_ok(), "{json:?}");
    assert_eq!(run(&folder, &[("DEPICTED_METRIC", "ssim")], "--version").code(), 0);
}

#[test]
fn requests_have_the_options_of_the_environment_and_nothing_else_of_it() {
    let folder = folder();
    let variables = [
        ("DEPICTED_METRIC", "exact"),
        ("DEPICTED_OUTPUT", "diff.png"),
        ("DEPICTED_HTML", "page.html"),
        ("DEPICTED_JSON", "1"),
        ("DEPICTED_VERBOSE", "1"),
        ("DEPICTED_SHOW", "kitty"),
        ("DEPICTED_OPEN", "1"),
    ];
    folder.write("request", r#"{"before": "page.png", "after": "box.png"}"#);
    let mut command = folder.command(["diff", "--serve-stdio"]);
    let run = Run::of(command.envs(variables).stdin(std::fs::File::open(folder.path("request")).unwrap()));
    assert_eq!((run.code(), run.stderr()), (0, ""));
    let answer: Value = serde_json::from_str(run.text()).unwrap();
    assert_eq!(answer["report"]["metric"], "exact");
    assert_eq!(folder.list(), ["box.png", "page.png", "request"]);
}

#[test]
fn what_is_wrong_with_a_variable_is_told_with_its_name() {
    let folder = folder();
    let mut all = String::new();
    for variables in [
        &[("DEPICTED_METRIC", "exakt")][..],
        &[("DEPICTED_THRESHOLD", "loose"), ("DEPICTED_FADE", "0.5")],
        &[("DEPICTED_JSON", "maybe")],
        &[("DEPICTED_JSON", "1"), ("DEPICTED_QUIET", "1"), ("DEPICTED_FADE", "0.5")],
        &[("DEPICTED_IGNORE", "1,2,3,4 5,6")],
    ] {
        let run = run(&folder, variables, "diff page.png box.png");
        assert_eq!((run.code(), run.text()), (2, ""), "{variables:?}");
        all.extend([&*format!("{variables:?}"), "\n", run.stderr(), "\n"]);
    }
    insta::assert_snapshot!("environment_wrong", all);
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_line() {
    let folder = folder();
    folder.write("empty.toml", "");
    assert_eq!(folder.depicted("diff page.png page.png --config empty.toml").code(), 0);
    let mut all = String::new();
    for (name, text) in [
        ("unknown.toml", &b"metric = 'exact'\n[highlight]\nfad = 0.5\n"[..]),
        ("unknown.json", b"{\n  \"highlight\": {\"colour\": \"red\"}\n}\n"),
        ("type.toml", b"threads = 'all'\n"),
        ("name.toml", b"\nmetric = 'Exact'\n"),
        ("range.toml", b"# low\n[highlight]\nfade = 1.5\n"),
        ("range.json", b"{\"tolerance\":\n  {\"max_distortion\": 2}}"),
        ("meaning.toml", b"metric = 'rmse'\ncheckerboard = true\n"),
        ("syntax.toml", b"metric 'exact'\n"),
        ("syntax.json", b"{\"metric\": \"exact\",}\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ] {
        folder.write(name, text);
        let run = folder.depicted(&format!("diff page.png box.png --config {name}"));
        assert_eq!((run.code(), run.text()), (2, ""), "{name}: {run:?}");
        all += run.stderr();
    }
    folder.write("large.toml", vec![b'\n'; (1 << 20) + 1]);
    all += folder.depicted("diff page.png box.png --config large.toml").stderr();
    all += folder.depicted("diff page.png box.png --config -").stderr();
    insta::assert_snapshot!("config_wrong", all);

    let missing = folder.depicted("diff page.png box.png --json --config nowhere.toml");
    let error: Value = serde_json::from_str(missing.stderr()).unwrap();
    assert_eq!(error["error"]["code"], "io");
    assert!(
        error["error"]["message"].as_str().unwrap().starts_with("cannot read the options in nowhere.toml: ")
    );
    // What only the flag is to blame for is not the file's fault.
    let flag = folder.depicted("diff page.png box.png --config empty.toml --fade 3");
    assert_eq!(flag.stderr(), "depicted: highlight.fade 3 is out of range: give 0 to 1\n");
}
