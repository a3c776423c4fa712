//! Real pictures of the corpus: what is valid is read, what is damaged is refused.

use std::path::PathBuf;

use depicted::{Metric, Options, Side};
use depicted_tests::{places, walk};

fn exact() -> Options {
    Options { metric: Metric::Exact, ..Options::default() }
}

/// The PNGs of `PngSuite`, valid ones first; `None` where the corpus is missing.
fn pngsuite() -> Option<(Vec<PathBuf>, Vec<PathBuf>)> {
    let folder = places::corpus("pngsuite")?;
    let (damaged, valid): (Vec<String>, Vec<String>) =
        walk::pngs(&folder).into_iter().partition(|name| name.starts_with('x'));
    assert!(valid.len() > 150 && damaged.len() >= 14, "{} and {} files", valid.len(), damaged.len());
    let paths = |names: Vec<String>| names.into_iter().map(|name| folder.join(name)).collect();
    Some((paths(valid), paths(damaged)))
}

#[test]
fn every_valid_file_of_pngsuite_is_read() {
    let Some((valid, _)) = pngsuite() else { return };
    let other = places::vectors().join("images/dots/white-10x10.png");
    for path in &valid {
        // Against another picture: equal bytes would not be decoded.
        let report = depicted::diff(path, &other, &exact())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()))
            .read_info()
            .unwrap();
        assert_eq!((report.before.width, report.before.height), reader.info().size(), "{}", path.display());
        // Bytes after the end are not looked at: the copy is no longer equal, and its pixels are.
        let mut longer = std::fs::read(path).unwrap();
        longer.push(0);
        assert!(depicted::diff(path, &longer, &exact()).unwrap().same(), "{}", path.display());
    }
}

#[test]
fn every_damaged_file_of_pngsuite_is_refused_on_either_side() {
    let Some((_, damaged)) = pngsuite() else { return };
    let good = places::vectors().join("images/dots/white-10x10.png");
    for path in &damaged {
        for (before, after, side) in
            [(path, &good, Side::Before), (&good, path, Side::After), (path, path, Side::Before)]
        {
            let error = depicted::diff(before, after, &exact()).expect_err(&path.display().to_string());
            assert_eq!(
                (error.code(), error.side()),
                ("corrupt_image", Some(side)),
                "{}: {error}",
                path.display()
            );
        }
    }
}

#[test]
fn every_metric_takes_every_picture_of_the_other_formats() {
    let Some(folder) = places::corpus("formats") else { return };
    let paths: Vec<PathBuf> = walk::files(&folder).into_iter().map(|name| folder.join(name)).collect();
    let small = places::vectors().join("images/dots/white-10x10.png");
    for path in &paths {
        for (metric, _) in Metric::ALL {
            let options = Options { metric, ..Options::default() };
            let report = depicted::diff(&small, path, &options)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(report.reason, (report.before != report.after).then_some(depicted::Reason::Size));
        }
    }
}
