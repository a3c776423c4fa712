//! What comes with a decision: why, and what it was that whoever decides had seen.

/// The most letters of a reason.
const LONGEST: usize = 2000;

/// The words around a decision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    reason: Option<String>,
    /// The moment of the newest change that was known, in milliseconds. What changed later was not meant; `None` where
    /// nobody looked.
    pub(crate) seen: Option<i64>,
}

impl Said {
    pub(crate) fn new(reason: Option<&str>, seen: Option<i64>) -> Self {
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        Self { reason: reason.map(|reason| reason.chars().take(LONGEST).collect()), seen }
    }

    /// Why, where anything was said.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Whether something that was last changed then is what was looked at.
    pub(crate) fn knew(&self, modified: i64) -> bool {
        self.seen.is_none_or(|seen| modified <= seen)
    }
}
