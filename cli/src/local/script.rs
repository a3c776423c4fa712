//! A script of a file of tests: bash in a process group of its own, with what it prints in a file.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use crate::files::{cannot_write, folder_of};
use crate::names::printable;
use crate::trouble::Trouble;

/// How long processes have to end by themselves.
const GRACE: Duration = Duration::from_secs(5);
/// How often is looked whether they have.
const STEP: Duration = Duration::from_millis(20);
/// How much of what was printed is told.
const TAIL_LINES: usize = 10;
const TAIL_BYTES: u64 = 4096;

/// A script that was started. Dropped, it and all of its processes are killed.
pub(super) struct Script {
    child: Child,
    /// The group of its processes, until they are known to be gone.
    group: Option<u32>,
    log: PathBuf,
}

impl Script {
    /// Starts a script.
    ///
    /// # Errors
    /// When there is no bash, or nowhere to write what it prints.
    pub(super) fn start(text: &str, log: &Path) -> Result<Self, Trouble> {
        let open = || -> io::Result<[File; 2]> {
            fs::create_dir_all(folder_of(log))?;
            let file = File::create(log)?;
            Ok([file.try_clone()?, file])
        };
        let [stdout, stderr] = open().map_err(|error| cannot_write(log, error))?;
        let mut command = Command::new("bash");
        command.arg("-c").arg(text).stdin(Stdio::null()).stdout(stdout).stderr(stderr).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn().map_err(|error| {
            Trouble::io(format!("cannot run bash, which scripts are written for: {error}"))
        })?;
        Ok(Self { group: child.id(), child, log: log.to_owned() })
    }

    /// Waits until it ends.
    pub(super) async fn ended(&mut self) -> io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// Waits until it fails, which a script that does its work never does: it runs on, or ends well and leaves the
    /// server to others. Says how it ended and what it printed last.
    pub(super) async fn failed(&mut self) -> String {
        match self.ended().await {
            Ok(status) if status.success() => std::future::pending().await,
            Ok(status) => self.told(&format!("ended early, with {status}")),
            Err(error) => self.told(&format!("cannot be watched: {error}")),
        }
    }

    /// A sentence about it, and what it printed last.
    pub(super) fn told(&self, what: &str) -> String {
        let tail = tail(&self.log);
        let log = self.log.display();
        if tail.is_empty() {
            format!("{what}; it printed nothing")
        } else {
            format!("{what}; {log} ends with: {tail}")
        }
    }

    /// Ends it with all of its processes: asks first, and kills those that are left after a while.
    pub(super) async fn stop(&mut self) {
        self.signal(Signal::Ask);
        let end = Instant::now() + GRACE;
        while self.is_alive() {
            if Instant::now() >= end {
                self.signal(Signal::Kill);
                let _ = self.child.wait().await;
                break;
            }
            sleep(STEP).await;
        }
        self.group = None;
    }

    /// Whether any of its processes is left. One that has ended has to be asked for first.
    fn is_alive(&mut self) -> bool {
        let child = matches!(self.child.try_wait(), Ok(None));
        child || self.group.is_some_and(group::is_alive)
    }

    fn signal(&mut self, signal: Signal) {
        match self.group {
            Some(group) => group::signal(group, signal, &mut self.child),
            None => _ = self.child.start_kill(),
        }
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        if self.group.is_some() {
            self.signal(Signal::Kill);
        }
    }
}

#[derive(Clone, Copy)]
enum Signal {
    Ask,
    Kill,
}

#[cfg(unix)]
mod group {
    //! All processes that a script has started.

    use rustix::process::{Pid, kill_process_group, test_kill_process_group};
    use tokio::process::Child;

    fn pid(group: u32) -> Option<Pid> {
        Pid::from_raw(i32::try_from(group).ok()?)
    }

    pub(super) fn is_alive(group: u32) -> bool {
        pid(group).is_some_and(|pid| test_kill_process_group(pid).is_ok())
    }

    pub(super) fn signal(group: u32, signal: super::Signal, _: &mut Child) {
        let signal = match signal {
            super::Signal::Ask => rustix::process::Signal::TERM,
            super::Signal::Kill => rustix::process::Signal::KILL,
        };
        if let Some(pid) = pid(group) {
            // There may be nobody left to get it.
            let _ = kill_process_group(pid, signal);
        }
    }
}

#[cfg(not(unix))]
mod group {
    //! Elsewhere only the script itself is known.

    use tokio::process::Child;

    pub(super) fn is_alive(_: u32) -> bool {
        false
    }

    pub(super) fn signal(_: u32, _: super::Signal, child: &mut Child) {
        let _ = child.start_kill();
    }
}

/// The last lines of a file, on one line.
fn tail(path: &Path) -> String {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
        let mut bytes = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<String> =
        text.lines().map(|line| printable(line.trim())).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..].join(" | ")
}

#[cfg(all(test, unix))]
mod tests;
