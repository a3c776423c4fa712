//! What is to leave: written together with what it tells of, leased by one server at a time, tried again until it
//! arrives or was tried often enough.

use depicted::workflow::Timestamp;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use serde_json::Value;

use crate::app::App;
use crate::auth::secret;
use crate::error::{Error, Result};
use crate::store::entity::outbox::{ActiveModel, Column, Entity, Model};
use crate::store::entity::webhook;

/// How long one server may be at a message before another takes it: longer than any attempt takes.
const LEASE_MS: i64 = 60_000;
/// The waits after failed attempts, in seconds; after the last of them it is tried once more.
const WAITS_S: [i64; 7] = [10, 60, 300, 1800, 2 * 3600, 6 * 3600, 12 * 3600];
/// What no server could send for so long is given up: three days.
const STALE_MS: i64 = 3 * 24 * 3600 * 1000;
/// So many are leased at once.
const AT_ONCE: u64 = 16;
/// The most characters that are kept of what was in the way.
const MAX_ERROR: usize = 1000;

/// How it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Mail,
    Webhook,
}

/// A message to write down.
pub(crate) struct Message {
    kind: Kind,
    build: Option<i64>,
    webhook: Option<i64>,
    /// The address, or where the webhook is.
    target: String,
    /// No two messages have the same; the second one is not written.
    dedupe: String,
    payload: Value,
}

impl Message {
    /// A mail to an address, about a build or none. Of those with the same `dedupe` the first is written.
    pub(crate) fn mail(
        build: Option<i64>,
        target: String,
        dedupe: String,
        letter: &impl Serialize,
    ) -> Result<Self> {
        let payload = serde_json::to_value(letter)?;
        Ok(Self { kind: Kind::Mail, build, webhook: None, target, dedupe, payload })
    }

    /// A call of a webhook.
    pub(crate) fn call(hook: &webhook::Model, facts: &impl Serialize) -> Result<Self> {
        Ok(Self {
            kind: Kind::Webhook,
            build: Some(hook.build_id),
            webhook: Some(hook.id),
            target: hook.url.clone(),
            dedupe: secret::new_id(),
            payload: serde_json::to_value(facts)?,
        })
    }
}

/// Why a message did not arrive.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    /// The status that a webhook answered with.
    pub(crate) answer: Option<u16>,
    /// Whether to try again is of no use.
    pub(crate) for_good: bool,
}

impl Kind {
    /// The name that is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }
}

impl Failure {
    /// One that may be over the next time.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), answer: None, for_good: false }
    }

    /// One that stays.
    pub(crate) fn for_good(message: impl Into<String>) -> Self {
        Self { for_good: true, ..Self::new(message) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(format!("{error}"))
    }
}

/// Writes messages, as part of the transaction that does what they tell of.
pub(crate) async fn put(tx: &impl ConnectionTrait, now: Timestamp, messages: Vec<Message>) -> Result<()> {
    let rows = messages.into_iter().map(|message| ActiveModel {
        kind: Set(message.kind.name().into()),
        build_id: Set(message.build),
        target: Set(message.target),
        dedupe: Set(message.dedupe),
        payload: Set(message.payload),
        eta: Set(now.0),
        attempts: Set(0),
        created: Set(now.0),
        webhook_id: Set(message.webhook),
        ..Default::default()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .on_conflict_do_nothing_on([Column::Dedupe])
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Leases messages that are due, the longest first. Where two servers ask at once, each gets others.
pub(crate) async fn lease(app: &App, kind: Kind) -> Result<Vec<Model>> {
    let due = |now: Timestamp| {
        Entity::find()
            .filter(Column::Kind.eq(kind.name()))
            .filter(Column::Delivered.is_null())
            .filter(Column::Failed.is_null())
            .filter(Column::Eta.lte(now.0))
    };
    // Most looks find nothing, and need not wait for their turn to write.
    if due(app.now()).limit(1).one(app.store.db()).await?.is_none() {
        return Ok(Vec::new());
    }
    let tx = app.store.begin().await?;
    let now = app.now();
    let found = due(now)
        .order_by_asc(Column::Eta)
        .order_by_asc(Column::Id)
        .limit(AT_ONCE)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let mut leased = Vec::new();
    for row in found.all(&*tx).await? {
        let attempts = row.attempts + 1;
        let mut row: ActiveModel = row.into();
        row.eta = Set(now.0 + LEASE_MS);
        row.attempts = Set(attempts);
        leased.push(row.update(&*tx).await?);
    }
    tx.commit().await?;
    Ok(leased)
}

/// It arrived.
pub(crate) async fn delivered(app: &App, row: &Model, answer: Option<u16>) -> Result<()> {
    let now = app.now();
    let set = ActiveModel {
        delivered: Set(Some(now.0)),
        answer: Set(answer.map(i64::from)),
        last_error: Set(None),
        ..Default::default()
    };
    save(app, row, set).await
}

/// It did not; it is tried again after a while, a bounded number of times.
pub(crate) async fn failed(app: &App, row: &Model, failure: Failure) -> Result<()> {
    let now = app.now();
    let tries = usize::try_from(row.attempts).unwrap_or(usize::MAX).saturating_sub(1);
    let wait = WAITS_S.get(tries).filter(|_| !failure.for_good);
    let mut set = ActiveModel {
        answer: Set(failure.answer.map(i64::from)),
        last_error: Set(Some(failure.message.chars().take(MAX_ERROR).collect())),
        ..Default::default()
    };
    match wait {
        Some(seconds) => set.eta = Set(now.0 + seconds * 1000),
        None => set.failed = Set(Some(now.0)),
    }
    save(app, row, set).await
}

/// Gives up what waits for a server that could send it, and never came.
pub(crate) async fn give_up_stale(app: &App) -> Result<()> {
    let now = app.now().0;
    Entity::update_many()
        .col_expr(Column::Failed, Expr::value(now))
        .col_expr(Column::LastError, Expr::value("it could not be sent within three days: see --mail-smtp"))
        .filter(Column::Delivered.is_null())
        .filter(Column::Failed.is_null())
        .filter(Column::Created.lt(now - STALE_MS))
        .exec(app.store.db())
        .await?;
    Ok(())
}

/// Saves how an attempt ended, unless a later one has begun because this took longer than its lease.
async fn save(app: &App, row: &Model, set: ActiveModel) -> Result<()> {
    let tx = app.store.begin().await?;
    Entity::update_many()
        .set(set)
        .filter(Column::Id.eq(row.id))
        .filter(Column::Attempts.eq(row.attempts))
        .exec(&*tx)
        .await?;
    Ok(tx.commit().await?)
}
