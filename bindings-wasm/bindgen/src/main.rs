//! Writes the JavaScript glue of `depicted-wasm`: `depicted-wasm-bindgen INPUT.wasm FOLDER NAME`.
//!
//! It is a program of its own so that `cargo xtask` builds fast for those who need no WebAssembly.

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let [input, folder, name] = args else { bail!("usage: depicted-wasm-bindgen INPUT.wasm FOLDER NAME") };
    Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)?
        // js/load.js finds the file: there are two, and bundlers shall take what is named there and nothing else.
        .omit_default_module_path(true)
        // After an exception that left the instance in pieces, js/instance.js starts a new one.
        .reset_state_function(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}
