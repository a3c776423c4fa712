//! The browser: where it is, how it is started, and how all of its processes end.

mod find;

pub use find::find_browser;
