//! Standard input and standard output in place of files, and readers that go away.

use std::process::Stdio;

use crate::folder::Folder;
use crate::pictures::{page, page_with_box};

fn pages() -> Folder {
    Folder::with([("page.png", page()), ("box.png", page_with_box())])
}

#[test]
fn standard_input_is_either_picture() {
    let folder = pages();
    for (line, code) in [("diff - page.png", 0), ("diff page.png -", 0), ("diff - box.png", 1)] {
        let run = folder.depicted_reading(&page(), line);
        assert_eq!((run.code(), run.stderr()), (code, ""), "{line}");
    }
}

#[test]
fn what_is_wrong_with_standard_input_is_told_by_that_name() {
    let folder = pages();
    let told = |bytes: &[u8]| folder.depicted_reading(bytes, "diff page.png -").transcript();
    insta::assert_snapshot!("stdin_empty", told(b""));
    insta::assert_snapshot!("stdin_corrupt", told(&page()[..120]));
    insta::assert_snapshot!("stdin_too_large", {
        folder.depicted_reading(&page(), "diff - page.png --max-bytes 100").transcript()
    });
}

#[test]
fn the_picture_on_standard_output_and_the_verdict_on_standard_error() {
    let folder = pages();
    assert_eq!(folder.depicted("diff page.png box.png --output diff.png").code(), 1);
    let run = folder.depicted("diff page.png box.png --output -");
    assert_eq!(run.code(), 1);
    assert_eq!(run.stdout(), folder.read("diff.png"));
    assert!(run.stderr().starts_with("different: ") && run.stderr().lines().count() == 1, "{run:?}");
    assert_eq!(folder.list(), ["box.png", "diff.png", "page.png"]);

    let run = folder.depicted("diff page.png box.png --output - --quiet");
    assert_eq!((run.code(), run.stderr()), (1, ""));
    assert_eq!(run.stdout(), folder.read("diff.png"));
}

#[test]
fn without_a_difference_standard_output_is_empty() {
    let run = pages().depicted("diff page.png page.png --output -");
    assert_eq!((run.code(), run.text(), run.stderr()), (0, "", "same: 6 144 pixels\n"));
}

/// The write end of a pipe whose read end is closed.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_reader_that_is_gone_changes_no_exit_code() {
    let folder = pages();
    for (line, code) in [
        ("diff page.png page.png", 0),
        ("diff page.png box.png", 1),
        ("diff page.png box.png --json", 1),
        ("diff page.png box.png --output -", 1),
        ("--help", 0),
    ] {
        let run = folder.command(line.split_whitespace()).stdout(closed_pipe()).output().unwrap();
        assert_eq!(run.status.code(), Some(code), "{line}: {run:?}");
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert!(stderr.is_empty() || stderr.starts_with("different: "), "{line}: {stderr}");
    }
}

#[test]
fn an_error_that_nobody_hears_keeps_its_exit_code() {
    let run =
        pages().command(["diff", "page.png", "nowhere.png", "-v"]).stderr(closed_pipe()).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
}
