//! Decisions, by one person and by two at the same time.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Server;
use crate::store::entity::{audit, release, run};
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
async fn a_selection_is_approved_together_or_not_at_all_and_taken_back_together() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let select = link::of_release("/release/select", &release, &[]);
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d"] {
        ids.push(server.run(&release, name).await.id.to_string());
    }
    let approved = || async {
        let rows = run::Entity::find().all(server.app.store.db()).await.unwrap();
        rows.iter().filter(|row| row.status == "diff_approved").count()
    };
    let some = [("run", ids[0].as_str()), ("run", ids[1].as_str())];
    assert_eq!(server.post(Some(&ada), &select, &some).await.status, StatusCode::SEE_OTHER);
    let late = server.post(Some(&ada), &select, &[("run", &ids[1]), ("run", &ids[2])]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("ada decided meanwhile: run &#34;b&#34;"), "{}", late.text);
    assert_eq!(approved().await, 2, "nothing of the late selection was done");
    assert_eq!(server.post(Some(&ada), &select, &[]).await.status, StatusCode::BAD_REQUEST);
    // What came after the page was loaded is not approved unseen.
    let unseen = server.post(Some(&ada), &select, &[("everything", "1"), ("seen", "0")]).await;
    assert_eq!((unseen.status, approved().await), (StatusCode::CONFLICT, 2));
    let all = server.post(Some(&ada), &select, &[("everything", "1"), ("seen", "1")]).await;
    assert_eq!((all.status, approved().await), (StatusCode::SEE_OTHER, 4));
    // The page that follows offers to take the same two back, and no others.
    let text = server.get(Some(&ada), &all.location).await.text;
    assert!(text.contains("2 runs approved."), "{text}");
    let moment = all.location.rsplit_once("approved=").unwrap().1;
    let back = server.post(Some(&ada), &select, &[("take_back", moment)]).await;
    assert_eq!((back.status, approved().await), (StatusCode::SEE_OTHER, 2));
    let again = server.post(Some(&ada), &select, &[("take_back", moment)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let log = audit::Entity::find().filter(audit::Column::RunId.is_not_null());
    let log = log.order_by_asc(audit::Column::Id).all(server.app.store.db()).await.unwrap();
    let said: Vec<_> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(said, ["run_approved"; 4].into_iter().chain(["run_rejected"; 2]).collect::<Vec<_>>());
}

#[tokio::test]
async fn who_decides_on_what_changed_meanwhile_is_told_what_did() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    let run = server.run(&release, "checkout").await;
    let page = link::release(&release);
    let text = server.get(Some(&ada), &page).await.text;
    let seen = text.split_once("name=\"seen\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let of_run = link::run(&release, &run.name);
    // The run is another one since: also its own decision is refused.
    let mut row: run::ActiveModel = run.into();
    row.modified = Set(seen.parse::<i64>().unwrap() + 1);
    row.update(server.app.store.db()).await.unwrap();
    let late = server.post(Some(&ada), &of_run, &[("approve", "1"), ("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("changed since it was looked at"), "{}", late.text);
    let late = server.post(Some(&ada), &page, &[("good", "1"), ("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("&#34;checkout&#34;: Diff found"), "{}", late.text);
    let now = (seen.parse::<i64>().unwrap() + 1).to_string();
    let good = server.post(Some(&ada), &page, &[("good", "1"), ("seen", &now), ("reason", "fine")]).await;
    assert_eq!(good.status, StatusCode::SEE_OTHER, "{}", good.text);
}
