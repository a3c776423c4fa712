//! The target `options`: whatever the JSON says, it is refused or obeyed.

use depicted::{Options, RgbaView};

use crate::promises;

/// Two 4x3 pictures that differ in one pixel and in one level of another.
fn pictures() -> [[u8; 48]; 2] {
    let before = std::array::from_fn(|at| if at % 4 == 3 { 255 } else { (at * 5) as u8 });
    let mut after = before;
    after[20..24].copy_from_slice(&[255, 0, 90, 128]);
    after[0] += 1;
    [before, after]
}

/// Reads options, writes and reads them again, and compares two pictures with them.
pub fn run(json: &[u8]) {
    let Ok(options) = serde_json::from_slice::<Options>(json) else { return };
    let text = serde_json::to_string(&options).expect("options are JSON");
    let again: Options = serde_json::from_str(&text).expect("what was written can be read");
    assert_eq!(options, again, "{text}");

    let [before, after] = pictures();
    let view = |pixels| RgbaView::new(pixels, 4, 3).expect("48 bytes are 4x3 pixels");
    let outcome = depicted::diff(view(&before), view(&after), &options);
    promises::outcome(&outcome, &options);
    match outcome {
        Ok(report) => assert!(!report.highlight_written),
        Err(error) => {
            assert!(matches!(error.code(), "bad_option" | "too_large"), "{error}");
        }
    }
}
