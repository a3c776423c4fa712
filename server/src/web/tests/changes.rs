//! The same change in several runs.

use axum::http::StatusCode;
use sea_orm::EntityTrait;

use super::Server;
use crate::store::entity::run;
use crate::web::link;

#[tokio::test]
async fn a_run_is_approved_when_all_of_its_changes_are() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let (one, two) = (server.run(&release, "one").await, server.run(&release, "two").await);
    server.region(&one, 0, "shared").await;
    server.region(&two, 0, "shared").await;
    server.region(&two, 1, "own").await;
    let page = link::of_release("/release/changes", &release, &[]);
    let text = server.get(Some(&ada), &page).await.text;
    assert!(text.contains("appears in 2 runs") && !text.contains("\"own\""), "{text}");
    assert!(server.get(Some(&ada), &link::release(&release)).await.text.contains("1 change</a>"));
    let status = |id: i64| {
        let app = server.app.clone();
        async move { run::Entity::find_by_id(id).one(app.store.db()).await.unwrap().unwrap().status }
    };
    let answer = server.post(Some(&ada), &page, &[("hash", "shared")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(
        (status(one.id).await.as_str(), status(two.id).await.as_str()),
        ("diff_approved", "diff_found")
    );
    assert_eq!(server.post(Some(&ada), &page, &[("hash", "own")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status(two.id).await, "diff_approved");
    // Taken back, it is open wherever it is; what else was approved stays approved.
    let back = server.post(Some(&ada), &page, &[("hash", "shared"), ("take_back", "1")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    assert_eq!((status(one.id).await.as_str(), status(two.id).await.as_str()), ("diff_found", "diff_found"));
    assert_eq!(server.post(Some(&ada), &page, &[("hash", "shared")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status(two.id).await, "diff_approved");
    assert_eq!(server.post(Some(&ada), &page, &[("hash", "gone")]).await.status, StatusCode::NOT_FOUND);
}
