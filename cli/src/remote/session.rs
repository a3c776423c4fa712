//! One command from its first request to its exit: a release, its tests, the page of the results, and the wait.

use std::io::Write;
use std::time::Duration;

use depicted_client::{Client, Patience, Release};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use super::connection::connect;
use super::outcome::Outcome;
use crate::args::{ReleaseArgs, RemoteVoice, ServerArgs, Voice};
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::names::printable;
use crate::output::{Stdout, Teller, cannot_tell, note};
use crate::trouble::Trouble;

/// Tests that are sent at a time.
const JOBS: usize = 4;

/// What a command has to do its work with.
pub(crate) struct Session {
    /// Speaks to the server.
    pub(crate) client: Client,
    args: ReleaseArgs,
}

/// Runs the work of a command until it ends or is interrupted, and tells trouble.
pub(crate) fn run(voice: RemoteVoice, work: impl Future<Output = Result<Exit, Trouble>>) -> Exit {
    let until_interrupted = async {
        let interrupt = Interrupt::listen()?;
        tokio::select! {
            exit = work => exit,
            () = interrupt.happened() => Ok(Exit::Interrupted),
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let exit = match runtime {
        Ok(runtime) => runtime.block_on(until_interrupted),
        Err(error) => Err(Trouble::io(format!("cannot begin: {error}"))),
    };
    exit.unwrap_or_else(|trouble| {
        let RemoteVoice { json, quiet, verbose } = voice;
        Teller::new(Voice { json, quiet, verbose }).trouble(&trouble);
        Exit::Trouble
    })
}

impl Session {
    /// Gets ready; nothing is sent so far.
    ///
    /// # Errors
    /// When what was typed does not say where to, or who asks.
    pub(crate) fn new(server: &ServerArgs, args: &ReleaseArgs) -> Result<Self, Trouble> {
        let at_least_one = |flag, number: Option<u64>| match number {
            Some(0) => Err(Trouble::usage(format!("{flag} 0 is out of range: give 1 or more"))),
            _ => Ok(()),
        };
        at_least_one("jobs", args.jobs.map(|jobs| jobs as u64))?;
        at_least_one("timeout", args.timeout)?;
        Ok(Self { client: connect(server)?, args: args.clone() })
    }

    /// Creates the release, sends all tests of it, closes it, tells where the results are, and waits if that was asked.
    /// `url` is the page of the release where none was typed.
    ///
    /// # Errors
    /// With the first test that could not be sent; the release then stays open.
    pub(crate) async fn release<T>(
        &self,
        tests: Vec<T>,
        url: Option<&str>,
        send: impl AsyncFn(&Client, &Release, T) -> depicted_client::Result<String>,
    ) -> Result<Exit, Trouble> {
        let name = self.args.release_name.clone().unwrap_or_else(|| name_at(Timestamp::now()));
        let url = self.args.release_url.as_deref().or(url);
        let release = self.client.create_release(&name, url).await?;
        let runs = tests.len();
        stream::iter(tests)
            .map(|test| send(&self.client, &release, test))
            .buffer_unordered(self.jobs())
            .try_for_each(async |told| {
                self.detail(&told);
                Ok(())
            })
            .await?;
        let results_url = self.client.runs_done(&release).await?;
        self.finish(Outcome::new(self.client.build(), release, runs, results_url)).await
    }

    async fn finish(&self, mut outcome: Outcome) -> Result<Exit, Trouble> {
        let RemoteVoice { json, quiet, .. } = self.args.voice;
        let mut stdout = Stdout::new();
        let mut tell = |text: &str| {
            let told = if quiet { Ok(()) } else { writeln!(stdout, "{text}").and_then(|()| stdout.flush()) };
            told.map_err(|error| cannot_tell(&error))
        };
        if !json {
            // Before the wait, so that somebody can look meanwhile.
            tell(&printable(&outcome.results_url))?;
        }
        if self.args.wait {
            let timeout = self.args.timeout.map_or(Patience::default().timeout, Duration::from_secs);
            let patience = Patience { timeout, ..Patience::default() };
            let news = |state: &depicted_client::ReleaseState| {
                self.detail(&format!("{}: {}, {}", state.status, state.tested, state.summary));
            };
            let state = self.client.wait(&outcome.release, &patience, news).await?;
            let runs = self.client.all_runs(&outcome.release).await?;
            outcome.settle(state, runs);
        }
        if json {
            tell(&outcome.json())?;
        } else if let Some(text) = outcome.text() {
            tell(&text)?;
        }
        Ok(outcome.exit())
    }

    /// How much is done at a time.
    pub(crate) fn jobs(&self) -> usize {
        self.args.jobs.unwrap_or(JOBS).min(64)
    }

    /// Tells a detail for `--verbose`.
    pub(crate) fn detail(&self, detail: &str) {
        if self.args.voice.verbose {
            note(detail);
        }
    }

    /// Tells what was left undone, unless nothing is to be told.
    pub(crate) fn note(&self, text: &str) {
        if !self.args.voice.quiet {
            note(text);
        }
    }
}

/// What a release is called that nobody named.
fn name_at(now: Timestamp) -> String {
    now.strftime("%Y-%m-%d %H:%M:%S.%6f").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_without_a_name_is_named_by_the_time() {
        assert_eq!(
            name_at(Timestamp::from_microsecond(1_700_000_000_000_042).unwrap()),
            "2023-11-14 22:13:20.000042"
        );
    }
}
