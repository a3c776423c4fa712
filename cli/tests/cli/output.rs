//! The highlighted picture: written when it should be, whole or not at all.

use crate::folder::Folder;
use crate::pictures::{HEIGHT, WIDTH, decode, page, page_with_box};

fn pages() -> Folder {
    Folder::with([("page.png", page()), ("box.png", page_with_box())])
}

/// The colour of a pixel.
fn pixel(png: &[u8], x: u32, y: u32) -> [u8; 3] {
    let (width, _, pixels) = decode(png);
    let at = (y * width + x) as usize * 3;
    [pixels[at], pixels[at + 1], pixels[at + 2]]
}

#[test]
fn a_difference_is_drawn() {
    let folder = pages();
    assert_eq!(folder.depicted("diff page.png box.png --output diff.png").code(), 1);
    let diff = folder.read("diff.png");
    let (width, height, _) = decode(&diff);
    assert_eq!((width, height), (WIDTH, HEIGHT));
    assert_eq!(pixel(&diff, 85, 53), [255, 0, 0]);
    assert_eq!(pixel(&diff, 5, 5), [255, 255, 255]);
    assert_eq!(folder.list(), ["box.png", "diff.png", "page.png"]);
}

#[test]
fn the_flags_of_the_highlight_reach_it() {
    let folder = pages();
    let run = folder.depicted("diff page.png box.png -o diff.png --highlight-color #00f --fade 1");
    assert_eq!(run.code(), 1);
    let diff = folder.read("diff.png");
    assert_eq!(pixel(&diff, 85, 53), [0, 0, 255]);
    assert!(pixel(&diff, 20, 20)[0] < 40, "the strokes are as dark as they were");
}

#[test]
fn without_a_difference_nothing_is_written_unless_always() {
    let folder = pages();
    folder.write("diff.png", "old");
    assert_eq!(folder.depicted("diff page.png page.png --output diff.png").code(), 0);
    assert_eq!(folder.read("diff.png"), b"old");
    assert_eq!(folder.depicted("diff page.png page.png --output diff.png --output-always").code(), 0);
    assert!(folder.read("diff.png").starts_with(b"\x89PNG"));
    assert_eq!(folder.list(), ["box.png", "diff.png", "page.png"]);
}

#[test]
fn a_difference_within_the_tolerance_is_not_written() {
    let folder = pages();
    assert_eq!(folder.depicted("diff page.png box.png -o diff.png --max-distortion 1").code(), 0);
    assert_eq!(folder.list(), ["box.png", "page.png"]);
}

#[test]
fn an_old_file_is_replaced() {
    let folder = pages();
    folder.write("diff.png", "old");
    assert_eq!(folder.depicted("diff page.png box.png -o diff.png").code(), 1);
    assert!(folder.read("diff.png").starts_with(b"\x89PNG"));
}

#[test]
fn a_failed_run_leaves_all_as_it_was() {
    let folder = pages();
    folder.write("diff.png", "old");
    folder.write("cut-off.png", &page()[..120]);
    let before = folder.list();
    for line in [
        "diff page.png cut-off.png -o diff.png",
        "diff page.png nowhere.png -o diff.png --output-always",
        "diff page.png box.png -o diff.png --max-pixels 1",
        "diff page.png box.png -o diff.png --fade 2",
        "diff page.png box.png -o nowhere/diff.png",
        "diff page.png box.png -o .",
    ] {
        assert_eq!(folder.depicted(line).code(), 2, "{line}");
        assert_eq!(folder.list(), before, "{line}");
        assert_eq!(folder.read("diff.png"), b"old", "{line}");
    }
}

#[test]
fn an_input_is_never_replaced() {
    let folder = pages();
    std::fs::create_dir(folder.path("sub")).unwrap();
    let absolute = folder.path("box.png");
    for output in ["page.png", "box.png", "./box.png", "sub/../page.png", absolute.to_str().unwrap()] {
        let run = folder.run(["diff", "page.png", "box.png", "--output", output], None);
        assert_eq!((run.code(), run.text()), (2, ""), "{output}");
    }
    assert_eq!((folder.read("page.png"), folder.read("box.png")), (page(), page_with_box()));
}

#[cfg(unix)]
#[test]
fn an_input_is_never_replaced_through_a_link() {
    let folder = pages();
    std::os::unix::fs::symlink("box.png", folder.path("link.png")).unwrap();
    assert_eq!(folder.depicted("diff page.png box.png -o link.png").code(), 2);
    assert_eq!(folder.depicted("diff page.png link.png -o box.png").code(), 2);
    assert_eq!(folder.read("box.png"), page_with_box());
}

#[test]
fn every_mode_and_colour_draws() {
    let folder = pages();
    for flags in [
        "--highlight-mode mask",
        "--metric pixelmatch --highlight-color-alt #00ff00 --antialiased-color #ffff00",
        "--metric odiff --antialiasing ignore --highlight-color-alt #00ff00 --antialiased-color #ffff00",
        "--metric exact",
        "--metric rmse",
    ] {
        let run = folder.depicted(&format!("diff page.png box.png -o diff.png {flags}"));
        assert_eq!(run.code(), 1, "{flags}: {run:?}");
        decode(&folder.read("diff.png"));
    }
}
