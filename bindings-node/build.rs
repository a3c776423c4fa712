//! Lets the library be loaded by Node: on some systems the linker has to be told that Node brings the symbols.

fn main() {
    napi_build::setup();
}
