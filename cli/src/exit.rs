//! How a command ends.

use std::process::ExitCode;

/// How a command ended; the same numbers for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: nothing differs, or help was asked for.
    Fine,
    /// 1: something differs.
    Different,
    /// 2: there is no result: wrong usage, an unreadable picture, an output that cannot be written.
    Trouble,
    /// 130: somebody interrupted it.
    Interrupted,
}

impl Exit {
    /// The code that the process exits with.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Different => 1,
            Self::Trouble => 2,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}
