//! What the page may do: show what is in it, and run its one script.

/// The script.
pub(super) const SCRIPT: &str = include_str!("../../templates/page/script.js");

/// The style.
pub(super) const STYLE: &str = include_str!("../../templates/page/style.css");

/// SHA-256 of [`SCRIPT`] in base64, by which a browser knows it; a test says when it is to be changed.
pub(super) const SCRIPT_SHA256: &str = "Du1jpD15CffeUdKPya+4/ogN/1G/MmRnzNeN6VAtUNM=";

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_script_is_the_one_that_may_run() {
        // A browser reads every end of line as one character, whatever a checkout made of it.
        let script = SCRIPT.replace("\r\n", "\n");
        assert_eq!(SCRIPT_SHA256, BASE64_STANDARD.encode(Sha256::digest(script)));
    }

    #[test]
    fn neither_ends_its_element() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("</"));
    }
}
