//! The runs of a release, a page at a time: those with problems first, then by name.
//!
//! Which runs are on a page is read from an index alone, in its order; then their rows, without the JSON that only one
//! run shows. So a page costs what a page holds, however many runs the release has.

#[cfg(test)]
mod tests;

use depicted::workflow::RunStatus;
use sea_orm::sea_query::{Asterisk, Expr, Func, LikeExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PartialModelTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use crate::error::Result;
use crate::store::entity::run::{self, Column};

/// Some runs of a release.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Which<'a> {
    pub(crate) release_id: i64,
    /// Only those with this status.
    pub(crate) status: Option<RunStatus>,
    /// Only those that somebody has to look at: a difference that nobody approved, or a failure.
    pub(crate) open: bool,
    /// Only those whose name contains this, in capitals or not; empty for all.
    pub(crate) name: &'a str,
}

impl Which<'_> {
    fn select(self) -> Select<run::Entity> {
        let mut query = run::Entity::find().select_only().filter(Column::ReleaseId.eq(self.release_id));
        if let Some(status) = self.status {
            query = query.filter(Column::Status.eq(status.name()));
        }
        if self.open {
            query = query.filter(Column::Problem.eq(true));
            query = query.filter(Column::Status.ne(RunStatus::DiffApproved.name()));
        }
        if !self.name.is_empty() {
            // SQLite knows capitals of ASCII alone: as it was typed, a name is found everywhere.
            let typed = Column::Name.like(containing(self.name));
            let lower = Expr::expr(Func::lower(Column::Name.into_expr()));
            query = query.filter(typed.or(lower.like(containing(&self.name.to_lowercase()))));
        }
        query
    }

    /// The numbers of those on a page. The order is that of an index, backwards nowhere: a status is a problem or is none.
    pub(super) fn page(self, offset: u64, limit: u64) -> Select<run::Entity> {
        let mut query = self.select().column(Column::Id);
        if self.status.is_none() && !self.open {
            query = query.order_by_desc(Column::Problem);
        }
        query.order_by_asc(Column::Name).offset(offset).limit(limit)
    }
}

/// What matches a text that holds `part`, in which no character stands for others.
fn containing(part: &str) -> LikeExpr {
    let literal = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{literal}%")).escape('\\')
}

/// How many there are.
pub(crate) async fn count(db: &impl ConnectionTrait, which: Which<'_>) -> Result<u64> {
    let all = which.select().expr(Func::count(Expr::col(Asterisk)));
    let count: Option<i64> = all.into_tuple().one(db).await?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Those on a page, with the columns that are asked for.
pub(crate) async fn page<R: PartialModelTrait>(
    db: &impl ConnectionTrait,
    which: Which<'_>,
    offset: u64,
    limit: u64,
) -> Result<Vec<R>> {
    let ids: Vec<i64> = which.page(offset, limit).into_tuple().all(db).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = run::Entity::find()
        .filter(Column::Id.is_in(ids))
        .order_by_desc(Column::Problem)
        .order_by_asc(Column::Name);
    Ok(rows.into_partial_model().all(db).await?)
}
