//! The significance of places: the k-th largest value of every window.

use super::grid::Grid;

/// For each pixel the highest score of any window that holds it. Windows of `side` pixels begin at every multiple of
/// half of that, from minus half on.
pub(super) fn window_scores(significance: &Grid<u32>, side: i32, rank: usize) -> Grid<u32> {
    let mut scores = Grid::new(significance.width, significance.height, |_, _| 0);
    let starts = |length: i32| (-side / 2..length).step_by(side as usize / 2);
    for top in starts(significance.height) {
        for left in starts(significance.width) {
            let places: Vec<(i32, i32)> = (top..top + side)
                .flat_map(|y| (left..left + side).map(move |x| (x, y)))
                .filter(|(x, y)| significance.has(*x, *y))
                .collect();
            let mut values: Vec<u32> = places.iter().map(|(x, y)| significance.at(*x, *y)).collect();
            values.sort_unstable_by(|a, b| b.cmp(a));
            let score = values.get(rank - 1).copied().unwrap_or(0);
            for (x, y) in places {
                scores.set(x, y, scores.at(x, y).max(score));
            }
        }
    }
    scores
}
