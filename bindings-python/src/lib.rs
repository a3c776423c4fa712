//! The extension module `depicted._native`: what Python cannot do itself. Everything that a user sees is in
//! `python/depicted`, and everything that is decided is in the engine.

mod command;
mod compare;
mod encode;
mod error;
mod options;
mod picture;
mod pool;
mod workflow;

use pyo3::pymodule;

/// The engine and the command line of Depicted; use the package `depicted` instead.
#[pymodule(name = "_native")]
mod native {
    #[pymodule_export]
    use crate::command::{run, write_page};
    #[pymodule_export]
    use crate::compare::{diff, diff_many};
    #[pymodule_export]
    use crate::encode::encode;
    #[pymodule_export]
    use crate::options::default_options;
    #[pymodule_export]
    use crate::workflow::workflow;

    /// The version of the engine and of the package.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python calls it so")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
