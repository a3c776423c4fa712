//! Addresses of pages, and the names of their runs.

use url::Url;

use crate::trouble::Trouble;

/// Reads the address of a page.
///
/// # Errors
/// For what is none, or is not of the web.
pub(crate) fn page(text: &str) -> Result<Url, Trouble> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(url),
        Ok(_) => Err(Trouble::usage(format!("{text:?} is no page: give an address of http or https"))),
        Err(error) => {
            Err(Trouble::usage(format!("{text:?} is no page: {error}; give one as https://example.com/")))
        }
    }
}

/// The path of a page, and its query where there is one and it counts.
pub(crate) fn run_name(page: &Url, keep_query: bool) -> String {
    match page.query().filter(|query| keep_query && !query.is_empty()) {
        Some(query) => format!("{}?{query}", page.path()),
        None => page.path().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_named_by_its_path() {
        for (url, plain, with_query) in [
            ("http://h", "/", "/"),
            ("http://h/a/b.html?q=1#f", "/a/b.html", "/a/b.html?q=1"),
            ("http://h/a?", "/a", "/a"),
            ("http://h/ü", "/%C3%BC", "/%C3%BC"),
        ] {
            let url = page(url).unwrap();
            assert_eq!((run_name(&url, false).as_str(), run_name(&url, true).as_str()), (plain, with_query));
        }
        for text in ["", "example.com", "file:///etc/passwd", "javascript:alert(1)"] {
            assert!(page(text).is_err(), "{text}");
        }
    }
}
