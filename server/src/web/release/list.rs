//! The runs of a release, a page at a time, as small as they are shown.

use depicted::workflow::RunStatus;
use sea_orm::DerivePartialModel;

use crate::app::App;
use crate::error::Result;
use crate::service::run::list::{self, Which};
use crate::store::entity::{release, run};
use crate::web::link;
use crate::web::parts::{Badge, run_badge};

/// A tab over the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    All,
    Problems,
    One(RunStatus),
}

impl Filter {
    pub(super) const ALL: [Self; 9] = [
        Self::All,
        Self::Problems,
        Self::One(RunStatus::DiffFound),
        Self::One(RunStatus::Failed),
        Self::One(RunStatus::DiffApproved),
        Self::One(RunStatus::DiffNotFound),
        Self::One(RunStatus::NoDiffNeeded),
        Self::One(RunStatus::NeedsDiff),
        Self::One(RunStatus::DataPending),
    ];

    /// By its name in the address; all where there is none like it.
    pub(super) fn parse(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|filter| Some(filter.name()) == name).unwrap_or(Self::All)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Problems => "open",
            Self::One(status) => status.name(),
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Problems => "To look at",
            Self::One(RunStatus::DiffFound) => "Diff found",
            Self::One(RunStatus::Failed) => "Failed",
            Self::One(RunStatus::DiffApproved) => "Approved",
            Self::One(RunStatus::DiffNotFound) => "Same",
            Self::One(RunStatus::NoDiffNeeded) => "Baselines",
            Self::One(RunStatus::NeedsDiff) => "Diff pending",
            Self::One(RunStatus::DataPending) => "Data pending",
        }
    }

    pub(super) fn statuses(self) -> Vec<RunStatus> {
        match self {
            Self::All => RunStatus::ALL.to_vec(),
            Self::Problems => vec![RunStatus::DiffFound, RunStatus::Failed],
            Self::One(status) => vec![status],
        }
    }
}

/// A run, as small as it is shown.
pub(super) struct Card {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) status: Badge,
    pub(super) picture: Option<String>,
    /// Whether it waits for somebody to approve it.
    pub(super) is_open: bool,
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "run::Entity")]
struct Row {
    id: i64,
    name: String,
    status: String,
    distortion: Option<f64>,
    thumbnail: Option<String>,
    diff_image: Option<String>,
    image: Option<String>,
}

/// Some runs, problems first, then by name; and whether there are more.
pub(super) async fn page(
    app: &App,
    release: &release::Model,
    filter: Filter,
    text: &str,
    offset: u64,
    size: u64,
) -> Result<(Vec<Card>, bool)> {
    let which = Which {
        release_id: release.id,
        status: if let Filter::One(status) = filter { Some(status) } else { None },
        open: filter == Filter::Problems,
        name: text,
    };
    let mut rows: Vec<Row> = list::page(app.store.db(), which, offset, size + 1).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(size as usize);
    let cards = rows.into_iter().map(|row| Card {
        href: link::run(release, &row.name),
        status: run_badge(&row.status, row.distortion),
        is_open: row.status == RunStatus::DiffFound.name(),
        picture: row
            .thumbnail
            .or(row.diff_image)
            .or(row.image)
            .map(|id| link::picture(release.build_id, &id)),
        id: row.id,
        name: row.name,
    });
    Ok((cards.collect(), more))
}
