//! `depicted diff-my-urls`: a list of pages, captured and compared by a server.

use depicted_client::{Client, Release, Result};

use crate::args::UrlsArgs;
use crate::exit::Exit;
use crate::remote::{Session, UrlTest, read_tests};

/// Requests the runs, and says how to exit.
pub(super) fn run(args: &UrlsArgs) -> Exit {
    crate::remote::run(args.release.voice, async {
        let session = Session::new(&args.server, &args.release)?;
        let tests = read_tests::<UrlTest>(&args.list)?;
        session.release(tests, None, send).await
    })
}

async fn send(client: &Client, release: &Release, test: UrlTest) -> Result<String> {
    client.request_run(release, &test.name, &test.after(), test.before().as_ref()).await?;
    Ok(format!("{}: requested", test.name))
}
