//! Uploads and downloads.

use reqwest::multipart::Form;

use crate::harness::server::part;
use crate::harness::{Server, field, on_each};

/// Checklist 43, 44.
#[test]
fn a_file_is_kept_once() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let build = server.build("project", false).await;
        // The parts come in any order, under any name.
        let form =
            Form::new().part("x", part(*b"\x89PNG\r\n\x1a\n", "ä.html")).text("build_id", build.clone());
        let (status, answer) = server.send_parts("upload", form).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(field(&answer, "sha1sum"), "4caece539b039b16e16206ea2478f8c5ffb2ca05");
        assert_eq!(field(&answer, "content_type"), "image/png", "bytes say it, not the name");
        assert_eq!(server.upload(&build, *b"\x89PNG\r\n\x1a\n").await, field(&answer, "sha1sum"));
        let none = Form::new().text("build_id", build.clone());
        assert_eq!(server.send_parts("upload", none).await.0, 400);
        let two =
            Form::new().text("build_id", build.clone()).part("a", part("a", "a")).part("b", part("b", "b"));
        let (status, answer) = server.send_parts("upload", two).await;
        assert_eq!((status.as_u16(), field(&answer, "code")), (400, "one_file"));
        let other = Form::new().part("a", part("a", "a")).text("build_id", "99");
        assert_eq!(server.send_parts("upload", other).await.0, 404);
    });
}

/// Checklist 13, and files that do not wait in memory.
#[test]
fn a_large_file_is_streamed_and_a_larger_one_refused() {
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--diff-workers", "0", "--max-upload", "6000000"]).await;
        let build = server.build("project", false).await;
        let bytes: Vec<u8> = (0..6_000_000_u32).map(|at| (at.wrapping_mul(at) >> 7) as u8).collect();
        let sha1 = server.upload(&build, bytes.clone()).await;
        assert_eq!(server.upload(&build, bytes.clone()).await, sha1);
        let key = Some((&*server.key.0, &*server.key.1));
        let read = server.download(key, &build, &sha1).await.bytes().await.expect("bytes");
        assert!(read == bytes);
        let form = Form::new().text("build_id", build).part("a", part(vec![1; 6_000_001], "a"));
        let (status, answer) = server.send_parts("upload", form).await;
        assert_eq!((status.as_u16(), field(&answer, "code")), (413, "too_large"));
        let incoming = server.folder().join("blobs/incoming");
        let left = std::fs::read_dir(incoming).map_or(0, Iterator::count);
        assert_eq!(left, 0, "nothing is left behind");
    });
}

/// Checklist 45, 46, 47, 48.
#[test]
fn files_are_served_to_whoever_may_see_them_and_do_no_harm() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let (private, public) = (server.build("private", false).await, server.build("public", true).await);
        let (id, secret) = server.build_key(&private).await;
        let key = Some((&*id, &*secret));
        let picture = server.upload(&private, *b"GIF89a picture").await;
        let page = server.upload(&public, "<!DOCTYPE html><script>alert(1)</script>").await;

        let response = server.download(key, &private, &picture).await;
        assert_eq!(response.status(), 200);
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
        assert_eq!(header("etag"), format!("\"{picture}\""));
        assert_eq!(header("content-type"), "image/gif");
        assert_eq!(header("cache-control"), "private, no-cache");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("sandbox"));
        assert_eq!(response.bytes().await.expect("bytes"), &b"GIF89a picture"[..]);
        let url = format!("{}/api/download?build_id={private}&sha1sum={picture}", server.url);
        for tag in [picture.clone(), format!("\"{picture}\""), format!("\"x\", W/\"{picture}\"")] {
            let request = server.client.get(&url).basic_auth(&id, Some(&secret)).header("if-none-match", tag);
            assert_eq!(request.send().await.expect("an answer").status(), 304);
        }

        assert_eq!(server.download(key, &private, &"0".repeat(40)).await.status(), 404);
        assert_eq!(server.download(key, &private, "").await.status(), 404);
        assert_eq!(server.download(key, &private, &page).await.status(), 403);
        let anonymous = server.download(None, &private, &picture).await;
        assert_eq!(anonymous.status(), 401);
        assert!(anonymous.headers().contains_key("www-authenticate"));

        let response = server.download(None, &public, &page).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/html");
        let disposition = response.headers()["content-disposition"].to_str().expect("text");
        assert!(disposition.starts_with("attachment"), "{disposition}");
        assert!(response.headers()["cache-control"].to_str().expect("text").starts_with("public"));
    });
}

/// A client that dies half-way leaves nothing behind, and the server goes on.
#[test]
fn an_upload_that_breaks_off_is_forgotten() {
    use tokio::io::AsyncWriteExt;
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--diff-workers", "0", "--no-auth"]).await;
        let build = server.build("project", false).await;
        let address = server.url.trim_start_matches("http://").to_owned();
        let mut peer = tokio::net::TcpStream::connect(&address).await.expect("a connection");
        let head = format!(
            "POST /api/upload?build_id={build} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 9000000\r\n\
             Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; \
             name=\"f\"; filename=\"f\"\r\n\r\n"
        );
        peer.write_all(head.as_bytes()).await.expect("it writes");
        peer.write_all(&vec![7; 5_000_000]).await.expect("it writes");
        drop(peer);
        let blobs = server.folder().join("blobs");
        for _ in 0..100 {
            let files = std::fs::read_dir(&blobs).map_or(0, Iterator::count);
            if files == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        server.upload(&build, "still there").await;
        let incoming = std::fs::read_dir(blobs.join("incoming")).map_or(0, Iterator::count);
        assert_eq!(incoming, 0);
    });
}
