//! `--watch`: another run whenever a file changes, until the user has enough.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use super::plan::Plan;
use super::run::once;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::output::{Teller, remark};
use crate::trouble::Trouble;

/// Files are often changed several at a time: a run waits until nothing has changed for so long.
const QUIET: Duration = Duration::from_millis(300);

/// Runs again and again; `paths` are watched beside the directory of tests.
///
/// # Errors
/// When files cannot be watched.
pub(super) async fn watch(plan: &Plan, paths: &[PathBuf]) -> Result<Exit, Trouble> {
    let interrupt = Interrupt::listen_to_terminal()?;
    let all: Vec<&Path> = [plan.dir()].into_iter().chain(paths.iter().map(PathBuf::as_path)).collect();
    let (_watcher, mut changes) = watcher(&all)?;
    loop {
        if let Err(trouble) = once(plan, &interrupt).await {
            // The next version of a file may be better.
            Teller::default().trouble(&trouble);
        }
        if interrupt.is_on() {
            return Ok(Exit::Interrupted);
        }
        // What changed during the run is not known to have been seen by it: it counts.
        remark("waiting for changes, Ctrl-C ends");
        tokio::select! {
            change = changes.recv() => if change.is_none() {
                return Err(Trouble::io("files are no longer watched"));
            },
            () = interrupt.happened() => return Ok(Exit::Interrupted),
        }
        while let Ok(Some(())) = timeout(QUIET, changes.recv()).await {}
    }
}

fn watcher(paths: &[&Path]) -> Result<(RecommendedWatcher, UnboundedReceiver<()>), Trouble> {
    let (sender, receiver) = unbounded_channel();
    let roots: Vec<PathBuf> = paths.iter().map(|path| crate::files::resolve(path)).collect();
    let changed = {
        let roots = roots.clone();
        move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| counts(&event, &roots)) {
                // Nobody may be left to be told.
                let _ = sender.send(());
            }
        }
    };
    let cannot =
        |path: &Path, error: &notify::Error| Trouble::io(format!("cannot watch {}: {error}", path.display()));
    let mut watcher = notify::recommended_watcher(changed).map_err(|error| cannot(paths[0], &error))?;
    for root in &roots {
        watcher.watch(root, RecursiveMode::Recursive).map_err(|error| cannot(root, &error))?;
    }
    Ok((watcher, receiver))
}

/// Whether files have changed that tests may depend on. What is hidden, as the work folder, is not among them.
fn counts(event: &Event, roots: &[PathBuf]) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| !is_hidden(path, roots))
}

fn is_hidden(path: &Path, roots: &[PathBuf]) -> bool {
    let below = roots
        .iter()
        .filter_map(|root| path.strip_prefix(root).ok())
        .min_by_key(|path| path.as_os_str().len());
    let hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    below.unwrap_or(path).iter().any(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_do_not_count() {
        let roots = [PathBuf::from("/home/.me/tests")];
        for (path, hidden) in [
            ("/home/.me/tests/a.yaml", false),
            ("/home/.me/tests/.depicted/run/a.png", true),
            ("/home/.me/tests/shop/.git/index", true),
        ] {
            assert_eq!(is_hidden(Path::new(path), &roots), hidden, "{path}");
        }
    }
}
