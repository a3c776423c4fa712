//! How many questions of the database a request takes: as many for a large release as for a small one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, Request, header};
use clap::{Args, Command, FromArgMatches};
use sea_orm::Database;
use tower::ServiceExt;

use crate::app::App;
use crate::auth::Actor;
use crate::blob::Blobs;
use crate::settings::Settings;
use crate::store::{Store, connect};
use crate::{api, clock, databases, service};

/// A server without its network, whose questions are counted.
struct Counted {
    app: App,
    asked: Arc<AtomicUsize>,
    build: i64,
}

impl Counted {
    async fn new(fresh: &databases::Fresh, data: &tempfile::TempDir) -> Self {
        let asked = Arc::<AtomicUsize>::default();
        let mut db = Database::connect(&fresh.url).await.expect("a database");
        let count = asked.clone();
        db.set_metric_callback(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
        });
        let store = Store::new(db);
        connect::create(&store).await.expect("tables");
        let data = data.path().to_str().expect("a name in UTF-8");
        let command = Settings::augment_args(Command::new("serve"));
        let typed = command.get_matches_from(["serve", "--data", data, "--no-auth"]);
        let settings = Settings::from_arg_matches(&typed).expect("settings");
        let blobs = Blobs::open(&settings.place.blobs_url()).expect("a place for pictures");
        let app = App::new(settings, store, blobs, clock::system(), "http://localhost".into());
        let build = service::build::create(&app, &Actor::System, "b", false).await.expect("a build").id;
        Self { app, asked, build }
    }

    /// Sends a request that has to succeed; how many questions that took.
    async fn ask(&self, method: Method, path: &str, form: String) -> usize {
        let before = self.asked.load(Ordering::SeqCst);
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let routes = api::routes().with_state(self.app.clone());
        let answer = routes.oneshot(request.body(Body::from(form)).expect("a request")).await;
        let answer = answer.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        self.asked.load(Ordering::SeqCst) - before
    }

    /// A release that is being processed, with so many runs: the questions of looking at it, of a list, of one more report
    /// and of the report that settles it.
    async fn release(&self, name: &str, runs: usize, file: &str) -> [usize; 4] {
        let build = self.build;
        service::release::create(&self.app, &Actor::System, build, name, None).await.expect("a release");
        let named = format!("build_id={build}&release_name={name}&release_number=1");
        let report = |rest: String| self.ask(Method::POST, "/api/report_run", format!("{named}&{rest}"));
        let waits = format!("{named}&run_name=waits&url=http://127.0.0.1/");
        self.ask(Method::POST, "/api/request_run", waits).await;
        for at in 0..runs {
            let kind = match at % 3 {
                0 => format!("image={file}"),
                1 => format!("image={file}&ref_image={file}&diff_image={file}"),
                _ => "run_failed=yes".into(),
            };
            report(format!("run_name=page-{at}&{kind}")).await;
        }
        self.ask(Method::POST, "/api/runs_done", named.clone()).await;
        let path = format!("/api/v1/builds/{build}/releases/{name}/1");
        [
            self.ask(Method::GET, &path, String::new()).await,
            self.ask(Method::GET, &format!("{path}/runs?limit=1000"), String::new()).await,
            report(format!("run_name=one-more&image={file}")).await,
            report(format!("run_name=waits&image={file}")).await,
        ]
    }
}

#[tokio::test]
async fn a_large_release_takes_no_more_questions_than_a_small_one() {
    let (fresh, data) = (databases::sqlite(), tempfile::tempdir().expect("a folder"));
    let server = Counted::new(&fresh, &data).await;
    let bytes = bytes::Bytes::from_static(b"picture");
    let file = service::artifact::put(&server.app, server.build, bytes).await.expect("a file").id;
    let small = server.release("small", 3, &file).await;
    let large = server.release("large", 60, &file).await;
    assert!(small.iter().all(|&asked| asked > 0), "they are counted: {small:?}");
    assert_eq!(small, large, "look, list, report, settle");
    let settled = service::release::find::attempt(server.app.store.db(), server.build, "large", 1).await;
    assert_eq!(settled.expect("a release").status, "reviewing");
}
