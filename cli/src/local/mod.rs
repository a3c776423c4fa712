//! Local tests: screenshots of pages, as files of YAML describe them, compared with pictures that were approved.
//!
//! A `suite` is what a file says. `run` starts its server (`script`), waits for it (`wait_for`), captures its pages
//! (`capture`) and compares them (`compare`); the results are in the work folder (`work`), from which `approve` takes
//! them, and are told by `report`.

mod approve;
mod compare;
mod filter;
mod init;
mod name;
mod outcome;
mod plan;
mod report;
mod run;
mod script;
mod suite;
mod wait_for;
mod watch;
mod work;

pub(crate) use approve::approve;
#[cfg(feature = "server")]
pub(crate) use compare::compare;
pub(crate) use init::init;
pub(crate) use plan::Plan;
pub(crate) use work::write;
