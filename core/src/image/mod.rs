//! Plain values of the plane: sizes, rectangles, raw pixels, rows of bits.

pub(crate) mod bits;
mod rect;
mod rgba;
mod size;

pub use rect::Rect;
pub use rgba::RgbaView;
pub use size::Size;
