//! How long the page of a large release takes. Run it alone, with `--ignored --nocapture`.

use std::time::Instant;

use axum::http::StatusCode;
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::Server;
use crate::store::entity::run;
use crate::web::link;

#[tokio::test]
#[ignore = "measures, and makes 10 000 rows for it"]
async fn a_release_of_ten_thousand_runs() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let model = server.run(&release, "page 0").await;
    let mut rows = Vec::new();
    for number in 1..10_000 {
        let mut row = model.clone().into_active_model();
        row.id = sea_orm::ActiveValue::NotSet;
        row.name = Set(format!("page {number}"));
        if number % 50 != 0 {
            row.status = Set("diff_not_found".into());
            row.problem = Set(false);
        }
        rows.push(row);
    }
    for some in rows.chunks(500) {
        run::Entity::insert_many(some.to_vec()).exec(server.app.store.db()).await.unwrap();
    }
    let far = link::of_release("/release", &release, &[("offset", "9000")]);
    let found = link::of_release("/release", &release, &[("q", "page 77")]);
    for (name, path) in [
        ("release", link::release(&release)),
        ("offset 9000", far),
        ("search", found),
        ("run", link::run(&release, "page 5000")),
        ("build", link::build(build.id)),
    ] {
        let mut best = u128::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            assert_eq!(server.get(Some(&ada), &path).await.status, StatusCode::OK);
            best = best.min(start.elapsed().as_micros());
        }
        println!("{name}: {}.{} ms", best / 1000, best % 1000 / 100);
        assert!(best < 200_000, "{name} takes more than 200 ms");
    }
}
