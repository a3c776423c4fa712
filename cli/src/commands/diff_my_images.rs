//! `depicted diff-my-images`: pictures of one's own, compared by a server with those that were good last.

use depicted_client::{Client, Release, Result, RunReport};

use crate::args::ImagesArgs;
use crate::exit::Exit;
use crate::remote::{ImageTest, Session, read_tests};

/// Hands the pictures over, and says how to exit.
pub(super) fn run(args: &ImagesArgs) -> Exit {
    crate::remote::run(args.release.voice, async {
        let session = Session::new(&args.server, &args.release)?;
        let tests = read_tests::<ImageTest>(&args.list)?;
        session.release(tests, None, send).await
    })
}

/// Sends one picture, with that of the last good release as its reference if there is one.
async fn send(client: &Client, release: &Release, test: ImageTest) -> Result<String> {
    let ImageTest { name, run_failed, image_path, log_path, url } = test;
    let mut report = RunReport::new();
    if let Some(url) = &url {
        report = report.url(url);
    }
    if let Some(log) = &log_path {
        report = report.log(client.upload(log).await?);
    }
    if let Some(image) = &image_path {
        report = report.image(client.upload(image).await?);
    }
    if run_failed {
        report = report.run_failed();
    }
    let baseline = client.find_run(&name).await?;
    // The reference has no configuration: nobody captured it here.
    if let Some(baseline) = &baseline {
        report = baseline.image.into_iter().fold(report, RunReport::ref_image);
        report = baseline.log.into_iter().fold(report, RunReport::ref_log);
        report = baseline.url.iter().fold(report, |report, url| report.ref_url(url));
    }
    client.report_run(release, &name, &report).await?;
    Ok(match baseline {
        _ if run_failed => format!("{name}: reported as failed"),
        Some(baseline) => format!("{name}: sent, to be compared with release {}", baseline.release_name),
        None => format!("{name}: sent as a baseline"),
    })
}
