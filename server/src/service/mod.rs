//! What can be done, each in one transaction: load, ask the state machines, save, enqueue.

pub(crate) mod account;
pub(crate) mod artifact;
pub(crate) mod audit;
pub(crate) mod build;
pub(crate) mod configuration;
pub(crate) mod key;
pub(crate) mod member;
pub(crate) mod notify;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod release;
pub(crate) mod retention;
pub(crate) mod review;
pub(crate) mod run;
pub(crate) mod said;
pub(crate) mod settings;
pub(crate) mod tally;
pub(crate) mod task;
pub(crate) mod throttle;
pub(crate) mod ticket;
pub(crate) mod user;
pub(crate) mod webhook;
