//! What the tests of Depicted share: the loader of the vectors, the pictures they are about, and where things are.
//!
//! The tests themselves are in `tests/tests`; `tests/README.md` is the map.

pub mod agree;
pub mod base64;
pub mod bless;
pub mod case;
pub mod pictures;
pub mod pixels;
pub mod places;
pub mod png_file;
pub mod random;
pub mod schema;
pub mod walk;
