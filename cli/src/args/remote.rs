//! The flags of the commands that talk to a server.

mod capture;
mod crawl;
mod images;
mod pair;
mod release;
mod server;
mod site;
mod urls;
mod worker;

pub(crate) use capture::CaptureArgs;
pub(crate) use crawl::{CrawlArgs, Robots};
pub(crate) use images::ImagesArgs;
pub(crate) use pair::PairArgs;
pub(crate) use release::{ReleaseArgs, RemoteVoice};
pub(crate) use server::{AccessArgs, ServerArgs};
pub(crate) use site::SiteArgs;
pub(crate) use urls::UrlsArgs;
pub(crate) use worker::WorkerArgs;

/// What every one of these commands says of how it ends.
macro_rules! exit_codes {
    () => {
        "\
Exit codes:
  0    all was handed over; with --wait: everything is the same, approved, or a baseline
  1    with --wait: something differs or failed, or the release was marked bad
  2    trouble: wrong usage, a file that cannot be used, a server that refuses or cannot be
       reached, or --timeout ran out
  130  interrupted

Environment:
  A variable is read as if its flag was typed. DEPICTED_SECRET is the secret of the API key;
  it has no flag, since what is typed can be seen by others."
    };
}
pub(crate) use exit_codes;
