//! A folder for one test, and the command run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test; removed at its end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // Whatever died under the same number left it behind.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A folder with these files.
    pub(crate) fn with<const N: usize>(files: [(&str, Vec<u8>); N]) -> Self {
        let folder = Self::new();
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.0.join(name.as_ref())
    }

    /// Makes a file, and the folders above it.
    pub(crate) fn write(&self, name: impl AsRef<OsStr>, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The contents of a file.
    pub(crate) fn read(&self, name: impl AsRef<OsStr>) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The names of all that is in it.
    pub(crate) fn list(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The paths of all files that are in one of its folders, at any depth.
    pub(crate) fn files(&self, name: &str) -> Vec<String> {
        let mut files = Vec::new();
        for entry in fs::read_dir(self.path(name)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                files.extend(self.files(&path));
            } else {
                files.push(path);
            }
        }
        files.sort();
        files
    }

    /// `depicted` in this folder, with arguments that have no spaces in them.
    pub(crate) fn depicted(&self, line: &str) -> Run {
        self.run(line.split_whitespace(), None)
    }

    /// The same, with something on standard input.
    pub(crate) fn depicted_reading(&self, stdin: &[u8], line: &str) -> Run {
        self.run(line.split_whitespace(), Some(stdin))
    }

    /// The same, with arguments of any kind.
    pub(crate) fn run<S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
        stdin: Option<&[u8]>,
    ) -> Run {
        let mut command = self.command(args);
        let Some(bytes) = stdin else { return Run::of(&mut command) };
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        // A command that refuses its arguments does not read.
        let _ = child.stdin.take().unwrap().write_all(bytes);
        Run(child.wait_with_output().unwrap())
    }

    /// The command, ready to be changed and run.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_depicted"));
        command.args(args).current_dir(&self.0);
        // Nor may what its users have set in their own environment change what it does.
        let set = std::env::vars_os().map(|(name, _)| name);
        set.filter(|name| name.to_string_lossy().starts_with("DEPICTED_")).for_each(|name| {
            command.env_remove(name);
        });
        // The width of a terminal would change the help.
        command.env_remove("COLUMNS").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Run(Output);

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        Self(command.output().unwrap())
    }

    /// The exit code.
    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().expect("not ended by a signal")
    }

    /// Standard output.
    pub(crate) fn stdout(&self) -> &[u8] {
        &self.0.stdout
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).unwrap()
    }

    /// Standard error.
    pub(crate) fn stderr(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).unwrap()
    }

    /// All of it, for a snapshot. Space at the ends of lines is left out.
    pub(crate) fn transcript(&self) -> String {
        let mut text = format!("exit code: {}\n", self.code());
        for (name, stream) in [("stdout", self.text()), ("stderr", self.stderr())] {
            if !stream.is_empty() {
                text.extend(["--- ", name, "\n"]);
            }
            for line in stream.lines() {
                text += line.trim_end();
                text.push('\n');
            }
        }
        text
    }
}

/// Notes that something is left out because a program is missing; the long form of the tests has it.
pub(crate) fn left_out(program: &str) {
    assert!(std::env::var_os("DEPICTED_DIFFERENTIAL").is_none(), "{program} is missing");
    println!("left out: {program} is missing");
}
