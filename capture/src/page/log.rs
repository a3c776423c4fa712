//! The log of a capture: what happened and when, line by line, without secrets.

use std::fmt::Write as _;
use std::time::Instant;

/// Longer logs are cut: a page may print without end.
const MAX_BYTES: usize = 512 * 1024;
const MAX_LINE: usize = 2_000;

/// The lines so far.
#[derive(Debug)]
pub(super) struct Log {
    start: Instant,
    text: String,
    cut: bool,
}

impl Log {
    /// An empty log that begins now.
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), text: String::new(), cut: false }
    }

    /// Adds a line.
    pub(super) fn add(&mut self, line: &str) {
        if self.text.len() > MAX_BYTES {
            if !self.cut {
                self.text.push_str("... the log was cut here\n");
            }
            self.cut = true;
            return;
        }
        let seconds = self.start.elapsed().as_secs_f64();
        let line = shortened(line, MAX_LINE).replace('\n', "\n           ");
        let _ = writeln!(self.text, "{seconds:8.3} s {line}");
    }

    /// All lines.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// A URL as it may be shown: without user, password and long data.
pub(super) fn shown(url: &str) -> String {
    let without = match url::Url::parse(url) {
        Ok(mut parsed) if !parsed.username().is_empty() || parsed.password().is_some() => {
            let _ = parsed.set_username("");
            let _ = parsed.set_password(None);
            parsed.to_string()
        }
        _ => url.to_owned(),
    };
    shortened(&without, if url.starts_with("data:") { 60 } else { 300 })
}

fn shortened(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_its_password() {
        assert_eq!(shown("http://user:hush@host/x?y"), "http://host/x?y");
        assert_eq!(shown("not a url"), "not a url");
        assert!(shown(&format!("data:text/html,{}", "é".repeat(500))).ends_with("..."));
    }

    #[test]
    fn a_log_without_end_is_cut() {
        let mut log = Log::new();
        for _ in 0..20_000 {
            log.add("a line of a page that prints without end, again and again");
        }
        assert!(log.text().len() < MAX_BYTES + 3_000);
        assert!(log.text().ends_with("cut here\n"));
    }
}
