//! What a file is, by its bytes alone: neither its name nor what whoever uploads it says can change how it is served.

/// What nobody can tell.
const UNKNOWN: &str = "application/octet-stream";
const TEXT: &str = "text/plain";
const JSON: &str = "application/json";

/// The type of a whole file.
pub(super) fn whole(bytes: &[u8]) -> &'static str {
    let starts_like_json = bytes.trim_ascii_start().first().is_some_and(|byte| b"{[".contains(byte));
    if starts_like_json && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() {
        return JSON;
    }
    by_signature(bytes).unwrap_or_else(|| if is_text(bytes) { TEXT } else { UNKNOWN })
}

/// The type of a file that begins so.
pub(super) fn head(bytes: &[u8]) -> &'static str {
    by_signature(bytes).unwrap_or_else(|| if is_text(bytes) { TEXT } else { UNKNOWN })
}

/// Whether a browser may show it as part of a page: pictures that hold no program.
pub(crate) fn is_inline(content_type: &str) -> bool {
    let pictures =
        ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/avif"];
    pictures.contains(&content_type) || [TEXT, JSON].contains(&content_type)
}

fn by_signature(bytes: &[u8]) -> Option<&'static str> {
    Some(infer::get(bytes)?.mime_type())
}

/// UTF-8 without control characters that no text has; the last character of a head may be cut.
fn is_text(bytes: &[u8]) -> bool {
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    valid && !bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_a_file_is() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n"[..], "image/png"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"<!DOCTYPE html><script>", "text/html"),
            (b"{\"a\": [1]}", JSON),
            (b"{not json", TEXT),
            ("gr\u{fc}n\n".as_bytes(), TEXT),
            (b"", TEXT),
            (b"\0\x01\x02", UNKNOWN),
        ] {
            assert_eq!(whole(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_may_hold_a_program_is_not_shown() {
        for content_type in ["text/html", "image/svg+xml", "text/xml", "application/pdf", UNKNOWN] {
            assert!(!is_inline(content_type), "{content_type}");
        }
    }
}
