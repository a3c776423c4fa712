//! Mail by STARTTLS and by TLS from the first byte, to a server whose certificate an authority of the test has signed.

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

use super::{aiosmtpd, clock, deliver, only, rows};
use crate::auth::Actor;
use crate::service::outbox::Kind;
use crate::service::people;
use crate::testing::Room;

/// Files of an authority's certificate, and of a certificate that it signed with its key.
struct Signed {
    ca: PathBuf,
    certificate: String,
    key: String,
}

impl Signed {
    fn new(folder: &Path, host: &str) -> Self {
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            std::fs::write(&path, text).expect("a file");
            path
        };
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        authority.distinguished_name.push(DnType::CommonName, "an authority of our own");
        let key = KeyPair::generate().expect("a key");
        let ca = write("ca.pem", authority.self_signed(&key).expect("a certificate").pem());
        let issuer = Issuer::new(authority, key);
        let key = KeyPair::generate().expect("a key");
        let server = CertificateParams::new([host.to_owned()]).expect("a name");
        let signed = server.signed_by(&key, &issuer).expect("a certificate").pem();
        let text = |path: PathBuf| path.to_str().expect("a name in UTF-8").to_owned();
        let certificate = text(write("server.pem", signed));
        Self { ca, certificate, key: text(write("server.key", key.serialize_pem())) }
    }
}

/// A certificate that its server has signed for itself.
fn self_signed(folder: &Path) -> Signed {
    let made = rcgen::generate_simple_self_signed([String::from("127.0.0.1")]).expect("a certificate");
    let [ca, key] = ["own.pem", "own.key"].map(|name| folder.join(name));
    std::fs::write(&ca, made.cert.pem()).expect("a file");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("a file");
    let text = |path: &Path| path.to_str().expect("a name in UTF-8").to_owned();
    Signed { certificate: text(&ca), key: text(&key), ca }
}

/// One letter to a server that was started with `flags`: what went wrong, if anything did, and how many mails came.
async fn sent(flags: &[&str], scheme: &str, query: &str, ca: Option<&Path>) -> Option<(String, usize)> {
    let folder = tempfile::tempdir().expect("a folder");
    let (_server, port) = aiosmtpd(folder.path(), flags)?;
    let url = format!("{scheme}://127.0.0.1:{port}{query}");
    let mut settings = vec!["--no-auth", "--mail-from", "bot@example.org", "--mail-smtp", &url];
    settings.extend(ca.iter().flat_map(|ca| ["--mail-ca-file", ca.to_str().expect("a name in UTF-8")]));
    let (_, clock) = clock();
    let room = Room::with(clock, &settings).await;
    room.app.settings.check().expect("settings");
    people::add(&room.app, &Actor::Developer, "cyd", "cyd@example.org", false).await.unwrap();
    assert_eq!(deliver(&room.app, &only(&room.app, Kind::Mail)).await.unwrap(), 1);
    let row = rows(&room.app).await.remove(0);
    let mails = std::fs::read_dir(folder.path().join("mail/new")).map_or(0, Iterator::count);
    assert_eq!(row.delivered.is_some(), row.last_error.is_none());
    Some((row.last_error.unwrap_or_default(), mails))
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_is_sent_by_tls_to_whom_a_trusted_certificate_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let right = Signed::new(folder.path(), "127.0.0.1");
    // By default aiosmtpd takes no mail before STARTTLS.
    let starttls = ["--tlscert", &right.certificate, "--tlskey", &right.key];
    let smtps = ["--smtpscert", &right.certificate, "--smtpskey", &right.key];
    for (flags, scheme, query) in
        [(starttls, "smtp", "?tls=required"), (starttls, "smtp", "?tls=opportunistic"), (smtps, "smtps", "")]
    {
        let Some((error, mails)) = sent(&flags, scheme, query, Some(&right.ca)).await else { return };
        assert_eq!((error.as_str(), mails), ("", 1), "{scheme} {query}");
        let (error, mails) = sent(&flags, scheme, query, None).await.expect("aiosmtpd");
        assert!(error.contains("invalid peer certificate: UnknownIssuer"), "{scheme} {query}: {error}");
        assert_eq!(mails, 0, "a certificate that nobody trusted has signed is not believed");
    }
    let own = self_signed(folder.path());
    let flags = ["--smtpscert", &own.certificate, "--smtpskey", &own.key];
    assert_eq!(sent(&flags, "smtps", "", Some(&own.ca)).await, Some((String::new(), 1)));
    assert_eq!(sent(&flags, "smtps", "", Some(&right.ca)).await.expect("aiosmtpd").1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_is_not_sent_to_whom_the_certificate_does_not_name_nor_without_the_tls_that_is_required() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = Signed::new(folder.path(), "mail.example.org");
    let flags = ["--smtpscert", &other.certificate, "--smtpskey", &other.key];
    let Some((error, mails)) = sent(&flags, "smtps", "", Some(&other.ca)).await else { return };
    assert!(error.contains("not valid for name"), "{error}");
    assert_eq!(mails, 0);
    let (error, mails) = sent(&[], "smtp", "?tls=required", Some(&other.ca)).await.expect("aiosmtpd");
    assert!(error.contains("STARTTLS"), "{error}");
    assert_eq!(mails, 0);
}
