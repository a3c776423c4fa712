//! Two directories: what is compared, what is told, and how it ends.

use crate::folder::{Folder, Run};
use crate::pictures::{page, page_moved, page_shorter, page_with_box};

/// Two directories with one of everything that can come of a path.
pub(crate) fn folders() -> Folder {
    Folder::with([
        ("before/same.png", page()),
        ("after/same.png", page()),
        ("before/box.png", page()),
        ("after/box.png", page_with_box()),
        ("before/shop/cart/moved.png", page()),
        ("after/shop/cart/moved.png", page_moved()),
        ("before/shop/size.PNG", page()),
        ("after/shop/size.PNG", page_shorter()),
        ("before/shop/gone.png", page()),
        ("after/new.png", page()),
        ("before/corrupt.png", page()),
        ("after/corrupt.png", page()[..120].to_vec()),
        ("before/notes.txt", b"no picture".to_vec()),
        ("after/.hidden/a.png", page()),
        ("after/.hidden.png", page()),
    ])
}

/// What was told, without the time that it took.
pub(crate) fn timeless(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(start) = text.find(" (in ") {
        let end = start + text[start..].find(')').expect("the end of the time");
        assert!(text[start..end].ends_with(" s"), "{text}");
        text.replace_range(start..=end, "");
    }
    text
}

fn told(run: &Run) -> String {
    timeless(&run.transcript())
}

#[test]
fn one_of_everything() {
    insta::assert_snapshot!("folders_everything", told(&folders().depicted("diff before after")));
}

#[test]
fn a_difference_is_exit_code_1() {
    let folder = Folder::with([
        ("before/a.png", page()),
        ("after/a.png", page()),
        ("before/b.png", page()),
        ("after/b.png", page_with_box()),
    ]);
    insta::assert_snapshot!("folders_different", told(&folder.depicted("diff before after")));
}

#[test]
fn all_the_same_is_one_line() {
    let folder = Folder::with([
        ("before/a.png", page()),
        ("after/a.png", page()),
        ("before/b/c.png", page()),
        ("after/b/c.png", page()),
    ]);
    let run = folder.depicted("diff before after");
    assert_eq!((run.code(), run.stderr()), (0, ""));
    assert_eq!(timeless(run.text()), "0 of 2 pairs differ\n");
    assert_eq!(folder.depicted("diff before before").code(), 0);
    assert_eq!(folder.depicted("diff before/ ./after/.").code(), 0);
    assert_eq!(folder.depicted("diff -- before after").code(), 0);
}

#[test]
fn a_picture_on_one_side_is_a_difference() {
    let folder = Folder::with([("before/a.png", page()), ("after/a.png", page()), ("after/b.jpg", page())]);
    let run = folder.depicted("diff before after");
    assert_eq!((run.code(), run.stderr()), (1, ""));
    assert_eq!(timeless(run.text()), "only in after: b.jpg\n0 of 1 pair differs, 1 only in after\n");
    let run = folder.depicted("diff after before");
    assert_eq!(timeless(run.text()), "only in before: b.jpg\n0 of 1 pair differs, 1 only in before\n");
    // A directory that is named like a picture is none.
    folder.write("before/b.jpg/inner.png", page());
    let run = folder.depicted("diff before after");
    let meant = "only in before: b.jpg/inner.png\nonly in after: b.jpg\n\
                 0 of 1 pair differs, 1 only in before, 1 only in after\n";
    assert_eq!(timeless(run.text()), meant);
}

#[test]
fn any_number_of_jobs_tells_the_same() {
    let folder = folders();
    for number in 0..20 {
        folder.write(format!("before/many/{number}.png"), page());
        folder.write(
            format!("after/many/{number}.png"),
            if number % 3 == 0 { page_with_box() } else { page() },
        );
    }
    let run = |flags: &str| folder.depicted(&format!("diff before after {flags}"));
    let one = run("--jobs 1 --output out");
    assert_eq!(one.code(), 2);
    for flags in ["--jobs 4", "-j 2", "-j0", "-j 1024", "", "--threads 2"] {
        let many = run(&format!("{flags} --output out"));
        assert_eq!(timeless(many.text()), timeless(one.text()), "{flags}");
        assert_eq!((many.stderr(), many.code()), (one.stderr(), 2), "{flags}");
    }
}

#[test]
fn what_holds_for_a_pair_holds_for_every_pair() {
    let folder = folders();
    let differ = |flags: &str| {
        let run = folder.depicted(&format!("diff before after {flags}"));
        run.text().lines().last().unwrap().split(" differ").next().unwrap().to_owned()
    };
    assert_eq!(differ(""), "3 of 5 pairs");
    assert_eq!(differ("--ignore 80,48,10,10"), "2 of 5 pairs");
    assert_eq!(differ("--max-shift-px 1"), "2 of 5 pairs");
    assert_eq!(differ("--metric exact --max-distortion 1"), "0 of 5 pairs");
    let limited = folder.depicted("diff before after --max-pixels 100");
    assert_eq!(limited.stderr().lines().filter(|line| line.contains("max_pixels = 100")).count(), 5);
}

#[test]
fn options_that_are_wrong_are_told_once() {
    let folder = folders();
    for line in ["--fade 2", "--metric exact --threshold 1", "--jobs 1025", "--threads 2000"] {
        let run = folder.depicted(&format!("diff before after {line}"));
        assert_eq!((run.code(), run.text(), run.stderr().lines().count()), (2, "", 1), "{run:?}");
    }
    let run = folder.depicted("diff before after -j 1025");
    assert_eq!(
        run.stderr(),
        "depicted: jobs 1025 is out of range: give 0 (as many as there are cores) to 1024\n"
    );
}

#[test]
fn a_scaled_reference_is_told() {
    let folder = Folder::with([("before/a.png", page_shorter()), ("after/a.png", page_with_box())]);
    let run = folder.depicted("diff before after --resize reference");
    insta::assert_snapshot!("folders_resized", told(&run));
}

#[test]
fn nothing_to_compare() {
    let folder = Folder::with([("before/notes.txt", b"".to_vec()), ("after/.a.png", page())]);
    insta::assert_snapshot!("folders_nothing", told(&folder.depicted("diff before after")));
}

#[test]
fn a_directory_and_something_else() {
    let folder = folders();
    insta::assert_snapshot!("folders_and_file", told(&folder.depicted("diff before before/box.png")));
    insta::assert_snapshot!("folders_and_nothing", told(&folder.depicted("diff nowhere before")));
    insta::assert_snapshot!("folders_and_stdin", told(&folder.depicted_reading(&page(), "diff before -")));
}

#[test]
fn flags_for_directories_only() {
    let folder = folders();
    for flags in ["--jobs 2", "--json-lines"] {
        let run = folder.depicted(&format!("diff before/box.png after/box.png {flags}"));
        assert_eq!((run.code(), run.text()), (2, ""));
        assert!(run.stderr().contains("is for two directories: leave it out"), "{run:?}");
    }
    assert_eq!(folder.depicted("diff before after --json --json-lines").code(), 2);
    assert_eq!(folder.depicted("diff before after --quiet --json-lines").code(), 2);
}

#[test]
fn quiet_tells_trouble_only() {
    let folder = folders();
    let run = folder.depicted("diff before after -q");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert!(run.stderr().starts_with("depicted: after: after/corrupt.png: the PNG is cut off"), "{run:?}");
    assert_eq!(run.stderr().lines().count(), 1);
    folder.write("after/corrupt.png", page());
    let run = folder.depicted("diff before after -q");
    assert_eq!((run.code(), run.text(), run.stderr()), (1, "", ""));
}

#[test]
fn verbose_tells_every_path() {
    let run = folders().depicted("diff before after -v --html report.html");
    let lines: Vec<String> = run
        .stderr()
        .lines()
        .map(|line| match line.strip_suffix(" ms").and_then(|line| line.rsplit_once(", ")) {
            Some((line, _)) => line.to_owned(),
            None => line.to_owned(),
        })
        .collect();
    insta::assert_snapshot!("folders_verbose", lines.join("\n"));
}

/// File systems of other systems refuse some of them, here and below.
#[cfg(unix)]
#[test]
fn names_of_any_kind() {
    let folder = Folder::new();
    for name in ["Größe 日本.png", "naïve 🦀/x y.png", "-v.png", "new\nline\u{1b}[31m.png"] {
        folder.write(format!("before/{name}"), page());
        folder.write(format!("after/{name}"), page_with_box());
    }
    let run = folder.depicted("diff before after");
    assert_eq!(run.code(), 1);
    insta::assert_snapshot!("folders_names", told(&run));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new();
    for (side, bytes) in [("before", page()), ("after", page_with_box())] {
        for name in [b"a\xff.png", b"a\xfe.png"] {
            let path = [side.as_bytes(), b"/", name].concat();
            folder.write(OsStr::from_bytes(&path), &bytes);
        }
    }
    let run = folder.depicted("diff before after --output out --html report.html");
    assert_eq!(run.code(), 1, "{run:?}");
    assert!(timeless(run.text()).ends_with("2 of 2 pairs differ\n"));
    assert!(run.text().contains("a\u{fffd}.png"));
    for name in [&b"out/a\xff.png.diff.png"[..], b"out/a\xfe.png.diff.png"] {
        assert!(folder.path(OsStr::from_bytes(name)).exists());
    }
    let run = folder.depicted("diff before after --json");
    assert!(serde_json::from_str::<serde_json::Value>(run.text()).is_ok());
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_are_not() {
    use std::os::unix::fs::symlink;

    let folder = Folder::with([
        ("before/a.png", page()),
        ("after/a.png", page()),
        ("store/b.png", page_with_box()),
        ("before/deep/b.png", page()),
    ]);
    symlink(".", folder.path("before/loop")).unwrap();
    symlink("..", folder.path("before/deep/loop")).unwrap();
    symlink("../store", folder.path("after/deep")).unwrap();
    symlink("before", folder.path("link")).unwrap();
    let run = folder.depicted("diff link after");
    assert_eq!(run.code(), 1, "{run:?}");
    assert!(timeless(run.text()).ends_with("1 of 2 pairs differs\n"), "{run:?}");

    symlink("nowhere", folder.path("after/broken.png")).unwrap();
    symlink("nowhere", folder.path("after/broken.txt")).unwrap();
    symlink("nowhere", folder.path("after/.broken.png")).unwrap();
    let run = folder.depicted("diff before after");
    assert_eq!(run.code(), 2);
    let meant = "depicted: after: cannot read after/broken.png: No such file or directory";
    assert!(run.stderr().starts_with(meant) && run.stderr().lines().count() == 1, "{run:?}");
}

/// A pipe that nobody writes to would keep a run for ever.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_left_out() {
    let folder = Folder::with([("before/a.png", page()), ("after/a.png", page())]);
    let made = std::process::Command::new("mkfifo").arg(folder.path("after/pipe.png")).status();
    if made.is_ok_and(|status| status.success()) {
        let run = folder.depicted("diff before after");
        assert_eq!((run.code(), timeless(run.text()).as_str()), (0, "0 of 1 pair differs\n"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_standard_output_that_is_full_or_closed() {
    use std::fs::OpenOptions;

    let folder = folders();
    for flags in ["", "--json", "--json-lines"] {
        let mut command = folder.command(format!("diff before after {flags}").split_whitespace());
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = command.stdout(full).output().unwrap();
        assert_eq!(run.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&run.stderr).contains("cannot write to standard output"), "{run:?}");

        folder.write("after/corrupt.png", page());
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = folder.command(format!("diff before after {flags}").split_whitespace());
        let run = command.stdout(writer).output().unwrap();
        assert_eq!((run.status.code(), run.stderr.as_slice()), (Some(1), &b""[..]));
    }
}
