//! The client of `docs/serve-stdio`, run by Node as its users run it.

use std::process::Command;

use crate::folder::{Folder, Run, left_out};
use crate::pictures::{page, page_with_box};

const CLIENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/serve-stdio/client.mjs");

/// What it does for a test runner; prints a line a fact.
const SCRIPT: &str = r#"
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [client, program] = process.argv.slice(2);
const { Depicted } = await import(pathToFileURL(client));
const depicted = new Depicted(["--metric", "exact"], program);
const many = await Promise.all(Array.from({ length: 20 }, (_, i) =>
  depicted.diff("page.png", i % 2 ? "box.png" : readFileSync("page.png"))));
console.log(many.map((report) => report.verdict[0]).join(""));
const drawn = await depicted.diff("page.png", "box.png", { draw: true, options: { highlight: { color: "blue" } } });
console.log(Buffer.from(drawn.highlight, "base64").subarray(1, 4).toString());
const error = await depicted.diff("page.png", "nowhere.png").catch((error) => error);
console.log(error instanceof Error, error.code, error.side);
depicted.close();
const short = new Depicted(["--max-request-bytes", "200"], program);
console.log((await short.diff("page.png", readFileSync("page.png")).catch((error) => error)).code);
short.close();
const gone = new Depicted([], "no-such-program");
console.log((await gone.diff("page.png", "page.png").catch((error) => error)).code);
"#;

#[test]
fn it_compares_for_a_test_runner() {
    if Command::new("node").arg("--version").output().is_err() {
        left_out("node");
        return;
    }
    let folder =
        Folder::with([("page.png", page()), ("box.png", page_with_box()), ("test.mjs", SCRIPT.into())]);
    let mut command = Command::new("node");
    command.args(["test.mjs", CLIENT, env!("CARGO_BIN_EXE_depicted")]).current_dir(folder.path(""));
    command.env_clear().envs(std::env::vars_os().filter(|(name, _)| name == "PATH"));
    let run = Run::of(&mut command);
    assert_eq!(run.stderr(), "");
    assert_eq!(run.text(), "sdsdsdsdsdsdsdsdsdsd\nPNG\ntrue io after\ntoo_large\nENOENT\n");
    assert_eq!(run.code(), 0);
}
