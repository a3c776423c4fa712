//! What was started is ended: servers, their children, and the browser.
#![cfg(unix)]

use std::fs;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::{ONE, chromium, demo, run};
use crate::folder::Folder;

/// Waits for something, for a minute at most.
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what}");
        std::thread::yield_now();
    }
}

fn runs(pid: &str) -> bool {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
    !stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'))
}

/// The first line of a file, once it is whole.
fn line(folder: &Folder, name: &str) -> Option<String> {
    let text = fs::read_to_string(folder.path(name)).ok()?;
    Some(text.split_once('\n')?.0.to_owned())
}

/// Checklist 117: also on errors.
#[cfg(target_os = "linux")]
#[test]
fn the_setup_is_ended_with_its_children() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    for wait in ["true", "false"] {
        let text = format!(
            "setup: |\n  sleep 1000 &\n  echo $! > pid\n  wait\nwaitFor: 'until [ -s pid ]; do sleep 0.05; done; {wait}'\ntests: [{{name: a, url: 'data:text/html,a'}}]\n"
        );
        folder.write("t/demo.yaml", text);
        let update = run(&folder, "update t");
        assert_eq!(update.code(), if wait == "true" { 0 } else { 2 }, "{update:?}");
        let pid = line(&folder, "pid").unwrap();
        assert!(!runs(&pid), "{pid} runs on");
        fs::remove_file(folder.path("pid")).unwrap();
    }
}

fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

/// Checklist 126.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_ends_everything() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    // One in the middle of waiting, one in the middle of a capture that does not end.
    for (wait, url) in [("sleep 1000", "data:text/html,a"), ("true", "http://127.0.0.1:PORT/")] {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = url.replace("PORT", &silent.local_addr().unwrap().port().to_string());
        let text = format!(
            "setup: |\n  sleep 1000 &\n  echo $! > pid\n  wait\nwaitFor: '{wait}'\ntests: [{{name: a, url: '{url}'}}]\n"
        );
        folder.write("t/demo.yaml", text);
        let child = folder.command(["test", "t", "--timeout", "600"]).spawn().unwrap();
        let pid = until("the setup runs", || line(&folder, "pid"));
        if wait == "true" {
            silent.set_nonblocking(true).unwrap();
            until("the page is asked for", || silent.accept().ok());
        }
        let browsers = children(child.id());
        assert!(!browsers.is_empty(), "the browser is a child");
        interrupt(&child);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).ends_with(", interrupted\n"), "{output:?}");
        for pid in browsers.into_iter().chain([pid]) {
            until(&format!("{pid} ends"), || (!runs(&pid)).then_some(()));
        }
        fs::remove_file(folder.path("pid")).unwrap();
    }
}

/// The processes below one.
fn children(pid: u32) -> Vec<String> {
    let list = |pid: &str| fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let mut all: Vec<String> = list(&pid.to_string()).split_whitespace().map(str::to_owned).collect();
    let mut at = 0;
    while at < all.len() {
        all.extend(list(&all[at]).split_whitespace().map(str::to_owned));
        at += 1;
    }
    all
}
