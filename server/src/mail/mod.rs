//! Mail: letters as text and HTML, and the server that takes them.

mod letter;
pub(crate) mod tls;

use std::time::{Duration, SystemTime};

use anyhow::Context;
use depicted::workflow::Timestamp;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::service::outbox::Failure;
use crate::settings::Settings;

pub(crate) use letter::{Written, write};

/// How long a mail server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends mail.
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// The mail server of the settings; nothing where there is none. Nobody is asked yet.
    pub(crate) fn new(settings: &Settings) -> anyhow::Result<Option<Self>> {
        let Some((url, from)) = settings.mail.parse()? else { return Ok(None) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .context("--mail-smtp")?
            .tls(tls::of(&url, settings.mail.ca_file.as_deref())?)
            .timeout(Some(PATIENCE))
            .build();
        Ok(Some(Self { transport, from }))
    }

    /// Sends a letter. `id` stays the same however often it is tried, so that whoever gets it twice can tell.
    pub(crate) async fn send(
        &self,
        to: &str,
        id: &str,
        now: Timestamp,
        letter: Written,
    ) -> Result<(), Failure> {
        let address = to.parse().map_err(|_| Failure::for_good(format!("{to:?} is no address")))?;
        let host = self.from.email.domain();
        let date = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or(0));
        // So that nobody's holiday answers it.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(letter.subject)
            .date(date)
            .message_id(Some(format!("<{id}@{host}>")))
            .raw_header(HeaderValue::new(automatic, "auto-generated".into()))
            .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
            .map_err(|error| Failure::for_good(format!("the mail cannot be written: {error}")))?;
        let sent = self.transport.send(message).await;
        sent.map(drop)
            .map_err(|error| Failure::new(format!("the mail server: {:#}", anyhow::Error::new(error))))
    }
}
