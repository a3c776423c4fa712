//! How a receiver knows that a call is ours, and new: HMAC-SHA-256 over the time and the body.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// `sha256=` and the code of `TIME.BODY`, in hexadecimal.
pub(crate) fn sign(secret: &str, time: &str, body: &str) -> String {
    let mut code = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length will do");
    for part in [time, ".", body] {
        code.update(part.as_bytes());
    }
    let code = code.finalize().into_bytes();
    format!("sha256={}", code.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf '1700000000.{"event":"ping"}' | openssl dgst -sha256 -hmac secret`
    #[test]
    fn the_signature_is_that_of_openssl() {
        assert_eq!(
            sign("secret", "1700000000", r#"{"event":"ping"}"#),
            "sha256=4d39bd2442f073b6bc62e95d0297ce25475582a17389ab860abdc778fe1d9f77"
        );
    }
}
