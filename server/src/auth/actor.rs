//! Whoever asks.

use crate::store::entity::{session, user};

/// Whoever asks for something; written to the log of what was done.
#[derive(Clone, Debug)]
pub(crate) enum Actor {
    /// Somebody nobody knows.
    Anonymous,
    /// A program, by its API key.
    Key {
        id: String,
        /// The one build it is good for; `None` for a superuser's.
        build: Option<i64>,
        /// Whether it is for a worker, which looks at its build and does its tasks, and nothing else.
        worker: bool,
    },
    /// A person who signed in.
    Person { user: Box<user::Model>, session: Box<session::Model> },
    /// Everybody, where the server runs without authentication.
    Developer,
    /// The server itself: workers, sweepers, a newer attempt.
    System,
}

impl Actor {
    /// Whether every build and the queues are theirs.
    pub(crate) fn is_superuser(&self) -> bool {
        match self {
            Self::Anonymous => false,
            Self::Key { build, .. } => build.is_none(),
            Self::Person { user, .. } => user.superuser,
            Self::Developer | Self::System => true,
        }
    }

    /// The person, if it is one.
    pub(crate) fn user_id(&self) -> Option<i64> {
        match self {
            Self::Person { user, .. } => Some(user.id),
            _ => None,
        }
    }

    /// The key, if it is one.
    pub(crate) fn key_id(&self) -> Option<&str> {
        match self {
            Self::Key { id, .. } => Some(id),
            _ => None,
        }
    }
}
