//! Reads both pictures in step, from top to bottom.

use std::sync::Arc;

use super::stretch::{Forms, Stretch};
use crate::decode::Rows;
use crate::normalise::Ignored;
use crate::{Error, Side, parallel};

/// Where both pictures are.
pub(crate) struct Reader {
    forms: Arc<Forms>,
    /// Whether every row becomes pixels, and not only those that differ.
    all: bool,
    /// The next row to read.
    next: u32,
    /// Stretches whose memory can be used again.
    pub(super) spare: Vec<Stretch>,
}

impl Reader {
    /// Begins at the first row. Where `all`, every row becomes pixels as it is read; else only those that differ.
    pub(crate) fn new(before: &dyn Rows, after: &dyn Rows, all: bool) -> Self {
        Self { forms: Arc::new(Forms::new(before, after)), all, next: 0, spare: Vec::new() }
    }

    /// Reads the rows before `until`. Both pictures are read at the same time.
    ///
    /// # Errors
    /// Those of the rows; of two, the one of the picture before.
    pub(crate) fn read(
        &mut self,
        until: u32,
        before: &mut dyn Rows,
        after: &mut dyn Rows,
        ignored: &Ignored,
    ) -> Result<Stretch, Error> {
        let mut stretch = self.spare.pop().unwrap_or_else(|| Stretch::new(&self.forms));
        let [to_before, to_after] = stretch.room(self.next..until.max(self.next));
        self.next = self.next.max(until);
        let (first, second) = parallel::join(|| before.read(to_before), || after.read(to_after));
        first.map_err(|error| error.at(Side::Before))?;
        second.map_err(|error| error.at(Side::After))?;
        stretch.compare(ignored, self.all);
        Ok(stretch)
    }
}
