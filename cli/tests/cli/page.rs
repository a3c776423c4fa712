//! The page of `--html`.

use std::fmt::Write;

use crate::folder::Folder;
use crate::folders::folders;
use crate::pictures::{page, page_shorter, page_with_box};

fn html(folder: &Folder, line: &str) -> String {
    let run = folder.depicted(line);
    assert_ne!(run.text(), "", "{run:?}");
    String::from_utf8(folder.read("report.html")).unwrap()
}

/// The page without its pictures, its style and its time.
fn bones(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    for (start, end, name) in [("<style>", "</style>", "[style]"), ("<script>", "</script>", "[script]")] {
        let (before, inner) = rest.split_once(start).unwrap();
        let (_, after) = inner.split_once(end).unwrap();
        let _ = write!(text, "{before}{start}{name}{end}");
        rest = after;
    }
    text += rest;
    let mut bones = String::new();
    let mut pieces = text.split("base64,");
    bones += pieces.next().unwrap();
    for piece in pieces {
        let (data, after) = piece.split_once('"').unwrap();
        assert!(data.len() > 100 && data.len() % 4 == 0);
        let _ = write!(bones, "base64,[picture]\"{after}");
    }
    let (before, after) = bones.split_once("<span class=\"elapsed\">").unwrap();
    let (_, after) = after.split_once(" s</span>").unwrap();
    format!("{before}<span class=\"elapsed\">[time] s</span>{after}")
        .replace(env!("CARGO_PKG_VERSION"), "[version]")
}

#[test]
fn of_two_directories() {
    let folder = folders();
    let page = html(&folder, "diff before after --html report.html");
    insta::assert_snapshot!("page_folders", bones(&page));
    assert_eq!(folder.list(), ["after", "before", "report.html"], "nothing else is left");
    // With the highlighted pictures in files it is the same page.
    let other = html(&folder, "diff before after --html report.html --output out -j 1");
    assert_eq!(bones(&other), bones(&page));
}

#[test]
fn of_two_pictures() {
    let folder = Folder::with([("a.png", page()), ("b.png", page_with_box())]);
    let page = html(&folder, "diff a.png b.png --html report.html");
    insta::assert_snapshot!("page_pictures", bones(&page));
    assert_eq!(folder.list(), ["a.png", "b.png", "report.html"]);
    let with_output = html(&folder, "diff a.png b.png --html report.html --output diff.png");
    assert_eq!(bones(&with_output), bones(&page));
    assert!(folder.path("diff.png").exists());

    let same = html(&folder, "diff a.png a.png --html report.html");
    assert!(same.contains("<h1>0 of 1 pair differs</h1>") && !same.contains("<img"));
}

#[test]
fn pictures_side_by_side_are_for_files() {
    let folder = folders();
    let page = html(&folder, "diff before after --html report.html");
    let flags = "--highlight-mode side-by-side --highlight-format webp";
    assert!(
        html(&folder, &format!("diff before after --html report.html {flags}")).len().abs_diff(page.len())
            < 10
    );
    let with_output = html(&folder, &format!("diff before after --html report.html -o out {flags}"));
    assert!(with_output.contains("src=\"data:image/webp;base64,"));
}

#[test]
fn of_standard_input() {
    let folder = Folder::with([("a.png", page())]);
    let run = folder.depicted_reading(&page_with_box(), "diff a.png - --html report.html -o - --json");
    assert_eq!(run.code(), 2, "both take standard output");
    let run = folder.depicted_reading(&page_with_box(), "diff a.png - --html report.html -o -");
    assert_eq!(run.code(), 1, "{run:?}");
    assert!(run.stdout().starts_with(b"\x89PNG"));
    let page = String::from_utf8(folder.read("report.html")).unwrap();
    assert!(page.contains("<bdi>standard input</bdi>"));
    assert_eq!(page.matches("src=\"data:image/png;base64,").count(), 3);
}

#[test]
fn the_pictures_are_in_it_byte_for_byte() {
    let folder = folders();
    let html = html(&folder, "diff before after --html report.html --output out");
    for name in ["before/box.png", "after/box.png", "out/box.png.diff.png", "after/shop/size.PNG"] {
        let uri = format!("src=\"data:image/png;base64,{}\"", base64(&folder.read(name)));
        assert!(html.contains(&uri), "{name}");
    }
    assert!(!html.contains(&base64(&page())[..200].repeat(2)));
    // What is the same, and what is on one side only, is named and not shown.
    assert_eq!(html.matches("<img").count(), 9);
}

/// What was scaled to be compared is shown as it was compared.
#[test]
fn a_scaled_reference() {
    let folder = Folder::with([("a.png", page_shorter()), ("b.png", page_with_box())]);
    let html = html(&folder, "diff a.png b.png --html report.html --resize reference");
    let meant =
        "<img alt=\"Before: b.png\" width=\"96\" height=\"48\" style=\"width: 100%; aspect-ratio: 96 / 64\"";
    assert!(html.contains(meant), "{}", bones(&html));
}

/// Pictures that browsers do not show are named, and what differs is shown all the same.
#[test]
fn a_format_of_its_own() {
    let qoi = |red: u8| {
        let mut bytes = b"qoif\0\0\0\x10\0\0\0\x10\x03\0".to_vec();
        bytes.extend([0xfe, red, 0, 0].repeat(16 * 16));
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 1]);
        bytes
    };
    let folder = Folder::with([("before/a.qoi", qoi(10)), ("after/a.qoi", qoi(200))]);
    let html = html(&folder, "diff before after --html report.html");
    assert_eq!((html.matches("<img").count(), html.matches("Browsers do not show").count()), (1, 2));
    assert!(html.contains("The file is <bdi>before/a.qoi</bdi>"));
}

/// Straight from its definition, so that nothing of the page is taken for granted.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { letter.into() } else { '=' });
        }
    }
    text
}

#[cfg(unix)]
#[test]
fn no_name_is_taken_for_markup() {
    let folder = Folder::new();
    let names = ["<script>alert(1)<", "a\" onerror=\"alert(1)", "&lt;b&gt;", "'quoted'", "a</title><h1>b"];
    for (place, name) in names.iter().enumerate() {
        folder.write(format!("<i>before/{name}.png"), page());
        folder.write(format!("<i>before/same{name}.png"), page());
        folder.write(format!("<i>before/only{name}.png"), page());
        folder.write(
            format!("&after;/{name}.png"),
            if place == 4 { page()[..99].to_vec() } else { page_with_box() },
        );
        folder.write(format!("&after;/same{name}.png"), page());
    }
    let html = html(&folder, "diff <i>before &after; --html report.html");
    assert!(html.contains("&#60;script&#62;alert(1)&#60;"));
    for markup in
        ["<script>alert", "<i>", "&after;", "&lt;b", "\" onerror", "</title><h1>", "'quoted'", "<h1>b"]
    {
        assert!(!html.contains(markup), "{markup}");
    }
    assert_eq!(html.matches("<script>").count(), 1);
    assert_eq!(html.matches("<h1>").count(), 1);
}

#[test]
fn it_loads_nothing() {
    let html = html(&folders(), "diff before after --html report.html");
    let policy =
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-";
    assert!(html.contains(policy));
    for load in ["http://", "https://", "<link", "url(", "@import", "src=\"/"] {
        assert!(!html.contains(load), "{load}");
    }
    assert_eq!(html.matches("src=\"").count(), html.matches("src=\"data:image/").count());
}

#[test]
fn it_is_written_whatever_the_verdict_is_and_not_without_one() {
    let folder = folders();
    folder.write("report.html", "old");
    assert_eq!(folder.depicted("diff before/box.png after/corrupt.png --html report.html").code(), 2);
    assert_eq!(folder.read("report.html"), b"old");
    assert_eq!(folder.depicted("diff before before/shop --html report.html --fade 2").code(), 2);
    assert_eq!(folder.read("report.html"), b"old");
    assert_eq!(folder.depicted("diff before before --html report.html").code(), 0);
    assert!(folder.read("report.html").starts_with(b"<!doctype html>"));
}

#[test]
fn where_it_cannot_be() {
    let folder = folders();
    let files = (folder.list(), folder.files("before"), folder.files("after"));
    let lines = [
        "before after --html -",
        "before after --html before",
        "before after --html nowhere/report.html",
        "before after --html after/../after/new.png",
        "before/box.png after/box.png --html before/box.png",
        "before/box.png after/box.png --html x.html --output x.html",
        "before/box.png after/box.png --html before",
    ];
    let mut all = String::new();
    for line in lines {
        let run = folder.depicted(&format!("diff {line}"));
        assert_eq!((run.code(), run.text()), (2, ""), "{line}: {run:?}");
        let _ = write!(all, "{line}\n  {}", run.stderr());
    }
    insta::assert_snapshot!("page_refused", all);
    assert_eq!((folder.list(), folder.files("before"), folder.files("after")), files);
}

#[cfg(target_os = "linux")]
#[test]
fn one_that_cannot_be_written_leaves_the_rest_as_it_is() {
    let folder = folders();
    folder.write("after/corrupt.png", page());
    let run = folder.depicted("diff before after --html /dev/full");
    assert_eq!(run.code(), 2);
    assert!(run.text().contains("3 of 5 pairs differ"));
    assert!(run.stderr().starts_with("depicted: cannot write /dev/full: No space left"), "{run:?}");
}
