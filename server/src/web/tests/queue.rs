//! The work queue, by its pages.

use axum::http::StatusCode;
use depicted::workflow::Finish;

use super::Server;
use crate::service::task;

/// Checklist 85, 86.
#[tokio::test]
async fn superusers_see_tasks_try_them_again_and_delete_them() {
    let server = Server::new().await;
    let (root, ada) = (server.person("root", true).await, server.person("ada", false).await);
    assert!(server.get(Some(&root), "/api/work_queue").await.text.contains("There are no tasks."));
    let add = async |name: &str| {
        let tx = server.app.store.begin().await.unwrap();
        let now = server.app.now();
        task::enqueue_text(&*tx, now, "my queue", name.into(), None, Some("<payload>".into()), None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    let lease = async || {
        task::lease(&server.app, "my queue", "w", 10, 60_000, &task::Terms::default()).await.unwrap()
    };
    let path = "/api/work_queue/my%20queue";
    add("broken").await;
    assert_eq!(lease().await.len(), 1);
    let failed = Finish::GaveUp { message: "no use".into() };
    task::finish(&server.app, "my queue", "broken", "w", failed).await.unwrap();
    add("fine").await;
    let page = async |query: &str| server.get(Some(&root), &format!("{path}{query}")).await.text;
    let has = |text: &str, name: &str| text.contains(&format!("<code class=\"title\">{name}</code>"));
    let all = page("").await;
    assert!(has(&all, "broken") && has(&all, "fine") && all.contains("&#60;payload&#62;"), "{all}");
    let failed = page("?status=error").await;
    assert!(has(&failed, "broken") && !has(&failed, "fine"));
    let live = page("?status=live").await;
    assert!(!has(&live, "broken") && has(&live, "fine"));
    assert!(has(&page("?status=unheard-of").await, "broken"), "an unknown state is no filter");
    let index = server.get(Some(&root), "/api/work_queue").await.text;
    assert!(index.contains("/api/work_queue/my%20queue?status=error"), "{index}");

    let act = async |who, action: &str, name: &str| {
        server.post(Some(who), path, &[("action", action), ("task_id", name)]).await.status
    };
    assert_eq!(act(&ada, "retry", "broken").await, StatusCode::FORBIDDEN);
    assert_eq!(act(&root, "explode", "broken").await, StatusCode::BAD_REQUEST);
    assert_eq!(act(&root, "delete", "fine").await, StatusCode::SEE_OTHER);
    assert!(!has(&page("").await, "fine"));
    assert_eq!(act(&root, "retry", "broken").await, StatusCode::SEE_OTHER);
    let again = lease().await;
    assert_eq!((again.len(), again[0].attempts), (1, 1), "at once, and from the first attempt on");
    assert_eq!(act(&root, "retry", "gone").await, StatusCode::NOT_FOUND);
}
