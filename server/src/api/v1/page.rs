//! Lists, a page at a time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask;

/// Which part of a list.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many to pass over. Default: 0.
    #[param(minimum = 0)]
    #[serde(default, deserialize_with = "ask::within::<_, 0, FURTHEST>")]
    pub(crate) offset: Option<u64>,
    /// How many to list, 1 to 1000. Default: 100.
    #[param(minimum = 1, maximum = 1000)]
    #[serde(default, deserialize_with = "ask::within::<_, 1, 1000>")]
    pub(crate) limit: Option<u64>,
}

/// No database counts further.
const FURTHEST: u64 = i64::MAX.unsigned_abs();

impl PageQuery {
    /// At most that many.
    pub(crate) fn limit(self) -> u64 {
        self.limit.unwrap_or(100)
    }

    /// From here on.
    pub(crate) fn offset(self) -> u64 {
        self.offset.unwrap_or(0)
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
