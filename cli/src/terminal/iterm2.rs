//! The inline pictures of iTerm2: a file in one piece.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// A picture, as wide as the terminal where it would be wider.
pub(super) fn text(picture: &[u8], too_wide: bool) -> String {
    let width = if too_wide { "100%" } else { "auto" };
    let (size, data) = (picture.len(), BASE64_STANDARD.encode(picture));
    format!("\x1b]1337;File=inline=1;size={size};width={width};preserveAspectRatio=1:{data}\x07")
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_a_file_of_that_size() {
        let head = "\x1b]1337;File=inline=1;size=3;width=";
        assert_eq!(super::text(b"PNG", false), format!("{head}auto;preserveAspectRatio=1:UE5H\x07"));
        assert_eq!(super::text(b"PNG", true), format!("{head}100%;preserveAspectRatio=1:UE5H\x07"));
    }
}
