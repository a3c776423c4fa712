//! Whether the files of the vectors are what they should be, before anything is compared with them.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use depicted::{Color, Options};
use depicted_tests::case::{Case, Given, read};
use depicted_tests::{agree, bless, pictures, pixels, places, schema, walk};
use serde_json::{Value, json};

/// Writes the pictures first, where expectations are written: the cases need them.
pub(super) fn bless_pictures() {
    static DONE: OnceLock<()> = OnceLock::new();
    if bless::wanted() {
        DONE.get_or_init(|| {
            for (name, bytes) in pictures::all() {
                bless::write_file(&places::vectors().join("images").join(name), &bytes).unwrap();
            }
        });
    }
}

#[test]
fn pictures_are_those_of_the_generator() {
    bless_pictures();
    let mut known: BTreeSet<String> = pictures::GIVEN.iter().map(|name| (*name).to_owned()).collect();
    for (name, bytes) in pictures::all() {
        let committed = read(&places::vectors().join("images").join(&name)).unwrap();
        assert!(
            committed == bytes,
            "{name} is not what the generator makes: DEPICTED_BLESS=1 writes it again"
        );
        assert!(known.insert(name.clone()), "{name} is made twice");
    }
    let found: BTreeSet<String> = walk::files(&places::vectors().join("images")).into_iter().collect();
    assert_eq!(found, known, "files on the left, names that the generator knows on the right");
}

#[test]
fn cases_are_valid() {
    if bless::wanted() {
        return;
    }
    let schema: Value =
        serde_json::from_slice(&read(&places::vectors().join("schema.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for (id, path) in walk::case_files() {
        let text = fs::read_to_string(path).unwrap();
        let case = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
        wrong.extend(schema::errors(&schema, &case).into_iter().map(|error| format!("{id}: {error}")));
        wrong.extend(Case::parse(&id, &text).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names and defaults that every binding holds its own against.
#[test]
fn options_json_has_the_engines_defaults() {
    let path = places::vectors().join("options.json");
    let json = serde_json::to_string_pretty(&Options::default()).unwrap() + "\n";
    if bless::wanted() {
        bless::write_file(&path, json.as_bytes()).unwrap();
    }
    let committed = String::from_utf8(read(&path).unwrap()).unwrap();
    assert!(
        committed == json,
        "options.json is not what Options::default() is: DEPICTED_BLESS=1 writes it again"
    );
}

#[test]
fn every_file_is_in_use() {
    if bless::wanted() {
        return;
    }
    let mut used = BTreeSet::from(["README.md", "schema.json", "options.json"].map(str::to_owned));
    for case in walk::cases().unwrap() {
        used.insert(format!("cases/{}.json", case.id));
        for given in [&case.before, &case.after] {
            if let Given::File(path) = given {
                used.insert(path.to_string_lossy().into_owned());
            }
        }
        let highlight = case.expected.as_ref().and_then(|expected| expected.get("highlight")?.as_str());
        used.extend(highlight.map(str::to_owned));
    }
    let unused: Vec<String> = walk::files(&places::vectors())
        .into_iter()
        .filter(|file| !used.contains(file) && !file.starts_with("workflow/"))
        .collect();
    assert!(unused.is_empty(), "no case uses these files:\n{}", unused.join("\n"));
}

#[test]
fn every_option_and_every_code_has_a_case() {
    let cases = walk::cases().unwrap();
    let defaults = serde_json::to_value(depicted::Options::default()).unwrap();
    let mut names = Vec::new();
    for (name, value) in defaults.as_object().unwrap() {
        match value {
            Value::Object(inner) => names.extend(inner.keys().map(|inner| format!("/{name}/{inner}"))),
            _ => names.push(format!("/{name}")),
        }
    }
    // A case counts only when it succeeds: one that is refused does not show what an option does.
    let good: Vec<Value> = cases
        .iter()
        .filter(|case| case.error.is_none())
        .map(|case| Value::Object(case.options.clone()))
        .collect();
    names.retain(|name| !good.iter().any(|options| options.pointer(name).is_some()));
    assert!(names.is_empty(), "no case gives these options: {names:?}");

    let codes: BTreeSet<&str> =
        cases.iter().filter_map(|case| case.error.as_ref()).map(|error| error.code.as_str()).collect();
    assert_eq!(codes.len(), 5, "error codes with a case: {codes:?}");
}

#[test]
fn highlights_show_as_many_pixels_as_differ() {
    if bless::wanted() {
        return;
    }
    let mut done = 0;
    for case in walk::cases().unwrap() {
        let (Some(file), Some(expected)) = (case.highlight_file(), &case.expected) else { continue };
        let highlight = case.options().unwrap().highlight;
        let mut colors = vec![highlight.color];
        colors.extend(highlight.color_alt);
        let is_change = |[r, g, b, a]: &[u8; 4]| *a == 255 && colors.contains(&Color([*r, *g, *b]));
        let pixels = pixels::rgba(&read(&file).unwrap()).unwrap();
        let shown = pixels.iter().filter(|pixel| is_change(pixel)).count();
        assert_eq!(json!(shown), expected["pixels"]["different"], "{}", case.id);
        done += 1;
    }
    assert!(done >= 30, "{done} highlights");
}

#[test]
fn a_wrong_figure_would_be_seen() {
    let cases = walk::cases().unwrap();
    let Some(expected) = cases.iter().find_map(|case| case.expected.clone()) else { return };
    let mut report = Value::Object(expected.clone());
    report["pixels"]["different"] = json!(123_456);
    assert_eq!(
        agree::differences(&expected, &report).len(),
        1 + usize::from(expected.contains_key("highlight"))
    );
}
