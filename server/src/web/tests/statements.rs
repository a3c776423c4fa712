//! Pages ask the database the same few questions, however many runs there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::Server;
use crate::store::entity::{region, run};
use crate::web::link;

/// The most that a page asks.
const MOST: usize = 25;

#[tokio::test]
async fn no_page_asks_for_each_run() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let server = Server::over(|mut db| {
        db.set_metric_callback(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
        db
    })
    .await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let mut found = Vec::new();
    for (name, runs) in [("few", 3), ("many", 300)] {
        let release = server.release(&build, name).await;
        let model = server.run(&release, "page 0").await;
        server.region(&model, 0, "shared").await;
        let rows = (1..runs).map(|number| {
            let mut row = model.clone().into_active_model();
            row.id = NotSet;
            row.name = Set(format!("page {number}"));
            row
        });
        let db = server.app.store.db();
        run::Entity::insert_many(rows).exec(db).await.unwrap();
        let all = run::Entity::find().all(db).await.unwrap();
        let rows = all.into_iter().filter(|row| row.release_id == release.id && row.id != model.id);
        let places = rows.map(|row| region::ActiveModel {
            run_id: Set(row.id),
            position: Set(0),
            release_id: Set(release.id),
            hash: Set("shared".into()),
            x: Set(10),
            y: Set(10),
            width: Set(20),
            height: Set(20),
            approved: Set(false),
        });
        region::Entity::insert_many(places).exec_without_returning(db).await.unwrap();
        let mut of_release = Vec::new();
        for path in [
            "/".into(),
            link::build(build.id),
            link::release(&release),
            link::of_release("/release/changes", &release, &[]),
            link::run(&release, "page 1"),
            link::managing("/activity", build.id),
        ] {
            asked.store(0, Ordering::Relaxed);
            assert_eq!(server.get(Some(&ada), &path).await.status, StatusCode::OK, "{path}");
            let statements = asked.load(Ordering::Relaxed);
            assert!((1..=MOST).contains(&statements), "{path} asks {statements} questions");
            of_release.push(statements);
        }
        found.push(of_release);
    }
    assert_eq!(found[0], found[1], "the same questions for 3 runs and for 300");
}
