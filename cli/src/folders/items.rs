//! Which pictures belong together: those with the same path in both directories.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use depicted::Side;

use crate::files::Listing;
use crate::trouble::Trouble;

/// A path, and what is to be done about it.
#[derive(Debug, PartialEq)]
pub(crate) struct Item {
    /// Begins at either directory.
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
}

/// What there is at a path.
#[derive(Debug, PartialEq)]
pub(crate) enum Kind {
    /// A picture in both directories.
    Pair,
    /// A picture in one of them.
    Only(Side),
    /// Something that cannot be looked at.
    Unreadable(Trouble),
}

/// All paths of both directories, in order. What is below a directory that cannot be read on one side is left to the
/// trouble with that directory: nobody knows whether it is missing.
pub(crate) fn items(before: Listing, after: Listing) -> Vec<Item> {
    let mut kinds = BTreeMap::new();
    for path in before.pictures {
        kinds.insert(path, Kind::Only(Side::Before));
    }
    for path in after.pictures {
        kinds.entry(path).and_modify(|kind| *kind = Kind::Pair).or_insert(Kind::Only(Side::After));
    }
    for (path, trouble) in after.unreadable.into_iter().chain(before.unreadable) {
        kinds.insert(path, Kind::Unreadable(trouble));
    }
    let known = |path: &Path, kind: &Kind| {
        !matches!(kind, Kind::Only(_))
            || !path.ancestors().skip(1).any(|folder| matches!(kinds.get(folder), Some(Kind::Unreadable(_))))
    };
    let unknown: Vec<PathBuf> =
        kinds.iter().filter(|(path, kind)| !known(path, kind)).map(|(path, _)| path.clone()).collect();
    for path in unknown {
        kinds.remove(&path);
    }
    kinds.into_iter().map(|(path, kind)| Item { path, kind }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(pictures: &[&str], unreadable: &[&str]) -> Listing {
        Listing {
            pictures: pictures.iter().map(PathBuf::from).collect(),
            unreadable: unreadable.iter().map(|path| (path.into(), Trouble::io(*path))).collect(),
            left_out: 0,
        }
    }

    fn told(before: Listing, after: Listing) -> Vec<(String, Kind)> {
        items(before, after).into_iter().map(|item| (crate::names::slashed(&item.path), item.kind)).collect()
    }

    #[test]
    fn paths_come_in_order_and_once() {
        let items = told(
            listing(&["b.png", "a/z.png", "a.png", "gone.png"], &[]),
            listing(&["new.png", "a.png", "b.png", "a/z.png"], &[]),
        );
        let meant = [
            ("a/z.png", Kind::Pair),
            ("a.png", Kind::Pair),
            ("b.png", Kind::Pair),
            ("gone.png", Kind::Only(Side::Before)),
            ("new.png", Kind::Only(Side::After)),
        ];
        assert_eq!(items, meant.map(|(path, kind)| (path.to_owned(), kind)));
    }

    #[test]
    fn what_cannot_be_read_is_not_called_missing() {
        let items = told(
            listing(&["shut/a.png", "shut/deep/b.png", "c.png"], &["d.png"]),
            listing(&["d.png"], &["shut"]),
        );
        let meant = [
            ("c.png", Kind::Only(Side::Before)),
            ("d.png", Kind::Unreadable(Trouble::io("d.png"))),
            ("shut", Kind::Unreadable(Trouble::io("shut"))),
        ];
        assert_eq!(items, meant.map(|(path, kind)| (path.to_owned(), kind)));
    }
}
