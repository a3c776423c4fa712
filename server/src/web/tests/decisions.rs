//! Decisions, by one person and by two at the same time.

use axum::http::StatusCode;
use sea_orm::EntityTrait;

use super::Server;
use crate::store::entity::{release, run};
use crate::web::link;

/// Checklist 67, 68.
#[tokio::test]
async fn a_release_is_marked_and_says_by_whom() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let page = link::release(&release);
    let answer = server.post(Some(&ada), &page, &[("good", "1"), ("reason", "looks <fine>")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let text = server.get(Some(&ada), &page).await.text;
    assert!(
        text.contains("Marked good") && text.contains("by ada") && text.contains("looks &#60;fine&#62;"),
        "{text}"
    );
    // Somebody who saw it before is told, and nothing changes.
    let late = server.post(Some(&ada), &page, &[("bad", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("ada marked this release good meanwhile"), "{}", late.text);
    assert_eq!(server.post(Some(&ada), &page, &[("reviewing", "1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(server.post(Some(&ada), &page, &[]).await.status, StatusCode::BAD_REQUEST);
    let now = release::Entity::find_by_id(release.id).one(server.app.store.db()).await.unwrap().unwrap();
    assert_eq!(now.status, "reviewing");
}

/// Checklist 69, 71.
#[tokio::test]
async fn a_difference_is_approved_once_and_keeps_its_place() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let run = server.run(&release, "b / ü").await;
    server.run(&release, "a").await;
    server.run(&release, "c").await;
    let page = link::run(&release, &run.name);
    assert_eq!(server.post(Some(&ada), &page, &[("disapprove", "1")]).await.status, StatusCode::CONFLICT);
    assert_eq!(server.post(Some(&ada), &page, &[("approve", "1")]).await.status, StatusCode::SEE_OTHER);
    let late = server.post(Some(&ada), &page, &[("approve", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("ada decided meanwhile"), "{}", late.text);
    let text = server.get(Some(&ada), &page).await.text;
    assert!(text.contains("Diff found and approved") && text.contains("rel=\"next\""), "{text}");
    let list = server.get(Some(&ada), &link::release(&release)).await.text;
    let at = |name: &str| list.find(&format!(">{name}</a>")).unwrap();
    assert!(at("a") < at("b / ü") && at("b / ü") < at("c"));
    assert!(list.contains("2 failures"));
}

#[tokio::test]
async fn a_selection_is_approved_together_and_late_ones_are_told() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let select = link::of_release("/release/select", &release, &[]);
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        ids.push(server.run(&release, name).await.id.to_string());
    }
    let some = [("run", ids[0].as_str()), ("run", ids[1].as_str())];
    assert_eq!(server.post(Some(&ada), &select, &some).await.status, StatusCode::SEE_OTHER);
    let late = server.post(Some(&ada), &select, &[("run", &ids[1]), ("run", &ids[2])]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("1 of 2 runs were approved; 1 had changed"), "{}", late.text);
    assert_eq!(server.post(Some(&ada), &select, &[]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(server.post(Some(&ada), &select, &[("everything", "1")]).await.status, StatusCode::SEE_OTHER);
    let rows = run::Entity::find().all(server.app.store.db()).await.unwrap();
    assert!(rows.iter().all(|row| row.status == "diff_approved"));
}
