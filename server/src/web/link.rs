//! The addresses of pages.

use url::form_urlencoded::Serializer;

use crate::app::App;
use crate::store::entity::{release, run};

/// A path and a query.
pub(crate) fn to(path: &str, query: &[(&str, &str)]) -> String {
    if query.is_empty() {
        return path.into();
    }
    format!("{path}?{}", Serializer::new(String::new()).extend_pairs(query).finish())
}

/// A page about a build that takes `id`.
pub(crate) fn build(id: i64) -> String {
    to("/build", &[("id", &id.to_string())])
}

/// A page about a build that takes `build_id`.
pub(crate) fn managing(path: &str, build: i64) -> String {
    to(path, &[("build_id", &build.to_string())])
}

/// A release.
pub(crate) fn release(row: &release::Model) -> String {
    of_release("/release", row, &[])
}

/// The page of a release, as people outside can open it.
pub(crate) fn results(app: &App, row: &release::Model) -> String {
    format!("{}{}", app.public_url, release(row))
}

/// A page about a release.
pub(crate) fn of_release(path: &str, row: &release::Model, more: &[(&str, &str)]) -> String {
    of_named(path, row.build_id, &row.name, row.number, more)
}

/// The same, where no more is known of the release than what it is called.
pub(crate) fn of_named(path: &str, build: i64, name: &str, number: i64, more: &[(&str, &str)]) -> String {
    let (id, number) = (build.to_string(), number.to_string());
    let mut query = vec![("id", id.as_str()), ("name", name), ("number", &number)];
    query.extend_from_slice(more);
    to(path, &query)
}

/// A run, by its name.
pub(crate) fn run(release: &release::Model, test: &str) -> String {
    of_release("/run", release, &[("test", test)])
}

/// `/image`, `/log` or `/config` of a run.
pub(crate) fn artifact(path: &str, release: &release::Model, test: &str, kind: &str) -> String {
    of_release(path, release, &[("test", test), ("type", kind)])
}

/// The engine's report of a run.
pub(crate) fn report(release: &release::Model, run: &run::Model) -> String {
    of_release("/run/report", release, &[("test", &run.name)])
}

/// The bytes of a picture. They never change.
pub(crate) fn picture(build: i64, artifact: &str) -> String {
    format!("/picture/{build}/{artifact}")
}

/// To sign in, and to come back.
pub(crate) fn sign_in(next: &str) -> String {
    to("/login", &[("next", next)])
}

/// Whether it is a path of this server: what starts with two slashes, or a slash and a backslash, is another one's.
pub(crate) fn is_local(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && !path.chars().any(|letter| letter.is_control() || letter == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checklist 88.
    #[test]
    fn only_paths_of_this_server_are_local() {
        for path in ["/", "/build?id=1", "/release?id=1&name=%2F%2F"] {
            assert!(is_local(path), "{path}");
        }
        for path in
            ["", "build", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil", "\\\\evil"]
        {
            assert!(!is_local(path), "{path}");
        }
    }

    #[test]
    fn names_of_any_kind_survive_the_address() {
        assert_eq!(to("/release", &[("name", "ü & b/c")]), "/release?name=%C3%BC+%26+b%2Fc");
    }
}
