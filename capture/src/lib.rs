//! Stable screenshots of pages by headless Chromium.

mod browser;
mod cdp;
mod config;
mod error;
mod network;
mod page;
mod picture;
mod pool;
mod stability;

pub use browser::find_browser;
pub use config::{
    Background, CaptureConfig, ClipRect, ColorScheme, Condition, ConfigError, Cookie, FreezeTime, Origin,
    Pattern, Position, ReducedMotion, SameSite, Scroll, Secret, Step, StorageItem, StorageState, Typing,
    ViewportSize, WaitFor,
};
pub use error::{CaptureError, Failure};
pub use network::{NetworkPolicy, is_private, is_private_host};
pub use pool::{Capture, Pool, PoolOptions, Request, Stability};
pub use stability::{StabilityReport, stability};
