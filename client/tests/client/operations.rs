//! Every operation, and what is sent for it.

use depicted::workflow::{ArtifactId, BuildId, RunStatus, TaskId};
use depicted_client::{Capture, NewTask, RunReport, Secret};
use serde_json::json;

use crate::fake::Fake;
use crate::{TestFile, builder, client};

/// Checklist 135: a baseline, marked good, is what the next upload is compared with.
#[tokio::test]
async fn pictures_become_baselines_and_are_compared() {
    let fake = Fake::start();
    let client = client(&fake);
    let (old, new) = (TestFile::new("old.png", b"old"), TestFile::new("größe.png", b"new"));
    let release = client.create_release("größe", Some("http://h/")).await.unwrap();
    assert_eq!((release.name.as_str(), release.number), ("größe", 1));
    assert_eq!(client.find_run("/home").await.unwrap(), None);
    let image = client.upload(&old.0).await.unwrap();
    client.report_run(&release, "/home", &RunReport::new().image(image).url("http://h/")).await.unwrap();
    assert!(client.runs_done(&release).await.unwrap().starts_with(&fake.url()));
    assert_eq!(client.runs(&release, 0, 10).await.unwrap().items[0].status, RunStatus::NoDiffNeeded);
    fake.state().mark_good();

    let baseline = client.find_run("/home").await.unwrap().unwrap();
    assert_eq!((baseline.release_name.as_str(), baseline.image), ("größe", Some(image)));
    let again = client.create_release("größe", None).await.unwrap();
    assert_eq!(again.number, 2);
    let report = RunReport::new().image(client.upload(&new.0).await.unwrap()).ref_image(image);
    client.report_run(&again, "/home", &report).await.unwrap();
    client.runs_done(&again).await.unwrap();
    let runs = client.all_runs(&again).await.unwrap();
    assert_eq!((runs[0].status, runs[0].distortion), (RunStatus::DiffFound, Some(0.25)));
    assert!(fake.state().calls.iter().all(|call| call.authorization.is_none()));
}

#[tokio::test]
async fn pages_are_requested_with_their_configurations() {
    let fake = Fake::start();
    let client = client(&fake);
    let release = client.create_release("r", None).await.unwrap();
    let capture = |url: &str| Capture { url: url.into(), config: json!({ "injectJs": "1" }) };
    let empty = Capture { url: "http://h/b".into(), config: json!({}) };
    let run = client.request_run(&release, "/a", &capture("http://h/a"), Some(&empty)).await.unwrap();
    assert_eq!((run.run_name.as_str(), run.ref_url.as_deref()), ("/a", Some("http://h/b")));
    client.request_run(&release, "/c", &capture("http://h/c"), None).await.unwrap();
    {
        let state = fake.state();
        let calls = state.calls_of("request_run");
        assert_eq!(calls[0].form["ref_config"], "{}");
        assert_eq!(
            (calls[1].form.get("ref_url"), calls[1].form["config"].as_str()),
            (None, r#"{"injectJs":"1"}"#)
        );
    }
    let wrong = Capture { url: "http://h/".into(), config: json!([]) };
    let told = client.request_run(&release, "/a", &wrong, None).await.unwrap_err().to_string();
    assert_eq!(told, "requesting run \"/a\": the configuration is []: give a JSON object");
}

#[tokio::test]
async fn a_file_comes_back_as_it_went() {
    let fake = Fake::start();
    let client = client(&fake);
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let file = TestFile::new("large.bin", &bytes);
    let id = client.upload(&file.0).await.unwrap();
    let mut back = Vec::new();
    assert_eq!(client.download(id, &mut back).await.unwrap(), bytes.len() as u64);
    assert_eq!(back, bytes);
    let nothing = client.download(ArtifactId::from_sha1([0; 20]), &mut back).await.unwrap_err();
    assert_eq!(nothing.status(), Some(404));
    let missing = client.upload(std::path::Path::new("nowhere.png")).await.unwrap_err().to_string();
    assert!(missing.starts_with("upload of nowhere.png: cannot read nowhere.png: "), "{missing}");
    // What was stored is not what it is called.
    fake.state().files.insert(id, b"other".to_vec());
    let told = client.download(id, &mut Vec::new()).await.unwrap_err().to_string();
    assert!(told.contains("what arrived is"), "{told}");
}

#[tokio::test]
async fn work_is_added_leased_kept_and_finished() {
    let fake = Fake::start();
    let client = client(&fake);
    let queue = client.work_queue("capture", "worker 1");
    let task = NewTask { payload: json!({ "n": 1 }), id: Some(TaskId("a".into())), source: None };
    assert_eq!(queue.add(&task).await.unwrap(), TaskId("a".into()));
    let tasks = queue.lease(2, 60).await.unwrap();
    assert_eq!((tasks.len(), &tasks[0].payload), (1, &json!({ "n": 1 })));
    queue.heartbeat(&tasks[0].task_id, 0, "half way").await.unwrap();
    queue.finish(&tasks[0].task_id, Some("")).await.unwrap();
    assert!(queue.lease(1, 60).await.unwrap().is_empty());
    let state = fake.state();
    let finish = &state.calls_of("finish")[0].form;
    assert_eq!((finish["owner"].as_str(), finish["error"].as_str()), ("worker 1", ""));
}

/// Checklist 138.
#[tokio::test]
async fn the_key_is_sent_and_never_told() {
    let fake = Fake::start();
    fake.state().authorization = Some("Basic aWQ6aHVudGVyMg==".into());
    let client =
        |secret: &str| builder(&fake.url()).key("id", Secret::new(secret)).connect(BuildId(1)).unwrap();
    client("hunter2").create_release("r", None).await.unwrap();
    let error = client("wrong-one").create_release("r", None).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(403), Some("refused")));
    let told = format!("{error} {error:?}");
    assert!(told.contains("the key is unknown, or its secret is wrong"), "{told}");
    assert!(!told.contains("wrong-one"), "{told}");
}
