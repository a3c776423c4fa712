//! A row as a state, and a state as a row.

use depicted::workflow::{Heartbeat, Lease, Task, TaskState, TaskStatus, Timestamp};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::error::Result;
use crate::store::entity::task;

/// The name of a status in the table and in the interface.
pub(crate) fn name(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Live => "live",
        TaskStatus::Done => "done",
        TaskStatus::Error => "error",
        TaskStatus::Canceled => "canceled",
    }
}

/// The state that a row holds.
pub(super) fn state(row: &task::Model) -> Task {
    let at = Timestamp(row.finished.unwrap_or(row.eta));
    let said = || row.heartbeat.clone().unwrap_or_default();
    let state = match (row.status.as_str(), row.lease_ms) {
        ("done", _) => TaskState::Done { at },
        ("error", _) => TaskState::Error { at, message: said() },
        ("canceled", _) => TaskState::Canceled { at },
        (_, Some(length)) => TaskState::Leased(Lease {
            owner: row.owner.clone().unwrap_or_default(),
            length_ms: u64::try_from(length).unwrap_or(0),
            expires: Timestamp(row.eta),
            heartbeat: row
                .heartbeat_number
                .map(|number| Heartbeat { index: u64::try_from(number).unwrap_or(0), message: said() }),
        }),
        (_, None) => TaskState::Waiting { eta: Timestamp(row.eta) },
    };
    Task { attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX), state }
}

/// Saves a state. What was last said, or why an attempt failed, stays readable until somebody says something else.
pub(super) async fn save(
    tx: &impl ConnectionTrait,
    row: task::Model,
    task: &Task,
    why: Option<String>,
) -> Result<task::Model> {
    let hash = row.lease_hash.clone();
    let mut row = task::ActiveModel::from(row);
    // Whoever leased it last may say again how it ended.
    row.lease_hash = Set(hash);
    if why.is_some() {
        row.heartbeat = Set(why);
    }
    row.status = Set(name(task.status()).into());
    row.attempts = Set(task.attempts.into());
    row.lease_ms = Set(None);
    row.finished = Set(None);
    match &task.state {
        TaskState::Waiting { eta } => row.eta = Set(eta.0),
        TaskState::Leased(lease) => {
            let length = i64::try_from(lease.length_ms).unwrap_or(i64::MAX);
            row.eta = Set(lease.expires.0);
            row.owner = Set(Some(lease.owner.clone()));
            row.lease_ms = Set(Some(length));
            row.last_lease = Set(Some(lease.expires.0.saturating_sub(length)));
            let heard = lease.heartbeat.as_ref();
            row.heartbeat = Set(heard.map(|heartbeat| heartbeat.message.clone()));
            row.heartbeat_number =
                Set(heard.map(|heartbeat| i64::try_from(heartbeat.index).unwrap_or(i64::MAX)));
        }
        TaskState::Done { at } | TaskState::Canceled { at } => row.finished = Set(Some(at.0)),
        TaskState::Error { at, message } => {
            row.finished = Set(Some(at.0));
            row.heartbeat = Set(Some(message.clone()));
        }
    }
    Ok(row.update(tx).await?)
}
