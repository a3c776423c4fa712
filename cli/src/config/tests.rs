//! Files of options: good ones in both languages, and every kind of bad one.

use depicted::{Color, Metric, Rect, Threshold};

use super::*;

#[test]
fn toml_and_json_say_the_same() {
    let toml = parse(
        "metric = 'pixelmatch'\nthreshold = 0.05\nignore = [{ x = 1, y = 2, width = 3, height = 4 }]\n\
         [highlight]\ncolor = 'teal'\n[limits]\nmax_pixels = 7\n",
    );
    let json = parse(
        r##"{"metric": "pixelmatch", "threshold": 0.05, "ignore": [{"x": 1, "y": 2, "width": 3, "height": 4}],
            "highlight": {"color": "#008080", "color_alt": null}, "limits": {"max_pixels": 7}}"##,
    );
    assert_eq!(toml, json);
    let options = json.unwrap();
    assert_eq!(options.metric, Metric::Pixelmatch);
    assert_eq!(options.threshold, Some(Threshold::Number(0.05)));
    assert_eq!(options.ignore, [Rect::new(1, 2, 3, 4)]);
    assert_eq!(options.highlight.color, Color([0, 128, 128]));
    assert_eq!(options.limits.max_pixels, 7);
    assert_eq!(parse("").unwrap(), Options::default());
    assert_eq!(parse(" {} ").unwrap(), Options::default());
}

#[test]
fn every_option_goes_through_a_file() {
    let all = serde_json::to_string(&Options::default()).unwrap();
    assert_eq!(parse(&all).unwrap(), Options::default());
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_its_name() {
    for (text, line, start, hint) in [
        (
            "\nmetrics = 'exact'",
            2,
            "metrics: unknown field `metrics`, expected one of `metric`",
            "did you mean 'metric'?",
        ),
        ("[highlight]\n\nfad = 1", 3, "highlight.fad: unknown field `fad`", "did you mean 'fade'?"),
        (
            "[tolerance]\nmax-distortion = 1",
            2,
            "tolerance.max-distortion: unknown field",
            "did you mean 'max_distortion'?",
        ),
        ("[xyz]\na = 1", 1, "xyz: unknown field `xyz`", ""),
        ("metric = 'exakt'", 1, "metric: unknown variant `exakt`", "did you mean 'exact'?"),
        ("threads = 'many'", 1, "threads: invalid type: string \"many\"", ""),
        ("threads = -1", 1, "threads: invalid value: integer `-1`", ""),
        (
            "threshold = 'loose'",
            1,
            "threshold: a threshold is a number or one of strict, normal, relaxed",
            "",
        ),
        ("[highlight]\ncolor = 'redd'", 2, "highlight.color: 'redd' is not a colour", ""),
        ("ignore = [{ x = 1, y = 2, width = 3 }]", 1, "ignore[0]: missing field `height`", ""),
        ("a = 1\na = 2", 2, "it is not TOML: duplicate key", ""),
        ("metric: exact", 1, "it is not TOML: ", ""),
        ("{\n \"metrics\": \"exact\"}", 2, "metrics: unknown field `metrics`", "did you mean 'metric'?"),
        ("{\"highlight\":\n{\"fad\": 1}}", 2, "highlight.fad: unknown field `fad`", "did you mean 'fade'?"),
        ("{\"highlight\":\n{\"fade\": null}}", 2, "highlight.fade: invalid type: null", ""),
        ("{\"threads\": 1, \"threads\": 2}", 1, "duplicate field `threads`", ""),
        ("{\"threads\": 1,}", 1, "it begins with a brace and is not JSON: trailing comma", ""),
        ("{\"threads\": 1}\n{}", 2, "it begins with a brace and is not JSON: trailing characters", ""),
        ("{\"threads\"", 1, "it begins with a brace and is not JSON: EOF", ""),
    ] {
        let blame = parse(text).expect_err(text);
        assert_eq!(blame.line, Some(line), "{text}: {blame:?}");
        assert!(blame.message.starts_with(start), "{text}: {blame:?}");
        assert!(blame.message.ends_with(hint), "{text}: {blame:?}");
        assert_eq!(blame.message.contains("did you mean"), !hint.is_empty(), "{text}: {blame:?}");
    }
}

/// The file that users begin with.
const EXAMPLE: &str = include_str!("../../../docs/depicted.toml");

#[test]
fn the_example_says_what_happens_without_it() {
    assert_eq!(parse(EXAMPLE), Ok(Options::default()));
}

#[test]
fn the_example_has_every_option() {
    let all: String = EXAMPLE
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.split_once(" = ").is_some_and(|(name, _)| !name.contains(' ')) => rest,
            _ => line,
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    parse(&all).expect("the lines that are not set can be set");
    let found: serde_json::Value = toml::from_str(&all).expect("TOML");
    let names = |value: &serde_json::Value| {
        let mut names = Vec::new();
        for (name, value) in value.as_object().expect("a table") {
            match value {
                serde_json::Value::Object(group) => {
                    names.extend(group.keys().map(|inner| format!("{name}.{inner}")));
                }
                _ => names.push(name.clone()),
            }
        }
        names.sort();
        names
    };
    assert_eq!(names(&found), names(&serde_json::to_value(Options::default()).unwrap()));
}
