//! Servers whose certificates nobody vouches for.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use super::{Pixels, fail, pool, take};

/// Made for these tests: `openssl req -x509 -newkey ec … -subj /CN=127.0.0.1`. It protects nothing.
const CERTIFICATE: &[u8] = include_bytes!("../site/tls/certificate.der");
const KEY: &[u8] = include_bytes!("../site/tls/key.der");
const PAGE: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n\
     <!doctype html><body style='margin:0;background:#0f0'>";

/// A server that signed its certificate itself; every path is a green page.
async fn start() -> SocketAddr {
    let certificates = vec![CertificateDer::from(CERTIFICATE)];
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, PrivatePkcs8KeyDer::from(KEY).into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // A browser that does not trust it hangs up here.
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut request = vec![0; 8192];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(PAGE.as_bytes()).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_checked_but_for_hosts_that_are_named() {
    let (address, pool) = (start().await, pool().await);
    let url = format!("https://{address}/");
    let trusted = take(&pool, &url, &json!({"ignoreTlsErrors": ["127.0.0.1"]})).await;
    assert_eq!(Pixels::of(&trusted.png).at(5, 5), [0, 255, 0, 255]);
    for config in [json!({}), json!({"ignoreTlsErrors": ["example.com"]})] {
        let failure = fail(&pool, &url, &config).await;
        assert!(failure.error.to_string().contains("ERR_CERT"), "{failure}\n{}", failure.log);
    }
    pool.close().await;
}
