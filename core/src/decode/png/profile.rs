//! The colour profile of a PNG: its iCCP chunk, which stands before the pixels.

use std::sync::Arc;

use super::chunks::{Chunk, Chunks};
use crate::Error;
use crate::decode::icc::{MOST_BYTES, Transform};
use crate::decode::input::Encoded;

/// The transform of the profile, if there is one that can be used. Whoever decodes the file finds what is damaged in it.
pub(super) fn transform(encoded: &Encoded<'_>, grey: bool) -> Option<Arc<Transform>> {
    Transform::of(&inflate(&iccp(encoded).ok()??)?, grey)
}

/// The contents of the first iCCP before the pixels.
fn iccp(encoded: &Encoded<'_>) -> Result<Option<Vec<u8>>, Error> {
    let mut chunks = Chunks::open(encoded)?;
    loop {
        match chunks.next()? {
            Chunk { kind, length } if &kind == b"iCCP" && length as usize <= MOST_BYTES => {
                return chunks.contents(length).map(Some);
            }
            Chunk { kind, .. } if [b"iCCP", b"IDAT", b"IEND"].contains(&&kind) => return Ok(None),
            chunk => chunks.skip_body(chunk)?,
        }
    }
}

/// A name that ends with 0, the number of the only compression method, and the profile compressed by it.
fn inflate(iccp: &[u8]) -> Option<Vec<u8>> {
    let name = iccp.iter().position(|byte| *byte == 0)?;
    let compressed = iccp[name + 1..].strip_prefix(&[0])?;
    fdeflate::decompress_to_vec_bounded(compressed, MOST_BYTES).ok()
}
