//! The client, against a server in memory that speaks its interface.

mod fake;

mod broken;
mod operations;
mod waiting;

use std::time::Duration;

use depicted::workflow::BuildId;
use depicted_client::{Backoff, Builder, Client};

use fake::Fake;

/// A client that does not pause for long.
fn builder(server: &str) -> Builder {
    Client::builder(server).backoff(Backoff {
        attempts: 3,
        first: Duration::from_millis(1),
        longest: Duration::from_millis(2),
    })
}

fn client(fake: &Fake) -> Client {
    builder(&fake.url()).connect(BuildId(1)).unwrap()
}

/// A file of its own for one test.
struct TestFile(std::path::PathBuf);

impl TestFile {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(std::process::id().to_string());
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
