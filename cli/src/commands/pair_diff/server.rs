//! Two pages, captured and compared by a server.

use depicted_client::{Capture, Client, Release};
use url::Url;

use super::Pair;
use crate::args::PairArgs;
use crate::exit::Exit;
use crate::remote::{Session, capture_config, http_password, run_name};

/// Requests the run, and says how to exit.
pub(super) fn run(args: &PairArgs, (before, after): &Pair) -> Exit {
    crate::remote::run(args.release.voice, async {
        let password = http_password(args.capture.http_password_file.as_deref())?;
        let config = capture_config(&args.capture, password.as_ref())?;
        let session = Session::new(&args.server, &args.release)?;
        let capture = |url: &Url| Capture { url: url.to_string(), config: config.clone() };
        let pair = (run_name(after, false), capture(before), capture(after));
        let send = async |client: &Client, release: &Release, (name, before, after): (String, _, _)| {
            client.request_run(release, &name, &after, Some(&before)).await?;
            Ok(format!("{name}: requested"))
        };
        session.release(vec![pair], Some(after.as_str()), send).await
    })
}
