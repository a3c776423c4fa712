//! How far it is, on a terminal.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error, where that is a terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar for this many of something, or none where nothing is to be said.
    pub(crate) fn new(wanted: bool, total: usize, of: &'static str) -> Self {
        if !wanted || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
        Self(bar.with_style(style()).with_prefix(of))
    }

    /// Says more, in front of the time that is left.
    pub(crate) fn say(&self, more: String) {
        self.0.set_message(more);
    }

    /// One more is done.
    pub(crate) fn done(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away while something is printed.
    #[cfg(feature = "capture")]
    pub(crate) fn without<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} {prefix}, {msg}{eta} left")
        .expect("a test reads the template")
        .progress_chars("=> ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_template_is_sound() {
        super::style();
    }
}
