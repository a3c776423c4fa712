//! Ctrl-C.

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_wait_with_130() {
    use std::io::{BufRead, BufReader};

    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    use crate::fake::Fake;
    use crate::folder::Folder;

    let folder = Folder::with([
        ("list.json", br#"[{"name": "a", "image_path": "a.png"}]"#.to_vec()),
        ("a.png", b"a".to_vec()),
    ]);
    let fake = Fake::start();
    fake.state().slow = u32::MAX;
    let line = format!("diff-my-images list.json --server {} --build 1 --wait", fake.url());
    let mut child = folder.command(line.split_whitespace()).spawn().unwrap();
    // It waits once it has said where the results are.
    let mut url = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
    kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), Signal::SIGINT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
