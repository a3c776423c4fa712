//! A question: which function, and its arguments by name.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What is asked. An argument is read when it is taken: by way of values, which keeps the code small in a browser.
pub(crate) struct Question {
    /// `Run.learn`: the type and the function.
    pub(crate) ask: String,
    given: Map<String, Value>,
}

impl Question {
    /// Reads an object whose field `ask` says which function is meant.
    ///
    /// # Errors
    /// For any other text, in the words of serde, without a place: nobody wrote the JSON that it would count columns of.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let given = serde_json::from_str(text).map_err(|why| {
            let words = why.to_string();
            words.find(" at line ").map_or_else(|| words.clone(), |end| words[..end].to_owned())
        })?;
        let mut question = Self { ask: String::new(), given };
        question.ask = question.take("ask")?;
        Ok(question)
    }

    /// An argument.
    ///
    /// # Errors
    /// When it is missing, or no value of its kind.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, String> {
        let value = self.given.remove(name).ok_or_else(|| format!("missing field `{name}`"))?;
        T::deserialize(value).map_err(|why| why.to_string())
    }
}
