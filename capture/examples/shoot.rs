//! Captures a page into a file: `cargo run -p depicted-capture --example shoot -- URL FILE.png [CONFIG]`.

use std::process::ExitCode;

use depicted_capture::{CaptureConfig, Pool, PoolOptions, Request, find_browser};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, file, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: shoot URL FILE.png [CONFIG]");
        return ExitCode::from(2);
    };
    match shoot(url, file, rest.first().map_or("{}", String::as_str)).await {
        Ok(log) => {
            print!("{log}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn shoot(url: &str, file: &str, config: &str) -> Result<String, Box<dyn std::error::Error>> {
    let config = CaptureConfig::from_json(&serde_json::from_str(config)?)?;
    let mut options = PoolOptions::new(find_browser(None)?);
    options.network.schemes.push("file".to_owned());
    let pool = Pool::launch(options).await?;
    let result = pool.capture(&Request { url: url.to_owned(), config }).await;
    pool.close().await;
    let capture = result.map_err(|failure| format!("{}{failure}", failure.log))?;
    std::fs::write(file, &capture.png)?;
    Ok(format!("{}{} x {}, {:?}\n", capture.log, capture.width, capture.height, capture.stable))
}
