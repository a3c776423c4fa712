//! What can be typed after `depicted db`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::settings::Place;

/// Upgrade, check, copy or fill the database of a server
#[derive(Clone, Debug, Args)]
pub struct DbArgs {
    /// What is to be done.
    #[command(subcommand)]
    pub command: DbCommand,
    /// Which database, and where its pictures are.
    #[command(flatten)]
    pub place: Place,
}

/// What can be done with a database.
#[derive(Clone, Debug, Subcommand)]
pub enum DbCommand {
    /// Go on to a newer schema
    Upgrade {
        /// A number, a name, or `head`
        #[arg(default_value = "head", value_name = "REV")]
        revision: String,
        /// Goes on with a step that was left half done, after its cause was put right
        #[arg(long)]
        resume: bool,
    },
    /// Go back to an older schema; what only the newer one holds is lost
    Downgrade {
        /// A number, a name, `-1` for one step, or `base` for nothing at all
        #[arg(value_name = "REV", allow_hyphen_values = true)]
        revision: String,
        /// Goes on with a step that was left half done, after its cause was put right
        #[arg(long)]
        resume: bool,
    },
    /// Say which schema the database has
    Current,
    /// List every revision, and when it was applied
    History,
    /// Say that the schema is that of a revision, without changing it
    Stamp {
        /// A number, a name, `head` or `base`
        #[arg(value_name = "REV")]
        revision: String,
    },
    /// Look whether the schema is what this program needs; exits 1 if not
    Check,
    /// Begin a new migration in the source tree, for developers
    Revision {
        /// What it does, in a few words
        #[arg(short, long, value_name = "TEXT")]
        message: String,
        /// Writes down what leads from the database to the entities
        #[arg(long)]
        autogenerate: bool,
        /// The folder of migrations
        #[arg(long, value_name = "DIR", default_value = "server/src/migrations")]
        folder: PathBuf,
    },
    /// Remove every table and make them again, empty
    Reset {
        /// Says that it is meant
        #[arg(long)]
        yes: bool,
    },
    /// Copy a database of SQLite, and the folder of pictures, while the server runs
    Backup {
        /// A folder that is not there yet
        #[arg(value_name = "DIR")]
        target: PathBuf,
    },
    /// Put a copy made by `backup` in place of a database that is not there; the server has to be stopped
    Restore {
        /// The folder of the copy
        #[arg(value_name = "DIR")]
        source: PathBuf,
    },
    /// Copy builds, releases, runs, pictures, people and keys from a database of dpxdt
    ImportDpxdt {
        /// `sqlite://FILE` or `mysql://USER:PASSWORD@HOST/NAME`; it is only read
        #[arg(value_name = "URL")]
        from: String,
    },
}
