//! The browser's processes: started as a group of their own, with an empty profile, and ended all together.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::time::{Instant, sleep, timeout_at};

use super::flags;
use crate::CaptureError;

const START_LIMIT: Duration = Duration::from_secs(30);
const END_LIMIT: Duration = Duration::from_secs(5);
/// The shell turns its input into the file that the browser watches, so that the browser ends when this process does,
/// whatever ends it.
const WATCH_PARENT: &str = "exec \"$@\" 3<&0 4>/dev/null 0</dev/null";

/// A running browser.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// Its end is the end of the browser.
    _leash: Option<ChildStdin>,
    group: Option<i32>,
    profile: Option<TempDir>,
}

impl Process {
    /// Starts a browser and waits until it says at which address it listens.
    pub(crate) async fn start(browser: &Path, proxy: Option<&str>) -> Result<(Self, String), CaptureError> {
        let failed =
            |e: &dyn std::fmt::Display| CaptureError::BrowserStart(format!("{}: {e}", browser.display()));
        let profile = tempfile::Builder::new().prefix("depicted-").tempdir().map_err(|e| failed(&e))?;
        let mut command = command(browser);
        command.args(flags::FLAGS).arg(format!("--user-data-dir={}", profile.path().display()));
        if let Some(proxy) = proxy {
            command.arg(format!("--proxy-server={proxy}")).arg("--proxy-bypass-list=<-loopback>");
        }
        command.arg("about:blank").stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        // Empty, so that nothing of the user's takes part.
        command.env("HOME", profile.path()).env("XDG_CONFIG_HOME", profile.path()).env("TZ", "UTC");
        let mut child = command.spawn().map_err(|e| failed(&e))?;
        let group = child.id().and_then(|id| i32::try_from(id).ok());
        let leash = child.stdin.take();
        let words = child.stderr.take();
        let process = Self { child, _leash: leash, group, profile: Some(profile) };
        let Some(words) = words else { return Err(failed(&"its messages cannot be read")) };
        let mut lines = BufReader::new(words).lines();
        let mut last = VecDeque::new();
        let limit = Instant::now() + START_LIMIT;
        loop {
            match timeout_at(limit, lines.next_line()).await {
                Ok(Ok(Some(line))) => {
                    if let Some(address) = line.strip_prefix("DevTools listening on ") {
                        let address = address.trim().to_owned();
                        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                        return Ok((process, address));
                    }
                    last.push_back(line);
                    if last.len() > 5 {
                        last.pop_front();
                    }
                }
                Ok(_) => return Err(failed(&format!("it ended: {}", last.make_contiguous().join(" / ")))),
                Err(_) => return Err(failed(&format!("no answer within {} s", START_LIMIT.as_secs()))),
            }
        }
    }

    /// Waits until the browser, which was told to close, has ended; ends it after a while; removes the profile.
    pub(crate) async fn end(mut self) {
        let limit = Instant::now() + END_LIMIT;
        let _ = timeout_at(limit, self.child.wait()).await;
        self.kill();
        let _ = self.child.wait().await;
        while self.group_is_alive() && Instant::now() < limit + END_LIMIT {
            sleep(Duration::from_millis(10)).await;
        }
    }

    #[cfg(unix)]
    fn kill(&mut self) {
        if let Some(group) = self.group.and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }

    #[cfg(not(unix))]
    fn kill(&mut self) {
        let _ = self.child.start_kill();
    }

    #[cfg(unix)]
    fn group_is_alive(&self) -> bool {
        let group = self.group.and_then(rustix::process::Pid::from_raw);
        group.is_some_and(|group| rustix::process::test_kill_process_group(group).is_ok())
    }

    #[cfg(not(unix))]
    fn group_is_alive(&self) -> bool {
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        let Some(profile) = self.profile.take() else { return };
        // The last process may still be writing when the folder is emptied; that is over in a moment.
        let path = profile.keep();
        let gone = |path: &Path| std::fs::remove_dir_all(path).is_ok() || !path.exists();
        if !gone(&path) {
            std::thread::spawn(move || {
                for _ in 0..50 {
                    std::thread::sleep(Duration::from_millis(20));
                    if gone(&path) {
                        break;
                    }
                }
            });
        }
    }
}

#[cfg(unix)]
fn command(browser: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", WATCH_PARENT, "sh"])
        .arg(browser)
        .arg("--remote-debugging-pipe")
        .stdin(Stdio::piped());
    command.process_group(0);
    command
}

#[cfg(not(unix))]
fn command(browser: &Path) -> Command {
    let mut command = Command::new(browser);
    command.stdin(Stdio::null());
    command
}
