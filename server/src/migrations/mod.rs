//! The migrations, numbered from 1 without a gap, and what runs them. What is released is never changed; `depicted db
//! revision` begins the next.

pub(crate) mod lock;
pub(crate) mod record;
pub(crate) mod revision;
pub(crate) mod runner;
pub(crate) mod start;
pub(crate) mod steps;
#[cfg(test)]
mod tests;

mod m0001_initial;
mod m0002_messages;
mod m0003_large_releases;
mod m0004_masks;
mod m0005_workers;

use crate::store::schema::Kind;
use steps::Steps;

/// One change of the schema, and the way back.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    /// From 1.
    pub(crate) number: u32,
    /// In a word or three.
    pub(crate) name: &'static str,
    /// From the schema before.
    pub(crate) up: fn(&mut Steps),
    /// Back to it; what only the newer schema holds is lost.
    pub(crate) down: fn(&mut Steps),
}

/// All of them, oldest first.
pub(crate) const ALL: &[Migration] = &[
    Migration { number: 1, name: "initial", up: m0001_initial::up, down: m0001_initial::down },
    Migration { number: 2, name: "messages", up: m0002_messages::up, down: m0002_messages::down },
    Migration {
        number: 3,
        name: "large_releases",
        up: m0003_large_releases::up,
        down: m0003_large_releases::down,
    },
    Migration { number: 4, name: "masks", up: m0004_masks::up, down: m0004_masks::down },
    Migration { number: 5, name: "workers", up: m0005_workers::up, down: m0005_workers::down },
    // The next one goes above this line.
];

/// What a number means for people: `0001_initial`, and `empty` for none.
pub(crate) fn title(migrations: &[Migration], number: u32) -> String {
    match migrations.iter().find(|migration| migration.number == number) {
        Some(migration) => format!("{number:04}_{}", migration.name),
        None if number == 0 => "empty".into(),
        None => format!("{number:04}"),
    }
}

/// Which number is meant by `head`, `base`, `2`, `0002`, `0002_name`, `name`, or `-1` for one before `current`.
///
/// # Errors
/// When it means none; the message lists what there is.
pub(crate) fn number(migrations: &[Migration], word: &str, current: u32) -> anyhow::Result<u32> {
    let head = migrations.last().map_or(0, |last| last.number);
    let found = match word {
        "head" => Some(head),
        "base" | "empty" => Some(0),
        _ => match word.strip_prefix('-').map(str::parse::<u32>) {
            Some(Ok(back)) => current.checked_sub(back),
            Some(Err(_)) => None,
            None => {
                let named = |migration: &&Migration| {
                    migration.name == word || title(migrations, migration.number) == word
                };
                let named = migrations.iter().find(named).map(|migration| migration.number);
                named.or_else(|| word.parse().ok().filter(|&number| number <= head))
            }
        },
    };
    found.ok_or_else(|| {
        let known: Vec<String> = migrations.iter().map(|one| title(migrations, one.number)).collect();
        anyhow::anyhow!("there is no revision '{word}': there are base, {} and head", known.join(", "))
    })
}
