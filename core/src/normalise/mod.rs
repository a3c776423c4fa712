//! Two pictures brought onto one ground: the canvas, ignored rectangles, backdrops for alpha, a scaled reference.
//!
//! What a metric does with alpha is its own ruling: `exact` and `rmse` take it as a channel, `pixelmatch` blends with
//! its checkerboard, `odiff` with white in its fixed point, `perceptual` uses [`composite`].

mod canvas;
pub(crate) mod composite;
mod ignore;
#[cfg(feature = "resize")]
mod resize;

pub(crate) use canvas::Canvas;
pub(crate) use ignore::Ignored;
#[cfg(feature = "resize")]
pub(crate) use resize::ResizedRows;
