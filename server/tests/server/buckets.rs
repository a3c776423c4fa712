//! Files in a bucket: `moto`, which plays Amazon S3 on loopback.

use std::process::{Child, Command, Stdio};

use reqwest::Client;

use crate::harness::{Server, databases};

/// A process that ends with the test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Credentials come from the environment, so the test itself is another process.
#[test]
fn a_bucket_keeps_files_as_a_folder_does() {
    let program = std::env::var("DEPICTED_MOTO_SERVER").unwrap_or_else(|_| "moto_server".into());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let moto = Command::new(&program)
        .args(["-H", "127.0.0.1", "-p", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(moto) = moto else {
        eprintln!("skipped: no {program}; install moto[server] from PyPI, or set DEPICTED_MOTO_SERVER");
        return;
    };
    let _moto = Ends(moto);
    let done = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "buckets::in_a_bucket", "--ignored", "--nocapture"])
        .env("AWS_ENDPOINT", format!("http://127.0.0.1:{port}"))
        .env("AWS_ALLOW_HTTP", "true")
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .status();
    assert!(done.expect("it runs").success());
}

#[test]
#[ignore = "the test above runs it, beside a server that plays Amazon S3"]
fn in_a_bucket() {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        rustls::crypto::ring::default_provider().install_default().ok();
        let endpoint = std::env::var("AWS_ENDPOINT").expect("AWS_ENDPOINT");
        let client = Client::new();
        let mut made = false;
        for _ in 0..600 {
            let answer = client.put(format!("{endpoint}/depicted")).send().await;
            made = answer.is_ok_and(|answer| answer.status().is_success());
            if made {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert!(made, "no bucket");
        let fresh = databases::sqlite();
        let server =
            Server::start_with(&fresh, &["--diff-workers", "0", "--blobs", "s3://depicted/some/folder"])
                .await;
        let build = server.build("project", false).await;
        let key = Some((&*server.key.0, &*server.key.1));
        let large: Vec<u8> = (0..12_000_000_u32).map(|at| (at.wrapping_mul(at) >> 9) as u8).collect();
        for bytes in [b"small".to_vec(), large] {
            let sha1 = server.upload(&build, bytes.clone()).await;
            assert_eq!(server.upload(&build, bytes.clone()).await, sha1);
            let read = server.download(key, &build, &sha1).await.bytes().await.expect("bytes");
            assert!(read == bytes);
        }
        let list = client.get(format!("{endpoint}/depicted?list-type=2")).send().await.expect("an answer");
        let list = list.text().await.expect("text");
        assert_eq!(list.matches("<Key>some/folder/").count(), 2, "{list}");
        assert!(!list.contains("incoming"), "{list}");
    });
}
