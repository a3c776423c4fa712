//! Captures a minute, and where their time goes, beside Playwright with the same browser, pages and concurrency, in turns:
//! `cargo xtask bench-captures`, or, after `npm ci --prefix benches/captures`,
//! `cargo run --release -p depicted-capture --example throughput -- [ROUNDS]`.

#[expect(dead_code, reason = "a part of what tests are served")]
#[path = "../tests/site/mod.rs"]
mod site;

use std::collections::BTreeMap;
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

    /// Captures all of them.
    async fn capture(&mut self, urls: &[String]) -> Result<Turn, Box<dyn Error>> {
        let begin = cpu_seconds();
        self.input.write_all(format!("{}\n", serde_json::to_string(urls)?).as_bytes()).await?;
        let line = self.output.next_line().await?.ok_or("playwright.mjs ended: was `npm ci` run?")?;
        let answer: serde_json::Value = serde_json::from_str(&line)?;
        let seconds = |ms: &serde_json::Value| ms.as_f64().unwrap_or_default() / 1000.0;
        let stages = answer["stages"].as_object().into_iter().flatten();
        let stages = stages.map(|(name, ms)| (name.clone(), seconds(ms))).collect();
        Ok(Turn { wall: seconds(&answer["ms"]), cpu: cpu_seconds() - begin, stages })
    }

    async fn end(mut self) -> Result<(), Box<dyn Error>> {
        drop(self.input);
        self.process.wait().await?;
        Ok(())
    }
}

/// What capturing all pages once took, in seconds.
#[derive(Default)]
struct Turn {
    wall: f64,
    /// Processor time of this process and all that it started.
    cpu: f64,
    /// Stages, summed over all pages. They overlap, since several pages are captured at a time.
    stages: Stages,
}

/// Stages in their order, and what each took.
type Stages = Vec<(String, f64)>;

fn add_stage(stages: &mut Stages, name: &str, seconds: f64) {
    match stages.iter_mut().find(|(other, _)| other == name) {
        Some((_, sum)) => *sum += seconds,
        None => stages.push((name.to_owned(), seconds)),
    }
}

impl Turn {
    fn add(&mut self, other: &Turn) {
        self.wall += other.wall;
        self.cpu += other.cpu;
        for (name, seconds) in &other.stages {
            add_stage(&mut self.stages, name, *seconds);
        }
    }
}

/// Captures all of them with our pool.
async fn capture(pool: &Pool, requests: &[Request]) -> Result<Turn, Box<dyn Error>> {
    let (begin, cpu) = (Instant::now(), cpu_seconds());
    let mut results = futures::stream::iter(requests.iter().map(|request| pool.capture(request)))
        .buffer_unordered(CONCURRENCY);
    let mut turn = Turn::default();
    while let Some(result) = results.next().await {
        let log = result.map_err(|failure| format!("{failure}\n{}", failure.log))?.log;
        add_stages(&log, &mut turn.stages);
    }
    Ok(Turn { wall: begin.elapsed().as_secs_f64(), cpu: cpu_seconds() - cpu, ..turn })
}

/// Reads off a log when each stage began. A stage lasts until the next one begins.
fn add_stages(log: &str, stages: &mut Stages) {
    const NAMES: [&str; 7] = [
        "opening a page",
        "loading",
        "waiting for quiet",
        "injecting",
        "showing all of the page",
        "waiting for fonts and images",
        "taking shots",
    ];
    let mut current: Option<(&str, f64)> = None;
    for line in log.lines() {
        let Some((seconds, words)) = line.trim().split_once(" s ") else { continue };
        let Ok(seconds) = seconds.parse::<f64>() else { continue };
        let begins = NAMES.contains(&words) || words == "captured";
        if begins && let Some((name, since)) = current.replace((words, seconds)) {
            add_stage(stages, name, seconds - since);
        }
    }
}

/// Processor time of this process and of all below it, those that have ended included. 0 where `/proc` is missing.
fn cpu_seconds() -> f64 {
    /// Ticks a second, on every Linux there is.
    const TICKS: f64 = 100.0;
    let mut processes = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name, in parentheses, may hold anything; then come the state, the parent and more.
        let Some((before, after)) = text.rsplit_once(") ") else { continue };
        let Some(id) = before.split(' ').next().and_then(|id| id.parse::<u32>().ok()) else { continue };
        let fields: Vec<u64> =
            after.split(' ').skip(1).map(|field| field.trim().parse().unwrap_or(0)).collect();
        let time: u64 = fields.iter().skip(10).take(4).sum();
        processes.insert(id, (fields.first().copied().unwrap_or_default() as u32, time));
    }
    let is_below = |mut id: u32| {
        while let Some((parent, _)) = processes.get(&id) {
            if id == std::process::id() {
                return true;
            }
            id = *parent;
        }
        false
    };
    let ticks: u64 = processes.iter().filter(|(id, _)| is_below(**id)).map(|(_, (_, time))| time).sum();
    ticks as f64 / TICKS
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
    // Everybody's first pages start processes that later ones use.
    capture(&pool, &requests[..CONCURRENCY]).await?;
    for other in &mut others {
        other.capture(&urls[..CONCURRENCY]).await?;
    }
    println!("| round | load | depicted | playwright load | playwright networkidle |\n|---|---|---|---|---|");
    let mut sums: [Turn; 1 + WAITS.len()] = Default::default();
    for round in 1..=rounds {
        let load = load();
        let mut turns = vec![capture(&pool, &requests).await?];
        for other in &mut others {
            turns.push(other.capture(&urls).await?);
        }
        let cell = |turn: &Turn| {
            let minute = PAGES as f64 / turn.wall * 60.0;
            format!("{:.1} s, {:.1} s CPU, {minute:.0} a minute", turn.wall, turn.cpu)
        };
        let cells: Vec<String> = turns.iter().map(cell).collect();
        println!("| {round} | {load} | {} |", cells.join(" | "));
        sums.iter_mut().zip(&turns).for_each(|(sum, turn)| sum.add(turn));
    }
    println!();
    for (wait, sum) in WAITS.iter().zip(&sums[1..]) {
        println!(
            "Depicted to Playwright ({wait}): {:.2} times the captures a minute, {:.2} times the processor time.",
            sum.wall / sums[0].wall,
            sums[0].cpu / sum.cpu
        );
    }
    println!("\n| of | stage | ms a page |\n|---|---|---|");
    for (name, sum) in ["depicted", "playwright load", "playwright networkidle"].iter().zip(&sums) {
        for (stage, seconds) in &sum.stages {
            println!("| {name} | {stage} | {:.0} |", seconds * 1000.0 / (PAGES * rounds) as f64);
        }
    }
    pool.close().await;
    for other in others {
        other.end().await?;
    }
    Ok(())
}
