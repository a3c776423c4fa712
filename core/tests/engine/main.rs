//! What holds for every pair of pictures, whatever the metric.

mod accounts;
mod counting;
#[cfg(feature = "png")]
mod encoded;
#[cfg(feature = "png")]
mod highlight;
mod pages;
mod paint;
mod schedule;
mod support;
mod symmetry;
mod threshold;
mod tolerance;
