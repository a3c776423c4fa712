//! Every endpoint, byte for byte as the original's client for Python 2.7 speaks: `tests/transcripts/*.http`.
//!
//! A file holds requests. Each begins with `###` and the status that is expected; `{{name}}` stands for what an earlier
//! answer had under that name, or for what the test provides; `< name = field` after a request keeps a field of its answer.

use std::collections::HashMap;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{Server, on_each};

#[test]
fn the_originals_client_is_understood() {
    on_each(|fresh| async move {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("transcripts")
            .map(|file| file.expect("a file").path())
            .collect();
        files.sort();
        assert!(!files.is_empty());
        let server = Server::start(&fresh).await;
        for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "http")) {
            let build = server.build("project", false).await;
            let address = server.url.trim_start_matches("http://").to_owned();
            let basic = STANDARD.encode(format!("{}:{}", server.key.0, server.key.1));
            let mut known = HashMap::from([
                ("build".to_owned(), build),
                ("host".to_owned(), address.clone()),
                ("basic".to_owned(), basic),
            ]);
            let text = std::fs::read_to_string(file).expect("a transcript");
            for request in text.split("### ").skip(1) {
                replay(&address, request, &mut known, file).await;
            }
        }
    });
}

async fn replay(address: &str, request: &str, known: &mut HashMap<String, String>, file: &Path) {
    let (title, rest) = request.split_once('\n').expect("a request");
    let keeps: Vec<_> = rest.lines().filter_map(|line| line.strip_prefix("< ")).collect();
    let rest: Vec<_> = rest.lines().filter(|line| !line.starts_with("< ")).collect();
    let rest = fill(rest.join("\n").trim_end(), known);
    let (head, body) = rest.split_once("\n\n").unwrap_or((&rest, ""));
    let multipart = head.to_lowercase().contains("multipart/form-data");
    // Parts end their lines as headers do.
    let body = if multipart { format!("{}\r\n", body.replace('\n', "\r\n")) } else { body.to_owned() };
    let length =
        if head.starts_with("GET") { String::new() } else { format!("\r\nContent-Length: {}", body.len()) };
    let message = format!("{}{length}\r\nConnection: close\r\n\r\n{body}", head.replace('\n', "\r\n"));
    let mut peer = TcpStream::connect(address).await.expect("a connection");
    peer.write_all(message.as_bytes()).await.expect("it writes");
    let mut answer = Vec::new();
    peer.read_to_end(&mut answer).await.expect("it reads");
    let answer = String::from_utf8_lossy(&answer);
    let what = format!("{}: {title}\n{message}\n{answer}", file.display());
    let expected = title.split_whitespace().next().unwrap_or_default();
    assert_eq!(answer.split_whitespace().nth(1), Some(expected), "{what}");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    for keep in keeps {
        let (name, pointer) = keep.split_once(" = ").expect("name = pointer");
        let json: Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {what}"));
        let value = json.pointer(pointer.trim()).unwrap_or_else(|| panic!("no {pointer}: {what}"));
        known.insert(name.into(), value.as_str().map_or_else(|| value.to_string(), Into::into));
    }
}

fn fill(text: &str, known: &HashMap<String, String>) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}
