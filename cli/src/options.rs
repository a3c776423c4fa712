//! The engine's options as JSON is laid over them, and as they are checked before there is any work.

use depicted::{ErrorKind, Options, Picture, RgbaView};
use serde_json::Value;

use crate::trouble::Trouble;

/// Lets the engine look at the options before there are many pairs to say the same of.
///
/// # Errors
/// What the engine says.
pub(crate) fn check(options: &Options) -> Result<(), Trouble> {
    let pixel = || Picture::from_rgba(RgbaView::new(&[0; 4], 1, 1).expect("one pixel has four bytes"));
    match depicted::diff(pixel(), pixel(), options) {
        Err(error) if error.kind() == ErrorKind::BadOption => Err(error.into()),
        _ => Ok(()),
    }
}

/// Options with others laid over them: groups option by option, everything else as a whole.
///
/// # Errors
/// For an unknown name or a wrong value, in the words of the options.
pub(crate) fn laid_over(base: &Options, patch: Value) -> Result<Options, Trouble> {
    if !patch.is_object() {
        return Err(Trouble::usage(format!(
            "options are an object, as {{\"metric\": \"exact\"}}, and not {patch}"
        )));
    }
    let mut options = serde_json::to_value(base).expect("options have a form in JSON");
    lay(&mut options, patch);
    serde_json::from_value(options).map_err(|error| Trouble::usage(error.to_string()))
}

fn lay(base: &mut Value, patch: Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (name, value) in patch {
                lay(base.entry(name).or_insert(Value::Null), value);
            }
        }
        (base, patch) => *base = patch,
    }
}

#[cfg(test)]
mod tests {
    use depicted::{Highlight, Metric, Rect};
    use serde_json::json;

    use super::*;

    #[test]
    fn groups_are_laid_over_option_by_option() {
        let base = Options {
            metric: Metric::Exact,
            ignore: vec![Rect::new(1, 2, 3, 4)],
            highlight: Highlight { fade: 0.5, always: true, ..Highlight::default() },
            ..Options::default()
        };
        assert_eq!(laid_over(&base, json!({})), Ok(base.clone()));
        let options = laid_over(&base, json!({"ignore": [], "highlight": {"always": false}})).unwrap();
        let meant = Options {
            ignore: Vec::new(),
            highlight: Highlight { always: false, ..base.highlight.clone() },
            ..base.clone()
        };
        assert_eq!(options, meant);
    }

    #[test]
    fn what_is_no_option_is_told_in_the_words_of_the_engine() {
        for (patch, words) in [
            (json!({"fuzz": 1}), "unknown field `fuzz`"),
            (json!({"highlight": {"fuzz": 1}}), "unknown field `fuzz`"),
            (json!({"highlight": null}), "invalid type: null"),
            (json!({"metric": "ssim"}), "unknown variant `ssim`"),
            (json!(["exact"]), "options are an object, as {\"metric\": \"exact\"}, and not [\"exact\"]"),
            (json!("exact"), "and not \"exact\""),
        ] {
            let trouble = laid_over(&Options::default(), patch).unwrap_err();
            assert_eq!(trouble.code, "bad_option");
            assert!(trouble.message.contains(words), "{trouble:?}");
        }
    }
}
