//! The links of a page, by the standards of HTML and of addresses.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use url::Url;

/// Where a page leads, in the order of its text; each address as often as it is there. Script, style, comments and other
/// text hold no links, and addresses that are not of the web are none.
///
/// An address of the other scheme of the web gets the page's: sites that answer to both are one.
pub(super) fn links(html: &str, page: &Url) -> Vec<Url> {
    let sink = Links { page, found: RefCell::new(Found { base: None, links: Vec::new() }) };
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, html5ever::tokenizer::TokenizerOpts::default());
    // It stops at the end of a script, which is not run here.
    while let TokenizerResult::Script(()) = tokenizer.feed(&input) {}
    tokenizer.end();
    let Found { base, links } = tokenizer.sink.found.into_inner();
    let base = base.and_then(|base| page.join(&base).ok()).unwrap_or_else(|| page.clone());
    links.iter().filter_map(|link| resolve(link, &base, page)).collect()
}

fn resolve(link: &str, base: &Url, page: &Url) -> Option<Url> {
    // The page itself, or a place in it.
    let link = link.trim_matches(|c: char| c.is_ascii_whitespace());
    if link.is_empty() || link.starts_with('#') {
        return None;
    }
    let mut url = base.join(link).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    if url.scheme() != page.scheme() {
        url.set_scheme(page.scheme()).ok()?;
    }
    Some(url)
}

/// Collects what tags lead to.
struct Links<'a> {
    page: &'a Url,
    found: RefCell<Found>,
}

struct Found {
    base: Option<String>,
    links: Vec<String>,
}

impl TokenSink for Links<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        let mut found = self.found.borrow_mut();
        let of = |name| attribute(&tag, name);
        let link = match &*tag.name {
            // Something to save is no page.
            "a" | "area" if of("download").is_none() => of("href"),
            "iframe" | "frame" => of("src"),
            "link" if of("rel").is_some_and(|rel| leads_to_a_page(&rel)) => of("href"),
            // To send one that is posted would change something.
            "form" if of("method").is_none_or(|method| method.eq_ignore_ascii_case("get")) => of("action"),
            "meta" if of("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) => {
                of("content").and_then(|content| refresh(&content))
            }
            "base" => {
                found.base = found.base.take().or(of("href"));
                None
            }
            _ => None,
        };
        found.links.extend(link);
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "noembed" | "noframes" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        // Without a tree nobody knows. It decides how CDATA is read, which holds no links either way.
        let _ = self.page;
        false
    }
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}

/// Whether a relation is one between pages.
fn leads_to_a_page(rel: &str) -> bool {
    let pages = ["alternate", "author", "canonical", "help", "license", "next", "prev", "search"];
    let has = |wanted: &str| rel.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case(wanted));
    pages.into_iter().any(has) && !has("stylesheet")
}

/// The address in `5; url=/next`.
fn refresh(content: &str) -> Option<String> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let rest =
        rest.get(..3).filter(|word| word.eq_ignore_ascii_case("url")).map(|_| rest[3..].trim_start())?;
    let address = rest.strip_prefix('=')?.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| address.strip_prefix(quote)?.split(quote).next());
    Some(quoted.unwrap_or(address).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<String> {
        let page = Url::parse("http://h/a/b/page.html").unwrap();
        links(html, &page).into_iter().map(String::from).collect()
    }

    /// Checklist 130 and 131: what each link of the page `http://h/a/b/page.html` is.
    #[test]
    fn the_table_of_links() {
        for (link, address) in [
            ("x.html", Some("http://h/a/b/x.html")),
            ("./x.html", Some("http://h/a/b/x.html")),
            (" x.html\n", Some("http://h/a/b/x.html")),
            ("../up", Some("http://h/a/up")),
            ("../../../../up", Some("http://h/up")),
            ("/root?q=1#f", Some("http://h/root?q=1#f")),
            ("/a&amp;b", Some("http://h/a&b")),
            ("//other/x", Some("http://other/x")),
            ("http://other/x", Some("http://other/x")),
            ("https://other/x", Some("http://other/x")),
            ("HTTP://H:80", Some("http://h/")),
            ("?q=2", Some("http://h/a/b/page.html?q=2")),
            ("/größe", Some("http://h/gr%C3%B6%C3%9Fe")),
            ("http://bücher.example/", Some("http://xn--bcher-kva.example/")),
            ("/double//slash/", Some("http://h/double//slash/")),
            ("#frag", None),
            ("", None),
            ("mailto:a@h", None),
            ("javascript:go('/x')", None),
            ("JavaScript:void(0)", None),
            ("tel:+123", None),
            ("ftp://h/x", None),
            ("data:text/html,x", None),
            ("http://", None),
            ("http://[::1", None),
        ] {
            let expected: Vec<String> = address.into_iter().map(str::to_owned).collect();
            assert_eq!(found(&format!("<a href=\"{link}\">x</a>")), expected, "{link}");
        }
    }

    /// Checklist 131.
    #[test]
    fn what_only_looks_like_a_link_is_none() {
        for html in [
            "<p>src = foo and href='/bar'</p>",
            "<script>document.write('<a href=\"/x\">')</script>",
            "<script>var a = '<!--<script>'; location.href = \"/y\"</script>",
            "<style>a { background: url(/z) } /* <a href=/x> */</style>",
            "<!-- <a href=/x> --><textarea><a href=/x></textarea><title><a href=/x></title>",
            "<img src=/x.png><script src=/x></script><body background=/x>",
            "<link rel=stylesheet href=/x><link rel='alternate stylesheet' href=/x><link rel=icon href=/x>",
            "<a name=x><a download href=/x><form method=post action=/x><div href=/x>",
            "</a href=/x>",
            "<plaintext><a href=/x>",
            "<meta http-equiv=refresh content=5><meta name=refresh content='0;url=/x'>",
        ] {
            assert_eq!(found(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn elements_that_lead_to_pages() {
        let html = "<A HREF=/1>x</A><map><area href='/2'></map><iframe src=/3></iframe><frame src=/4>
            <link rel=NEXT href=/5><form action=/6><form method=GET action=/7>
            <meta http-equiv=Refresh content='0; URL=\"/8\"'><script>'</script><a href=/9>";
        let expected: Vec<String> = (1..=9).map(|number| format!("http://h/{number}")).collect();
        assert_eq!(found(html), expected);
    }

    #[test]
    fn a_base_is_what_links_begin_at() {
        assert_eq!(found("<base href=/c/><base href=/d/><a href=x>"), ["http://h/c/x"]);
        assert_eq!(found("<base href='http://['><a href=x>"), ["http://h/a/b/x"]);
    }

    /// Whatever it is, it comes to an end.
    #[test]
    fn pages_that_are_damaged_are_read() {
        for html in
            ["<a href=\"/x", "<a href=/x", "<", "<a href=/x\0y>", "\u{feff}<a href=/x>", "<!-- <a href=/x>"]
        {
            let _ = found(html);
        }
        assert_eq!(found(&"<div>".repeat(100_000)), [""; 0]);
    }
}
