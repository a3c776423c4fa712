//! `depicted site-diff`: the pages of a site, found by their links, captured and compared by a server.

use std::fmt::Write;

use depicted_client::{Capture, Client, Release};
use url::Url;

use crate::args::SiteArgs;
use crate::crawl::{Crawl, Found};
use crate::exit::Exit;
use crate::remote::{Session, capture_config, http_password, page, run_name};
use crate::trouble::Trouble;

/// Finds the pages, requests their runs, and says how to exit.
pub(super) fn run(args: &SiteArgs) -> Exit {
    crate::remote::run(args.release.voice, async {
        let start = page(&args.start)?;
        let password = http_password(args.capture.http_password_file.as_deref())?;
        let config = capture_config(&args.capture, password.as_ref())?;
        let session = Session::new(&args.server, &args.release)?;
        let login = args.capture.http_username.as_deref().zip(password.as_ref());
        let crawl = Crawl::new(&start, &args.crawl, login, config.get("cookies"))?;
        let found = crawl.pages(session.jobs(), &|line| session.detail(line)).await?;
        tell(&session, &found);
        if found.pages.is_empty() {
            return Err(Trouble::usage(format!("no page of {start} is a test: nothing is left to compare")));
        }
        let send = async |client: &Client, release: &Release, page: Url| {
            let name = run_name(&page, args.crawl.keep_query_string);
            let after = Capture { url: page.into(), config: config.clone() };
            client.request_run(release, &name, &after, None).await?;
            Ok(format!("{name}: requested"))
        };
        session.release(found.pages, Some(start.as_str()), send).await
    })
}

/// Says how many pages there are, and what was left out.
fn tell(session: &Session, found: &Found) {
    // Writing to a string cannot fail.
    let mut line = format!("{} pages", found.pages.len());
    if found.skipped > 0 {
        let _ = write!(line, "; {} addresses are no tests: --verbose says why", found.skipped);
    }
    if found.beyond > 0 {
        let _ = write!(line, "; {} more were left out: see --max-pages", found.beyond);
    }
    session.note(&line);
}
