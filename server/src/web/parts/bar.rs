//! How the runs of a release stand, as a bar.

use askama::Template;

use crate::service::tally::Tally;

/// Fine, wrong and waiting, side by side; what is left are baselines.
#[derive(Clone, Template)]
#[template(path = "part/bar.html")]
pub(crate) struct Bar {
    pieces: Vec<Piece>,
    says: String,
}

/// A stretch, in thousandths of the width.
#[derive(Clone)]
struct Piece {
    tone: &'static str,
    x: u64,
    width: u64,
}

impl Bar {
    pub(crate) fn new(tally: &Tally) -> Self {
        let all = tally.all().max(1);
        let counts = tally.counts;
        let mut x = 0;
        let pieces = [("good", counts.successful), ("bad", counts.failed), ("wait", counts.pending)];
        let pieces = pieces.into_iter().map(|(tone, runs)| {
            let width = runs * 1000 / all;
            x += width;
            Piece { tone, x: x - width, width }
        });
        let pieces = pieces.filter(|piece| piece.width > 0).collect();
        let says = format!(
            "{} fine, {} wrong, {} waiting, of {all}",
            counts.successful, counts.failed, counts.pending
        );
        Self { pieces, says }
    }
}
