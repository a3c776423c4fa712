//! Base64 (RFC 4648, with padding), as the vectors use it for bytes inside JSON.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes that a text stands for.
///
/// # Errors
/// When the text is no base64.
pub fn decode(text: &str) -> Result<Vec<u8>, String> {
    if !text.len().is_multiple_of(4) {
        return Err(format!("base64 comes in groups of four letters, this text has {}", text.len()));
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for (index, group) in text.as_bytes().chunks(4).enumerate() {
        let padding = group.iter().rev().take_while(|letter| **letter == b'=').count();
        if padding > 2 || padding > 0 && (index + 1) * 4 != text.len() {
            return Err("'=' is only for the end of base64".into());
        }
        let mut bits = 0;
        for letter in &group[..4 - padding] {
            let value = LETTERS.iter().position(|known| known == letter);
            let value = value.ok_or_else(|| format!("'{}' is no letter of base64", letter.escape_ascii()))?;
            bits = bits << 6 | value as u32;
        }
        bits <<= 6 * padding;
        bytes.extend(&bits.to_be_bytes()[1..4 - padding]);
    }
    Ok(bytes)
}

/// The text that stands for bytes.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > group.len() { '=' } else { letter.into() });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_rfc_hold_both_ways() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode(text).as_deref(), Ok(bytes.as_bytes()));
            assert_eq!(encode(bytes.as_bytes()), text);
        }
        for wrong in ["Z", "Zg=", "Zg==Zg==", "====", "Zm9*"] {
            assert!(decode(wrong).is_err(), "{wrong}");
        }
    }
}
