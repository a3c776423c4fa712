use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use super::*;

/// A server that gives these answers, one a connection, and the last one ever after.
fn server(answers: &'static [&'static str]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let answer = answers[number.min(answers.len() - 1)];
            // `GET` is for servers that know no other method.
            let answer =
                if answer == "get" && request[..read].starts_with(b"GET") { "200 OK" } else { answer };
            let answer = if answer == "get" { "405 No" } else { answer };
            let _ = write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    url
}

async fn wait(what: Awaited, ms: u64) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let awaited = WaitFor { what, timeout: Duration::from_millis(ms) };
    wait_for(&awaited, &folder.path().join("log")).await
}

/// Checklist 119.
#[tokio::test]
async fn a_page_is_asked_for_until_it_is_there() {
    let url = server(&["503 Later", "404 No", "302 Found\r\nLocation: /there", "200 OK"]);
    assert_eq!(wait(Awaited::Url(url), 10_000).await, Ok(()));
    assert_eq!(wait(Awaited::Url(server(&["get"])), 10_000).await, Ok(()));
}

/// Checklist 120.
#[tokio::test]
async fn a_page_that_does_not_come_is_told() {
    let url = server(&["404 No"]);
    let told = wait(Awaited::Url(url.clone()), 500).await.unwrap_err();
    assert_eq!(told, format!("{url} was not there within 0.5 s: it answers 404 Not Found"));
    let told = wait(Awaited::Url("http://127.0.0.1:1/".into()), 300).await.unwrap_err();
    assert!(told.contains("refused"), "{told}");
    let told = wait(Awaited::Url("nowhere".into()), 300).await.unwrap_err();
    assert_eq!(told, "nowhere is no URL to wait for");
}

/// A server that takes a connection and says nothing costs no more than the time there is.
#[tokio::test]
async fn a_server_that_is_silent_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let start = Instant::now();
    assert!(wait(Awaited::Url(url), 400).await.is_err());
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// Checklist 120.
#[tokio::test]
async fn a_script_is_run_and_its_status_counts() {
    let run = |text: &str, ms| wait(Awaited::Script(text.to_owned()), ms);
    assert_eq!(run("sleep 0.1", 10_000).await, Ok(()));
    let told = run("echo no database; exit 7", 10_000).await.unwrap_err();
    assert!(
        told.starts_with("the script ended with exit status: 7; ") && told.ends_with("no database"),
        "{told}"
    );
    let start = Instant::now();
    let told = run("echo still; sleep 1000", 500).await.unwrap_err();
    assert!(told.starts_with("the script did not end within 0.5 s; "), "{told}");
    assert!(start.elapsed() < Duration::from_secs(30));
}
