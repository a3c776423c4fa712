//! How far it is, on a terminal.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{FolderVoice, Voice};
use crate::folders::Outcome;

/// A bar on standard error, where that is a terminal that nothing else is written to meanwhile.
pub(crate) struct Progress {
    bar: ProgressBar,
    differing: u64,
}

impl Progress {
    /// A bar for this many paths.
    pub(crate) fn new(voice: Voice, folder_voice: FolderVoice, total: usize) -> Self {
        let streams = (voice.json || folder_voice.json_lines) && io::stdout().is_terminal();
        let bar = if voice.quiet || voice.verbose || streams || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr())
                .with_style(style())
        };
        Self { bar, differing: 0 }
    }

    /// One more is done.
    pub(crate) fn done(&mut self, outcome: &Outcome) {
        if outcome.differs() {
            self.differing += 1;
            self.bar.set_message(format!("{} differ, ", self.differing));
        }
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} pairs, {msg}{eta} left")
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
