//! Every kind of trouble: what is said, on which stream, and exit code 2.

use crate::folder::{Folder, Run};
use crate::pictures::{page, page_with_box};

fn folder() -> Folder {
    let folder = Folder::with([
        ("page.png", page()),
        ("box.png", page_with_box()),
        ("cut-off.png", page()[..120].to_vec()),
        ("empty.png", Vec::new()),
        ("photo.avif", b"\0\0\0\x1cftypavif".to_vec()),
        ("not-found.png", b"<!DOCTYPE html><title>404</title>".to_vec()),
    ]);
    std::fs::create_dir(folder.path("folder")).unwrap();
    folder
}

fn trouble(line: &str) -> Run {
    let run = folder().depicted(line);
    assert_eq!((run.code(), run.text()), (2, ""), "{line}: {run:?}");
    run
}

/// The transcript of a command that must end in trouble.
fn told(line: &str) -> String {
    trouble(line).transcript()
}

/// The words of the system differ from one to the other.
#[cfg(unix)]
#[test]
fn a_missing_file() {
    insta::assert_snapshot!("missing_before", told("diff nowhere.png page.png"));
    insta::assert_snapshot!("missing_after", told("diff page.png nowhere.png"));
}

#[test]
fn a_folder() {
    insta::assert_snapshot!("folder_before", told("diff folder page.png"));
    insta::assert_snapshot!("folder_both", told("diff folder folder"));
}

#[test]
fn an_unsupported_format() {
    insta::assert_snapshot!("unsupported", told("diff page.png photo.avif"));
    insta::assert_snapshot!("unsupported_page", told("diff page.png not-found.png"));
    insta::assert_snapshot!("unsupported_empty", told("diff empty.png page.png"));
}

#[test]
fn a_corrupt_picture() {
    insta::assert_snapshot!("corrupt", told("diff page.png cut-off.png"));
    insta::assert_snapshot!("corrupt_both", told("diff cut-off.png cut-off.png"));
}

#[test]
fn a_picture_that_is_too_large() {
    insta::assert_snapshot!("too_large_pixels", told("diff page.png box.png --max-pixels 6143"));
    insta::assert_snapshot!("too_large_bytes", told("diff page.png box.png --max-bytes 64"));
    assert_eq!(folder().depicted("diff page.png page.png --max-pixels 6144").code(), 0);
}

#[test]
fn standard_input_twice() {
    insta::assert_snapshot!("stdin_twice", told("diff - -"));
}

#[test]
fn json_and_a_picture_on_one_stream() {
    insta::assert_snapshot!("json_and_picture", told("diff page.png box.png --json --output -"));
}

#[test]
fn an_output_that_is_an_input() {
    insta::assert_snapshot!("output_is_before", told("diff page.png box.png --output page.png"));
    insta::assert_snapshot!("output_is_after", told("diff page.png box.png -o folder/../box.png"));
}

#[test]
fn an_output_that_cannot_be() {
    insta::assert_snapshot!("output_no_folder", told("diff page.png box.png -o nowhere/deep/diff.png"));
    insta::assert_snapshot!("output_folder", told("diff page.png box.png -o folder"));
    insta::assert_snapshot!("output_under_a_file", told("diff page.png box.png -o page.png/diff.png"));
    // It is told on the days when nothing differs too.
    insta::assert_snapshot!("output_no_folder_same", told("diff page.png page.png -o nowhere/diff.png"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written() {
    let name = "x".repeat(300);
    let run = trouble(&format!("diff page.png box.png -o {name}"));
    insta::assert_snapshot!("output_name_too_long", run.transcript().replace(&name, "[300 letters]"));
    insta::assert_snapshot!("output_full", told("diff page.png box.png -o /dev/full"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_standard_output_that_is_full() {
    use std::fs::OpenOptions;

    let folder = folder();
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for line in ["diff page.png box.png", "diff page.png box.png --output -"] {
        let run = folder.command(line.split_whitespace()).stdout(full()).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("No space left on device"), "{run:?}");
    }
}

/// What clap says.
#[test]
fn wrong_usage() {
    insta::assert_snapshot!("usage_unknown_flag", told("diff page.png box.png --metrics exact"));
    insta::assert_snapshot!("usage_unknown_command", told("dif page.png box.png"));
    insta::assert_snapshot!("usage_one_picture", told("diff page.png"));
    insta::assert_snapshot!("usage_three_pictures", told("diff page.png box.png third.png"));
    insta::assert_snapshot!("usage_json_quiet", told("diff page.png box.png --json --quiet"));
    insta::assert_snapshot!("usage_always_alone", told("diff page.png box.png --output-always"));
}

/// A bad value of every flag: those that clap refuses, and those that the engine does.
#[test]
fn bad_values() {
    let values = [
        "--metric ssim",
        "--metric Exact",
        "--threshold loose",
        "--threshold -1",
        "--threshold nan",
        "--threshold 21",
        "--metric rmse --threshold 1.5",
        "--metric rmse --threshold strict",
        "--metric exact --threshold 1",
        "--antialiasing forgive",
        "--antialiasing count",
        "--checkerboard yes",
        "--checkerboard true",
        "--resize both",
        "--resize-filter lanczos",
        "--resize-filter box",
        "--ignore 1,2,3",
        "--ignore -1,2,3,4",
        "--max-different-pixels -1",
        "--max-distortion 2",
        "--max-distortion half",
        "--max-shift-px 1.5",
        "--metric exact --max-shift-px 1",
        "--max-regions all",
        "--highlight-color redd",
        "--highlight-color-alt #00f",
        "--antialiased-color #12",
        "--metric odiff --antialiased-color #ff0",
        "--highlight-mode blink",
        "--highlight-format gif",
        "--fade -0.5",
        "--fade NaN",
        "--threads 1025",
        "--threads many",
        "--max-pixels 1e9",
        "--max-bytes 1GB",
        "--max-decoded-bytes -5",
    ];
    let mut all = String::new();
    for value in values {
        let run = trouble(&format!("diff page.png box.png {value}"));
        let stderr: Vec<&str> =
            run.stderr().lines().filter(|line| !line.is_empty() && !line.starts_with("For more")).collect();
        all.extend([value, "\n  ", &stderr.join("\n  "), "\n"]);
    }
    insta::assert_snapshot!("bad_values", all);
}
