//! The binary `depicted`, run as its users run it.

mod folder;
mod pictures;

mod help;
mod json;
mod names;
mod options;
mod output;
mod streams;
mod trouble;
mod verdicts;
