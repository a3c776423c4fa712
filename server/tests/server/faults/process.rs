//! Servers and workers as processes of their own, which can be killed: this test program, started again as a child.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use clap::Parser;
use depicted::workflow::BuildId;
use depicted_client::{Client, Secret};
use depicted_server::{Settings, WorkerSettings, serve, worker};

/// What a child is, and its flags, one a line.
const ROLE: &str = "DEPICTED_TEST_CHILD";
/// What the child's lines begin with, among those of the test runner.
const MARK: &str = "child: ";

/// A process that ends with the test, at the latest.
pub(super) struct Process {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a server with these flags.
    pub(super) fn server(flags: &[&str]) -> Self {
        Self::start("serve", flags)
    }

    /// Starts a worker for a server.
    pub(super) fn worker(url: &str, key: &(String, String), flags: &[&str]) -> Self {
        Self::start("worker", &[&[url, &key.0, &key.1], flags].concat())
    }

    fn start(role: &str, flags: &[&str]) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args(["--exact", "faults::process::child", "--ignored", "--nocapture"])
            .env(ROLE, [&[role], flags].concat().join("\n"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("a child");
        let lines = BufReader::new(child.stdout.take().expect("its lines"));
        Self { child, lines }
    }

    /// Its next line; it blocks until there is one.
    pub(super) fn line(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("its lines") > 0, "the child has ended");
            if let Some((_, said)) = line.split_once(MARK) {
                return said.trim_end().replace('\t', "\n");
            }
        }
    }

    /// `SIGKILL`: no last word.
    pub(super) fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[derive(Parser)]
struct Serve {
    #[command(flatten)]
    settings: Settings,
}

#[derive(Parser)]
struct Work {
    url: String,
    id: String,
    secret: String,
    #[command(flatten)]
    settings: WorkerSettings,
}

fn tell(text: &str) {
    println!("{MARK}{}", text.replace('\n', "\t"));
    std::io::stdout().flush().ok();
}

/// What a child does; no test.
#[test]
#[ignore = "other tests start it as a process of its own"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let never = std::future::pending::<()>();
    let ended = if role.starts_with("serve") {
        let settings = Serve::try_parse_from(role.lines()).expect("flags").settings;
        runtime.block_on(serve(settings, never, tell))
    } else {
        let Work { url, id, secret, settings } = Work::try_parse_from(role.lines()).expect("flags");
        let client = Client::builder(url).key(id, Secret::new(secret)).connect(BuildId(0)).expect("a client");
        runtime.block_on(worker(settings, client, never, Arc::new(tell)))
    };
    tell(&format!("ended: {ended:?}"));
}
