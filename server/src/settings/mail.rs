//! How mail leaves.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use lettre::message::Mailbox;
use url::Url;

use crate::mail::tls;

/// The mail server, and who writes.
#[derive(Clone, Debug, Args)]
pub struct MailSettings {
    /// The server that takes mail: `smtps://USER:PASSWORD@HOST` (TLS), `smtp://…?tls=required` (STARTTLS), or `smtp://HOST` without; give a password by the variable or the file, not the flag
    #[arg(
        id = "mail_smtp",
        long = "mail-smtp",
        value_name = "URL",
        env = "DEPICTED_MAIL_SMTP",
        hide_env_values = true
    )]
    pub smtp: Option<String>,
    /// Who writes the mail: `name@example.org`, or `Depicted <name@example.org>`
    #[arg(id = "mail_from", long = "mail-from", value_name = "ADDRESS", env = "DEPICTED_MAIL_FROM")]
    pub from: Option<String>,
    /// A file of certificates (PEM) that the mail server's may be signed by, beside those that the system trusts: for a server whose certificate comes from an authority of your own
    #[arg(id = "mail_ca_file", long = "mail-ca-file", value_name = "FILE", env = "DEPICTED_MAIL_CA_FILE")]
    pub ca_file: Option<PathBuf>,
}

impl MailSettings {
    /// The server and the writer; nothing where no mail is to be sent.
    ///
    /// # Errors
    /// When one is there without the other, or cannot be read. The URL is not repeated: it may hold a password.
    pub(crate) fn parse(&self) -> anyhow::Result<Option<(Url, Mailbox)>> {
        let (smtp, from) = match (&self.smtp, &self.from) {
            (None, None) if self.ca_file.is_some() => {
                bail!("--mail-ca-file is of no use without --mail-smtp")
            }
            (None, None) => return Ok(None),
            (Some(smtp), Some(from)) => (smtp, from),
            _ => bail!("--mail-smtp and --mail-from go together: who takes the mail, and who writes it"),
        };
        let url = Url::parse(smtp).context("--mail-smtp is no URL such as smtp://mail.example.org")?;
        if !matches!(url.scheme(), "smtp" | "smtps") || url.host_str().is_none() {
            bail!("--mail-smtp begins with {}:, and has to be smtp://HOST or smtps://HOST", url.scheme());
        }
        tls::check(&url, self.ca_file.as_deref())?;
        let from = from.parse().with_context(|| format!("--mail-from {from:?} is no address"))?;
        Ok(Some((url, from)))
    }
}
