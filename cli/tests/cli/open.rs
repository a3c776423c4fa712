//! `--open`, with a program of our own in place of the system's.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use crate::folder::{Folder, Run};
use crate::pictures::{page, page_with_box};

/// Pictures, and a `xdg-open` that does this.
fn folder(script: &str) -> Folder {
    let folder = Folder::with([("page.png", page()), ("box.png", page_with_box())]);
    folder.write("a/x.png", page());
    folder.write("b/x.png", page_with_box());
    folder.write("bin/xdg-open", format!("#!/bin/sh\n{script}\n"));
    std::fs::set_permissions(folder.path("bin/xdg-open"), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Runs a line with no other programs than ours.
fn run(folder: &Folder, line: &str) -> Run {
    Run::of(folder.command(line.split_whitespace()).env("PATH", folder.path("bin")))
}

/// What our program was given, as soon as it says so.
fn opened(folder: &Folder) -> String {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        match std::fs::read_to_string(folder.path("opened")) {
            Ok(text) if text.ends_with('\n') => return text,
            _ => assert!(Instant::now() < until, "nothing was opened"),
        }
        std::thread::yield_now();
    }
}

const NOTE: &str = "echo \"$@\" >> opened";

#[test]
fn what_was_written_is_opened_if_it_differs() {
    for (line, file) in [
        ("diff page.png box.png --open --output diff.png", "diff.png\n"),
        ("diff page.png box.png --open --html page.html", "page.html\n"),
        ("diff page.png box.png --open --html page.html --output diff.png", "page.html\n"),
        ("diff a b --open --html page.html", "page.html\n"),
    ] {
        let folder = folder(NOTE);
        let run = run(&folder, line);
        assert_eq!((run.code(), run.stderr()), (1, ""), "{line}: {run:?}");
        assert_eq!(opened(&folder), file, "{line}");
        assert!(folder.path(file.trim_end()).exists());
    }
}

#[test]
fn nothing_is_opened_where_nothing_differs() {
    let folder = folder(NOTE);
    for line in [
        "diff page.png page.png --open --html page.html",
        "diff page.png page.png --open --output diff.png --output-always",
        "diff a a --open --html page.html",
    ] {
        assert_eq!(run(&folder, line).code(), 0, "{line}");
    }
    // The next one is the first.
    run(&folder, "diff page.png box.png --open --output last.png");
    assert_eq!(opened(&folder), "last.png\n");
}

#[test]
fn a_system_that_shows_nothing_is_trouble_after_the_verdict() {
    let failing = folder("exit 3");
    let missing = folder("");
    std::fs::remove_file(missing.path("bin/xdg-open")).unwrap();
    for folder in [failing, missing] {
        let run = run(&folder, "diff page.png box.png --open --output diff.png");
        assert!(run.text().starts_with("different: "), "{run:?}");
        assert_eq!(run.code(), 2);
        let words = "depicted: cannot open diff.png: no program of the system shows it (";
        assert!(run.stderr().starts_with(words) && run.stderr().contains("leave out --open"), "{run:?}");
        assert!(folder.path("diff.png").exists());
    }
}

#[test]
fn there_must_be_a_file_to_open() {
    let folder = folder(NOTE);
    for (line, words) in [
        ("diff page.png box.png --open", "--open needs a file: give --output FILE or --html FILE as well"),
        (
            "diff page.png box.png --open -o -",
            "--open and --output -: there is no file to open, give --output one",
        ),
        ("diff a b --open", "--open opens the page of two directories: give --html FILE as well"),
        ("diff a b --open -o diffs", "--open opens the page of two directories: give --html FILE as well"),
    ] {
        let run = run(&folder, line);
        assert_eq!(
            (run.code(), run.text(), run.stderr()),
            (2, "", &*format!("depicted: {words}\n")),
            "{line}"
        );
    }
}
