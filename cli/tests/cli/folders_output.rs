//! Highlighted pictures of two directories: where they go, and where they must not.

use crate::folder::{Folder, Run};
use crate::folders::{folders, timeless};
use crate::pictures::{decode, page, page_with_box};

fn told(run: &Run) -> String {
    timeless(&run.transcript())
}

#[test]
fn they_go_to_the_same_paths() {
    let folder = folders();
    let run = folder.depicted("diff before after --output out/deep/");
    insta::assert_snapshot!("folders_output", told(&run));
    assert_eq!(
        folder.files("out"),
        [
            "out/deep/box.png.diff.png",
            "out/deep/shop/cart/moved.png.diff.png",
            "out/deep/shop/size.PNG.diff.png"
        ]
    );
    assert_eq!(folder.depicted("diff before/box.png after/box.png -o single.png").code(), 1);
    assert_eq!(folder.read("out/deep/box.png.diff.png"), folder.read("single.png"));
}

/// Other systems take some of them for one name.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_by_their_ends_do_not_meet() {
    let folder = Folder::new();
    for name in ["a.png", "a.PNG", "a.jpg", "a.png.png"] {
        folder.write(format!("before/{name}"), page());
        folder.write(format!("after/{name}"), page_with_box());
    }
    assert_eq!(folder.depicted("diff before after -o out -j 4").code(), 1);
    assert_eq!(
        folder.files("out"),
        ["out/a.PNG.diff.png", "out/a.jpg.diff.png", "out/a.png.diff.png", "out/a.png.png.diff.png"]
    );
}

#[test]
fn their_format_is_in_their_names() {
    let folder = folders();
    assert_eq!(folder.depicted("diff before after -o out --highlight-format webp").code(), 2);
    assert_eq!(
        folder.files("out"),
        ["out/box.png.diff.webp", "out/shop/cart/moved.png.diff.webp", "out/shop/size.PNG.diff.webp"]
    );
    assert_eq!(&folder.read("out/box.png.diff.webp")[8..12], b"WEBP");
}

#[test]
fn nothing_is_made_when_nothing_differs() {
    let folder = Folder::with([("before/a/b.png", page()), ("after/a/b.png", page())]);
    assert_eq!(folder.depicted("diff before after --output out").code(), 0);
    assert_eq!(folder.list(), ["after", "before"]);
    assert_eq!(folder.depicted("diff before after --output out --output-always").code(), 0);
    decode(&folder.read("out/a/b.png.diff.png"));
}

#[test]
fn old_files_are_replaced_or_stay() {
    let folder = folders();
    folder.write("out/box.png.diff.png", "old");
    folder.write("out/same.png.diff.png", "old");
    assert_eq!(folder.depicted("diff before after -o out").code(), 2);
    decode(&folder.read("out/box.png.diff.png"));
    assert_eq!(folder.read("out/same.png.diff.png"), b"old");
}

#[test]
fn an_input_is_no_place_for_them() {
    let folder = folders();
    let before = (folder.files("before"), folder.files("after"));
    let told = |output: &str| {
        let run = folder.depicted(&format!("diff before after --output {output}"));
        assert_eq!((run.code(), run.text()), (2, ""), "{output}: {run:?}");
        run.stderr().to_owned()
    };
    let all =
        ["before", "./after/.", "after/shop", "before/new/deep", "-", "before/box.png", "box/../before"];
    let all: Vec<String> = all.iter().map(|output| format!("{output}\n  {}", told(output))).collect();
    insta::assert_snapshot!("folders_output_refused", all.concat());
    assert_eq!((folder.files("before"), folder.files("after")), before);
}

#[test]
fn the_directory_around_the_inputs_is_a_place_unless_names_meet() {
    let folder = folders();
    assert_eq!(folder.depicted("diff before after --output .").code(), 2);
    assert!(folder.list().contains(&"box.png.diff.png".to_owned()));

    folder.write("before/after/x.png", page());
    folder.write("after/after/x.png", page_with_box());
    let run = folder.depicted("diff before after --output .");
    assert_eq!((run.code(), run.text()), (2, ""));
    let meant = "depicted: --output . would write ./after/x.png.diff.png into the directory after, after: \
                 give the name of another one\n";
    assert_eq!(run.stderr(), meant);
}

#[cfg(unix)]
#[test]
fn links_lead_to_no_input() {
    use std::os::unix::fs::symlink;

    let folder = folders();
    symlink("before", folder.path("link")).unwrap();
    assert_eq!(folder.depicted("diff before after -o link").text(), "");
    assert_eq!(folder.depicted("diff link after -o before/shop").text(), "");
    std::fs::create_dir(folder.path("out")).unwrap();
    symlink("../after", folder.path("out/shop")).unwrap();
    let run = folder.depicted("diff before after -o out");
    assert_eq!((run.code(), run.text()), (2, ""));
    std::fs::remove_file(folder.path("out/shop")).unwrap();
    symlink("../before/box.png", folder.path("out/box.png.diff.png")).unwrap();
    let run = folder.depicted("diff before after -o out");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert_eq!(folder.read("before/box.png"), page());
}

#[cfg(target_os = "linux")]
#[test]
fn one_that_cannot_be_written_is_told_and_the_others_are_written() {
    let folder = folders();
    folder.write("out/shop", "a file where a directory should be");
    folder.write("after/corrupt.png", page());
    let run = folder.depicted("diff before after -o out");
    insta::assert_snapshot!("folders_output_blocked", told(&run));
    assert_eq!(folder.files("out"), ["out/box.png.diff.png", "out/shop"]);
}
