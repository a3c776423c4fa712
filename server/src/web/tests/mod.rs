//! The pages, asked as a browser asks, over a database of their own.

mod access;
mod accounts;
mod builds;
mod changes;
mod decisions;
mod managing;
mod oidc;
mod queue;
mod releases;
mod runs;
mod sign_in;
mod speed;
mod statements;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use clap::{Args, FromArgMatches};
use depicted::workflow::{RunStatus, Timestamp};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection};
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::App;
use crate::auth::{Actor, session};
use crate::blob::Blobs;
use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::entity::{build, region, release, run, user};
use crate::store::{Store, connect};
use crate::{clock, service};

/// Where servers of tests are.
const HERE: &str = "http://127.0.0.1:5000";

/// A server without a network.
pub(super) struct Server {
    pub(super) app: App,
    routes: Router,
    _folder: TempDir,
}

/// Somebody with a browser.
pub(super) struct Person {
    pub(super) actor: Actor,
    cookie: String,
    pub(super) csrf: String,
}

/// An answer, read.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) text: String,
    pub(super) policy: String,
    pub(super) headers: HeaderMap,
}

impl Server {
    pub(super) async fn new() -> Self {
        Self::over(|db| db).await
    }

    /// One with these flags, whose clock stands still.
    pub(super) async fn with(flags: &[&str]) -> Self {
        Self::made(HERE, flags, Arc::new(|| Timestamp(1_700_000_000_000)), |db| db).await
    }

    /// One that people know by that address.
    pub(super) async fn at(public_url: &str) -> Self {
        Self::made(public_url, &[], clock::system(), |db| db).await
    }

    /// One whose database is watched.
    pub(super) async fn over(watch: impl FnOnce(DatabaseConnection) -> DatabaseConnection) -> Self {
        Self::made(HERE, &[], clock::system(), watch).await
    }

    async fn made(
        public_url: &str,
        flags: &[&str],
        clock: Clock,
        watch: impl FnOnce(DatabaseConnection) -> DatabaseConnection,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let command = Settings::augment_args(clap::Command::new("test"));
        let matches =
            command.get_matches_from([&["test", "--data", folder.path().to_str().unwrap()], flags].concat());
        let settings = Settings::from_arg_matches(&matches).unwrap();
        let store = connect::connect(&settings.place.database_url()).await.unwrap();
        connect::create(&store).await.unwrap();
        let store = Store::new(watch(store.db().clone()));
        let blobs = Blobs::open(&settings.place.blobs_url()).unwrap();
        let app = App::new(settings, store, blobs, clock, public_url.into());
        let routes = super::routes(&app).with_state(app.clone());
        Self { app, routes, _folder: folder }
    }

    pub(super) async fn person(&self, name: &str, superuser: bool) -> Person {
        let row = user::ActiveModel {
            subject: Set(format!("local:{name}")),
            name: Set(name.into()),
            email: Set(Some(format!("{name}@example.org"))),
            email_verified: Set(true),
            superuser: Set(superuser),
            active: Set(true),
            created: Set(self.app.now().0),
            ..Default::default()
        };
        let row = row.insert(self.app.store.db()).await.unwrap();
        let cookie = session::open(&self.app, &row, None).await.unwrap().1.stripped().to_string();
        let headers = [(header::COOKIE, cookie.parse().unwrap())].into_iter().collect();
        let actor = session::by_cookie(&self.app, &headers).await.unwrap();
        let Actor::Person { session, .. } = &actor else { panic!("{name} is signed in") };
        Person { csrf: session.csrf.clone(), actor, cookie }
    }

    /// A private build of somebody's.
    pub(super) async fn build(&self, owner: &Person, name: &str) -> build::Model {
        service::build::create(&self.app, &owner.actor, name, false).await.unwrap()
    }

    /// A release that is being reviewed.
    pub(super) async fn release(&self, build: &build::Model, name: &str) -> release::Model {
        let made = service::release::create(&self.app, &Actor::System, build.id, name, None).await.unwrap();
        service::release::runs_done(&self.app, &Actor::System, build.id, name, made.number).await.unwrap()
    }

    /// A run of it that is in that state, without pictures.
    pub(super) async fn run_in(&self, release: &release::Model, name: &str, status: RunStatus) -> run::Model {
        let mut row: run::ActiveModel = self.run(release, name).await.into();
        row.status = Set(status.name().into());
        row.problem = Set(status.is_problem());
        row.update(self.app.store.db()).await.unwrap()
    }

    /// A run of it with a difference.
    pub(super) async fn run(&self, release: &release::Model, name: &str) -> run::Model {
        let id = "a".repeat(40);
        let picture = json!({"state": "captured", "image": id, "log": null});
        let row = run::ActiveModel {
            release_id: Set(release.id),
            build_id: Set(release.build_id),
            name: Set(name.into()),
            status: Set("diff_found".into()),
            problem: Set(true),
            state: Set(json!({
                "after": picture, "before": picture, "approved": false,
                "diff": {"state": "found", "image": id, "log": null, "distortion": 0.25},
            })),
            image: Set(Some(id.clone())),
            ref_image: Set(Some(id.clone())),
            diff_image: Set(Some(id)),
            distortion: Set(Some(0.25)),
            created: Set(1),
            modified: Set(1),
            ..Default::default()
        };
        row.insert(self.app.store.db()).await.unwrap()
    }

    /// A changed place of a run.
    pub(super) async fn region(&self, run: &run::Model, position: i64, hash: &str) {
        let row = region::ActiveModel {
            run_id: Set(run.id),
            position: Set(position),
            release_id: Set(run.release_id),
            hash: Set(hash.into()),
            x: Set(10),
            y: Set(10),
            width: Set(20),
            height: Set(20),
            approved: Set(false),
        };
        row.insert(self.app.store.db()).await.unwrap();
    }

    pub(super) async fn get(&self, who: Option<&Person>, path: &str) -> Answer {
        self.send(who, Request::get(path), String::new()).await
    }

    /// A form, with the token where somebody sends it.
    pub(super) async fn post(&self, who: Option<&Person>, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = who.map(|who| who.csrf.as_str()).unwrap_or_default();
        let fields: Vec<_> = [("csrf", token)].into_iter().chain(fields.iter().copied()).collect();
        self.send(who, Request::post(path), serde_urlencoded::to_string(fields).unwrap()).await
    }

    pub(super) async fn send(
        &self,
        who: Option<&Person>,
        mut request: axum::http::request::Builder,
        body: String,
    ) -> Answer {
        if let Some(who) = who {
            request = request.header(header::COOKIE, &who.cookie);
        }
        let response: Response =
            self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let text = |name| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (location, policy) = (text(header::LOCATION), text(header::CONTENT_SECURITY_POLICY));
        let (status, headers) = (response.status(), response.headers().clone());
        // A stream of events does not end.
        let endless = text(header::CONTENT_TYPE) == "text/event-stream";
        let body = if endless {
            bytes::Bytes::new()
        } else {
            to_bytes(response.into_body(), 1 << 24).await.unwrap()
        };
        Answer { status, location, policy, headers, text: String::from_utf8_lossy(&body).into_owned() }
    }
}
