//! One case of the vectors.

use std::fs;
use std::path::{Path, PathBuf};

use depicted::{Options, Side};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{base64, places};

/// A pair, options, and what must come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Where it was read: `GROUP/NAME`.
    #[serde(skip)]
    pub id: String,
    /// Why it exists, and how its figures can be found by hand.
    pub description: String,
    /// The reference.
    pub before: Given,
    /// The new picture.
    pub after: Given,
    /// Options as JSON; not read before the comparison, since some are wrong on purpose.
    pub options: Map<String, Value>,
    /// The report without its times, and the highlighted picture where one is asked for.
    pub expected: Option<Map<String, Value>>,
    /// The error in place of a report.
    pub error: Option<Failure>,
}

/// How a case gives a picture.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// A file of the vectors.
    File(PathBuf),
    /// RGBA8 pixels.
    Rgba(Rgba),
    /// The bytes of a file.
    Encoded(Encoded),
    /// A file that is not there.
    Missing(Missing),
}

/// RGBA8 pixels in base64.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rgba {
    /// Base64.
    pub rgba: String,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// The bytes of a file in base64.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encoded {
    /// Base64.
    pub base64: String,
}

/// A file that is not there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// Its name.
    pub path_missing: PathBuf,
}

/// What an error says in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// Its stable code.
    pub code: String,
    /// The picture at fault, if it is one of the two.
    pub side: Option<Side>,
}

impl Failure {
    /// Options that cannot even be read.
    pub fn bad_option() -> Self {
        Self { code: "bad_option".into(), side: None }
    }
}

impl From<&depicted::Error> for Failure {
    fn from(error: &depicted::Error) -> Self {
        Self { code: error.code().into(), side: error.side() }
    }
}

impl Case {
    /// Reads a case file.
    ///
    /// # Errors
    /// When it does not have the shape of a case.
    pub fn parse(id: &str, text: &str) -> Result<Self, String> {
        let case: Self = serde_json::from_str(text).map_err(|error| format!("{id}: {error}"))?;
        Ok(Self { id: id.into(), ..case })
    }

    /// The options, or the words of why they cannot be read.
    ///
    /// # Errors
    /// For a name or a value that is unknown.
    pub fn options(&self) -> Result<Options, String> {
        serde_json::from_value(Value::Object(self.options.clone())).map_err(|error| error.to_string())
    }

    /// Whether the highlighted picture is to be asked for.
    pub fn wants_highlight(&self) -> bool {
        self.expected.as_ref().is_some_and(|expected| expected.contains_key("highlight"))
    }

    /// The file of the vectors that holds the expected highlighted picture.
    pub fn highlight_file(&self) -> Option<PathBuf> {
        let name = self.expected.as_ref()?.get("highlight")?.as_str()?;
        Some(places::vectors().join(name))
    }
}

impl Given {
    /// The path of a file of the vectors.
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(places::vectors().join(path)),
            _ => None,
        }
    }

    /// The bytes of an encoded picture; `None` for raw pixels and for a file that is not there.
    ///
    /// # Errors
    /// When the file cannot be read, or the base64.
    pub fn encoded(&self) -> Result<Option<Vec<u8>>, String> {
        match self {
            Self::File(path) => read(&places::vectors().join(path)).map(Some),
            Self::Encoded(encoded) => base64::decode(&encoded.base64).map(Some),
            Self::Rgba(_) | Self::Missing(_) => Ok(None),
        }
    }
}

/// The bytes of a file; the error names it.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
