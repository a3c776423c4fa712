//! `ImageMagick` 6's `compare -verbose -metric RMSE`, and its way of printing a number.

use std::path::Path;
use std::process::Command;

/// Whether `ImageMagick` 6 is there; other programs are called `compare` too.
pub(super) fn present() -> bool {
    let output = Command::new("compare").arg("-version").output();
    let there = output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("ImageMagick 6"));
    super::present("ImageMagick 6's compare", there)
}

/// The normalised figure of all channels as it is printed: `0.00353077`.
///
/// `-verbose` is not only for more words: it counts alpha as a channel where the picture before declares it, and without
/// it alpha is none. The figure `all` of the verbose form is the one that the metric stands for.
pub(super) fn rmse(before: &Path, after: &Path) -> Result<String, String> {
    let mut command = Command::new("compare");
    let output = command.args(["-verbose", "-metric", "RMSE"]).args([before, after]).arg("null:").output();
    let output = output.map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    // `    all: 231.388 (0.00353077)`; exit 0 is equal, 1 different, 2 trouble.
    let line = said.lines().find_map(|line| line.trim_start().strip_prefix("all: "));
    let number = line.and_then(|line| line.split_once('(')?.1.strip_suffix(')'));
    match (output.status.code(), number) {
        (Some(0 | 1), Some(number)) => Ok(number.to_owned()),
        _ => Err(format!("{}: {said}", output.status)),
    }
}

/// A number from 0 to 1 as `%g` of C prints it: six significant digits, without zeros at the end.
pub(super) fn g(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    // Rounded once, in decimal: `3.53077e-3`.
    let scientific = format!("{value:.5e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let short = |digits: &str| digits.trim_end_matches('0').trim_end_matches('.').to_owned();
    if exponent < -4 {
        return format!("{}e-{:02}", short(digits), -exponent);
    }
    let decimals = usize::try_from(5 - exponent).unwrap_or(0);
    short(&format!("{value:.decimals$}"))
}

#[test]
fn numbers_are_printed_as_in_c() {
    for (value, text) in [
        (0.0, "0"),
        (1.0, "1"),
        (0.5, "0.5"),
        (0.003_530_766_4, "0.00353077"),
        (0.1, "0.1"),
        (0.999_999_96, "1"),
        (0.000_123_456_78, "0.000123457"),
        (0.000_099_999_99, "0.0001"),
        (0.000_012_345_678, "1.23457e-05"),
        (0.000_02, "2e-05"),
    ] {
        assert_eq!(g(value), text);
    }
}
