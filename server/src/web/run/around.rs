//! What is around a run: its neighbours in the list, its newest task, the same test in other releases.

use depicted::workflow::RunStatus;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::app::App;
use crate::error::Result;
use crate::store::entity::{release, run, task};
use crate::web::link;
use crate::web::parts::{Badge, Moment, release_badge, run_badge};

/// The neighbours, in the order of the release's list.
pub(in crate::web) struct Around {
    pub(in crate::web) previous: Option<String>,
    pub(in crate::web) next: Option<Next>,
}

/// The run that is looked at next, so that its pictures can come beforehand.
#[derive(FromQueryResult)]
pub(in crate::web) struct Next {
    pub(in crate::web) name: String,
    image: Option<String>,
    ref_image: Option<String>,
    diff_image: Option<String>,
}

impl Around {
    pub(in crate::web) async fn new(app: &App, run: &run::Model) -> Result<Self> {
        use run::Column as C;
        let others: Select<run::Entity> = run::Entity::find()
            .select_only()
            .columns([C::Name, C::Image, C::RefImage, C::DiffImage])
            .filter(C::ReleaseId.eq(run.release_id));
        // Problems come first, then names.
        let same = || Condition::all().add(C::Problem.eq(run.problem));
        let mut after = Condition::any().add(same().add(C::Name.gt(&run.name)));
        let mut before = Condition::any().add(same().add(C::Name.lt(&run.name)));
        if run.problem {
            after = after.add(C::Problem.eq(false));
        } else {
            before = before.add(C::Problem.eq(true));
        }
        let next = others.clone().filter(after).order_by_desc(C::Problem).order_by_asc(C::Name);
        let previous = others.filter(before).order_by_asc(C::Problem).order_by_desc(C::Name);
        let previous: Option<Next> = previous.into_model().one(app.store.db()).await?;
        Ok(Self {
            previous: previous.map(|row| row.name),
            next: next.into_model().one(app.store.db()).await?,
        })
    }

    /// The pictures of the next run.
    pub(in crate::web) fn prefetch(&self, build: i64) -> Vec<String> {
        let Some(next) = &self.next else { return Vec::new() };
        let all = [&next.ref_image, &next.image, &next.diff_image];
        all.into_iter().flatten().map(|id| link::picture(build, id)).collect()
    }
}

/// What is said of the newest task.
pub(super) struct TaskLine {
    pub(super) heading: &'static str,
    pub(super) text: String,
}

/// Of the newest task of a run, where there is something to say.
pub(super) async fn task(app: &App, run: &run::Model) -> Result<Option<TaskLine>> {
    let newest = task::Entity::find()
        .filter(task::Column::RunId.eq(run.id))
        .order_by_desc(task::Column::Created)
        .order_by_desc(task::Column::Id)
        .one(app.store.db())
        .await?;
    let Some(task) = newest else { return Ok(None) };
    let text = task.heartbeat.unwrap_or_default();
    let heading = if task.status == "error" {
        "Failed after max attempts"
    } else if task.status == "done" {
        return Ok(None);
    } else if run.status == RunStatus::Failed.name() {
        "Needs retry"
    } else if text.is_empty() {
        return Ok(None);
    } else {
        "Last status"
    };
    Ok(Some(TaskLine { heading, text }))
}

/// The same test in another release.
pub(super) struct Earlier {
    pub(super) release: String,
    pub(super) href: String,
    pub(super) status: Badge,
    pub(super) release_status: Badge,
    pub(super) when: Moment,
    pub(super) current: bool,
}

/// This test in the newest releases of the build.
pub(super) async fn history(app: &App, build: i64, run: &run::Model) -> Result<Vec<Earlier>> {
    #[derive(FromQueryResult)]
    struct Row {
        release_id: i64,
        status: String,
        distortion: Option<f64>,
    }
    use run::Column as C;
    let rows: Vec<Row> = run::Entity::find()
        .select_only()
        .columns([C::ReleaseId, C::Status, C::Distortion])
        .filter(C::BuildId.eq(build))
        .filter(C::Name.eq(&run.name))
        .order_by_desc(C::ReleaseId)
        .limit(12)
        .into_model()
        .all(app.store.db())
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.release_id).collect();
    let releases = release::Entity::find().filter(release::Column::Id.is_in(ids)).all(app.store.db()).await?;
    let now = app.now();
    let made = rows.into_iter().filter_map(|row| {
        let release = releases.iter().find(|release| release.id == row.release_id)?;
        Some(Earlier {
            release: format!("{} #{}", release.name, release.number),
            href: link::run(release, &run.name),
            status: run_badge(&row.status, row.distortion),
            release_status: release_badge(&release.status),
            when: Moment::new(now, release.created),
            current: release.id == run.release_id,
        })
    });
    Ok(made.collect())
}
