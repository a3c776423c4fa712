//! A server as it is run: one process with all in it, stopped and started again.

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgba, RgbaImage};
use reqwest::Client;
use reqwest::redirect::Policy;
use serde_json::Value;

use crate::harness::{Fresh, Server, field, on_each};

/// A black picture of 2x2 pixels, whose first pixel has this much red; with an alpha channel or without.
fn png(red: u8, alpha: bool) -> Vec<u8> {
    let mut picture = RgbaImage::from_pixel(2, 2, Rgba([0, 0, 0, 255]));
    picture.put_pixel(0, 0, Rgba([red, 0, 0, 255]));
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::DynamicImage::from(picture);
    let picture = if alpha { picture } else { picture.into_rgb8().into() };
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// Checklist 98, 139: nothing but this process, and the figure of `compare -metric RMSE`.
#[test]
fn one_process_compares_as_imagemagick_does() {
    on_each(|fresh| async move {
        let server = Server::start_with(&fresh, &["--no-auth"]).await;
        let build = server.build("project", false).await;
        let settings = [("name", "project"), ("options", "{\"metric\": \"rmse\"}")];
        let changed = server.client.post(format!("{}/settings?build_id={build}", server.url)).form(&settings);
        assert!(changed.send().await.expect("an answer").status().is_success());
        server.ok("create_release", &[("build_id", &build), ("release_name", "r")]).await;
        let named = [("build_id", &*build), ("release_name", "r"), ("release_number", "1")];
        // The mean of the squares is 1/4 in one of three channels, or of four.
        let expected = [("rgb", (1.0_f64 / 12.0).sqrt()), ("rgba", (1.0_f64 / 16.0).sqrt())];
        for (name, _) in expected {
            let before = server.upload(&build, png(0, name == "rgba")).await;
            let after = server.upload(&build, png(255, name == "rgba")).await;
            let pair = [("run_name", name), ("image", &*after), ("ref_image", &*before)];
            server.ok("report_run", &[&named[..], &pair].concat()).await;
        }
        server.ok("runs_done", &named).await;
        let start = Instant::now();
        let settled = loop {
            let release = server.v1_get(&format!("builds/{build}/releases/r/1?wait=30")).await;
            if field(&release, "status") == "reviewing" || start.elapsed() > Duration::from_mins(1) {
                break release;
            }
        };
        assert_eq!(field(&settled, "status"), "reviewing", "{settled}");
        for (name, distortion) in expected {
            let found = server.run(&build, "r", 1, name).await;
            let measured = found["distortion"].as_f64().expect("a number");
            assert!((measured - distortion).abs() < 1e-6, "{name}: {measured}, and not {distortion}");
        }
    });
}

/// Checklist 140, the part of a restart.
#[test]
fn a_restart_keeps_sessions() {
    on_each(|fresh| async move {
        let server = Server::start(&fresh).await;
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let form = [("user", "admin"), ("password", &*server.password)];
        let answer =
            client.post(format!("{}/login", server.url)).form(&form).send().await.expect("an answer");
        let cookie = answer.headers()["set-cookie"].to_str().expect("text");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let key = server.key.clone();
        drop(server);
        let again = restarted(&fresh).await;
        let who = client.get(format!("{}/whoami", again.url)).header("cookie", cookie);
        let who: Value = who.send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(field(&who, "name"), "admin", "{who}");
        let (status, _) = again.call_as(Some((&key.0, &key.1)), "work_queue/q/lease", &[]).await;
        assert_eq!(status, 200, "keys stay good, too");
    });
}

async fn restarted(fresh: &Fresh) -> Server {
    let server = Server::start(fresh).await;
    assert!(server.key.0.is_empty(), "it is no first start");
    server
}
