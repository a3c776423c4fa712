//! A site of fixed pages, and the browser that looks at it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crate::folder::left_out;

/// A site; it ends with the process of the tests.
pub(crate) struct Site(SocketAddr);

impl Site {
    /// Serves these pages by their paths.
    pub(crate) fn start<const N: usize>(pages: [(&'static str, &'static str); N]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let pages = Arc::new(HashMap::from(pages));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let pages = Arc::clone(&pages);
                thread::spawn(move || answer(&stream, &pages));
            }
        });
        Self(address)
    }

    /// The address of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.0)
    }
}

/// One request a connection is enough here.
fn answer(mut stream: &TcpStream, pages: &HashMap<&str, &str>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let _ = lines.find(String::is_empty);
    let (status, body) = match pages.get(path.split('?').next().unwrap_or_default()) {
        Some(page) => ("200 OK", *page),
        None => ("404 Not Found", "<!doctype html>no"),
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}

/// A browser, if there is one.
pub(crate) fn chromium() -> Option<PathBuf> {
    let found =
        ["/usr/bin/chromium", "/usr/bin/google-chrome"].map(PathBuf::from).into_iter().find(|p| p.exists());
    let found = std::env::var_os("CHROMIUM").map(PathBuf::from).or(found);
    if found.is_none() {
        left_out("chromium");
    }
    found
}
