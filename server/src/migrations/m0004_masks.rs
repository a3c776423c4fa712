//! What a capture has masked stays with its picture.

use super::steps::Steps;
use crate::store::schema::{Column, Kind};

/// Goes on.
pub(super) fn up(steps: &mut Steps) {
    steps.add_column("artifact_owner", &Column::new("ignore", Kind::Json).nullable());
}

/// Goes back.
pub(super) fn down(steps: &mut Steps) {
    steps.drop_column("artifact_owner", "ignore");
}
