//! The client of a Depicted server.
