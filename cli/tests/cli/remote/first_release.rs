//! The example of `docs/first-release`, word for word, against a server that was just started.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Ends;

const DEPICTED: &str = env!("CARGO_BIN_EXE_depicted");

/// Checklist 135, 139.
#[test]
fn the_example_of_the_documentation_finds_its_difference() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("left out: there is no curl, which the example asks the server with");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let page = std::fs::read_to_string(root.join("docs/first-release/README.md")).expect("the page");
    let blocks: Vec<&str> =
        page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [start, script] = blocks[..] else { panic!("two blocks of commands") };
    let expected =
        page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("what it prints");

    let data = tempfile::tempdir().expect("a folder");
    let words: Vec<&str> = start.split_whitespace().collect();
    assert_eq!(words, ["depicted", "serve", "--data", "depicted-data"]);
    let child = Command::new(DEPICTED)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut server = Ends(child.expect("a server"));
    let mut script = script.to_owned();
    for line in BufReader::new(server.0.stdout.take().expect("its words")).lines() {
        let line = line.expect("text");
        let mut words = line.split_whitespace().rev();
        let last = words.next().unwrap_or_default();
        match words.next() {
            Some("key") => script = script.replace("=KEY ", &format!("={last} ")),
            Some("secret") => script = script.replace("=SECRET ", &format!("={last} ")),
            Some("on") => {
                script = script.replace("http://127.0.0.1:5000", last);
                break;
            }
            _ => {}
        }
    }
    let folder = Path::new(DEPICTED).parent().expect("a folder").to_path_buf();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path))).expect("a path");
    let done = Command::new("sh").arg("-c").arg(&script).env("PATH", path).current_dir(root).output();
    let done = done.expect("a shell");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(said.contains("\nNothing to test: 0 tested, 1 baseline\n"), "{said}\n{done:?}");
    assert!(said.ends_with(expected), "{said}\n{done:?}");
    assert_eq!(done.status.code(), Some(1), "{done:?}");
}
