//! `depicted worker`, told to stop in the middle of a task.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use super::Ends;
use crate::folder::Folder;

/// A call of the server's; its JSON.
fn call(address: &str, method: &str, path: &str, kind: &str, body: &[u8]) -> Value {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 2"), "{path}: {answer}");
    // The body may come in chunks, each after a line with its length.
    serde_json::from_str(&body[body.find(['{', '[']).unwrap()..=body.rfind(['}', ']']).unwrap()]).unwrap()
}

fn upload(address: &str, build: &Value, text: &str) -> String {
    let part = "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    let body = format!("{part}{text}\r\n--cut--\r\n");
    let kind = "multipart/form-data; boundary=cut";
    let stored = call(address, "POST", &format!("/api/upload?build_id={build}"), kind, body.as_bytes());
    stored["sha1sum"].as_str().unwrap().to_owned()
}

/// The one task, once it is as it should be.
fn task(address: &str, is: impl Fn(&Value) -> bool) -> Value {
    let start = Instant::now();
    loop {
        let list = call(address, "GET", "/api/v1/queues/run-pdiff/tasks", "text/plain", b"");
        let task = &list["items"][0];
        if is(task) {
            return task.clone();
        }
        assert!(start.elapsed() < Duration::from_secs(60), "{list}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The lease would last for ten minutes more.
#[test]
fn a_worker_that_is_told_to_stop_gives_its_task_back_at_once() {
    let folder = Folder::new();
    let line = "serve --no-auth --data data --listen 127.0.0.1:0 --diff-workers 0 --log error";
    let mut server = folder.command(line.split(' '));
    server.env("DEPICTED_CAPTURE_WORKERS", "0");
    let mut server = Ends(server.spawn().unwrap());
    let mut lines = BufReader::new(server.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let url = lines.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned)).unwrap();
    let address = url.strip_prefix("http://").unwrap();

    let build =
        call(address, "POST", "/api/v1/builds", "application/json", br#"{"name": "b"}"#)["id"].clone();
    let [before, after] = ["before", "after"].map(|text| upload(address, &build, text));
    // Whoever reads this file waits, since nobody writes to it.
    let blob = folder.path("data/blobs").join(&after[..2]).join(&after[2..]);
    std::fs::remove_file(&blob).unwrap();
    assert!(Command::new("mkfifo").arg(&blob).status().unwrap().success());
    let form = "application/x-www-form-urlencoded";
    let named = format!("build_id={build}&release_name=r");
    call(address, "POST", "/api/create_release", form, named.as_bytes());
    let run = format!("{named}&release_number=1&run_name=home&image={after}&ref_image={before}");
    call(address, "POST", "/api/report_run", form, run.as_bytes());

    let work = format!("worker --server {url} --queue run-pdiff --lease-ms 600000");
    let mut first = Ends(folder.command(work.split(' ')).spawn().unwrap());
    let held = task(address, |task| task["heartbeat"] == "fetching the pictures");
    assert_eq!(held["attempts"], 1, "{held}");
    let start = Instant::now();
    kill(Pid::from_raw(i32::try_from(first.0.id()).unwrap()), Signal::SIGTERM).unwrap();
    assert_eq!(first.0.wait().unwrap().code(), Some(0));
    let given = task(address, |_| true);
    assert_eq!(
        (&given["status"], &given["attempts"]),
        (&"live".into(), &0.into()),
        "it does not count: {given}"
    );

    let _second = Ends(folder.command(work.split(' ')).spawn().unwrap());
    let taken = task(address, |task| task["attempts"] == 1);
    assert_ne!(taken["owner"], held["owner"], "{taken}");
    assert!(start.elapsed() < Duration::from_secs(120), "long before the lease would have run out");
}
