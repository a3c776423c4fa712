//! The state machines, held to what the original does and to what must never happen.

mod properties;
mod release;
mod reports;
mod run;
mod states;
mod task;

use super::ArtifactId;

/// Forty times the same digit.
fn artifact(digit: u8) -> ArtifactId {
    ArtifactId::from_sha1([digit << 4 | digit; 20])
}
