//! The binary `depicted`, run as its users run it.

#[cfg(feature = "server")]
#[path = "../../../client/tests/client/fake/mod.rs"]
mod fake;
mod folder;
mod pictures;
#[cfg(feature = "capture")]
mod site;

#[cfg(all(feature = "capture", feature = "server"))]
mod demo;
#[cfg(feature = "capture")]
mod doctor;
mod environment;
mod folders;
mod folders_json;
mod folders_output;
mod help;
mod json;
#[cfg(feature = "capture")]
mod local;
mod names;
mod open;
mod options;
mod output;
mod page;
#[cfg(all(feature = "capture", feature = "server"))]
mod pair_here;
#[cfg(feature = "server")]
mod remote;
mod serve;
mod serve_client;
mod show;
mod streams;
mod tools;
mod trouble;
mod verdicts;
