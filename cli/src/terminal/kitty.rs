//! The graphics protocol of kitty: a PNG in pieces.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Characters of a piece, which the protocol says.
const PIECE: usize = 4096;

/// A PNG, scaled to so many columns where a number is given.
pub(super) fn text(png: &[u8], columns: Option<u32>) -> String {
    let data = BASE64_STANDARD.encode(png);
    // a=T: show; f=100: PNG; q=2: no answer, which would land in the next prompt.
    let columns = columns.map_or_else(String::new, |columns| format!(",c={columns}"));
    let mut keys = format!("a=T,f=100,q=2{columns}");
    let mut text = String::with_capacity(data.len() + data.len() / 100 + 64);
    let mut rest = data.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(PIECE.min(rest.len()));
        let more = u8::from(!after.is_empty());
        let comma = if keys.is_empty() { "" } else { "," };
        text.extend(["\x1b_G", &keys, comma, &format!("m={more};"), piece, "\x1b\\"]);
        keys.clear();
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_make_the_picture() {
        let picture: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        for (columns, keys) in [(None, "a=T,f=100,q=2,m=1"), (Some(80), "a=T,f=100,q=2,c=80,m=1")] {
            let text = text(&picture, columns);
            let pieces: Vec<(&str, &str)> = text
                .split_terminator("\x1b\\")
                .map(|piece| piece.strip_prefix("\x1b_G").and_then(|piece| piece.split_once(';')).unwrap())
                .collect();
            let found: Vec<&str> = pieces.iter().map(|(keys, _)| *keys).collect();
            assert_eq!(found, [keys, "m=1", "m=1", "m=0"]);
            assert!(pieces.iter().all(|(_, data)| data.len() <= PIECE));
            let data: String = pieces.into_iter().map(|(_, data)| data).collect();
            assert_eq!(BASE64_STANDARD.decode(data).unwrap(), picture);
        }
        assert_eq!(text(b"PNG", None), "\x1b_Ga=T,f=100,q=2,m=0;UE5H\x1b\\");
    }
}
