//! Many tests at a time, and runs that follow changes.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::{DEMO, ONE, chromium, demo, run};
use crate::folder::Run;

#[test]
fn results_come_in_the_order_of_the_file_with_any_number_of_jobs() {
    let Some(_) = chromium() else { return };
    let mut tests = "tests:\n".to_owned();
    for number in 0..8 {
        tests += &format!("  - {{name: 't{number}', url: 'http://127.0.0.1:PORT/?{number}'}}\n");
    }
    let folder = demo(&tests);
    let update = run(&folder, "update t --jobs 4");
    assert_eq!(update.code(), 0, "{update:?}");
    let names: Vec<&str> = update.text().lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "8"]);
    let again = run(&folder, "update t --jobs 3");
    assert!(again.text().starts_with("t0 updated (unchanged)\n"), "{again:?}");
}

#[test]
fn remarks_are_printed_where_github_shows_them() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    let mut command = folder.command(["test", "t", "--quiet"]);
    let run = Run::of(command.env("GITHUB_ACTIONS", "true"));
    assert_eq!(run.code(), 2, "{run:?}");
    assert!(
        run.text()
            .starts_with("::error file=t/demo.yaml,line=8,title=demo::there is no reference t/demo.png"),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_change_is_followed_by_another_run() {
    let Some(_) = chromium() else { return };
    let folder = demo(ONE);
    assert_eq!(run(&folder, "update t").code(), 0);
    let mut command = folder.command(["test", "t", "--watch-path", "site"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let mut verdicts = stdout.lines().map(Result::unwrap).filter(|line| line.starts_with("demo "));
    assert_eq!(verdicts.next().unwrap(), "demo passed (no diff)");
    folder.write("site/index.html", DEMO.replace("spots", "finds"));
    assert_eq!(verdicts.next().unwrap(), "demo failed");
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
