//! Random secrets, and how they are kept: as hashes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A new secret of 20 random bytes: 27 characters of base64, safe in URLs and headers.
pub(crate) fn new() -> String {
    URL_SAFE_NO_PAD.encode(random::<20>())
}

/// A new identifier of 32 lower-case characters, which is no secret.
pub(crate) fn new_id() -> String {
    random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is stored of a secret. A plain hash is enough for one that is as random as it is long; passwords have
/// [another](super::password).
pub(crate) fn hash(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether it is the secret that was stored, in a time that does not tell how much of it is right.
pub(crate) fn matches(secret: &str, stored: &str) -> bool {
    hash(secret).as_bytes().ct_eq(stored.as_bytes()).into()
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has random numbers");
    bytes
}
