//! Lets the linker of macOS leave Python's names to the interpreter, as it does elsewhere.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
