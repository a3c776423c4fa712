//! Which files are pictures, by name; and what a browser makes of them, by content.

use std::path::Path;

/// How the names of pictures end. A format that a build leaves out is listed too: that it cannot be read is told, where
/// passing over it in silence would look like a pass.
pub(crate) const EXTENSIONS: [&str; 9] = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "qoi"];

/// Whether the name is that of a picture, in capitals or not.
pub(super) fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|end| EXTENSIONS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// First bytes and media types of what browsers show.
const SHOWN: [(&[u8], &str); 4] = [
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
];

/// The media type of a picture that begins with `head`; `None` where browsers do not show it.
pub(crate) fn mime(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    SHOWN.iter().find(|(start, _)| head.starts_with(start)).map(|(_, mime)| *mime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pictures() {
        for name in ["a.png", "a.b.JPG", "x/ä.Jpeg", ".TIFF.tiff", "a.WebP"] {
            assert!(is_picture(Path::new(name)), "{name}");
        }
        for name in ["png", ".png", "a.png.txt", "a.", "a.svg", "a.pngx", ""] {
            assert!(!is_picture(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn media_types() {
        assert_eq!(mime(b"\x89PNG\r\n"), Some("image/png"));
        assert_eq!(mime(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(mime(b"RIFF\0\0\0\0WAVE"), None);
        assert_eq!(mime(b"II*\0"), None);
        assert_eq!(mime(b""), None);
    }
}
