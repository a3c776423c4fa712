//! Runs: asked for, reported on, compared with a baseline, approved.

pub(crate) mod baseline;
pub(crate) mod capture;
pub(crate) mod decide;
pub(crate) mod diff;
pub(crate) mod list;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod row;

pub(crate) use baseline::find_baseline;
pub(crate) use decide::{Verdict, decide, decide_in, decide_runs};
pub(crate) use report::{Report, learn_in, report};
pub(crate) use request::{Page, Request, request};
