//! RGB to RGBA, the one conversion that every format needs.

/// Writes each RGB8 pixel as an opaque RGBA8 pixel.
///
/// Arrays of a fixed size, and not slices, let the compiler see that no bound can fail and use vectors.
pub(in crate::decode) fn rgb_to_rgba(rgb: &[u8], rgba: &mut [u8]) {
    for (pixel, [r, g, b]) in rgba.as_chunks_mut::<4>().0.iter_mut().zip(rgb.as_chunks::<3>().0) {
        *pixel = [*r, *g, *b, 255];
    }
}
