//! Captures a minute, beside Playwright with the same browser, pages and concurrency, in turns:
//! `npm ci --prefix benches/captures && cargo run -p depicted-capture --example throughput -- [ROUNDS]`.

#[expect(dead_code, reason = "a part of what tests are served")]
#[path = "../tests/site/mod.rs"]
mod site;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use depicted_capture::{CaptureConfig, Pool, PoolOptions, Request, find_browser};
use futures::StreamExt;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use site::Site;

const PAGES: usize = 50;
const CONCURRENCY: usize = 4;
/// What Playwright waits for: the event alone, and also half a second without requests, as we do.
const WAITS: [&str; 2] = ["load", "networkidle"];

/// Playwright, in a process of its own that takes lists of pages.
struct Playwright {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Playwright {
    fn start(browser: &Path, wait: &str) -> Result<Self, Box<dyn Error>> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/captures/playwright.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .arg(browser)
            .arg(CONCURRENCY.to_string())
            .arg(wait)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("node has no standard streams".into());
        };
        Ok(Self { process, input, output: BufReader::new(output).lines() })
    }

    /// Captures all of them, and says how many seconds that took.
    async fn capture(&mut self, urls: &[String]) -> Result<f64, Box<dyn Error>> {
        self.input.write_all(format!("{}\n", serde_json::to_string(urls)?).as_bytes()).await?;
        let line = self.output.next_line().await?.ok_or("playwright.mjs ended: was `npm ci` run?")?;
        let answer: serde_json::Value = serde_json::from_str(&line)?;
        Ok(answer["ms"].as_f64().unwrap_or_default() / 1000.0)
    }

    async fn end(mut self) -> Result<(), Box<dyn Error>> {
        drop(self.input);
        self.process.wait().await?;
        Ok(())
    }
}

/// Captures all of them with our pool, and says how many seconds that took.
async fn capture(pool: &Pool, requests: &[Request]) -> Result<f64, Box<dyn Error>> {
    let begin = Instant::now();
    let mut results = futures::stream::iter(requests.iter().map(|request| pool.capture(request)))
        .buffer_unordered(CONCURRENCY);
    while let Some(result) = results.next().await {
        result.map_err(|failure| failure.to_string())?;
    }
    Ok(begin.elapsed().as_secs_f64())
}

fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(3), |rounds| rounds.parse())?;
    let browser = find_browser(None)?;
    let site = Site::start().await;
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "html");
    let mut names: Vec<String> = std::fs::read_dir(site::pages())?
        .flatten()
        .map(|entry| entry.path())
        .filter(is_page)
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    let urls: Vec<String> =
        (0..PAGES).map(|number| site.url(&format!("{}?{number}", names[number % names.len()]))).collect();
    let request = |url: &String| Request { url: url.clone(), config: CaptureConfig::default() };
    let requests: Vec<Request> = urls.iter().map(request).collect();

    let pool = Pool::launch(PoolOptions { concurrency: CONCURRENCY, ..PoolOptions::new(&browser) }).await?;
    let mut others = Vec::new();
    for wait in WAITS {
        others.push(Playwright::start(&browser, wait)?);
    }
    println!("| round | load | depicted | playwright load | playwright networkidle |\n|---|---|---|---|---|");
    let mut sums = [0.0; 1 + WAITS.len()];
    for round in 1..=rounds {
        let load = load();
        let mut seconds = vec![capture(&pool, &requests).await?];
        for other in &mut others {
            seconds.push(other.capture(&urls).await?);
        }
        let cells: Vec<String> =
            seconds.iter().map(|s| format!("{s:.1} s, {:.0} a minute", PAGES as f64 / s * 60.0)).collect();
        println!("| {round} | {load} | {} |", cells.join(" | "));
        sums.iter_mut().zip(&seconds).for_each(|(sum, seconds)| *sum += seconds);
    }
    for (wait, sum) in WAITS.iter().zip(&sums[1..]) {
        println!("captures a minute, depicted to playwright ({wait}): {:.2}", sum / sums[0]);
    }
    pool.close().await;
    for other in others {
        other.end().await?;
    }
    Ok(())
}
