//! Which addresses belong to the site.

use url::Url;

use crate::trouble::Trouble;

/// Endings of what is no page, whatever a server says of it.
const NO_PAGES: [&str; 9] = ["jpg", "jpeg", "png", "css", "js", "xml", "json", "gif", "ico"];
/// More of them, which take long to fetch.
const DOCUMENTS: [&str; 8] = ["doc", "docx", "pdf", "zip", "gz", "svg", "webp", "mp4"];

/// The addresses that belong to the site: of one origin and below one path, and not below another.
#[derive(Debug)]
pub(super) struct Scope {
    start: Url,
    /// Segments of the path that all addresses begin with.
    below: Vec<String>,
    ignored: Vec<Ignored>,
    keep_query: bool,
}

/// What is left out: a path, of any origin or of one.
#[derive(Debug)]
struct Ignored {
    origin: Option<url::Origin>,
    segments: Vec<String>,
}

impl Scope {
    /// All below the start page. If that is a file, such as `/docs/index.html`, it is what is beside it.
    ///
    /// # Errors
    /// For a prefix that is neither a path nor an address.
    pub(super) fn new(start: &Url, ignored: &[String], keep_query: bool) -> Result<Self, Trouble> {
        let mut below = segments(start);
        if !start.path().ends_with('/') && below.last().is_some_and(|name| name.contains('.')) {
            below.pop();
        }
        let ignored = ignored.iter().map(|text| Ignored::parse(text, start)).collect::<Result<_, _>>()?;
        Ok(Self { start: start.clone(), below, ignored, keep_query })
    }

    /// Whether a query makes another page.
    pub(super) fn keeps_query(&self) -> bool {
        self.keep_query
    }

    /// Whether an address has the start page's scheme, host and port.
    pub(super) fn has_origin(&self, url: &Url) -> bool {
        url.origin() == self.start.origin()
    }

    /// Whether an address belongs to the site and may be a page.
    pub(super) fn has(&self, url: &Url) -> bool {
        self.has_origin(url)
            && segments(url).starts_with(&self.below)
            && !self.ignored.iter().any(|ignored| ignored.covers(url))
            && !is_no_page(url)
    }
}

impl Ignored {
    fn parse(text: &str, start: &Url) -> Result<Self, Trouble> {
        let bad =
            || Trouble::usage(format!("ignore-prefix {text:?} is neither a path, as /blog, nor an address"));
        let is_path = text.starts_with('/') && !text.starts_with("//");
        let url = if is_path { start.join(text) } else { Url::parse(text) }.map_err(|_| bad())?;
        if !url.has_host() {
            return Err(bad());
        }
        Ok(Self { origin: (!is_path).then(|| url.origin()), segments: segments(&url) })
    }

    fn covers(&self, url: &Url) -> bool {
        self.origin.as_ref().is_none_or(|origin| *origin == url.origin())
            && segments(url).starts_with(&self.segments)
    }
}

/// Leaves out what names a place in a page, and the query unless it counts. A query that is empty is none.
pub(super) fn clean(mut url: Url, keep_query: bool) -> Url {
    url.set_fragment(None);
    if !keep_query || url.query() == Some("") {
        url.set_query(None);
    }
    // What is in front of the host would be sent along.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// The names in a path; an empty one at its end counts as none.
fn segments(url: &Url) -> Vec<String> {
    let mut segments: Vec<String> = url.path_segments().into_iter().flatten().map(str::to_owned).collect();
    if segments.last().is_some_and(String::is_empty) {
        segments.pop();
    }
    segments
}

fn is_no_page(url: &Url) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    NO_PAGES.iter().chain(&DOCUMENTS).any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn has(start: &str, ignored: &[&str], text: &str) -> bool {
        let ignored: Vec<String> = ignored.iter().map(|text| (*text).to_owned()).collect();
        Scope::new(&url(start), &ignored, false).unwrap().has(&url(text))
    }

    /// Defect D67 of the original: `http://h` admitted `http://h.evil`.
    #[test]
    fn a_site_is_an_origin_and_names_of_a_path() {
        for (start, inside, outside) in [
            ("http://h", "http://h/x", "http://h.evil/x"),
            ("http://h/", "http://h:80/", "http://h:81/"),
            ("http://h/", "http://h/", "https://h/"),
            ("http://h/docs", "http://h/docs/x", "http://h/docsx"),
            ("http://h/docs/", "http://h/docs", "http://h/"),
            ("http://h/docs/index.html", "http://h/docs/next", "http://h/other"),
            ("http://h/x?q=1", "http://h/x", "http://g/x"),
        ] {
            assert!(has(start, &[], inside), "{start} {inside}");
            assert!(!has(start, &[], outside), "{start} {outside}");
        }
    }

    /// Checklist 129: prefixes that are ignored, as paths and as addresses.
    #[test]
    fn what_is_ignored_is_no_part_of_it() {
        for ignored in ["/shop/old", "/shop/old/", "http://h/shop/old"] {
            for (text, is_in) in
                [("/shop/old", false), ("/shop/old/x", false), ("/shop/older", true), ("/", true)]
            {
                assert_eq!(
                    has("http://h/", &[ignored], &format!("http://h{text}")),
                    is_in,
                    "{ignored} {text}"
                );
            }
        }
        assert!(has("http://h/", &["http://g/shop"], "http://h/shop"));
        assert!(Scope::new(&url("http://h/"), &["shop".into()], false).is_err());
        assert!(Scope::new(&url("http://h/"), &["mailto:a".into()], false).is_err());
    }

    #[test]
    fn files_that_are_no_pages_are_told_by_their_names() {
        assert!(!has("http://h/", &[], "http://h/a/b.PNG"));
        assert!(!has("http://h/", &[], "http://h/manual.pdf"));
        assert!(has("http://h/", &[], "http://h/a.html"));
        assert!(has("http://h/", &[], "http://h/v1.2/"));
        assert!(has("http://h/", &[], "http://h/png"));
    }

    #[test]
    fn addresses_are_cleaned() {
        assert_eq!(clean(url("http://u:p@h/a?q#f"), false).as_str(), "http://h/a");
        assert_eq!(clean(url("http://h/a?q#f"), true).as_str(), "http://h/a?q");
        assert_eq!(clean(url("http://h/a?"), true).as_str(), "http://h/a");
    }
}
