//! Which requests pages may make.

/// Which requests pages may make: checked for the page, for everything it loads, and after every redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkPolicy {
    /// Schemes that a page may be opened with and may load from, beside `data:`, `blob:` and `about:`.
    /// Default: `http`, `https`; add `file` for pages on the disk.
    pub schemes: Vec<String>,
    /// Whether addresses of private networks and of this machine are refused: for whoever captures for strangers.
    /// Default: false.
    pub deny_private: bool,
}

impl Default for NetworkPolicy {
    fn default() -> Self {
        Self { schemes: vec!["http".to_owned(), "https".to_owned()], deny_private: false }
    }
}
