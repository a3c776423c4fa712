//! Tells a format by its first bytes.

use crate::Error;

/// A format that this crate knows how to read; the build may have left its decoder out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Jpeg,
    Webp,
    Gif,
    Bmp,
    Tiff,
    Qoi,
}

/// Each format with its name, its cargo feature, and whether this build has it.
const FORMATS: [(Format, &str, &str, bool); 7] = [
    (Format::Png, "PNG", "png", cfg!(feature = "png")),
    (Format::Jpeg, "JPEG", "jpeg", cfg!(feature = "jpeg")),
    (Format::Webp, "WebP", "webp", cfg!(feature = "webp")),
    (Format::Gif, "GIF", "gif", cfg!(feature = "gif")),
    (Format::Bmp, "BMP", "bmp", cfg!(feature = "bmp")),
    (Format::Tiff, "TIFF", "tiff", cfg!(feature = "tiff")),
    (Format::Qoi, "QOI", "qoi", cfg!(feature = "qoi")),
];

/// Formats that are recognised only to be refused by name: signature, where it begins, name.
const REFUSED: [(&[u8], usize, &str); 9] = [
    (b"ftypavi", 4, "AVIF"),
    (b"ftyphe", 4, "HEIC"),
    (b"ftypmif1", 4, "HEIF"),
    (b"\xff\x0a", 0, "JPEG XL"),
    (b"\0\0\0\x0cJXL ", 0, "JPEG XL"),
    (b"\0\0\x01\0", 0, "ICO"),
    (b"8BPS", 0, "PSD"),
    (b"%PDF", 0, "PDF"),
    (b"P6\n", 0, "PPM"),
];

/// The format of a picture that begins with `head`.
///
/// # Errors
/// `unsupported_format` when this build cannot read it, saying why.
pub(super) fn sniff(head: &[u8]) -> Result<Format, Error> {
    let Some(format) = known(head) else { return Err(refuse(head)) };
    match FORMATS.iter().find(|row| row.0 == format && !row.3) {
        Some((_, name, feature, _)) => Err(Error::unsupported(format!(
            "the picture is a {name}, and this build of depicted leaves out the '{feature}' feature; {}",
            readable()
        ))),
        None => Ok(format),
    }
}

fn known(head: &[u8]) -> Option<Format> {
    if is_png(head) {
        Some(Format::Png)
    } else if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Format::Jpeg)
    } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        Some(Format::Webp)
    } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        Some(Format::Gif)
    } else if is_bmp(head) {
        Some(Format::Bmp)
    } else if [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|four| head.starts_with(*four)) {
        Some(Format::Tiff)
    } else if head.starts_with(b"qoif") {
        Some(Format::Qoi)
    } else {
        None
    }
}

/// The signature was made to break visibly when a transfer mangles line ends or the eighth bit. Such a file is still
/// called a PNG here, so that its user reads "damaged" and not "unknown".
fn is_png(head: &[u8]) -> bool {
    head.starts_with(b"\x89PNG") || head[..head.len().min(24)].windows(4).any(|four| four == b"IHDR")
}

/// Two letters are no signature: the length of the header that follows counts too, where there is one.
fn is_bmp(head: &[u8]) -> bool {
    head.starts_with(b"BM") && matches!(head.get(14..18), None | Some([12..=124, 0, 0, 0]))
}

fn refuse(head: &[u8]) -> Error {
    if head.is_empty() {
        return Error::unsupported("the picture is empty (0 bytes)");
    }
    let named =
        REFUSED.iter().find(|(signature, at, _)| head.get(*at..).is_some_and(|h| h.starts_with(signature)));
    let what = match named {
        Some((_, _, name)) => format!("{name} is not supported"),
        None if is_markup(head) => "the picture begins like HTML, XML or SVG text".to_owned(),
        None => format!("the picture is in no known format, it begins with {}", first_bytes(head)),
    };
    Error::unsupported(format!("{what}; {}", readable()))
}

/// A page that says "not found" is the commonest thing that is served in place of a screenshot.
fn is_markup(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    [&b"<!doctype"[..], b"<html", b"<svg", b"<?xml", b"<!--"]
        .iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// Up to eight bytes in hexadecimal, as `89 50 4e 47`.
fn first_bytes(head: &[u8]) -> String {
    let bytes: Vec<String> = head.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    bytes.join(" ")
}

/// The formats that this build reads, as half a sentence.
fn readable() -> String {
    let names: Vec<&str> = FORMATS.iter().filter(|row| row.3).map(|row| row.1).collect();
    match names[..] {
        [] => "this build reads raw pixels only".to_owned(),
        _ => format!("this build reads {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(head: &[u8]) -> String {
        let error = sniff(head).unwrap_err();
        assert_eq!(error.code(), "unsupported_format");
        error.to_string()
    }

    #[test]
    fn names_what_it_refuses() {
        assert_eq!(refusal(b""), "the picture is empty (0 bytes)");
        assert!(refusal(b"8BPS\0\x01").starts_with("PSD is not supported; this build reads"));
        assert!(refusal(b"BMX riders of the world").contains("no known format"));
        assert!(refusal(b"\0\0\0\x1cftypavif").starts_with("AVIF is not supported"));
        assert!(refusal(b"\xef\xbb\xbf\n<!DOCTYPE html>").starts_with("the picture begins like HTML"));
        assert!(refusal(b"\x01\xabzz").contains("it begins with 01 ab 7a 7a; "));
        assert!(refusal(b"RIFF\0\0\0\0WAVE").contains("no known format"));
    }

    #[test]
    fn a_mangled_png_is_still_a_png() {
        for head in [&b"\x89PNG"[..], b"\tPNG\r\n\x1a\n\0\0\0\rIHDR", b"\x89PNG\r\r\n\x1a\r\n\0\0\0\rIHDR"] {
            assert_eq!(known(head), Some(Format::Png));
        }
    }

    #[test]
    fn a_format_without_its_feature_names_the_feature() {
        for (head, format) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Format::Png),
            (b"\xff\xd8\xff\xe0", Format::Jpeg),
            (b"RIFF\0\0\0\0WEBPVP8 ", Format::Webp),
            (b"GIF89a", Format::Gif),
            (b"BM\x46\0\0\0", Format::Bmp),
            (b"II*\0\x08\0\0\0", Format::Tiff),
            (b"MM\0*\0\0\0\x08", Format::Tiff),
            (b"qoif\0\0", Format::Qoi),
        ] {
            let (_, _, feature, built) = FORMATS[format as usize];
            if built {
                assert_eq!(sniff(head).unwrap(), format);
            } else {
                assert!(refusal(head).contains(&format!("leaves out the '{feature}' feature")));
            }
        }
    }
}
