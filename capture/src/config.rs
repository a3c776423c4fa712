//! What a capture may be told: the keys of the capture configuration, their meanings and defaults.

#![expect(clippy::mutable_key_type, reason = "a pattern is ordered by its text, which never changes")]

mod check;
mod patterns;
mod secret;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use check::ConfigError;
pub use patterns::Pattern;
pub use secret::Secret;

/// How one page is captured. Every key is optional.
///
/// In JSON the keys are in camelCase: `{"viewportSize": {"width": 400, "height": 300}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CaptureConfig {
    /// The page. Accepted because older configurations carry it; the request's own URL always wins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_url: Option<String>,
    /// Size of the viewport in CSS pixels. Default: 1280 x 800.
    pub viewport_size: ViewportSize,
    /// The part of the page to take, in CSS pixels from its top left corner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clip_rect: Option<ClipRect>,
    /// Cookies, set before the page is opened.
    pub cookies: Vec<Cookie>,
    /// User of HTTP authentication; takes effect together with the password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_user_name: Option<String>,
    /// Password of HTTP authentication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_password: Option<Secret>,
    /// Style rules added to the page after it has loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inject_css: Option<String>,
    /// JavaScript run in the page after it has loaded and `injectCss` was added. An exception fails the capture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inject_js: Option<String>,
    /// Request headers: a pattern of URLs to names and values. All patterns that match apply.
    pub inject_headers: BTreeMap<Pattern, BTreeMap<String, Secret>>,
    /// Requests that are blocked, beside those to `www.google-analytics.com`, which always are.
    pub resources_to_ignore: Vec<Pattern>,
    /// How long a request may take before the capture goes on without it. Default: 10 000 ms, which 0 means, too.
    pub resource_timeout_ms: u64,
    /// What the browser calls itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// Whether the whole page is taken rather than the viewport. Default: true.
    pub full_page: bool,
    /// Take the first element that matches this CSS selector, and nothing besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// What to wait for after the page has loaded: a CSS selector, `{"expression": "..."}`, a number of ms, or a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_for: Option<WaitFor>,
    /// Pixels of the picture to one CSS pixel. Default: 1.
    pub device_scale_factor: f64,
    /// CSS selectors of elements that are painted over, and reported as rectangles to ignore.
    pub mask: Vec<String>,
    /// What `prefers-color-scheme` says. Default: `light`.
    pub color_scheme: ColorScheme,
    /// What `prefers-reduced-motion` says. Default: `reduce`.
    pub reduced_motion: ReducedMotion,
    /// Locale of the browser, such as `de-CH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Time zone, such as `Europe/Zurich`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// What to do in the page before it is captured, in this order.
    pub steps: Vec<Step>,
    /// Cookies and local storage of a session, in the form that Playwright saves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_state: Option<StorageState>,
    /// Hosts whose certificates are not checked.
    pub ignore_tls_errors: Vec<String>,
    /// Whether a page that paints no background is white or transparent. Default: `opaque`.
    pub background: Background,
    /// Stop the page's clock at this time: RFC 3339, or milliseconds since 1970. Scripts see this time, and animations
    /// made by scripts run for one second of it and stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freeze_time: Option<FreezeTime>,
    /// Seed of `Math.random`. Without it, the numbers are random.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// Where a whole page is cut off, in CSS pixels. Default: 60 000.
    pub max_height: u32,
}

impl Default for CaptureConfig {
    fn default() -> Self {
        Self {
            target_url: None,
            viewport_size: ViewportSize::default(),
            clip_rect: None,
            cookies: Vec::new(),
            http_user_name: None,
            http_password: None,
            inject_css: None,
            inject_js: None,
            inject_headers: BTreeMap::new(),
            resources_to_ignore: Vec::new(),
            resource_timeout_ms: 10_000,
            user_agent: None,
            full_page: true,
            selector: None,
            wait_for: None,
            device_scale_factor: 1.0,
            mask: Vec::new(),
            color_scheme: ColorScheme::Light,
            reduced_motion: ReducedMotion::Reduce,
            locale: None,
            timezone: None,
            steps: Vec::new(),
            storage_state: None,
            ignore_tls_errors: Vec::new(),
            background: Background::Opaque,
            freeze_time: None,
            seed: None,
            max_height: 60_000,
        }
    }
}

/// Size of the viewport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ViewportSize {
    /// In CSS pixels, 1 to 16 384.
    pub width: u32,
    /// In CSS pixels, 1 to 16 384.
    pub height: u32,
}

impl Default for ViewportSize {
    fn default() -> Self {
        Self { width: 1280, height: 800 }
    }
}

/// A part of the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClipRect {
    /// Distance from the left edge of the page. Default: 0.
    #[serde(default)]
    pub left: f64,
    /// Distance from the top of the page. Default: 0.
    #[serde(default)]
    pub top: f64,
    /// Width, more than 0.
    pub width: f64,
    /// Height, more than 0.
    pub height: f64,
}

/// A cookie, set before the page is opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value; never logged.
    pub value: Secret,
    /// Its domain. Default: the host of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Its path. Default: `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// When it ends, in seconds (or milliseconds) since 1970. Default: with the capture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<f64>,
    /// Whether it is for https alone. Default: false.
    #[serde(default)]
    pub secure: bool,
    /// Whether it is hidden from scripts. Default: false.
    #[serde(default, alias = "httponly")]
    pub http_only: bool,
    /// `Strict`, `Lax` or `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_site: Option<SameSite>,
}

/// Which requests from other sites carry a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SameSite {
    /// None.
    Strict,
    /// Following a link.
    Lax,
    /// All.
    None,
}

/// What to wait for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "waitFor takes a number of ms, a CSS selector, an object with `selector`, `expression` or `ms`, or a list"
)]
pub enum WaitFor {
    /// So many milliseconds.
    Ms(u64),
    /// Until an element matches this CSS selector and is visible.
    Selector(String),
    /// One of the above or an expression, named.
    Condition(Condition),
    /// All of these, one after the other.
    All(Vec<WaitFor>),
}

/// Something to wait for, named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// Until an element matches this CSS selector and is visible.
    Selector(String),
    /// Until this JavaScript expression is truthy.
    Expression(String),
    /// So many milliseconds.
    Ms(u64),
}

/// Something to do in the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Click the first element that matches this CSS selector.
    Click(String),
    /// Type text into an element.
    Type(Typing),
    /// Move the mouse over the first element that matches this CSS selector.
    Hover(String),
    /// Scroll an element into view, or the page to a place.
    Scroll(Scroll),
    /// Press a key, named as in `KeyboardEvent.key`: `Enter`, `Tab`, `ArrowDown`, `a`.
    Press(String),
    /// Wait.
    WaitFor(WaitFor),
}

/// Text to type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Typing {
    /// CSS selector of the field.
    pub selector: String,
    /// The text; never logged.
    pub text: Secret,
}

/// Where to scroll.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "scroll takes a CSS selector, or an object with `x` and `y`")]
pub enum Scroll {
    /// Until the first element that matches this CSS selector is in view.
    Selector(String),
    /// The page to this place.
    Position(Position),
}

/// A place on the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Distance from the left edge. Default: 0.
    #[serde(default)]
    pub x: f64,
    /// Distance from the top. Default: 0.
    #[serde(default)]
    pub y: f64,
}

/// Cookies and local storage of a session.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct StorageState {
    /// The cookies.
    pub cookies: Vec<Cookie>,
    /// Local storage, for each origin.
    pub origins: Vec<Origin>,
}

/// The local storage of an origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// Such as `https://example.com`.
    pub origin: String,
    /// Names and values.
    #[serde(default)]
    pub local_storage: Vec<StorageItem>,
}

/// An item of local storage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StorageItem {
    /// Its name.
    pub name: String,
    /// Its value; never logged.
    pub value: Secret,
}

/// What `prefers-color-scheme` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Whatever the browser's own is.
    NoPreference,
}

/// What `prefers-reduced-motion` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReducedMotion {
    /// Less motion is wanted.
    Reduce,
    /// No preference.
    NoPreference,
}

/// What is behind a page that paints no background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Background {
    /// The browser's: white, or dark for a page that supports dark schemes.
    Opaque,
    /// Nothing: such pixels are transparent.
    Transparent,
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "freezeTime takes a time in RFC 3339, or milliseconds since 1970")]
pub enum FreezeTime {
    /// Milliseconds since 1970.
    Ms(u64),
    /// In RFC 3339: `2026-01-31T12:00:00Z`.
    Rfc3339(String),
}
