//! The committed inputs, finds of former days among them, keep every promise: no fuzzer is needed to see that.

use std::fs;
use std::path::Path;

use arbitrary::{Arbitrary, Unstructured};
use depicted_fuzz::scene::Scene;
use depicted_fuzz::{decode, options, pipeline};

/// Runs every seed of a target; the name of the last one printed is that of the culprit.
fn each(target: &str, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        println!("{}", file.display());
        run(&fs::read(&file).unwrap());
    }
}

#[test]
fn pictures_decode_or_fail_cleanly() {
    each("decode", decode::run);
}

#[test]
fn options_are_obeyed_or_refused() {
    each("options", options::run);
}

#[test]
fn pairs_keep_every_promise() {
    each("pipeline", |bytes| {
        let scene = Scene::arbitrary_take_rest(Unstructured::new(bytes)).unwrap();
        pipeline::run(&scene);
    });
}
