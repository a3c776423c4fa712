//! Depicted compares two screenshots and says what a person would see.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pictures");
//! # let (before, after) = (format!("{dir}/before.png"), format!("{dir}/after.png"));
//! # let output = std::env::temp_dir().join(format!("depicted-front-page-{}.png", std::process::id()));
//! use depicted::{Differ, Options, Rect};
//!
//! let options = Options { ignore: vec![Rect::new(0, 0, 20, 10)], ..Options::default() };
//! let report = Differ::new(options).highlight_to_path(&output).diff(&before, &after)?;
//!
//! println!("{report}"); // different: distortion 0.0396, 9 709 of 480 000 pixels, 3 regions
//! for region in &report.regions {
//!     println!("{} pixels changed at {},{}", region.pixels, region.x, region.y);
//! }
//! # assert!(!report.same() && report.highlight_written);
//! # std::fs::remove_file(output)?;
//! # Ok(()) }
//! ```
//!
//! Pictures are encoded bytes, paths, readers or raw RGBA8 pixels ([`Picture`]). [`diff`] is the short form of
//! [`Differ`], which also writes the highlighted picture and takes a clock.
//!
//! # How it works
//! Both pictures are read as bands of rows and never held whole: memory grows with the width of the picture and not
//! with its height. Equal rows are skipped; a [`Metric`] looks at the others. Every count, mask and verdict is made of
//! integers, so that it is the same bit for bit on every processor, with any number of threads, and in WASM.
//!
//! # Features
//! `png`, `jpeg`, `webp`, `gif`, `bmp`, `tiff` and `qoi` each add a decoder (`png` also writes the highlight), `icc`
//! applies colour profiles, `resize` scales a reference of another size ([`Resize`]), `rayon` adds threads. All are on by
//! default. Without any of them the crate compares raw pixels on one thread.

mod clock;
mod compare;
mod decode;
mod differ;
mod error;
mod highlight;
mod image;
mod limits;
mod normalise;
mod options;
mod parallel;
mod pipeline;
mod report;
pub mod workflow;

pub use clock::Clock;
pub use decode::Picture;
pub use differ::{Differ, diff};
pub use error::{Error, ErrorKind};
pub use image::{Rect, RgbaView, Size};
pub use limits::Limits;
pub use options::{
    Antialiasing, Color, Highlight, HighlightFormat, HighlightMode, Level, Metric, Options, Resize,
    ResizeFilter, Threshold, Tolerance,
};
pub use report::numbers;
pub use report::{Bounds, ElapsedMs, Move, Pixels, Reason, Region, Report, Resized, SCHEMA, Side, Verdict};
