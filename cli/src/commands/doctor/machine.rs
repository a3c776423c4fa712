//! `depicted doctor` alone: whether this machine can capture pages at all.

use std::env;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::capture::{Browser, Page};
use crate::exit::Exit;
use crate::files::cannot_write;
use crate::names::printable;
use crate::output::{print, told};
use crate::trouble::Trouble;

/// How long the one capture may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Letters that a page of the world may have, and one of each.
const SCRIPTS: [(&str, &str); 4] =
    [("Chinese and Japanese", "4e00"), ("Korean", "ac00"), ("Arabic", "0628"), ("emoji", "1f600")];

/// Looks at all of it, tells, and says how to exit.
pub(super) fn run(chromium: Option<&Path>) -> Exit {
    told(folders().and_then(|folders| {
        let program = Browser::find(chromium)?;
        let browser = format!("{}, {}", program.display(), version(&program)?);
        let Some(capture) = capture(&program)? else { return Ok(Exit::Interrupted) };
        let lines = [("browser", browser), ("capture", capture), ("fonts", fonts()), ("folders", folders)];
        let mut text = String::new();
        for (name, line) in lines {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name:<9}{}", printable(&line));
        }
        Ok(print(text.as_bytes()))
    }))
}

/// The folder of profiles has to take a file. Where results go is often, and not always, the working directory.
fn folders() -> Result<String, Trouble> {
    let temporary = env::temp_dir();
    let probe = |folder: &Path| tempfile::tempfile_in(folder);
    probe(&temporary).map_err(|error| cannot_write(&temporary, error))?;
    let here = match probe(Path::new(".")) {
        Ok(_) => "so can the working directory".to_owned(),
        Err(error) => {
            format!("the working directory cannot ({error}): call commands that write in another one")
        }
    };
    Ok(format!("{} can be written to, {here}", temporary.display()))
}

/// What the browser says it is.
fn version(program: &Path) -> Result<String, Trouble> {
    let cannot = |why: &dyn std::fmt::Display| {
        Trouble::io(format!("{} cannot be used as a browser: {why}", program.display()))
    };
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output();
    let output = output.map_err(|error| cannot(&error))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(cannot(&words.lines().last().unwrap_or("it ended with an error").trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Takes one picture, of an empty page.
fn capture(program: &Path) -> Result<Option<String>, Trouble> {
    let page = Page::new("about:blank", &Value::Null).map_err(Trouble::io)?;
    let start = Instant::now();
    Browser::with(program, 1, PATIENCE, async |browser| match browser.capture(&page).await {
        Ok(shot) => {
            let seconds = start.elapsed().as_secs_f64();
            Ok(format!("an empty page in {seconds:.1} s with the start, a PNG of {} bytes", shot.png.len()))
        }
        Err(failed) => Err(Trouble::io(format!("an empty page cannot be captured: {}", failed.message))),
    })
}

/// What fontconfig knows, where there is one: no font is no trouble, but boxes in place of letters.
fn fonts() -> String {
    let ask = |program: &str, args: &[&str]| {
        let output =
            Command::new(program).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(faces) = ask("fc-list", &[]).map(|list| list.lines().count()) else {
        return "not looked at: there is no fc-list".to_owned();
    };
    if faces == 0 {
        return "none: pages have boxes in place of letters; install some, as fonts-liberation".to_owned();
    }
    let mut text = format!("{faces} faces");
    for generic in ["sans-serif", "serif", "monospace"] {
        if let Some(family) = ask("fc-match", &["-f", "%{family}", generic]) {
            // Writing to a string cannot fail.
            let _ = write!(text, ", {generic} is {}", family.split(',').next().unwrap_or_default());
        }
    }
    let has = |code: &str| {
        ask("fc-list", &[&format!(":charset={code}"), "family"]).is_some_and(|list| !list.is_empty())
    };
    let missing: Vec<&str> = SCRIPTS.iter().filter(|(_, code)| !has(code)).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        let _ = write!(text, "; no font has {}", missing.join(", "));
    }
    text
}
