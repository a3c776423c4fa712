//! Lists, a page at a time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which part of a list.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many to pass over. Default: 0.
    #[param(minimum = 0)]
    #[serde(default)]
    pub(crate) offset: u64,
    /// How many to list, 1 to 1000. Default: 100.
    #[param(minimum = 1, maximum = 1000)]
    pub(crate) limit: Option<u64>,
}

impl PageQuery {
    /// At most that many.
    pub(crate) fn limit(self) -> u64 {
        self.limit.unwrap_or(100).clamp(1, 1000)
    }

    /// From here on; no database counts further than this.
    pub(crate) fn offset(self) -> u64 {
        self.offset.min(i64::MAX.unsigned_abs())
    }
}

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// The part.
    pub(crate) items: Vec<T>,
    /// How long the whole list is.
    pub(crate) total: u64,
}
