//! Servers that are away, busy, broken or somebody else.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use depicted::workflow::BuildId;
use depicted_client::{Backoff, ErrorKind, Release, RunReport, Secret};

use crate::fake::Fake;
use crate::{builder, client};

fn release() -> Release {
    Release { name: "r".into(), number: 1 }
}

/// Answers every connection with these bytes and counts them; ends with the process.
fn answering(answer: &'static [u8]) -> (String, std::sync::Arc<std::sync::atomic::AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let counted = std::sync::Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer);
        }
    });
    (url, count)
}

/// Checklist 136.
#[tokio::test]
async fn a_refusal_is_an_error_in_the_servers_words() {
    let fake = Fake::start();
    let error = client(&fake).report_run(&release(), "/a", &RunReport::new()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "reporting run \"/a\": the server says: report_run: something is missing or not found (status 400)"
    );
    let error = client(&fake).release(&release()).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(404), Some("release_not_found")));
    assert!(error.to_string().ends_with("the server says: there is no such release (status 404)"), "{error}");
}

#[tokio::test]
async fn what_is_harmless_is_sent_again_and_what_is_not_is_not() {
    let fake = Fake::start();
    let client = client(&fake);
    fake.state().create("r", "");
    fake.state().answers.extend([(503, "busy"), (502, "<html>")]);
    client.runs_done(&release()).await.unwrap();
    assert_eq!(fake.state().calls_of("runs_done").len(), 3);
    fake.state().answers.push_back((503, "busy"));
    assert_eq!(client.create_release("r", None).await.unwrap_err().status(), Some(503));
    // It ends.
    fake.state().answers.extend([(503, "busy"); 9]);
    assert_eq!(client.find_run("/a").await.unwrap_err().status(), Some(503));
    assert_eq!(fake.state().calls_of("find_run").len(), 3);
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again_where_that_is_harmless() {
    let (url, count) = answering(b"HTTP/1.1 200 OK\r\ncontent-le");
    let client = builder(&url).connect(BuildId(1)).unwrap();
    let error = client.find_run("/a").await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Connection(_)), "{error:?}");
    assert_eq!(count.swap(0, std::sync::atomic::Ordering::SeqCst), 3);
    client.create_release("r", None).await.unwrap_err();
    assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 1, "it may have been received");
}

#[tokio::test]
async fn nobody_there_is_told_with_the_address() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = builder(&format!("http://{address}")).backoff(Backoff::NEVER).connect(BuildId(1)).unwrap();
    let told = client.create_release("r", None).await.unwrap_err().to_string();
    assert!(told.contains(&format!("cannot reach http://{address}/: ")), "{told}");
}

/// Checklist 138: a redirect might lead the secret elsewhere.
#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (elsewhere, count) = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
    let answer = format!("HTTP/1.1 302 Found\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\n\r\n");
    let (url, _) = answering(answer.leak().as_bytes());
    let client = builder(&url).key("id", Secret::new("hunter2")).connect(BuildId(1)).unwrap();
    let told = client.create_release("r", None).await.unwrap_err().to_string();
    assert!(told.contains("it redirects to"), "{told}");
    assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 0);
}

#[tokio::test]
async fn answers_that_are_none_are_told() {
    for (answer, what) in [
        (&b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>"[..], "is not understood"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "missing field `release_number`"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", "error"),
        (b"SSH-2.0-OpenSSH\r\n", "cannot reach"),
        (b"", "cannot reach"),
    ] {
        let (url, _) = answering(answer);
        let told = builder(&url)
            .connect(BuildId(1))
            .unwrap()
            .create_release("r", None)
            .await
            .unwrap_err()
            .to_string();
        assert!(told.contains(what), "{told}");
    }
}
