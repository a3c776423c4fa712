//! Local tests: `depicted update`, `test`, `approve` and `init`, with a browser where pages are captured.

mod arguments;
mod failures;
mod pages;
mod results;
mod servers;

use std::net::TcpListener;

use crate::folder::{Folder, Run};
use crate::site::chromium;

/// A page with a sentence and nothing that moves.
const DEMO: &str = "<!doctype html><meta charset=utf-8><title>demo</title><style>body{background:white}p{font-size:large;\
     max-width:300px;white-space:nowrap;border:1px solid gray;padding:20px}</style><h2>local demo</h2><p>It spots changes on local servers.";

/// A port that nobody listens on.
fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A folder with a page, `site/index.html`, and a file of tests, `t/demo.yaml`, that serves it. `PORT` is its port.
fn demo(tests: &str) -> Folder {
    let folder = Folder::new();
    folder.write("site/index.html", DEMO);
    folder.write("t/demo.yaml", suite(tests));
    folder
}

/// A file of tests with a server of its own.
fn suite(tests: &str) -> String {
    let head = "setup: |\n  cd site\n  exec python3 -m http.server --bind 127.0.0.1 PORT\n\
                waitFor:\n  url: http://127.0.0.1:PORT/\n  timeout_secs: 60\n";
    format!("{head}{tests}").replace("PORT", &port().to_string())
}

/// One test of the page.
const ONE: &str = "tests:\n  - name: demo\n    url: http://127.0.0.1:PORT/\n    \
     config: &c {viewportSize: {width: 400, height: 300}}\n";

/// Runs a line; GitHub may be running these tests.
fn run(folder: &Folder, line: &str) -> Run {
    Run::of(
        folder.command(line.split_whitespace()).env_remove("GITHUB_ACTIONS").env("DEPICTED_TIMEOUT", "90"),
    )
}
