//! The flags that say which pages of a site are tests.

use clap::{Args, ValueEnum};

use crate::args::values::whole;

/// Which pages of a site are tests.
#[derive(Args, Clone, Debug)]
pub(crate) struct CrawlArgs {
    /// How many links to follow from the start page: 0 is that page alone, -1 as many as there are [default: -1]
    #[arg(help_heading = "Site", long, value_name = "LINKS", allow_negative_numbers = true)]
    pub(crate) crawl_depth: Option<i64>,

    /// Leave out pages below this path or address; give it again for more
    ///
    /// /shop/old leaves out /shop/old and /shop/old/x, but not /shop/older. In the variable they are separated by
    /// spaces.
    #[arg(help_heading = "Site", long, value_name = "PATH|URL")]
    pub(crate) ignore_prefix: Vec<String>,

    /// Take pages that differ in what follows the question mark for different ones
    #[arg(help_heading = "Site", long)]
    pub(crate) keep_query_string: bool,

    /// The most pages; what is beyond is left out, and said [default: 1000]
    #[arg(help_heading = "Site", long, value_name = "PAGES", value_parser = whole::<usize>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) max_pages: Option<usize>,

    /// Whether the site's robots.txt counts [default: ignore]
    #[arg(help_heading = "Site", long, value_name = "WHETHER")]
    pub(crate) robots: Option<Robots>,

    /// Test pages that answer with an error as well
    #[arg(help_heading = "Site", long)]
    pub(crate) include_errors: bool,

    /// The longest wait for one page [default: 30]
    #[arg(help_heading = "Site", long, value_name = "SECONDS", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) page_timeout: Option<u64>,

    /// The longest wait for all pages; more is trouble, and nothing is tested [default: 600]
    #[arg(help_heading = "Site", long, value_name = "SECONDS", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) crawl_timeout: Option<u64>,
}

/// Whether robots.txt counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Robots {
    /// What it forbids is left out
    Obey,
    /// It is not asked for
    #[default]
    Ignore,
}
