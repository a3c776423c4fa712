//! Whether a report says what a case expects.
//!
//! Counts, boxes, names and verdicts are integers and words: they must be equal. The figures named in [`REAL`] are one
//! division of two exact integers, and one square root at most, each correctly rounded; what remains is how a language
//! prints a double and reads it again. [`RELATIVE`] is over a thousand times that and far below any change of a pixel.

use serde_json::{Map, Value};

/// Fields that are compared with [`RELATIVE`] tolerance, wherever they are.
pub const REAL: [&str; 5] = ["distortion", "score", "census", "max_error", "mean_error"];

/// How far two real figures may be apart, as a share of the larger one.
pub const RELATIVE: f64 = 1e-12;

/// Fields of a report that are not compared.
const IGNORED: [&str; 1] = ["elapsed_ms"];

/// Fields of the expectation that are not part of a report.
const OURS: [&str; 1] = ["highlight"];

/// Everything in which a report differs from what is expected, as `regions[1].x: 5, expected 4`. Empty when it agrees.
pub fn differences(expected: &Map<String, Value>, report: &Value) -> Vec<String> {
    let mut expected = expected.clone();
    expected.retain(|field, _| !OURS.contains(&field.as_str()));
    let mut report = report.clone();
    if let Value::Object(report) = &mut report {
        report.retain(|field, _| !IGNORED.contains(&field.as_str()));
    }
    let mut found = Vec::new();
    compare("", "", &Value::Object(expected), &report, &mut found);
    found
}

fn compare(path: &str, field: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            let missing = Value::String("no such field".into());
            let more = actual.keys().filter(|key| !expected.contains_key(*key));
            for key in expected.keys().chain(more) {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let wanted = expected.get(key).unwrap_or(&missing);
                compare(&path, key, wanted, actual.get(key).unwrap_or(&missing), found);
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                compare(&format!("{path}[{index}]"), field, expected, actual, found);
            }
        }
        (Value::Number(a), Value::Number(b)) if equal(field, a.as_f64(), b.as_f64()) => {}
        _ if expected == actual => {}
        _ => found.push(format!("{path}: {actual}, expected {expected}")),
    }
}

/// 1 and 1.0 are one number: not every language keeps them apart.
fn equal(field: &str, a: Option<f64>, b: Option<f64>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let allowed = if REAL.contains(&field) { RELATIVE * a.abs().max(b.abs()) } else { 0.0 };
    (a - b).abs() <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(expected: &Value, actual: &Value) -> Vec<String> {
        let Value::Object(expected) = expected else { unreachable!() };
        differences(expected, actual)
    }

    #[test]
    fn real_figures_have_room_and_counts_have_none() {
        let third = 1.0 / 3.0;
        assert!(found(&json!({"score": third}), &json!({"score": third * (1.0 + 5e-13)})).is_empty());
        assert_eq!(found(&json!({"score": third}), &json!({"score": third * (1.0 + 2e-12)})).len(), 1);
        assert_eq!(found(&json!({"threshold": 0.1}), &json!({"threshold": 0.1 * (1.0 + 5e-13)})).len(), 1);
        assert!(found(&json!({"threshold": 1}), &json!({"threshold": 1.0})).is_empty());
    }

    #[test]
    fn a_field_may_neither_be_missing_nor_new() {
        assert_eq!(found(&json!({"x": 1}), &json!({})), [r#"x: "no such field", expected 1"#]);
        assert_eq!(found(&json!({}), &json!({"x": 1})), [r#"x: 1, expected "no such field""#]);
        assert!(found(&json!({"highlight": null}), &json!({"elapsed_ms": null})).is_empty());
    }

    #[test]
    fn names_the_place() {
        let (expected, actual) =
            (json!({"regions": [{"x": 4}, {"x": 9}]}), json!({"regions": [{"x": 4}, {"x": 8}]}));
        assert_eq!(found(&expected, &actual), ["regions[1].x: 8, expected 9"]);
    }
}
