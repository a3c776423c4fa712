//! Who asks, and what they may do.

pub(crate) mod access;
pub(crate) mod actor;
pub(crate) mod caller;
pub(crate) mod key;
pub(crate) mod oidc;
pub(crate) mod password;
pub(crate) mod peer;
pub(crate) mod role;
pub(crate) mod secret;
pub(crate) mod session;

pub(crate) use actor::Actor;
pub(crate) use caller::Caller;
pub(crate) use peer::Peer;
pub(crate) use role::Role;
