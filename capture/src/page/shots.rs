//! Taking pictures until two in a row are the same.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::open::Page;
use super::state::World;
use crate::picture::{self, Tile};
use crate::{CaptureConfig, CaptureError, Stability};

/// The browser repeats a picture that is taller than 16 384 pixels from its top; this is half of it.
const TILE: u32 = 8192;
/// After so many different shots the page's scripts are held.
const FREE_SHOTS: u32 = 4;
const MAX_SHOTS: u32 = 10;
/// What was stilled is drawn, and what was not goes on.
const BETWEEN: Duration = Duration::from_millis(50);

/// What is taken: a part of the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// Whether it reaches beyond the viewport.
    beyond: bool,
}

/// The finished picture.
#[derive(Debug)]
pub(super) struct Shot {
    pub(super) png: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) ignore: Vec<depicted::Rect>,
    pub(super) stable: Stability,
}

impl Page {
    /// Takes the picture that the configuration asks for.
    pub(super) async fn shoot(&self, config: &CaptureConfig) -> Result<Shot, CaptureError> {
        let scale = config.device_scale_factor;
        let mut stable = Stability { shots: 0, equal: false, held: false };
        let mut last: Option<Vec<Tile>> = None;
        loop {
            if stable.shots == FREE_SHOTS {
                self.shared.log(&format!("{FREE_SHOTS} shots differ: scripts of the page are held"));
                self.call("Emulation.setScriptExecutionDisabled", json!({"value": true})).await?;
                stable.held = true;
            }
            self.ask_all("depicted.still()").await?;
            self.pause(BETWEEN).await?;
            let area = self.area(config).await?;
            let ignore = self.masked(config, area).await?;
            let mut tiles = self.tiles(area, scale).await?;
            if !ignore.is_empty() {
                let width = tiles.first().map_or(0, |tile| tile.width);
                tiles = vec![picture::assemble(&tiles, &ignore, width)?];
            }
            stable.shots += 1;
            stable.equal = last.as_ref() == Some(&tiles);
            if stable.equal || stable.shots >= MAX_SHOTS {
                let words = if stable.equal { "two in a row are equal" } else { "no two in a row are equal" };
                self.shared.log(&format!("{} shots: {words}", stable.shots));
                let whole = match <[Tile; 1]>::try_from(tiles) {
                    Ok([tile]) => tile,
                    Err(tiles) => picture::assemble(&tiles, &[], tiles.first().map_or(0, |tile| tile.width))?,
                };
                return Ok(Shot { png: whole.png, width: whole.width, height: whole.height, ignore, stable });
            }
            last = Some(tiles);
        }
    }

    async fn area(&self, config: &CaptureConfig) -> Result<Area, CaptureError> {
        if let Some(selector) = &config.selector {
            let place = self.ask_main(&format!("depicted.placeOf({})", json!(selector))).await?;
            let [left, top, width, height] = ["x", "y", "width", "height"].map(|key| place[key].as_f64());
            let (Some(left), Some(top), Some(width), Some(height)) = (left, top, width, height) else {
                return Err(CaptureError::NotInPage(format!(
                    "selector: nothing visible matches '{selector}'"
                )));
            };
            let (x, y) = (left.max(0.0).floor(), top.max(0.0).floor());
            let width = (left + width).ceil() - x;
            let height = (top + height).ceil() - y;
            return Ok(Area {
                left: x,
                top: y,
                width: width.max(1.0),
                height: height.max(1.0),
                beyond: true,
            });
        }
        if let Some(clip) = config.clip_rect {
            return Ok(Area {
                left: clip.left,
                top: clip.top,
                width: clip.width,
                height: clip.height,
                beyond: true,
            });
        }
        let (width, height) = (f64::from(config.viewport_size.width), f64::from(config.viewport_size.height));
        if !config.full_page {
            let scrolled = self.ask_main("depicted.scrolled()").await?;
            let [left, top] = [0, 1].map(|i| scrolled[i].as_f64().unwrap_or_default());
            return Ok(Area { left, top, width, height, beyond: false });
        }
        let metrics = self.call("Page.getLayoutMetrics", Value::Null).await?;
        let size = |key: &str| metrics.pointer(&format!("/cssContentSize/{key}")).and_then(Value::as_f64);
        let all = size("height").unwrap_or(height).ceil();
        let most = f64::from(config.max_height);
        if all > most {
            self.shared.log(&format!("the page is {all} px tall and was cut at {most} (maxHeight)"));
        }
        let width = size("width").unwrap_or(width).ceil().clamp(1.0, 16_384.0);
        Ok(Area { left: 0.0, top: 0.0, width, height: all.clamp(1.0, most), beyond: true })
    }

    /// Where masked elements are, in pixels of the picture.
    async fn masked(&self, config: &CaptureConfig, area: Area) -> Result<Vec<depicted::Rect>, CaptureError> {
        if config.mask.is_empty() {
            return Ok(Vec::new());
        }
        let context = self.shared.lock().contexts_of(World::Ours).first().copied();
        let code = format!("depicted.placesOf({})", json!(config.mask));
        let places = self.evaluate_in(context, &code).await?;
        let places = places.map_err(|e| CaptureError::NotInPage(format!("mask: {e}")))?;
        let scale = config.device_scale_factor;
        let pixels = |value: f64, limit: f64| (value * scale).clamp(0.0, (limit * scale).ceil());
        let rect = |place: &Value| {
            let [x, y, width, height] =
                ["x", "y", "width", "height"].map(|key| place[key].as_f64().unwrap_or_default());
            let (x, y) = (x - area.left, y - area.top);
            let left = pixels(x, area.width).floor() as u32;
            let top = pixels(y, area.height).floor() as u32;
            let right = pixels(x + width, area.width).ceil() as u32;
            let bottom = pixels(y + height, area.height).ceil() as u32;
            (right > left && bottom > top).then(|| depicted::Rect::new(left, top, right - left, bottom - top))
        };
        Ok(places.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(rect).collect())
    }

    async fn tiles(&self, area: Area, scale: f64) -> Result<Vec<Tile>, CaptureError> {
        if !area.beyond {
            return Ok(vec![self.tile(json!({"format": "png"})).await?]);
        }
        let step = (f64::from(TILE) / scale).floor();
        let mut tiles = Vec::new();
        let mut done = 0.0;
        while done < area.height {
            let height = step.min(area.height - done);
            let clip = json!({"x": area.left, "y": area.top + done, "width": area.width, "height": height, "scale": 1});
            let params = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
            tiles.push(self.tile(params).await?);
            done += height;
        }
        Ok(tiles)
    }

    async fn tile(&self, params: Value) -> Result<Tile, CaptureError> {
        let answer = self.call("Page.captureScreenshot", params).await?;
        Tile::new(decoded(&answer)?)
    }
}

/// The bytes of a picture that the browser took.
pub(super) fn decoded(answer: &Value) -> Result<Vec<u8>, CaptureError> {
    let data = answer["data"].as_str().unwrap_or_default();
    BASE64.decode(data).map_err(|e| CaptureError::Picture(e.to_string()))
}
