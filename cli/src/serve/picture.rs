//! A picture of a request: a path, or bytes or pixels in base64.

use std::fmt;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use depicted::{Error, Picture, RgbaView};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// A picture as it is written.
#[derive(Debug, PartialEq)]
pub(super) enum Given {
    Path(PathBuf),
    Encoded(Vec<u8>),
    Rgba { pixels: Vec<u8>, width: u32, height: u32 },
}

/// The forms of a picture, for messages.
const FORMS: &str = "the path of a file, {\"base64\": …}, or {\"rgba\": …, \"width\": …, \"height\": …}";

/// A picture that is no path.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    base64: Option<String>,
    rgba: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
}

impl Given {
    /// What the engine reads.
    ///
    /// # Errors
    /// When there are more or fewer pixels than the size says.
    pub(super) fn picture(&self) -> Result<Picture<'_>, Error> {
        Ok(match self {
            Self::Path(path) => Picture::from_path(path),
            Self::Encoded(bytes) => Picture::from_bytes(bytes),
            Self::Rgba { pixels, width, height } => {
                Picture::from_rgba(RgbaView::new(pixels, *width, *height)?)
            }
        })
    }

    /// The file, where it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Encoded(_) | Self::Rgba { .. } => None,
        }
    }
}

impl TryFrom<Fields> for Given {
    type Error = String;

    fn try_from(fields: Fields) -> Result<Self, String> {
        let bytes = |name: &str, text: String| {
            BASE64_STANDARD.decode(text).map_err(|error| format!("{name} is not base64: {error}"))
        };
        match fields {
            Fields { base64: Some(text), rgba: None, width: None, height: None } => {
                bytes("base64", text).map(Self::Encoded)
            }
            Fields { base64: None, rgba: Some(text), width: Some(width), height: Some(height) } => {
                Ok(Self::Rgba { pixels: bytes("rgba", text)?, width, height })
            }
            _ => Err(format!("a picture is {FORMS}")),
        }
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Given;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(FORMS)
            }

            fn visit_str<E>(self, path: &str) -> Result<Given, E> {
                Ok(Given::Path(path.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Given, A::Error> {
                let fields = Fields::deserialize(MapAccessDeserializer::new(map))?;
                Given::try_from(fields).map_err(serde::de::Error::custom)
            }
        }
        deserializer.deserialize_any(Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let read = |text: &str| serde_json::from_str::<Given>(text).unwrap();
        assert_eq!(read(r#""a/\u00e4.png""#), Given::Path("a/ä.png".into()));
        assert_eq!(read(r#"{"base64": "UE5H"}"#), Given::Encoded(b"PNG".into()));
        assert_eq!(read(r#"{"base64": "\/\/8="}"#), Given::Encoded(vec![255, 255]));
        let rgba = Given::Rgba { pixels: vec![0; 4], width: 1, height: 1 };
        assert_eq!(read(r#"{"rgba": "AAAAAA==", "width": 1, "height": 1}"#), rgba);
    }

    #[test]
    fn other_forms_are_refused_with_those_that_there_are() {
        for text in [
            "1",
            "null",
            "[\"a\"]",
            "{}",
            r#"{"base64": "UE5H", "width": 1}"#,
            r#"{"rgba": "AAAAAA==", "width": 1}"#,
            r#"{"rgba": "AAAAAA==", "base64": "", "width": 1, "height": 1}"#,
        ] {
            let error = serde_json::from_str::<Given>(text).unwrap_err().to_string();
            assert!(error.contains("the path of a file, {\"base64\": …}"), "{text}: {error}");
        }
        for (text, words) in [
            (r#"{"base64": "UE5"}"#, "base64 is not base64: "),
            (r#"{"rgba": "*", "width": 1, "height": 1}"#, "rgba is not base64: "),
            (r#"{"path": "a.png"}"#, "unknown field `path`, expected one of `base64`"),
            (r#"{"rgba": "", "width": -1, "height": 1}"#, "invalid value: integer `-1`, expected u32"),
        ] {
            let error = serde_json::from_str::<Given>(text).unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
