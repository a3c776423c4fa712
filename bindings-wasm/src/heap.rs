//! Memory that runs out throws `too_large` in place of a trap that says nothing.
#![allow(unsafe_code, reason = "an allocator is unsafe by its trait; this one passes every call on")]

use std::alloc::{GlobalAlloc, Layout, System};

use crate::failure::OUT_OF_MEMORY;

#[global_allocator]
static HEAP: Heap = Heap;

/// Rust's own allocator, and an exception where it has nothing left.
struct Heap;

// SAFETY: every call goes to `System` with the arguments as they came; a failed one never returns.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`.
        given(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        given(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `realloc`.
        given(unsafe { System.realloc(block, layout, size) })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

fn given(block: *mut u8) -> *mut u8 {
    if block.is_null() {
        wasm_bindgen::throw_str(OUT_OF_MEMORY);
    }
    block
}
