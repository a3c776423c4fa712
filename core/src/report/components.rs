//! Connected components of rows that arrive one at a time.
//!
//! Every run of set bits gets a *label*; runs of neighbouring rows that touch, also at a corner (8-connectivity), share
//! a component. Two labels that turn out to belong together are united in a disjoint-set forest, where the smaller
//! label is always the root: labels depend on the rows alone, so feeding the same rows again gives the same labels.
//! Memory is the runs of one row and four bytes a label.
//!
//! Source: A. Rosenfeld, J. Pfaltz, "Sequential operations in digital picture processing", J. ACM 13 (1966); the forest
//! as in R. Tarjan, "Efficiency of a good but not linear set union algorithm", J. ACM 22 (1975).

use std::ops::Range;

use crate::image::bits::BitRow;

/// A run of set bits and its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) x: Range<u32>,
    pub(crate) label: u32,
}

/// Labels runs, row by row.
#[derive(Debug, Default)]
pub(crate) struct Components {
    parents: Vec<u32>,
    above: Vec<Run>,
    above_y: u32,
    runs: Vec<Run>,
}

impl Components {
    /// Labels the runs of row `y`; rows come from top to bottom, and those left out are empty.
    pub(crate) fn row(&mut self, y: u32, bits: &BitRow) -> &[Run] {
        std::mem::swap(&mut self.above, &mut self.runs);
        self.runs.clear();
        if self.above_y + 1 != y {
            self.above.clear();
        }
        self.above_y = y;
        let mut first = 0;
        for x in bits.runs() {
            // Runs above that end left of this one, and not at its corner, touch no later run either.
            while self.above.get(first).is_some_and(|run| run.x.end < x.start) {
                first += 1;
            }
            let mut label = None;
            let mut next = first;
            while let Some(run) = self.above.get(next).filter(|run| run.x.start <= x.end) {
                label = Some(match label {
                    None => find(&mut self.parents, run.label),
                    Some(mine) => unite(&mut self.parents, mine, run.label),
                });
                next += 1;
            }
            let label = label.unwrap_or_else(|| {
                self.parents.push(self.parents.len() as u32);
                self.parents.len() as u32 - 1
            });
            self.runs.push(Run { x, label });
        }
        &self.runs
    }

    /// The root of every label, once all rows are in.
    pub(crate) fn into_roots(mut self) -> Vec<u32> {
        // A parent is never larger than its child, so one pass from the left flattens the forest.
        for label in 0..self.parents.len() {
            self.parents[label] = self.parents[self.parents[label] as usize];
        }
        self.parents
    }
}

fn find(parents: &mut [u32], mut label: u32) -> u32 {
    while parents[label as usize] != label {
        let grandparent = parents[parents[label as usize] as usize];
        parents[label as usize] = grandparent;
        label = grandparent;
    }
    label
}

fn unite(parents: &mut [u32], a: u32, b: u32) -> u32 {
    let (a, b) = (find(parents, a), find(parents, b));
    let (root, child) = (a.min(b), a.max(b));
    parents[child as usize] = root;
    root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Flood fill over the whole picture: the oracle.
    fn flood(picture: &[Vec<bool>]) -> Vec<Vec<Option<usize>>> {
        let (height, width) = (picture.len(), picture[0].len());
        let mut labels = vec![vec![None; width]; height];
        let mut next = 0;
        for y in 0..height {
            for x in 0..width {
                if !picture[y][x] || labels[y][x].is_some() {
                    continue;
                }
                let mut stack = vec![(x, y)];
                while let Some((x, y)) = stack.pop() {
                    if !picture[y][x] || labels[y][x].is_some() {
                        continue;
                    }
                    labels[y][x] = Some(next);
                    for ny in y.saturating_sub(1)..(y + 2).min(height) {
                        stack.extend((x.saturating_sub(1)..(x + 2).min(width)).map(|nx| (nx, ny)));
                    }
                }
                next += 1;
            }
        }
        labels
    }

    proptest! {
        #[test]
        fn components_are_those_of_a_flood_fill(
            picture in (1usize..40).prop_flat_map(|w| prop::collection::vec(prop::collection::vec(prop::bool::weighted(0.4), w), 1..24))
        ) {
            let mut components = Components::default();
            let mut labels = vec![vec![None; picture[0].len()]; picture.len()];
            for (y, line) in picture.iter().enumerate() {
                let mut bits = BitRow::new(line.len() as u32);
                (0..).zip(line).filter(|(_, bit)| **bit).for_each(|(x, _)| bits.set(x));
                if !bits.any() {
                    continue; // rows may be left out
                }
                for run in components.row(y as u32, &bits) {
                    run.x.clone().for_each(|x| labels[y][x as usize] = Some(run.label));
                }
            }
            let roots = components.into_roots();
            let expected = flood(&picture);
            let mut seen = std::collections::HashMap::new();
            for (found, wanted) in labels.iter().flatten().zip(expected.iter().flatten()) {
                prop_assert_eq!(found.is_some(), wanted.is_some());
                if let (Some(found), Some(wanted)) = (found, wanted) {
                    let root = roots[*found as usize];
                    prop_assert_eq!(*seen.entry(root).or_insert(*wanted), *wanted);
                }
            }
            prop_assert_eq!(seen.len(), expected.iter().flatten().flatten().max().map_or(0, |n| n + 1));
        }
    }
}
