//! Captures of pages that the tests serve, by the Chromium of this machine.

#[path = "../site/mod.rs"]
mod site;

mod certificates;
mod failures;
mod measured;
mod network;
mod pages;
mod pictures;
mod processes;
mod requests;
mod schema;
mod steps;

use std::io::Cursor;
use std::time::Duration;

use depicted_capture::{Capture, CaptureConfig, Failure, Pool, PoolOptions, Request, find_browser};
use serde_json::Value;

/// Options with a limit of time that suits a test.
fn options() -> PoolOptions {
    let browser = find_browser(None).expect("the tests need a Chromium");
    PoolOptions { timeout: Duration::from_secs(60), ..PoolOptions::new(browser) }
}

async fn pool() -> Pool {
    Pool::launch(options()).await.expect("the browser starts")
}

fn request(url: impl Into<String>, config: &Value) -> Request {
    Request { url: url.into(), config: CaptureConfig::from_json(config).expect("the configuration is sound") }
}

async fn take(pool: &Pool, url: impl Into<String>, config: &Value) -> Capture {
    match pool.capture(&request(url, config)).await {
        Ok(capture) => capture,
        Err(failure) => panic!("{failure}\n{}", failure.log),
    }
}

async fn fail(pool: &Pool, url: impl Into<String>, config: &Value) -> Failure {
    match pool.capture(&request(url, config)).await {
        Ok(capture) => panic!("it was captured\n{}", capture.log),
        Err(failure) => failure,
    }
}

/// The pixels of a PNG, RGBA.
struct Pixels {
    width: usize,
    rgba: Vec<u8>,
}

impl Pixels {
    fn of(png: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::ALPHA);
        let mut reader = decoder.read_info().expect("it is a PNG");
        let mut rgba = vec![0; reader.output_buffer_size().expect("it fits")];
        let info = reader.next_frame(&mut rgba).expect("it is whole");
        assert_eq!(info.color_type, png::ColorType::Rgba);
        Self { width: info.width as usize, rgba }
    }

    fn at(&self, x: usize, y: usize) -> [u8; 4] {
        let begin = (y * self.width + x) * 4;
        self.rgba[begin..begin + 4].try_into().expect("four bytes")
    }
}

/// Polls a condition until it holds, for ten seconds at most.
async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..500 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{what}: not within ten seconds");
}
