//! A server, a page in two versions, and what comes of them: everything that Depicted is for, in one command.

mod pictures;
mod review;
mod site;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::time::{Duration, Instant};

use clap::{Args as _, FromArgMatches as _};
use depicted_server::{Place, Settings, serve};
use tokio::sync::oneshot;

use crate::args::DemoArgs;
use crate::capture::Browser;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::output::note;
use crate::trouble::Trouble;
use review::Review;
use site::Site;

/// How long the server waits for work when the demo ends, in milliseconds.
const PATIENCE_MS: u64 = 10_000;

/// Shows it. The folder of the server goes with the demo, and so does the browser.
///
/// # Errors
/// When the server does not start, or a picture is not made.
pub(crate) fn run(args: &DemoArgs) -> Result<Exit, Trouble> {
    let cannot = |what: &str, error: std::io::Error| Trouble::io(format!("cannot {what}: {error}"));
    let chromium = chromium(args.chromium.as_deref())?;
    let folder = tempfile::Builder::new().prefix("depicted-demo-").tempdir();
    let folder = folder.map_err(|error| cannot("make a folder for the demo", error))?;
    // The profile of the browser lies in it, too, so that it goes with the rest.
    let _ = tempfile::env::override_temp_dir(folder.path());
    let runtime = tokio::runtime::Runtime::new().map_err(|error| cannot("start threads", error))?;
    let exit = runtime.block_on(shown(args, chromium, folder.path()));
    runtime.shutdown_timeout(Duration::from_secs(1));
    removed(&folder.keep()).map_err(|error| cannot("remove the folder of the demo", error))?;
    exit
}

/// Removes a folder in which the last process of a browser may still be writing; that is over in a moment.
fn removed(folder: &Path) -> std::io::Result<()> {
    let limit = Instant::now() + Duration::from_secs(5);
    loop {
        match std::fs::remove_dir_all(folder) {
            Err(_) if !folder.exists() => return Ok(()),
            Err(_) if Instant::now() < limit => std::thread::sleep(Duration::from_millis(20)),
            removed => return removed,
        }
    }
}

/// The browser, if there is one. One that was named has to be there.
fn chromium(typed: Option<&Path>) -> Result<Option<PathBuf>, Trouble> {
    match Browser::find(typed) {
        Ok(program) => Ok(Some(program)),
        Err(trouble) if typed.is_some() => Err(trouble),
        Err(trouble) => {
            note(&trouble.message);
            Ok(None)
        }
    }
}

async fn shown(args: &DemoArgs, chromium: Option<PathBuf>, folder: &Path) -> Result<Exit, Trouble> {
    let interrupt = Interrupt::listen_to_terminal()?;
    let with_browser = chromium.is_some();
    let settings = settings(folder, chromium);
    let (found, address) = oneshot::channel();
    let mut found = Some(found);
    let told = move |line: &str| {
        if let Some(url) = line.strip_prefix("listening on ")
            && let Some(found) = found.take()
        {
            // Whoever waits for it may have been interrupted.
            let _ = found.send(url.to_owned());
        }
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async move {
        // The other end is dropped.
        let _ = stopped.await;
    };
    let site = Site::start().await?;
    let mut server = pin!(serve(settings, stopped, told));
    let show = async {
        let Ok(url) = address.await else { return std::future::pending().await };
        Review::begin(&url).await?.show(&site, with_browser, folder).await?;
        if !args.once {
            review::last_words()?;
        }
        Ok(Exit::Fine)
    };
    let exit = tokio::select! {
        ended = &mut server => return Err(lost(ended)),
        exit = show => exit,
        () = interrupt.happened() => Ok(Exit::Interrupted),
    };
    if !args.once && matches!(exit, Ok(Exit::Fine)) {
        tokio::select! {
            ended = &mut server => return Err(lost(ended)),
            () = interrupt.happened() => {}
        }
    }
    drop(stop);
    // What it has to say of its end is of no use to anybody.
    let _ = server.await;
    exit
}

/// The server ended by itself.
fn lost(ended: Result<(), impl std::fmt::Display>) -> Trouble {
    let why = ended.err().map_or_else(|| "nobody asked it to".to_owned(), |error| format!("{error:#}"));
    Trouble::io(format!("the server of the demo ended: {why}"))
}

/// A server on a free port of this machine that asks nobody who they are. Nothing in the environment changes it.
fn settings(folder: &Path, chromium: Option<PathBuf>) -> Settings {
    let bare = Settings::augment_args(clap::Command::new("demo").no_binary_name(true));
    let bare = bare.mut_args(|arg| arg.env(None::<&'static str>));
    let matches = bare.get_matches_from([""; 0]);
    let mut settings = Settings::from_arg_matches(&matches).expect("every setting has a default");
    settings.place = Place { data: folder.to_owned(), database: None, blobs: None };
    settings.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    settings.no_auth = true;
    settings.stop_timeout_ms = PATIENCE_MS;
    settings.capture_workers = usize::from(chromium.is_some());
    settings.capture.chromium = chromium;
    settings
}
