//! What all pages have: a title, the way back up, who is signed in.

use askama::Template;
use axum::response::Html;

use super::{assets, link};
use crate::auth::Actor;
use crate::error::Result;
use crate::store::entity::{build, release};

/// The frame of a page.
pub(crate) struct Layout {
    pub(crate) title: String,
    /// From the build down; the last one is the page itself.
    pub(crate) crumbs: Vec<Crumb>,
    /// Where the files of the pages are.
    pub(crate) assets: String,
    /// Who is signed in.
    pub(crate) name: Option<String>,
    pub(crate) superuser: bool,
    /// What every form has to send.
    pub(crate) csrf: String,
}

/// A step on the way.
pub(crate) struct Crumb {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

impl Layout {
    pub(crate) fn new(title: &str, actor: &Actor) -> Self {
        let (name, csrf) = match actor {
            Actor::Person { user, session } => (Some(user.name.clone()), session.csrf.clone()),
            Actor::Developer => (Some("everybody".into()), String::new()),
            _ => (None, String::new()),
        };
        Self {
            title: title.into(),
            crumbs: Vec::new(),
            assets: assets::base(),
            name,
            superuser: actor.is_superuser(),
            csrf,
        }
    }

    /// A step that leads somewhere.
    pub(crate) fn step(mut self, text: &str, href: String) -> Self {
        self.crumbs.push(Crumb { text: text.into(), href: Some(href) });
        self
    }

    /// A page of a build.
    pub(crate) fn in_build(self, build: &build::Model) -> Self {
        self.step(&build.name, link::build(build.id))
    }

    /// A page of a release.
    pub(crate) fn in_release(self, release: &release::Model) -> Self {
        self.step(&format!("{} #{}", release.name, release.number), link::release(release))
    }

    /// The page itself, at the end of the way.
    pub(crate) fn here(mut self, text: &str) -> Self {
        self.crumbs.push(Crumb { text: text.into(), href: None });
        self
    }
}

/// A page as an answer.
pub(crate) fn html(page: &impl Template) -> Result<Html<String>> {
    let text = page.render().map_err(|error| anyhow::Error::new(error).context("cannot write the page"))?;
    Ok(Html(text))
}
