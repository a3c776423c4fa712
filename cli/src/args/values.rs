//! How values are read, where clap and the engine have no words of their own for what is wrong.

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Reads one of the names that the engine lists; the help and the error list them too.
pub(super) fn named<T>(all: &'static [(T, &'static str)]) -> impl TypedValueParser<Value = T> + use<T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|(_, name)| *name)).try_map(|text| {
        let found = all.iter().find(|(_, name)| *name == text);
        found.map(|(value, _)| *value).ok_or("not one of the names")
    })
}

/// The name of a value.
pub(super) fn name_of<T: Copy + PartialEq>(all: &[(T, &'static str)], value: T) -> &'static str {
    all.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

/// Reads a whole number, 0 or more.
///
/// # Errors
/// For anything else, saying what fits.
pub(super) fn whole<T: FromStr>(text: &str) -> Result<T, String> {
    let most = u64::MAX >> (64 - 8 * size_of::<T>());
    text.parse().map_err(|_| format!("give a whole number, 0 to {most}"))
}

/// Reads any number; its range is the engine's to check.
///
/// # Errors
/// For anything else.
pub(super) fn number(text: &str) -> Result<f64, &'static str> {
    text.parse().map_err(|_| "give a number, as in 0.25")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_say_what_fits() {
        assert_eq!(whole::<u32>("4294967295"), Ok(u32::MAX));
        for text in ["-1", "1.5", "1e3", "", "4294967296", "1 000"] {
            assert_eq!(whole::<u32>(text), Err("give a whole number, 0 to 4294967295".to_owned()), "{text}");
        }
        assert_eq!(whole::<u64>("x"), Err("give a whole number, 0 to 18446744073709551615".to_owned()));
    }
}
