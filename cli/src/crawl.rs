//! The pages of a site: found level by level, from link to link.

mod fetch;
mod links;
mod robots;
mod scope;

use std::collections::HashSet;
use std::time::Duration;

use depicted_client::Secret;
use futures::{StreamExt, stream};
use serde_json::Value;
use url::Url;

use crate::args::{CrawlArgs, Robots};
use crate::trouble::Trouble;
use fetch::{Fetched, Fetcher};
use robots::Rules;
use scope::Scope;

/// The most pages.
const MAX_PAGES: usize = 1000;
/// The longest wait for all of them.
const TIMEOUT: Duration = Duration::from_secs(600);
/// The longest wait for one.
const PAGE_TIMEOUT: Duration = Duration::from_secs(30);

/// A site, and which of its pages count.
pub(crate) struct Crawl {
    start: Url,
    scope: Scope,
    fetcher: Fetcher,
    depth: Option<u64>,
    max_pages: usize,
    robots: Robots,
    include_errors: bool,
    timeout: Duration,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The pages, by level, and in the order of their links.
    pub(crate) pages: Vec<Url>,
    /// Addresses that are no pages, or none that count.
    pub(crate) skipped: usize,
    /// Addresses that nobody looked at, since there were pages enough.
    pub(crate) beyond: usize,
}

impl Crawl {
    /// Gets ready; nothing is fetched so far. `login` and `cookies` are for the site alone.
    ///
    /// # Errors
    /// For a value that is out of range, and a prefix that is none.
    pub(crate) fn new(
        start: &Url,
        args: &CrawlArgs,
        login: Option<(&str, &Secret)>,
        cookies: Option<&Value>,
    ) -> Result<Self, Trouble> {
        let depth = match args.crawl_depth.unwrap_or(-1) {
            -1 => None,
            depth => Some(u64::try_from(depth).map_err(|_| {
                Trouble::usage(format!("crawl-depth {depth} is out of range: give 0 or more, or -1 for all"))
            })?),
        };
        if args.max_pages == Some(0) {
            return Err(Trouble::usage("max-pages 0 is out of range: give 1 or more"));
        }
        let start = scope::clean(start.clone(), args.keep_query_string);
        let seconds = |typed: Option<u64>, default| typed.map_or(default, Duration::from_secs);
        let page_timeout = seconds(args.page_timeout, PAGE_TIMEOUT);
        Ok(Self {
            scope: Scope::new(&start, &args.ignore_prefix, args.keep_query_string)?,
            fetcher: Fetcher::new(&start, login, cookies, page_timeout)?,
            depth,
            max_pages: args.max_pages.unwrap_or(MAX_PAGES),
            robots: args.robots.unwrap_or_default(),
            include_errors: args.include_errors,
            timeout: seconds(args.crawl_timeout, TIMEOUT),
            start,
        })
    }

    /// Finds the pages, looking at `jobs` at a time. `news` is told what comes of each.
    ///
    /// # Errors
    /// When the start page is no page, or it all takes too long.
    pub(crate) async fn pages(&self, jobs: usize, news: &(dyn Fn(&str) + Sync)) -> Result<Found, Trouble> {
        match tokio::time::timeout(self.timeout, self.levels(jobs, news)).await {
            Ok(found) => found,
            Err(_) => Err(Trouble::io(format!(
                "the pages of {} were not all found in {} s: see --crawl-timeout, --max-pages and --crawl-depth",
                self.start,
                self.timeout.as_secs()
            ))),
        }
    }

    async fn levels(&self, jobs: usize, news: &(dyn Fn(&str) + Sync)) -> Result<Found, Trouble> {
        let rules = match self.robots {
            Robots::Obey => self.fetcher.robots(&self.start).await?,
            Robots::Ignore => Rules::default(),
        };
        if !rules.allow(&self.start) {
            return Err(Trouble::usage(format!("robots.txt forbids {}: see --robots", self.start)));
        }
        let mut found = Found::default();
        let mut seen = HashSet::from([self.start.clone()]);
        let mut level = vec![self.start.clone()];
        for depth in 0.. {
            let fetched = stream::iter(std::mem::take(&mut level))
                .map(async |url| (self.fetcher.page(&url).await, url))
                .buffered(jobs);
            let mut fetched = std::pin::pin!(fetched);
            while let Some((fetched, url)) = fetched.next().await {
                let html = match self.page(&url, fetched) {
                    Ok(html) => html,
                    Err(why) if url == self.start => {
                        return Err(Trouble::io(format!("{url} cannot be the start: it {why}")));
                    }
                    Err(why) => {
                        found.skipped += 1;
                        news(&format!("{url}: {why}"));
                        continue;
                    }
                };
                if found.pages.len() == self.max_pages {
                    found.beyond += 1;
                    continue;
                }
                news(&format!("{url}: a page"));
                found.pages.push(url);
                if self.depth.is_some_and(|most| depth >= most) {
                    continue;
                }
                for link in links::links(&html.text, &html.address) {
                    let link = scope::clean(link, self.scope.keeps_query());
                    if self.scope.has(&link) && rules.allow(&link) && seen.insert(link.clone()) {
                        level.push(link);
                    }
                }
            }
            let room = self.max_pages - found.pages.len();
            if room == 0 {
                found.beyond += level.len();
                level.clear();
            }
            if level.is_empty() {
                break;
            }
        }
        Ok(found)
    }

    /// What a fetched address comes to: its text, or why it is no page that counts.
    fn page(&self, url: &Url, fetched: Result<Fetched, String>) -> Result<Fetched, String> {
        let fetched = fetched?;
        if !fetched.is_success && !self.include_errors {
            return Err(format!("answers with an error: status {}", fetched.status));
        }
        if !fetched.is_html {
            return Err("is not HTML".into());
        }
        if fetched.text.trim().is_empty() {
            return Err("is empty".into());
        }
        if !self.scope.has_origin(&fetched.address)
            || (url != &self.start && !self.scope.has(&fetched.address))
        {
            return Err(format!("leads elsewhere, to {}", fetched.address));
        }
        Ok(fetched)
    }
}
