//! How the way to the mail server is kept private, and whose certificates are believed.

use std::path::Path;

use anyhow::{Context, Result, bail};
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use url::Url;

/// When a connection is private.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Private {
    /// From its first byte: `smtps:`.
    AtOnce,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// By STARTTLS where the server has it.
    Opportunistic,
    Never,
}

/// Looks for what cannot work, before anybody is called.
///
/// # Errors
/// When `tls=` has another value, or the file of certificates holds none or would not be asked.
pub(crate) fn check(url: &Url, ca_file: Option<&Path>) -> Result<()> {
    let private = private(url)?;
    let Some(file) = ca_file else { return Ok(()) };
    if private == Private::Never {
        bail!(
            "--mail-ca-file is of no use here: --mail-smtp asks for no TLS, as smtps://HOST or smtp://HOST?tls=required do"
        );
    }
    certificates(file).map(drop)
}

/// What the settings ask for. A certificate that nobody trusted has signed is never believed.
pub(super) fn of(url: &Url, ca_file: Option<&Path>) -> Result<Tls> {
    let private = private(url)?;
    if private == Private::Never {
        return Ok(Tls::None);
    }
    let host = url.host_str().context("--mail-smtp names no host")?;
    let mut parameters = TlsParameters::builder(host.into());
    for certificate in ca_file.map(certificates).transpose()?.into_iter().flatten() {
        parameters = parameters.add_root_certificate(certificate);
    }
    let parameters = parameters.build().context("--mail-ca-file")?;
    Ok(match private {
        Private::AtOnce => Tls::Wrapper(parameters),
        Private::Required => Tls::Required(parameters),
        Private::Opportunistic => Tls::Opportunistic(parameters),
        Private::Never => Tls::None,
    })
}

fn private(url: &Url) -> Result<Private> {
    let wanted = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value);
    Ok(match (url.scheme(), wanted.as_deref()) {
        ("smtps", _) => Private::AtOnce,
        (_, Some("required")) => Private::Required,
        (_, Some("opportunistic")) => Private::Opportunistic,
        (_, None) => Private::Never,
        (_, Some(other)) => bail!("--mail-smtp: after tls= comes required or opportunistic, not {other:?}"),
    })
}

fn certificates(file: &Path) -> Result<Vec<Certificate>> {
    let name = file.display();
    let read = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("--mail-ca-file {name} cannot be read as PEM"))?;
    if read.is_empty() {
        bail!("--mail-ca-file {name} holds no certificate: none begins with -----BEGIN CERTIFICATE-----");
    }
    let made = read.into_iter().map(|der| Certificate::from_der(der.to_vec()));
    made.collect::<Result<_, _>>().with_context(|| format!("--mail-ca-file {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str, ca_file: Option<&Path>) -> String {
        format!("{:#}", check(&Url::parse(url).unwrap(), ca_file).expect_err(url))
    }

    #[test]
    fn what_cannot_work_is_said_before_anybody_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        let missing = refused("smtps://mail.example.org", Some(&file));
        assert!(missing.contains("ca.pem cannot be read"), "{missing}");
        std::fs::write(&file, "no certificate at all").unwrap();
        let empty = refused("smtp://mail.example.org?tls=required", Some(&file));
        assert!(empty.contains("holds no certificate"), "{empty}");
        let useless = refused("smtp://mail.example.org", Some(&file));
        assert!(useless.contains("tls=required"), "{useless}");
        let unknown = refused("smtp://mail.example.org?tls=maybe", None);
        assert!(unknown.contains("not \"maybe\""), "{unknown}");
        for url in ["smtp://h", "smtps://h", "smtp://h?tls=required", "smtp://h?tls=opportunistic"] {
            check(&Url::parse(url).unwrap(), None).expect(url);
        }
    }
}
