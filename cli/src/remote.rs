//! What the commands that talk to a server share: who asks, the release, the wait, and what is told.

mod captures;
mod connection;
mod lists;
mod outcome;
mod page;
mod secrets;
mod session;

pub(crate) use captures::capture_config;
pub(crate) use connection::connect_to;
pub(crate) use lists::{ImageTest, UrlTest, read as read_tests};
pub(crate) use page::{page, run_name};
pub(crate) use secrets::http_password;
pub(crate) use session::{Session, run};
