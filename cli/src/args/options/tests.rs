//! Flags against the engine's options, both ways round.

use depicted::{
    Antialiasing, Color, Highlight, HighlightFormat, HighlightMode, Limits, Metric, Options, Rect, Resize,
    ResizeFilter, Threshold, Tolerance,
};
use serde_json::Value;

use crate::args::{Command, command, parse};

fn options(flags: &str) -> Options {
    let line = ["depicted", "diff", "before.png", "after.png"].into_iter().chain(flags.split_whitespace());
    let Command::Diff(args) = parse(line.map(Into::into), |_| None).expect(flags).command else {
        panic!("{flags}")
    };
    args.options().expect(flags)
}

#[test]
fn without_flags_the_options_are_the_engines_defaults() {
    assert_eq!(options(""), Options::default());
}

#[test]
fn every_flag_sets_its_option() {
    let typed = options(
        "--metric pixelmatch --threshold 0.25 --antialiasing count --checkerboard false
         --ignore 1,2,3,4 --ignore 5,6,7,8
         --resize reference --resize-filter box
         --max-different-pixels 9 --max-distortion 0.5 --max-shift-px 1
         --highlight-color #123456 --highlight-color-alt #abc --antialiased-color ff0
         --highlight-mode mask --highlight-format webp --fade 0.75 --output diff.png --output-always
         --max-pixels 10 --max-bytes 11 --max-decoded-bytes 12 --max-regions 13 --threads 14",
    );
    // Spelled out, so that a new option does not compile here until it has its flag.
    let meant = Options {
        metric: Metric::Pixelmatch,
        threshold: Some(Threshold::Number(0.25)),
        antialiasing: Some(Antialiasing::Count),
        checkerboard: Some(false),
        ignore: vec![Rect::new(1, 2, 3, 4), Rect::new(5, 6, 7, 8)],
        resize: Resize::Reference,
        resize_filter: Some(ResizeFilter::Box),
        highlight: Highlight {
            mode: HighlightMode::Mask,
            color: Color([0x12, 0x34, 0x56]),
            color_alt: Some(Color([0xaa, 0xbb, 0xcc])),
            antialiased_color: Some(Color([255, 255, 0])),
            format: Some(HighlightFormat::Webp),
            fade: 0.75,
            always: true,
        },
        tolerance: Tolerance { max_different_pixels: Some(9), max_distortion: Some(0.5), max_shift_px: 1 },
        max_regions: 13,
        limits: Limits { max_pixels: 10, max_bytes: 11, max_decoded_bytes: 12 },
        threads: 14,
    };
    assert_eq!(typed, meant);
}

/// An option in a group keeps its name, except these.
fn flag(option: &str) -> String {
    match option {
        "mode" | "format" | "color" | "color_alt" => format!("highlight_{option}"),
        "always" => "output_always".to_owned(),
        _ => option.to_owned(),
    }
}

/// Every option, with its default as JSON.
fn defaults() -> Vec<(String, Value)> {
    let Value::Object(all) = serde_json::json!(Options::default()) else { unreachable!("a struct") };
    all.into_iter()
        .flat_map(|(name, value)| match value {
            Value::Object(group) => group.into_iter().collect(),
            value => vec![(name, value)],
        })
        .map(|(name, value)| (flag(&name), value))
        .collect()
}

#[test]
fn every_option_has_a_flag_and_its_help_states_the_engines_default() {
    let command = command();
    let diff = command.find_subcommand("diff").expect("diff is a command");
    let mut stated = 0;
    for (id, default) in defaults() {
        let arg = diff.get_arguments().find(|arg| arg.get_id() == id.as_str()).expect(&id);
        assert_eq!(arg.get_long(), Some(id.replace('_', "-").as_str()));
        let help = arg.get_help().expect(&id).to_string();
        let default = match &default {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            // Nothing, and no: what is not given.
            Value::Null | Value::Bool(false) => continue,
            Value::Array(array) if array.is_empty() => continue,
            other => panic!("{id}: a new kind of default, {other}"),
        };
        assert!(help.ends_with(&format!("[default: {default}]")), "{id}: {help}");
        stated += 1;
    }
    assert_eq!(stated, 11, "metric, resize, colour, mode, fade, shift, regions, threads and three limits");
}
