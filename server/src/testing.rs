//! A server without its network, for tests: a folder of its own, a database in it, a clock from outside.

use std::path::PathBuf;

use clap::{Args, Command, FromArgMatches};

use crate::app::App;
use crate::blob::Blobs;
use crate::clock::{self, Clock};
use crate::settings::Settings;
use crate::store::connect;

/// The folder goes with it.
pub(crate) struct Room {
    pub(crate) app: App,
    folder: tempfile::TempDir,
}

impl Room {
    pub(crate) async fn new() -> Self {
        Self::with_clock(clock::system()).await
    }

    pub(crate) async fn with_clock(clock: Clock) -> Self {
        Self::with(clock, &["--no-auth"]).await
    }

    /// One whose database is elsewhere.
    pub(crate) async fn on(url: &str) -> Self {
        Self::with(clock::system(), &["--no-auth", "--database", url]).await
    }

    /// With these flags, such as another database.
    pub(crate) async fn with(clock: Clock, flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().to_str().expect("a name in UTF-8");
        let command = Settings::augment_args(Command::new("serve"));
        let typed = command.get_matches_from([&["serve", "--data", data], flags].concat());
        let settings = Settings::from_arg_matches(&typed).expect("settings");
        let store = connect::connect(&settings.place.database_url()).await.expect("a database");
        connect::create(&store).await.expect("tables");
        let blobs = Blobs::open(&settings.place.blobs_url()).expect("a place for pictures");
        Self { app: App::new(settings, store, blobs, clock, "http://localhost".into()), folder }
    }

    /// Where a stored file is.
    pub(crate) fn blob(&self, id: &str) -> PathBuf {
        self.folder.path().join("blobs").join(&id[..2]).join(&id[2..])
    }
}
