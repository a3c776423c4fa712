//! The tests of Depicted that need more than one of its parts, or something from outside; `tests/README.md` is the map.

mod corpus;
mod differential;
mod judge;
mod vectors;
