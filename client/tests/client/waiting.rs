//! Waiting for a release.

use std::time::Duration;

use depicted::workflow::{Decision, ReleaseEvent, ReleaseStatus};
use depicted_client::{Capture, Client, ErrorKind, Patience, Release};
use serde_json::json;

use crate::client;
use crate::fake::Fake;

const PATIENCE: Patience = Patience {
    timeout: Duration::from_secs(20),
    first: Duration::from_millis(1),
    longest: Duration::from_millis(2),
};

async fn release(client: &Client) -> Release {
    let release = client.create_release("a/b ?#%", None).await.unwrap();
    let page = Capture { url: "http://h/a".into(), config: json!({}) };
    let before = Capture { url: "http://h/b".into(), config: json!({}) };
    client.request_run(&release, "/a", &page, Some(&before)).await.unwrap();
    client.runs_done(&release).await.unwrap();
    release
}

#[tokio::test]
async fn it_ends_when_everything_settled() {
    let fake = Fake::start();
    let client = client(&fake);
    let release = release(&client).await;
    fake.state().slow = 5;
    let mut news = Vec::new();
    let state = client.wait(&release, &PATIENCE, |state| news.push(state.status)).await.unwrap();
    assert_eq!((state.status, state.summary.as_str()), (ReleaseStatus::Reviewing, "1 failure"));
    assert_eq!(news, [ReleaseStatus::Processing, ReleaseStatus::Reviewing]);
    fake.state().mark_good();
    assert_eq!(client.wait(&release, &PATIENCE, |_| {}).await.unwrap().status, ReleaseStatus::Good);
}

#[tokio::test]
async fn it_ends_when_patience_does() {
    let fake = Fake::start();
    let client = client(&fake);
    let release = release(&client).await;
    fake.state().slow = u32::MAX;
    let patience = Patience { timeout: Duration::from_millis(20), ..PATIENCE };
    let error = client.wait(&release, &patience, |_| {}).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::TimedOut(_)), "{error:?}");
    assert!(error.to_string().contains("it is still processing after 0 s"), "{error}");
}

#[tokio::test]
async fn a_release_that_was_given_up_is_told() {
    let fake = Fake::start();
    let client = client(&fake);
    let release = client.create_release("r", None).await.unwrap();
    {
        let mut state = fake.state();
        let release = state.releases.last_mut().unwrap();
        release.runs.entry("/a".into()).or_default();
        release.status = release.status.after(ReleaseEvent::Decide(Decision::Bad)).unwrap();
    }
    let told = client.wait(&release, &PATIENCE, |_| {}).await.unwrap_err().to_string();
    assert!(told.contains("a newer attempt took its place"), "{told}");
}
