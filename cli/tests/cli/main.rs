//! The binary `depicted`, run as its users run it.

mod folder;
mod pictures;

mod folders;
mod folders_json;
mod folders_output;
mod help;
mod json;
mod memory;
mod names;
mod options;
mod output;
mod page;
mod streams;
mod trouble;
mod verdicts;
