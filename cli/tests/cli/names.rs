//! Names of files: any that the system allows.

use crate::folder::Folder;
use crate::pictures::{page, page_with_box};

#[test]
fn unicode_and_spaces() {
    let folder = Folder::with([("Größe 日本.png", page()), ("naïve 🦀.png", page_with_box())]);
    let run = folder.run(["diff", "Größe 日本.png", "naïve 🦀.png", "--output", "Δ diff.png", "-v"], None);
    assert_eq!(run.code(), 1, "{run:?}");
    assert!(run.stderr().ends_with("written: Δ diff.png\n"));
    assert!(folder.read("Δ diff.png").starts_with(b"\x89PNG"));
}

/// File systems of other systems refuse such names.
#[cfg(target_os = "linux")]
#[test]
fn not_unicode_at_all() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let (before, after, output) =
        (OsStr::from_bytes(b"a\xff.png"), OsStr::from_bytes(b"\xfe.png"), OsStr::from_bytes(b"\x80.png"));
    let folder = Folder::new();
    folder.write(before, page());
    folder.write(after, page_with_box());
    let diff = [OsStr::new("diff"), before, after, OsStr::new("-o"), output];
    let run = folder.run(diff, None);
    assert_eq!(run.code(), 1, "{run:?}");
    assert!(folder.path(output).exists());

    folder.write(after, b"no picture");
    let run = folder.run(diff, None);
    assert_eq!(run.code(), 2);
    assert!(
        run.stderr().starts_with("depicted: after: \u{fffd}.png: the picture is in no known format"),
        "{run:?}"
    );
}

#[test]
fn a_name_that_begins_like_a_flag() {
    let folder = Folder::with([("-v", page()), ("--json", page_with_box())]);
    let run = folder.depicted("diff -- -v --json");
    assert_eq!(run.code(), 1);
    assert!(run.text().starts_with("different: "));
}

#[test]
fn a_file_that_is_named_like_a_stream() {
    let folder = Folder::with([("-", page()), ("box.png", page_with_box())]);
    assert_eq!(folder.depicted("diff ./- box.png").code(), 1);
    assert_eq!(folder.depicted("diff ./- ./-").code(), 0);
    assert_eq!(folder.depicted("diff box.png box.png --output ./- --output-always").code(), 0);
    assert_ne!(folder.read("-"), page(), "written to the file");
}

#[test]
fn one_file_as_both_pictures() {
    let folder = Folder::with([("page.png", page())]);
    let run = folder.depicted("diff page.png page.png");
    assert_eq!((run.code(), run.text()), (0, "same: 6 144 pixels\n"));
}
