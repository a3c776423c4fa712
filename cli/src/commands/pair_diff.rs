//! `depicted pair-diff`: two pages, captured and compared by a server.

use depicted_client::{Capture, Client, Release};

use crate::args::PairArgs;
use crate::exit::Exit;
use crate::remote::{Session, capture_config, http_password, page, run_name};
use crate::trouble::Trouble;

/// Requests the run, and says how to exit.
pub(super) fn run(args: &PairArgs) -> Exit {
    crate::remote::run(args.release.voice, async {
        let (before, after) = pages(args)?;
        let name = run_name(&page(&after)?, false);
        page(&before)?;
        let password = http_password(args.capture.http_password_file.as_deref())?;
        let config = capture_config(&args.capture, password.as_ref())?;
        let session = Session::new(&args.server, &args.release)?;
        let capture = |url: &str| Capture { url: url.to_owned(), config: config.clone() };
        let pair = (name, capture(&before), capture(&after));
        let send = async |client: &Client, release: &Release, (name, before, after): (String, _, _)| {
            client.request_run(release, &name, &after, Some(&before)).await?;
            Ok(format!("{name}: requested"))
        };
        session.release(vec![pair], Some(&after), send).await
    })
}

/// The page before and the page after, however they were typed.
fn pages(args: &PairArgs) -> Result<(String, String), Trouble> {
    match (args.pages.as_slice(), &args.before, &args.after) {
        ([before, after], None, None) | ([], Some(before), Some(after)) => {
            Ok((before.clone(), after.clone()))
        }
        _ => Err(Trouble::usage("give two pages: BEFORE AFTER, or --before URL --after URL")),
    }
}
