//! The file of `--config`: options as they are in every language, in TOML or JSON.

mod blame;
mod key;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use depicted::Options;

use crate::files::STREAM;
use crate::options;
use crate::trouble::Trouble;
use blame::Blame;
#[cfg(feature = "capture")]
pub(crate) use blame::nearest;

/// More bytes than this are no file of options.
const MOST: u64 = 1 << 20;

/// A file of options.
pub(crate) struct Config {
    path: PathBuf,
    text: String,
    /// What is in it, and the defaults of the rest.
    pub(crate) options: Options,
}

impl Config {
    /// Reads a file: JSON where it begins with a brace, else TOML.
    ///
    /// # Errors
    /// When it cannot be read, and when it is not what it should be: the line and the name are told.
    pub(crate) fn read(path: &Path) -> Result<Self, Trouble> {
        if path.as_os_str() == STREAM {
            return Err(Trouble::usage("--config - is no file: give the name of one, as depicted.toml"));
        }
        let text = text(path)?;
        let options = parse(&text).map_err(|blame| wrong(path, &blame))?;
        Ok(Self { path: path.to_owned(), text, options })
    }

    /// Checks the options that came of the file and of flags. What is wrong with the file alone is told as its fault.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) fn check(&self, all: &Options) -> Result<(), Trouble> {
        let Err(trouble) = options::check(all) else { return Ok(()) };
        match options::check(&self.options) {
            Err(alone) if alone == trouble => {
                let line = key::line(&self.text, alone.message.split(' ').next().unwrap_or_default());
                Err(wrong(&self.path, &Blame { line, message: alone.message }))
            }
            _ => Err(trouble),
        }
    }
}

/// The contents of the file.
fn text(path: &Path) -> Result<String, Trouble> {
    let cannot = |error| Trouble::io(format!("cannot read the options in {}: {error}", path.display()));
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() as u64 > MOST {
        let message = format!("it has more than {MOST} bytes: give a file of options, in TOML or JSON");
        return Err(wrong(path, &Blame { line: None, message }));
    }
    String::from_utf8(bytes).map_err(|_| {
        let message = "it is not text in UTF-8: give a file of options, in TOML or JSON".to_owned();
        wrong(path, &Blame { line: None, message })
    })
}

/// The options in a text.
fn parse(text: &str) -> Result<Options, Blame> {
    if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(text);
        let options = serde_path_to_error::deserialize(&mut json).map_err(|error| Blame::json(&error))?;
        json.end().map_err(|error| Blame::syntax(&error))?;
        Ok(options)
    } else {
        let toml = toml::Deserializer::parse(text).map_err(|error| Blame::toml(text, "", &error))?;
        serde_path_to_error::deserialize(toml)
            .map_err(|error| Blame::toml(text, &error.path().to_string(), error.inner()))
    }
}

fn wrong(path: &Path, blame: &Blame) -> Trouble {
    let line = blame.line.map_or_else(String::new, |line| format!(", line {line}"));
    Trouble::usage(format!("cannot use the options in {}{line}: {}", path.display(), blame.message))
}

#[cfg(test)]
mod tests;
