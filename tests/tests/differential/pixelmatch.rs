//! The metric `pixelmatch` against npm's: the count, and every pixel of the highlighted picture.

use std::fs;
use std::path::{Path, PathBuf};

use depicted::{Antialiasing, Color, Differ, Highlight, HighlightMode, Metric, Options, Threshold};
use depicted_tests::case::{Case, Given};
use depicted_tests::png_file::Layout;
use depicted_tests::random::Random;
use depicted_tests::{bless, pixels, places, walk};
use serde_json::{Map, Value, json};

use super::npm::{Answer, Job, PIXELMATCH};
use super::{draw, pairs};

/// Seeded pairs.
const PAIRS: u32 = 260;
/// Options tried on each of them.
const OPTIONS: u32 = 6;
/// Pictures with more pixels are counted and not drawn: raw RGBA of a long page takes 150 MB.
const MOST_DRAWN: u64 = 5_000_000;

#[test]
fn counts_and_pixels_are_those_of_npm_on_seeded_pictures() {
    if !PIXELMATCH.present() {
        return;
    }
    let folder = places::scratch("pixelmatch-seeded");
    let mut random = Random::new(720);
    let mut jobs = Vec::new();
    for pair in 0..PAIRS {
        let [before, after] = draw::pair(&mut random).map(|canvas| canvas.png_as(&Layout::new(6, 8)));
        let paths = ["before", "after"].map(|side| folder.join(format!("{pair}-{side}.png")));
        fs::write(&paths[0], before).unwrap();
        fs::write(&paths[1], after).unwrap();
        for turn in 0..OPTIONS {
            // The first two turns are the defaults of npm, drawn over the picture and as a mask.
            let options = if turn < 2 { defaults(turn == 1) } else { any_options(&mut random) };
            jobs.push(job(format!("{pair}.{turn}"), &paths[0], &paths[1], &options, Some(&folder)));
        }
    }
    settle(&jobs, &folder);
}

#[test]
fn counts_and_pixels_are_those_of_npm_on_real_pictures() {
    if !PIXELMATCH.present() {
        return;
    }
    let folder = places::scratch("pixelmatch-corpus");
    let mut jobs = Vec::new();
    for pair in pairs::corpus() {
        let small = pair.pixels <= MOST_DRAWN;
        let output = small.then_some(folder.as_path());
        let mut tried = vec![defaults(false)];
        if small {
            tried.extend([
                defaults(true),
                with(json!({"threshold": 0.05, "alpha": 0.5, "diffColorAlt": [0, 0, 255]})),
                with(json!({"includeAA": true, "checkerboard": false, "aaColor": [0, 9, 255]})),
                with(json!({"threshold": 0.02, "alpha": 1, "diffColor": [12, 200, 99]})),
            ]);
        }
        for (turn, options) in tried.iter().enumerate() {
            jobs.push(job(format!("{} {turn}", pair.id), &pair.before, &pair.after, options, output));
        }
    }
    settle(&jobs, &folder);
}

#[test]
fn counts_of_the_vectors_are_those_of_npm() {
    if bless::wanted() || !PIXELMATCH.present() {
        return;
    }
    let folder = places::scratch("pixelmatch-vectors");
    let jobs: Vec<Job> = walk::cases().unwrap().iter().filter_map(|case| vector(case, &folder)).collect();
    assert!(jobs.len() >= 50, "{} vectors", jobs.len());
    settle(&jobs, &folder);
}

/// A vector that npm can answer too: `pixelmatch`, files of equal size, nothing ignored.
fn vector(case: &Case, folder: &Path) -> Option<Job> {
    let expected = case.expected.as_ref()?;
    let options = case.options().ok()?;
    let plain = options.metric == Metric::Pixelmatch && options.ignore.is_empty();
    let (Given::File(_), Given::File(_)) = (&case.before, &case.after) else { return None };
    let (before, after) = (case.before.file()?, case.after.file()?);
    let is_png = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "png");
    (plain && expected["before"] == expected["after"] && is_png(&before) && is_png(&after))
        .then(|| job(case.id.replace('/', "-"), &before, &after, &of_npm(&options), Some(folder)))
}

/// Asks npm and the engine, and fails with everything that they do not agree on.
fn settle(jobs: &[Job], folder: &Path) {
    let answers = PIXELMATCH.answer(jobs, folder);
    let wrong: Vec<String> =
        jobs.iter().zip(&answers).filter_map(|(job, answer)| compare(job, answer).err()).collect();
    println!("{} jobs, {} of them drawn", jobs.len(), jobs.iter().filter(|job| job.output.is_some()).count());
    assert!(
        wrong.is_empty(),
        "{} of {} jobs differ from npm ({} is kept):\n{}",
        wrong.len(),
        jobs.len(),
        folder.display(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    fs::remove_dir_all(folder).unwrap();
}

fn compare(job: &Job, answer: &Answer) -> Result<(), String> {
    let name = format!("{} {}", job.id, Value::Object(job.options.clone()));
    let Some(count) = answer.count.filter(|_| answer.id == job.id) else {
        return Err(format!("{name}: npm: {}", answer.error));
    };
    let mut png = Vec::new();
    let differ = Differ::new(ours(&job.options));
    let differ = if job.output.is_some() { differ.highlight_to_writer(&mut png) } else { differ };
    let report = differ.diff(&job.before, &job.after).map_err(|error| format!("{name}: {error}"))?;
    if report.pixels.different != count {
        return Err(format!("{name}: {} pixels differ, {count} by npm", report.pixels.different));
    }
    let Some(output) = &job.output else { return Ok(()) };
    let (drawn, expected) =
        (pixels::rgba(&png)?.concat(), fs::read(output).map_err(|error| format!("{name}: {error}"))?);
    let _ = fs::remove_file(output);
    let first = drawn.chunks(4).zip(expected.chunks(4)).position(|(ours, theirs)| ours != theirs);
    match first {
        None if drawn.len() == expected.len() => Ok(()),
        None => Err(format!("{name}: {} bytes of highlight, {} by npm", drawn.len(), expected.len())),
        Some(at) => {
            let (x, y) = (at as u32 % report.width, at as u32 / report.width);
            let pixel = |bytes: &[u8]| bytes[at * 4..at * 4 + 4].to_vec();
            Err(format!("{name}: pixel {x},{y} is {:?}, {:?} by npm", pixel(&drawn), pixel(&expected)))
        }
    }
}

fn job(id: String, before: &Path, after: &Path, options: &Map<String, Value>, output: Option<&Path>) -> Job {
    let output = output.map(|folder| folder.join(format!("{}.rgba", id.replace(['/', ' '], "-"))));
    Job { id, before: before.to_owned(), after: after.to_owned(), options: options.clone(), output }
}

/// No options but the mode.
fn defaults(mask: bool) -> Map<String, Value> {
    if mask { with(json!({"diffMask": true})) } else { Map::new() }
}

fn with(options: Value) -> Map<String, Value> {
    match options {
        Value::Object(options) => options,
        _ => unreachable!("options are an object"),
    }
}

/// Any options.
fn any_options(random: &mut Random) -> Map<String, Value> {
    let mut options = with(json!({
        "threshold": random.pick(&[0.0, 0.05, 0.1, 0.3, 1.0]),
        "alpha": random.pick(&[0.0, 0.1, 0.5, 1.0]),
        "includeAA": random.chance(40),
        "checkerboard": random.chance(60),
        "diffMask": random.chance(30),
    }));
    for color in ["aaColor", "diffColor", "diffColorAlt"] {
        if random.chance(50) {
            options.insert(color.into(), json!([random.byte(), random.byte(), random.byte()]));
        }
    }
    options
}

/// Options of npm in our words. npm draws even where nothing differs, and what it forgives as anti-aliasing in yellow.
fn ours(npm: &Map<String, Value>) -> Options {
    let color = |name: &str| {
        let samples = npm.get(name)?.as_array()?;
        Some(Color([0, 1, 2].map(|channel| samples[channel].as_u64().unwrap_or(0) as u8)))
    };
    let is = |name: &str| npm.get(name).and_then(Value::as_bool);
    let mut highlight = Highlight {
        antialiased_color: Some(color("aaColor").unwrap_or(Color([255, 255, 0]))),
        color_alt: color("diffColorAlt"),
        always: true,
        ..Highlight::default()
    };
    highlight.color = color("diffColor").unwrap_or(highlight.color);
    highlight.fade = npm.get("alpha").and_then(Value::as_f64).unwrap_or(highlight.fade);
    if is("diffMask") == Some(true) {
        highlight.mode = HighlightMode::Mask;
    }
    Options {
        metric: Metric::Pixelmatch,
        threshold: npm.get("threshold").and_then(Value::as_f64).map(Threshold::Number),
        antialiasing: is("includeAA")
            .map(|count| if count { Antialiasing::Count } else { Antialiasing::Ignore }),
        checkerboard: is("checkerboard"),
        highlight,
        ..Options::default()
    }
}

/// Our options in the words of npm.
fn of_npm(options: &Options) -> Map<String, Value> {
    // Tolerance changes the verdict and not the count.
    let Options { threshold, antialiasing, checkerboard, highlight, .. } = options;
    let Highlight { mode, color, color_alt, antialiased_color, fade, .. } = highlight;
    let mut npm = with(json!({
        "includeAA": *antialiasing == Some(Antialiasing::Count),
        "checkerboard": checkerboard.unwrap_or(true),
        "diffMask": *mode == HighlightMode::Mask,
        "diffColor": color.0,
        "alpha": fade,
    }));
    if let Some(Threshold::Number(threshold)) = threshold {
        npm.insert("threshold".into(), json!(threshold));
    }
    npm.extend(color_alt.map(|color| ("diffColorAlt".into(), json!(color.0))));
    npm.extend(antialiased_color.map(|color| ("aaColor".into(), json!(color.0))));
    npm
}
