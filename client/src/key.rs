//! What proves who asks; it can be sent, and not be seen.

use std::fmt;

/// A secret. Neither its text nor its length is in any message.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, to be sent.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// An API key: its name, and its secret.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: Secret,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checklist 138.
    #[test]
    fn a_secret_is_not_shown() {
        let key = Key { id: "id".into(), secret: Secret::new("hunter2") };
        assert_eq!(format!("{key:?}"), r#"Key { id: "id", secret: [secret] }"#);
        assert_eq!(key.secret.expose(), "hunter2");
    }
}
