//! The metric `rmse` against `ImageMagick` 6: the six digits that it prints for all channels.

use std::fs;
use std::path::Path;

use depicted::{Metric, Options};
use depicted_tests::case::Given;
use depicted_tests::png_file::{Layout, encode};
use depicted_tests::random::Random;
use depicted_tests::{bless, places, walk};

use super::{imagemagick, pairs};

/// Seeded pairs.
const PAIRS: u32 = 120;
/// The policy that Debian ships lets `ImageMagick` hold no larger pictures.
const MOST_PIXELS: u64 = 20_000_000;

#[test]
fn six_digits_are_those_of_imagemagick_on_seeded_pictures() {
    if !imagemagick::present() {
        return;
    }
    let folder = places::scratch("rmse-seeded");
    let mut random = Random::new(6_911);
    let mut wrong = Vec::new();
    for pair in 0..PAIRS {
        let (width, height) = (1 + random.below(40), 1 + random.below(30));
        let before = Samples::new(&mut random, width, height);
        let after = match random.below(4) {
            0 => before.clone(),
            1 | 2 => before.changed(&mut random),
            _ => Samples::new(&mut random, width, height),
        };
        // At times the same colours with alpha declared.
        let after = if random.chance(30) { after.declared() } else { after };
        let paths = ["before", "after"].map(|side| folder.join(format!("{pair}-{side}.png")));
        fs::write(&paths[0], before.png(width, height)).unwrap();
        fs::write(&paths[1], after.png(width, height)).unwrap();
        let name = format!("{pair}, {} and {}", before.name(), after.name());
        wrong.extend(compare(&name, &paths[0], &paths[1]).err());
    }
    assert!(
        wrong.is_empty(),
        "{} of {PAIRS} ({} is kept):\n{}",
        wrong.len(),
        folder.display(),
        wrong.join("\n")
    );
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn six_digits_are_those_of_imagemagick_on_real_pictures() {
    if !imagemagick::present() {
        return;
    }
    let (pairs, large): (Vec<_>, Vec<_>) =
        pairs::corpus().into_iter().partition(|pair| pair.pixels <= MOST_PIXELS);
    for pair in large {
        eprintln!("left out: {} has {} pixels, more than ImageMagick's policy allows", pair.id, pair.pixels);
    }
    let wrong: Vec<String> =
        pairs.iter().filter_map(|pair| compare(&pair.id, &pair.before, &pair.after).err()).collect();
    println!("{} pairs", pairs.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), pairs.len(), wrong.join("\n"));
}

#[test]
fn six_digits_of_the_vectors_are_those_of_imagemagick() {
    if bless::wanted() || !imagemagick::present() {
        return;
    }
    let mut wrong = Vec::new();
    let mut done = 0;
    for case in walk::cases().unwrap() {
        let (Some(expected), Given::File(_), Given::File(_)) = (&case.expected, &case.before, &case.after)
        else {
            continue;
        };
        let plain = case.options.get("metric").is_some_and(|metric| metric == "rmse")
            && !case.options.contains_key("ignore")
            && expected["before"] == expected["after"];
        if let (true, Some(before), Some(after)) = (plain, case.before.file(), case.after.file()) {
            done += 1;
            wrong.extend(compare(&case.id, &before, &after).err());
        }
    }
    assert!(done >= 25, "{done} vectors");
    assert!(wrong.is_empty(), "{} of {done}:\n{}", wrong.len(), wrong.join("\n"));
}

fn compare(name: &str, before: &Path, after: &Path) -> Result<(), String> {
    let options = Options { metric: Metric::Rmse, ..Options::default() };
    let report = depicted::diff(before, after, &options).map_err(|error| format!("{name}: {error}"))?;
    let theirs = imagemagick::rmse(before, after).map_err(|error| format!("{name}: {error}"))?;
    let ours = imagemagick::g(report.distortion);
    if ours == theirs {
        Ok(())
    } else {
        Err(format!("{name}: {} printed as {ours}, {theirs}", report.distortion))
    }
}

/// A picture as samples of some layout of 8 bits.
#[derive(Clone, Debug)]
struct Samples {
    layout: Layout,
    width: u32,
    pixels: Vec<[u8; 4]>,
}

impl Samples {
    fn new(random: &mut Random, width: u32, height: u32) -> Self {
        let color_type = random.pick(&[0, 2, 3, 4, 6]);
        let mut layout = Layout::new(color_type, 8);
        let keyed = random.chance(50);
        match color_type {
            0 if keyed => layout.transparency = vec![0, 3],
            2 if keyed => layout.transparency = vec![0, 3, 0, 2, 0, 1],
            3 => {
                layout.palette = (0..16).map(|_| [random.byte(), random.byte(), random.byte()]).collect();
                if keyed {
                    layout.transparency = (0..7).map(|_| random.byte()).collect();
                }
            }
            _ => {}
        }
        let sample = |random: &mut Random| match color_type {
            3 => [random.below(16) as u8; 4],
            // Often the transparent colour, if there is one.
            0 | 2 if random.chance(20) => [3, 2, 1, 0],
            _ => [random.byte(), random.byte(), random.byte(), random.byte()],
        };
        let pixels = (0..width * height).map(|_| sample(random)).collect();
        Self { layout, width, pixels }
    }

    /// Some samples are others.
    fn changed(&self, random: &mut Random) -> Self {
        let mut changed = self.clone();
        let share = random.pick(&[2, 20, 80]);
        let most = if self.layout.color_type == 3 { 16 } else { 256 };
        for sample in changed.pixels.iter_mut().flatten() {
            if random.chance(share) {
                *sample = random.below(most) as u8;
            }
        }
        changed
    }

    /// The same colours with alpha declared, where that is as simple as another colour type.
    fn declared(mut self) -> Self {
        if self.layout.color_type == 2 {
            self.layout = Layout::new(6, 8);
            self.pixels.iter_mut().for_each(|sample| sample[3] = 255);
        }
        self
    }

    fn png(&self, width: u32, height: u32) -> Vec<u8> {
        encode(width, height, &self.layout, |x, y| self.pixels[(y * self.width + x) as usize].map(u16::from))
    }

    fn name(&self) -> String {
        let keyed = if self.layout.transparency.is_empty() { "" } else { " with tRNS" };
        format!("colour type {}{keyed}", self.layout.color_type)
    }
}
