//! How far a comparison of two directories is.

use std::io::{self, IsTerminal};

use crate::args::{FolderVoice, Voice};
use crate::folders::Outcome;
use crate::output::Bar;

/// A bar on standard error, where that is a terminal that nothing else is written to meanwhile.
pub(crate) struct Progress {
    bar: Bar,
    differing: u64,
}

impl Progress {
    /// A bar for this many paths.
    pub(crate) fn new(voice: Voice, folder_voice: FolderVoice, total: usize) -> Self {
        let streams = (voice.json || folder_voice.json_lines) && io::stdout().is_terminal();
        let wanted = !voice.quiet && !voice.verbose && !streams;
        Self { bar: Bar::new(wanted, total, "pairs"), differing: 0 }
    }

    /// One more is done.
    pub(crate) fn done(&mut self, outcome: &Outcome) {
        if outcome.differs() {
            self.differing += 1;
            self.bar.say(format!("{} differ, ", self.differing));
        }
        self.bar.done();
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.clear();
    }
}
