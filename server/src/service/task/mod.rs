//! The queues: tasks that workers take on lease. The state machine is `depicted::workflow::Task`; here rows are locked,
//! it is asked, and they are saved.

mod add;
mod change;
mod lease;
mod live;
mod row;
mod settle;
#[cfg(test)]
mod tests;

pub(crate) use add::{NewTask, enqueue, enqueue_text};
pub(crate) use change::{delete, finish_in, give_back, heartbeat, retry};
pub(crate) use lease::{Terms, check_held, lease};
pub(crate) use live::{cancel_of_release, is_any_live_of_failed};
pub(crate) use row::name;
pub(crate) use settle::{expire, finish, finish_with, lock_release};

use depicted::workflow::Attempts;

/// How often a task is tried: the default of the state machine.
pub(crate) fn attempts() -> Attempts {
    Attempts::default()
}
