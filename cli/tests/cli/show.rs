//! `--show`: what a terminal is given is read back.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::folder::{Folder, Run};
use crate::pictures::{HEIGHT, WIDTH, decode, page, page_with_box, png};

fn folder() -> Folder {
    let folder = Folder::with([("page.png", page()), ("box.png", page_with_box())]);
    assert_eq!(folder.depicted("diff page.png box.png --output meant.png").code(), 1);
    folder
}

/// What comes after the verdict.
fn shown(run: &Run) -> &str {
    assert_eq!((run.code(), run.stderr()), (1, ""));
    run.text().split_once('\n').expect("a verdict").1.strip_suffix('\n').expect("a line")
}

/// The picture that kitty is given.
fn kitty(text: &str) -> Vec<u8> {
    let pieces = text.split_terminator("\x1b\\").map(|piece| piece.strip_prefix("\x1b_G").unwrap());
    let data: String = pieces.map(|piece| piece.split_once(';').unwrap().1).collect();
    BASE64_STANDARD.decode(data).unwrap()
}

#[test]
fn kitty_and_iterm2_are_given_the_picture() {
    let folder = folder();
    let run = folder.depicted("diff page.png box.png --show=kitty");
    assert!(run.text().starts_with("different: "));
    assert!(shown(&run).starts_with("\x1b_Ga=T,f=100,q=2,m="), "{run:?}");
    assert_eq!(kitty(shown(&run)), folder.read("meant.png"));

    let run = folder.depicted("diff page.png box.png --show=iterm2");
    let (keys, data) = shown(&run).strip_prefix("\x1b]1337;File=").unwrap().split_once(':').unwrap();
    let size = folder.read("meant.png").len();
    assert_eq!(keys, format!("inline=1;size={size};width=auto;preserveAspectRatio=1"));
    assert_eq!(BASE64_STANDARD.decode(data.strip_suffix('\x07').unwrap()).unwrap(), folder.read("meant.png"));
    assert_eq!(folder.list(), ["box.png", "meant.png", "page.png"]);
}

#[test]
fn a_file_is_written_and_shown() {
    let folder = folder();
    for name in ["diff.png", "diff.webp"] {
        let run = folder.depicted(&format!("diff page.png box.png --show=kitty --output {name}"));
        assert_eq!(decode(&kitty(shown(&run))).0, WIDTH);
        let (_, _, pixels) = decode(&kitty(shown(&run)));
        let meant = decode(&folder.read("meant.png"));
        assert_eq!(rgb(&pixels), rgb(&meant.2), "{name}");
        assert!(folder.path(name).exists());
    }
    let run = folder.depicted("diff page.png box.png --show=kitty --html page.html");
    assert_eq!(kitty(shown(&run)), folder.read("meant.png"));
}

/// Pixels of three or of four bytes without their alpha.
fn rgb(pixels: &[u8]) -> Vec<[u8; 3]> {
    let size = pixels.len() / (WIDTH * HEIGHT) as usize;
    pixels.chunks(size).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

/// The picture that sixels draw: its width and its pixels.
fn sixel(text: &str) -> (usize, Vec<[u8; 3]>) {
    let body = text.strip_prefix("\x1bP0;1;0q\"1;1;").and_then(|text| text.strip_suffix("\x1b\\")).unwrap();
    let mut chars = body.chars().peekable();
    let numbers = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        let mut text = String::new();
        while let Some(c) = chars.next_if(|c| c.is_ascii_digit() || *c == ';') {
            text.push(c);
        }
        text.split(';').map(|number| number.parse().unwrap()).collect::<Vec<usize>>()
    };
    let size = numbers(&mut chars);
    let (width, height) = (size[0], size[1]);
    let mut pixels = vec![[9; 3]; width * height];
    let (mut colors, mut color) = (std::collections::BTreeMap::new(), [0; 3]);
    let (mut x, mut top) = (0, 0);
    while let Some(c) = chars.next() {
        let (count, sixel) = match c {
            '#' => {
                let found = numbers(&mut chars);
                if let [number, 2, r, g, b] = found[..] {
                    colors.insert(number, [r, g, b].map(|v| ((v * 255 + 50) / 100) as u8));
                }
                color = colors[&found[0]];
                continue;
            }
            '$' => {
                x = 0;
                continue;
            }
            '-' => {
                (x, top) = (0, top + 6);
                continue;
            }
            '!' => (numbers(&mut chars)[0], chars.next().unwrap()),
            c => (1, c),
        };
        for _ in 0..count {
            for y in (0..6).filter(|y| (sixel as u8 - b'?') >> y & 1 == 1) {
                pixels[(top + y) * width + x] = color;
            }
            x += 1;
        }
    }
    (width, pixels)
}

#[test]
fn sixels_are_the_picture() {
    let folder = folder();
    let run = folder.depicted("diff page.png box.png --show=sixel");
    let (width, pixels) = sixel(shown(&run));
    let meant = rgb(&decode(&folder.read("meant.png")).2);
    assert_eq!((width, pixels.len()), (WIDTH as usize, meant.len()));
    assert!(meant.contains(&[255, 0, 0]));
    // A terminal counts colours to a hundred.
    let near = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 2);
    let far = pixels.iter().zip(&meant).filter(|(a, b)| !near(a, b)).count();
    assert_eq!(far, 0);
}

#[test]
fn what_is_too_wide_is_scaled_down() {
    let grey = |x: u32| [(x % 250) as u8; 3];
    let folder = Folder::with([
        ("a.png", png(2000, 60, |x, _| grey(x))),
        ("b.png", png(2000, 60, |x, y| if x < 400 && y < 20 { [255, 0, 0] } else { grey(x) })),
    ]);
    let run = folder.depicted("diff a.png b.png --metric exact --show=sixel");
    let (width, pixels) = sixel(shown(&run));
    // A terminal of 80 columns, since there is none: 640 pixels.
    assert_eq!((width, pixels.len()), (640, 640 * 19));
    let red = pixels.iter().filter(|pixel| pixel[0] > 250 && pixel[1] < 40).count();
    assert!((600..=900).contains(&red), "{red} of 128 x 6");
    let run = folder.depicted("diff a.png b.png --metric exact --show=kitty");
    assert!(shown(&run).starts_with("\x1b_Ga=T,f=100,q=2,c=80,m="));
    let run = folder.depicted("diff a.png b.png --metric exact --show=iterm2");
    assert!(shown(&run).contains(";width=100%;"));
}

#[test]
fn where_there_is_no_terminal_it_says_so() {
    let folder = folder();
    for flag in ["--show", "--show=auto"] {
        let run = folder.depicted(&format!("diff page.png box.png {flag}"));
        assert_eq!((run.code(), run.text().lines().count()), (1, 1), "{run:?}");
        let words = "depicted: not shown: standard output is no terminal; --show=kitty, --show=iterm2 or --show=sixel";
        assert!(run.stderr().starts_with(words), "{run:?}");
    }
    let same = folder.depicted("diff page.png page.png --show");
    assert_eq!((same.code(), same.stderr()), (0, ""));
    let same = folder.depicted("diff page.png page.png --show=sixel --output-always");
    assert_eq!((same.code(), same.text()), (0, "same: 6 144 pixels\n"));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let folder = folder();
    folder.write("a/x.png", page());
    for (line, words) in [
        ("diff page.png box.png --show=sixel -o -", "--show and --output - both take standard output"),
        ("diff a a --show=sixel", "--show is for two pictures: leave it out for two directories"),
        ("diff page.png box.png --show=sixel --json", "'--show[=<PROTOCOL>]' cannot be used with '--json'"),
        ("diff page.png box.png --show=ascii", "[possible values: auto, kitty, iterm2, sixel]"),
    ] {
        let run = folder.depicted(line);
        assert_eq!((run.code(), run.text()), (2, ""), "{line}");
        assert!(run.stderr().contains(words), "{line}: {run:?}");
    }
}

/// A terminal of our own says how wide it is.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_found_out_by_its_variables() {
    use std::io::Read;

    let folder = folder();
    let size = nix::pty::Winsize { ws_row: 24, ws_col: 10, ws_xpixel: 60, ws_ypixel: 240 };
    for (term, start) in [("xterm-kitty", "\x1b_Ga=T,f=100,q=2,c=10,m="), ("foot", "\x1bP0;1;0q\"1;1;60;40")]
    {
        let pty = nix::pty::openpty(&size, None).unwrap();
        let mut command = folder.command(["diff", "page.png", "box.png", "--show"]);
        for name in ["KITTY_WINDOW_ID", "TERM_PROGRAM", "KONSOLE_VERSION", "LC_TERMINAL", "TMUX", "STY"] {
            command.env_remove(name);
        }
        let mut child = command.env("TERM", term).stdout(pty.slave).spawn().unwrap();
        drop(command);
        let mut text = Vec::new();
        // A terminal that nobody holds any more ends with an error.
        let _ = std::fs::File::from(pty.master).read_to_end(&mut text);
        assert_eq!(child.wait().unwrap().code(), Some(1));
        let text = String::from_utf8(text).unwrap();
        assert!(text.starts_with("different: ") && text.contains(start), "{term}: {text}");
    }
}
