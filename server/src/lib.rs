//! The reference server of Depicted.
