//! A server in this process, on a free port and in a folder of its own, which ends with the test.

use clap::Parser;
use depicted_server::{Settings, serve};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::Fresh;

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    /// Its address, without a slash at the end.
    pub(crate) url: String,
    /// The id and the secret of the superuser's key; empty where nobody has to sign in.
    pub(crate) key: (String, String),
    /// The password of its first administrator, `admin`; empty where it is no first start.
    pub(crate) password: String,
    pub(crate) client: Client,
    /// Its folder, where it is one of this process.
    folder: Option<tempfile::TempDir>,
    /// What it said until it listened.
    pub(crate) told: Vec<String>,
    _stop: Option<oneshot::Sender<()>>,
}

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

impl Server {
    /// Starts one without workers.
    pub(crate) async fn start(fresh: &Fresh) -> Self {
        Self::start_with(fresh, &["--diff-workers", "0"]).await
    }

    /// Starts one with these flags. It captures nothing unless they say so.
    pub(crate) async fn start_with(fresh: &Fresh, flags: &[&str]) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().display().to_string();
        let usual = ["depicted", "--listen", "127.0.0.1:0", "--data", &data, "--database", &fresh.url];
        let asks = |flag: &str| flags.contains(&flag);
        let captures: &[&str] = if asks("--capture-workers") || !cfg!(feature = "capture") {
            &[]
        } else {
            &["--capture-workers", "0"]
        };
        let flags = Flags::try_parse_from(usual.iter().chain(flags).chain(captures)).expect("settings");
        let (tell, mut told) = mpsc::unbounded_channel::<String>();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move {
            let stopped = async { stopped.await.unwrap_or_default() };
            let words = tell.clone();
            let served =
                serve(flags.settings, stopped, move |text| words.send(text.into()).unwrap_or_default());
            if let Err(error) = served.await {
                tell.send(format!("failed: {error:#}")).ok();
            }
        });
        let (mut key, mut password) = ((String::new(), String::new()), String::new());
        let mut said = Vec::new();
        let url = loop {
            let text = told.recv().await.expect("the server says where it listens");
            assert!(!text.starts_with("failed"), "{text}");
            said.push(text.clone());
            let after = |label: &str| {
                text.lines()
                    .find_map(|line| line.trim().strip_prefix(label))
                    .map(|rest| rest.trim().to_owned())
            };
            if let (Some(id), Some(secret)) = (after("API key"), after("secret")) {
                key = (id, secret);
                password = after("password").unwrap_or_default();
            }
            if let Some(url) = text.strip_prefix("listening on ") {
                break url.to_owned();
            }
        };
        Self {
            url,
            key,
            password,
            client: Client::new(),
            folder: Some(folder),
            told: said,
            _stop: Some(stop),
        }
    }

    /// A client of one in another process.
    pub(crate) fn at(url: &str, key: (String, String)) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        Self {
            url: url.into(),
            key,
            password: String::new(),
            client: Client::new(),
            folder: None,
            told: Vec::new(),
            _stop: None,
        }
    }

    /// Its folder.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().expect("a server of this process").path()
    }

    /// Calls an endpoint of `/api` with a form, as the superuser.
    pub(crate) async fn call(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, Value) {
        let (id, secret) = &self.key;
        self.call_as(Some((id, secret)), path, fields).await
    }

    /// The same with another key, or none.
    pub(crate) async fn call_as(
        &self,
        key: Option<(&str, &str)>,
        path: &str,
        fields: &[(&str, &str)],
    ) -> (StatusCode, Value) {
        let mut request = self.client.post(format!("{}/api/{path}", self.url)).form(fields);
        if let Some((id, secret)) = key {
            request = request.basic_auth(id, Some(secret));
        }
        answer(request.send().await.expect("an answer")).await
    }

    /// A call that has to succeed.
    pub(crate) async fn ok(&self, path: &str, fields: &[(&str, &str)]) -> Value {
        let (status, answer) = self.call(path, fields).await;
        assert_eq!(status, 200, "{path} {fields:?}: {answer}");
        answer
    }

    /// A call that has to be refused; its code.
    pub(crate) async fn refused(&self, status: u16, path: &str, fields: &[(&str, &str)]) -> String {
        let (found, answer) = self.call(path, fields).await;
        assert_eq!(found, status, "{path} {fields:?}: {answer}");
        assert!(!field(&answer, "error").is_empty(), "{answer}");
        field(&answer, "code").to_owned()
    }

    /// Calls an endpoint of `/api/v1` with JSON.
    pub(crate) async fn v1(&self, path: &str, body: Value) -> (StatusCode, Value) {
        let request = self.client.post(format!("{}/api/v1/{path}", self.url)).json(&body);
        answer(request.basic_auth(&self.key.0, Some(&self.key.1)).send().await.expect("an answer")).await
    }

    /// Reads from `/api/v1`.
    pub(crate) async fn v1_get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}/api/v1/{path}", self.url));
        let response = request.basic_auth(&self.key.0, Some(&self.key.1)).send().await;
        answer(response.expect("an answer")).await.1
    }

    /// Makes a build; its number as text.
    pub(crate) async fn build(&self, name: &str, public: bool) -> String {
        let (status, build) = self.v1("builds", json!({ "name": name, "public": public })).await;
        assert_eq!(status, 201, "{build}");
        build["id"].to_string()
    }

    /// Makes a key of a build.
    pub(crate) async fn build_key(&self, build: &str) -> (String, String) {
        let (status, key) = self.v1(&format!("builds/{build}/keys"), json!({ "purpose": "test" })).await;
        assert_eq!(status, 201, "{key}");
        (field(&key, "id").into(), field(&key, "secret").into())
    }

    /// Uploads bytes; their SHA-1.
    pub(crate) async fn upload(&self, build: &str, bytes: impl Into<Vec<u8>>) -> String {
        let form = Form::new().text("build_id", build.to_owned()).part("file", part(bytes, "file.png"));
        let (status, answer) = self.send_parts("upload", form).await;
        assert_eq!(status, 200, "{answer}");
        field(&answer, "sha1sum").into()
    }

    /// Calls an endpoint of `/api` with parts.
    pub(crate) async fn send_parts(&self, path: &str, form: Form) -> (StatusCode, Value) {
        let request = self.client.post(format!("{}/api/{path}", self.url)).multipart(form);
        let (id, secret) = &self.key;
        answer(request.basic_auth(id, Some(secret)).send().await.expect("an answer")).await
    }

    /// Marks a release.
    pub(crate) async fn decide(&self, build: &str, name: &str, number: i64, decision: &str) {
        let path = format!("builds/{build}/releases/{name}/{number}/decision");
        let (status, answer) = self.v1(&path, json!({ "decision": decision })).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// The status of a release.
    pub(crate) async fn release_status(&self, build: &str, name: &str, number: i64) -> String {
        let release = self.v1_get(&format!("builds/{build}/releases/{name}/{number}")).await;
        field(&release, "status").into()
    }

    /// A run of a release, as `/api/v1` shows it.
    pub(crate) async fn run(&self, build: &str, name: &str, number: i64, run: &str) -> Value {
        let list = self.v1_get(&format!("builds/{build}/releases/{name}/{number}/runs?limit=1000")).await;
        let items = list["items"].as_array().cloned().unwrap_or_default();
        items.into_iter().find(|item| item["name"] == run).unwrap_or_default()
    }

    /// The tasks of a queue, newest first.
    pub(crate) async fn tasks(&self, queue: &str) -> Vec<Value> {
        let list = self.v1_get(&format!("queues/{queue}/tasks?limit=1000")).await;
        list["items"].as_array().cloned().unwrap_or_default()
    }

    /// Downloads a file of a build, with a key or without.
    pub(crate) async fn download(&self, key: Option<(&str, &str)>, build: &str, sha1: &str) -> Response {
        let url = format!("{}/api/download?build_id={build}&sha1sum={sha1}", self.url);
        let mut request = self.client.get(url);
        if let Some((id, secret)) = key {
            request = request.basic_auth(id, Some(secret));
        }
        request.send().await.expect("an answer")
    }
}

/// A file as a part.
pub(crate) fn part(bytes: impl Into<Vec<u8>>, name: &str) -> Part {
    Part::bytes(bytes.into()).file_name(name.to_owned())
}

/// A text of an answer; empty where there is none.
pub(crate) fn field<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer[name].as_str().unwrap_or_default()
}

async fn answer(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let text = response.text().await.expect("a body");
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}
