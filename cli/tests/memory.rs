//! Peak memory of the process: a budget, and no growth with the height of a page.
//!
//! The kernel's own count of what a finished child had resident at most. It is the maximum over all children of the
//! test process, which is why these tests have a process of their own.
#![cfg(target_os = "linux")]

#[allow(dead_code, reason = "the other tests use the rest of it")]
#[path = "cli/folder.rs"]
mod folder;

use std::path::{Path, PathBuf};

use nix::sys::resource::{UsageWho, getrusage};

use folder::Folder;

/// What a comparison may take, in KiB.
const BUDGET: i64 = 96 * 1024;

const METRICS: [&str; 5] = ["perceptual", "exact", "rmse", "pixelmatch", "odiff"];

fn peak() -> i64 {
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss()
}

/// A page of text-like strokes, written row by row; `edited` has another stroke here and there.
fn write_page(path: &Path, width: u32, height: u32, edited: bool) {
    let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let mut row = vec![0; width as usize * 4];
    for y in 0..height {
        for (x, pixel) in row.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let text = y % 24 < 12 && (x * 7 + (y / 24) as usize * 13) % 11 < 3;
            let edit = edited && y % 480 < 12 && (200..260).contains(&x);
            *pixel = if text == edit { [250, 250, 250, 255] } else { [40, 40, 48, 255] };
        }
        std::io::Write::write_all(&mut stream, &row).unwrap();
    }
    stream.finish().unwrap();
}

fn compare(folder: &Folder, before: &Path, after: &Path, metric: &str) -> i64 {
    let paths = [before.as_os_str(), after.as_os_str()];
    let flags = ["--metric", metric, "--output", "diff.png"].map(std::ffi::OsStr::new);
    let run = folder.run([std::ffi::OsStr::new("diff")].into_iter().chain(paths).chain(flags), None);
    assert_eq!(run.code(), 1, "{run:?}");
    peak()
}

#[test]
fn a_page_ten_times_as_tall_takes_no_more() {
    let folder = Folder::new();
    let pair = |name: &str, height| {
        let paths: [PathBuf; 2] = ["before", "after"].map(|side| folder.path(format!("{name}-{side}.png")));
        write_page(&paths[0], 1200, height, false);
        write_page(&paths[1], 1200, height, true);
        paths
    };
    let (short, tall) = (pair("short", 2400), pair("tall", 24000));
    let peak_of = |pair: &[PathBuf; 2]| {
        METRICS.map(|metric| compare(&folder, &pair[0], &pair[1], metric)).into_iter().max().unwrap()
    };
    let short = peak_of(&short);
    let tall = peak_of(&tall);
    assert!(tall <= BUDGET, "{tall} KiB");
    // A tenth of it, and 2 MiB for what an allocator keeps.
    assert!(tall <= short + short / 10 + 2048, "{short} KiB became {tall} KiB");
}

#[test]
fn a_full_page_stays_within_the_budget() {
    let corpus = std::env::var_os("DEPICTED_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"), PathBuf::from);
    let pair = ["a", "b"].map(|side| corpus.join(format!("screenshots/cypress-{side}.png")));
    if !pair[0].is_file() {
        println!("left out: {} is missing", pair[0].display());
        return;
    }
    let folder = Folder::new();
    let pair = pair.map(|path| path.canonicalize().unwrap());
    for metric in METRICS {
        let peak = compare(&folder, &pair[0], &pair[1], metric);
        assert!(peak <= BUDGET, "{metric}: {peak} KiB");
    }
}
