//! One page from its URL to its picture.

mod events;
mod log;
mod open;
mod ready;
mod rules;
mod shots;
mod state;
mod steps;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;
use url::Url;

use crate::cdp::Client;
use crate::{Capture, CaptureConfig, CaptureError, Failure, NetworkPolicy, Request};
use log::shown;
use open::Page;
use state::Shared;

/// How long the last frame of a failed capture may take.
const LAST_FRAME: Duration = Duration::from_secs(2);
/// How long fonts and images may take once nothing is loading.
const FONTS_AND_IMAGES_MS: u32 = 5_000;

/// Captures a page within a limit of time.
pub(crate) async fn capture(
    client: &Client,
    request: &Request,
    policy: &NetworkPolicy,
    limit: Duration,
) -> Result<Capture, Failure> {
    let shared = Arc::new(Shared::new());
    let mut page = None;
    let result = timeout(limit, run(client, request, policy, &shared, &mut page)).await;
    let error = match result {
        Ok(Ok(mut capture)) => {
            capture.log = finished_log(&shared, "captured");
            return Ok(capture);
        }
        Ok(Err(error)) => error,
        Err(_) => CaptureError::Timeout { limit, doing: shared.doing() },
    };
    let drawable =
        !matches!(error, CaptureError::PageCrashed | CaptureError::BrowserGone | CaptureError::Denied(_));
    let last_frame = match page.as_ref().filter(|_| drawable) {
        Some(page) => timeout(LAST_FRAME, page.last_frame()).await.ok().flatten(),
        None => None,
    };
    let last_frame = last_frame.and_then(|answer| shots::decoded(&answer).ok());
    let log = finished_log(&shared, &format!("failed: {error}"));
    Err(Failure { error, log, last_frame })
}

async fn run(
    client: &Client,
    request: &Request,
    policy: &NetworkPolicy,
    shared: &Arc<Shared>,
    page: &mut Option<Page>,
) -> Result<Capture, CaptureError> {
    let config = &request.config;
    let url = Url::parse(request.url.trim())
        .map_err(|e| CaptureError::Load(format!("'{}' is not a URL: {e}", shown(&request.url))))?;
    policy.check(url.as_str()).map_err(CaptureError::Denied)?;
    shared.log(&format!("capture {}", shown(url.as_str())));
    shared.log(&format!("configuration {}", config.redacted()));
    shared.begin("opening a page");
    let page = page.insert(Page::open(client, shared.clone(), url).await?);
    page.set_up(config, policy).await?;
    prepare(page, config).await?;
    shared.begin("taking shots");
    let shot = page.shoot(config).await?;
    Ok(Capture {
        png: shot.png,
        width: shot.width,
        height: shot.height,
        ignore: shot.ignore,
        log: String::new(),
        stable: shot.stable,
    })
}

/// Loads the page and brings it to where it can be drawn.
async fn prepare(page: &Page, config: &CaptureConfig) -> Result<(), CaptureError> {
    let shared = &page.shared;
    shared.begin("loading");
    page.go(config).await?;
    shared.begin("waiting for quiet");
    page.settle(config).await?;
    if let Some(what) = &config.wait_for {
        shared.begin("waiting for waitFor");
        page.wait_for(what).await?;
    }
    if !config.steps.is_empty() {
        shared.begin("taking steps");
        page.take_steps(config).await?;
        page.settle(config).await?;
    }
    shared.begin("injecting");
    if page.inject(config).await? {
        page.settle(config).await?;
    }
    shared.begin("showing all of the page");
    if config.full_page || config.selector.is_some() || config.clip_rect.is_some() {
        page.ask_main(&format!("depicted.showAll({})", config.max_height)).await?;
        page.ask_main("depicted.scroll(0, 0)").await?;
        page.ask_all("depicted.redrawSticky()").await?;
    }
    shared.begin("waiting for fonts and images");
    let fonts = page.ask_all(&format!("depicted.loaded({FONTS_AND_IMAGES_MS})")).await?;
    for font in fonts.iter().filter_map(|fonts| fonts.as_array()).flatten() {
        shared.log(&format!("the font {font} did not load and was replaced by another"));
    }
    page.settle(config).await
}

fn finished_log(shared: &Shared, outcome: &str) -> String {
    let mut state = shared.lock();
    let line = format!("{} requests, {} failed, {} blocked", state.requests, state.failed, state.blocked);
    state.log.add(&line);
    state.log.add(outcome);
    state.log.text().to_owned()
}

impl Shared {
    /// Notes what is going on, for the log and for whoever asks why it took so long.
    fn begin(&self, doing: &'static str) {
        let mut state = self.lock();
        state.doing = doing;
        state.log.add(doing);
    }

    fn doing(&self) -> String {
        self.lock().doing.to_owned()
    }
}
