//! The commands that talk to a server, against one in memory.

mod first_release;
mod help;
mod images;
mod interrupted;
mod pair;
mod site;
mod trouble;
mod urls;

use crate::fake::Fake;
use crate::folder::{Folder, Run};

/// Runs a line against a server. `SERVER` in it stands for the flags that say where that is.
fn run(folder: &Folder, fake: &Fake, line: &str) -> Run {
    folder.depicted(&line.replace("SERVER", &format!("--server {} --build 1", fake.url())))
}
