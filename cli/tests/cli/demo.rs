//! `depicted demo`, with a browser and without.

use std::path::Path;
use std::process::Command;

use crate::folder::{Folder, Run};
use crate::site::chromium;

/// The demo with a folder of its own for what is temporary.
fn demo(folder: &Folder, flags: &[&str]) -> Command {
    std::fs::create_dir_all(folder.path("tmp")).unwrap();
    let mut command = folder.command(["demo"]);
    // What its users have set for a server of theirs is not for this one.
    command.args(flags).env("TMPDIR", folder.path("tmp")).env("DEPICTED_DATABASE", "postgres://nowhere/");
    command
}

fn check(folder: &Folder, run: &Run) {
    assert_eq!(run.code(), 0, "{run:?}");
    let distortion = run.text().split_once("Different: distortion ").unwrap().1.lines().next().unwrap();
    assert!(distortion.parse::<f64>().unwrap() > 0.0, "{run:?}");
    assert!(run.text().contains("Review it: http://127.0.0.1:"), "{run:?}");
    assert_eq!(folder.list(), ["tmp"]);
    assert!(folder.files("tmp").is_empty(), "the demo cleans up");
}

#[test]
fn it_captures_and_compares() {
    let Some(_) = chromium() else { return };
    let folder = Folder::new();
    let run = Run::of(&mut demo(&folder, &["--once"]));
    check(&folder, &run);
    assert!(run.text().contains("captured by the browser of this machine"), "{run:?}");
    assert_eq!(run.stderr(), "");
}

#[test]
fn without_a_browser_it_has_pictures_of_its_own_and_says_so() {
    let folder = Folder::new();
    let mut command = demo(&folder, &["--once"]);
    command.env_remove("CHROMIUM").env("PATH", folder.path("tmp"));
    let run = Run::of(&mut command);
    check(&folder, &run);
    assert!(run.text().contains("a picture taken earlier"), "{run:?}");
    assert!(
        run.stderr().contains("no browser found") && run.stderr().contains("apt install chromium"),
        "{run:?}"
    );
    let named = folder.depicted("demo --chromium nowhere/chrome");
    assert_eq!((named.code(), named.text()), (2, ""), "one that is named is not replaced");
}

/// It serves until Ctrl-C, and leaves no process and no folder.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_all_of_it() {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;

    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    let folder = Folder::new();
    let mut command = demo(&folder, &[]);
    command.env_remove("CHROMIUM").env("PATH", folder.path("tmp"));
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let review = lines.find(|line| line.starts_with("Review it: ")).unwrap();
    lines.find(|line| line.starts_with("Ctrl-C")).unwrap();
    let (address, path) = review.strip_prefix("Review it: http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("/kettle"), "{page}");
    kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), Signal::SIGINT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(folder.files("tmp").is_empty());
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

/// The pictures for machines without a browser have the size that the others are captured at, and differ in two places.
#[test]
fn the_pictures_are_of_the_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/pictures");
    let [before, after] = ["before.png", "after.png"].map(|name| folder.join(name));
    let report = depicted::diff(&before, &after, &depicted::Options::default()).unwrap();
    assert_eq!((report.same(), report.width, report.height), (false, 1000, 640));
    assert_eq!(report.regions_total, 2, "a button and a day: {report}");
}
