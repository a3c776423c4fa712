//! The help: what it says, and that its words about the engine are true.

use depicted::{Level, Metric, Options, Picture, Report, RgbaView};

use crate::folder::Folder;
use crate::pictures::{page, page_with_box};

fn help(line: &str) -> String {
    Folder::new().depicted(line).transcript()
}

#[test]
fn of_the_program() {
    insta::assert_snapshot!("program_short", help("-h"));
    insta::assert_snapshot!("program_long", help("--help"));
}

#[test]
fn of_diff() {
    insta::assert_snapshot!("diff_short", help("diff -h"));
    insta::assert_snapshot!("diff_long", help("diff --help"));
    assert_eq!(help("help diff"), help("diff --help"));
}

#[test]
fn nothing_typed_is_answered_with_help_and_is_trouble() {
    let run = Folder::new().depicted("");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert!(run.stderr().contains("Usage: depicted <COMMAND>"));
}

#[test]
fn the_version_is_the_packages() {
    let run = Folder::new().depicted("--version");
    assert_eq!((run.code(), run.text()), (0, concat!("depicted ", env!("CARGO_PKG_VERSION"), "\n")));
}

/// Defaults that the engine keeps to itself are seen in its reports.
#[test]
fn the_thresholds_of_the_help_are_the_engines() {
    let folder = Folder::with([("a.png", page()), ("b.png", page_with_box())]);
    let help = help("diff --help");
    let from = help.find("--threshold <").unwrap();
    let paragraph = &help[from..help.find("--antialiasing <").unwrap()];
    for (metric, name) in Metric::ALL {
        let run = folder.depicted(&format!("diff a.png b.png --json --metric {metric}"));
        let words = match serde_json::from_str::<Report>(run.text()).unwrap().threshold {
            Some(number) => format!("[default: {number}]"),
            None => "takes none".to_owned(),
        };
        assert!(entry(paragraph, name).contains(&words), "{metric}: {words}");
    }
    for (level, name) in Level::ALL {
        assert!(entry(paragraph, "perceptual").contains(&format!("{name} ({})", level.value())), "{name}");
    }
}

/// What a paragraph says of one metric: all up to the name of the next.
fn entry<'a>(paragraph: &'a str, metric: &str) -> &'a str {
    let start = paragraph.find(&format!("\n          {metric}:")).expect(metric);
    let rest = &paragraph[start + 1..];
    let next = Metric::ALL.iter().filter_map(|(_, name)| rest.find(&format!("\n          {name}:"))).min();
    &rest[..next.unwrap_or(rest.len())]
}

#[test]
fn the_engine_blends_with_a_checkerboard_as_the_help_says() {
    // Black that is nearly transparent shows on white, and on the light squares of a checkerboard only.
    let (before, after) = ([0, 0, 0, 0].repeat(64 * 64), [0, 0, 0, 40].repeat(64 * 64));
    let view = |pixels| Picture::from_rgba(RgbaView::new(pixels, 64, 64).unwrap());
    let differing = |checkerboard| {
        let options = Options { metric: Metric::Pixelmatch, checkerboard, ..Options::default() };
        depicted::diff(view(&before), view(&after), &options).unwrap().pixels.different
    };
    assert_eq!(differing(None), differing(Some(true)));
    assert_ne!(differing(None), differing(Some(false)));
    let help = help("diff --help");
    let from = help.find("--checkerboard <").unwrap();
    assert!(help[from..help.find("--ignore <").unwrap()].contains("[default: true]"));
}
