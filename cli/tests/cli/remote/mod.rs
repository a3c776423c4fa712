//! The commands that talk to a server, against one in memory.

mod first_release;
mod help;
mod images;
mod interrupted;
mod pair;
mod site;
mod trouble;
mod urls;
mod worker;

use std::process::Child;

use crate::fake::Fake;
use crate::folder::{Folder, Run};

/// Runs a line against a server. `SERVER` in it stands for the flags that say where that is.
fn run(folder: &Folder, fake: &Fake, line: &str) -> Run {
    folder.depicted(&line.replace("SERVER", &format!("--server {} --build 1", fake.url())))
}

/// A process that ends with the test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
