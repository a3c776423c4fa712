//! Migrations on every database: from nothing, from each revision with rows, failures, and two programs at once.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use depicted::workflow::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, Statement};

use super::record::{self, State};
use super::runner::Runner;
use super::start;
use super::steps::Steps;
use super::{ALL, Migration};
use crate::clock::Clock;
use crate::databases::{Fresh, on_each, sqlite};
use crate::store::connect;
use crate::store::entity::{build, outbox, webhook};
use crate::store::schema::{Column, Kind, difference, expected, found};

const WAIT: Duration = Duration::from_secs(20);

fn clock() -> Clock {
    Arc::new(|| Timestamp(1_700_000_000_000))
}

/// A later revision: changes columns and keys, and rows.
const LATER: Migration = Migration {
    number: 2,
    name: "colour",
    up: |steps: &mut Steps| {
        steps.add_column("build", &Column::new("colour", Kind::String(Some(20))).default("'none'"));
        steps.add_column("build", &Column::new("note", Kind::Text).nullable());
        steps.add_index("build", &["colour"]);
        steps.add_unique("webhook", &["build_id", "created"]);
        steps.sql("UPDATE build SET colour = 'grey'");
        steps.change_column("build", &Column::new("colour", Kind::String(Some(40))));
    },
    down: |steps: &mut Steps| {
        steps.drop_key("webhook", &["build_id", "created"]);
        steps.drop_key("build", &["colour"]);
        steps.drop_column("build", "note");
        steps.drop_column("build", "colour");
    },
};

/// One whose third statement fails.
const BROKEN: Migration = Migration {
    number: 2,
    name: "broken",
    up: |steps: &mut Steps| {
        steps.add_column("build", &Column::new("colour", Kind::Text).nullable());
        steps.add_column("build", &Column::new("shade", Kind::Text).nullable());
        steps.sql("UPDATE nowhere SET x = 1");
        steps.add_column("build", &Column::new("tint", Kind::Text).nullable());
    },
    down: |_| {},
};

async fn runner<'a>(url: &str, migrations: &'a [Migration]) -> Runner<'a> {
    Runner::open(url, migrations, clock(), WAIT, &mut |_| ()).await.expect("opens")
}

async fn insert_build(fresh: &Fresh, name: &str) -> i64 {
    let store = connect::connect(&fresh.url).await.expect("opens");
    let row = build::ActiveModel {
        name: Set(name.into()),
        public: Set(true),
        send_email: Set(false),
        options: Set(serde_json::json!({ "threshold": 0.1 })),
        created: Set(1),
        modified: Set(1),
        ..Default::default()
    };
    row.insert(store.db()).await.expect("inserts").id
}

async fn text(runner: &Runner<'_>, sql: &str) -> String {
    let statement = Statement::from_string(runner.db.get_database_backend(), sql);
    let row = runner.db.query_one_raw(statement).await.expect("a query").expect("a row");
    row.try_get_by_index(0).expect("a text")
}

async fn columns_of_build(runner: &Runner<'_>) -> Vec<String> {
    let all = found::schema(&runner.db).await.expect("reads");
    let build = all.into_iter().find(|table| table.name == "build").expect("the table");
    build.columns.into_iter().map(|column| column.name).collect()
}

/// Checklist 141.
#[test]
fn an_empty_database_gets_the_schema_that_the_entities_ask_for() {
    on_each(|fresh| async move {
        let mut lines = Vec::new();
        let mut told = |line: &str| lines.push(line.to_owned());
        start::ready(&fresh.url, ALL, clock(), WAIT, &mut told).await.expect("is made");
        assert_eq!(lines.len(), ALL.len(), "{lines:?}");
        assert!(lines[0].starts_with("upgrade to 0001_initial: "), "{lines:?}");
        start::ready(&fresh.url, ALL, clock(), WAIT, &mut |line| panic!("{line}")).await.expect("is ready");
        let runner = runner(&fresh.url, ALL).await;
        let mut there = found::schema(&runner.db).await.expect("reads");
        there.retain(|table| table.name != record::TABLE);
        let wanted = expected::schema(runner.db.get_database_backend());
        assert_eq!(wanted.len(), 18);
        let differences = difference::between(&there, &wanted);
        let words: Vec<String> = differences.iter().map(ToString::to_string).collect();
        assert!(words.is_empty(), "{words:#?}");
        runner.downgrade(0, false, &mut |_| ()).await.expect("goes back");
        assert_eq!(found::tables(&runner.db).await.expect("reads"), [record::TABLE]);
        runner.upgrade(ALL.len() as u32, false, &mut |_| ()).await.expect("goes on again");
        runner.close().await.expect("closes");
    });
}

#[test]
fn an_older_revision_with_rows_is_upgraded_and_goes_back() {
    on_each(|fresh| async move {
        let all = [ALL[0], LATER];
        start::ready(&fresh.url, &all[..1], clock(), WAIT, &mut |_| ()).await.expect("the older program");
        let id = insert_build(&fresh, "Größe 猫 🖼").await;
        let started = start::ready(&fresh.url, &all, clock(), WAIT, &mut |_| ()).await;
        if fresh.kind == "sqlite" {
            started.expect("upgrades by itself");
        } else {
            let said = started.expect_err("is left to people").to_string();
            assert!(said.contains("0001_initial") && said.contains("`depicted db upgrade`"), "{said}");
        }
        let runner = runner(&fresh.url, &all).await;
        runner.upgrade(2, false, &mut |_| ()).await.expect("goes on");
        assert_eq!(text(&runner, "SELECT colour FROM build").await, "grey");
        runner.downgrade(1, false, &mut |_| ()).await.expect("goes back");
        assert!(!columns_of_build(&runner).await.contains(&"colour".to_owned()));
        let rows = build::Entity::find().all(&runner.db).await.expect("reads");
        assert_eq!((rows[0].id, rows[0].name.as_str()), (id, "Größe 猫 🖼"));
        runner.close().await.expect("closes");
    });
}

/// Every revision that a server may have been left at, with a row in what later ones change.
#[test]
fn each_older_revision_with_rows_comes_to_the_newest_and_back() {
    on_each(|fresh| async move {
        let newest = ALL.len() as u32;
        let runner = runner(&fresh.url, ALL).await;
        for older in 1..newest {
            runner.upgrade(older, false, &mut |_| ()).await.expect("the older program");
            let id = insert_build(&fresh, "pages").await;
            let rows = [
                format!("INSERT INTO webhook (build_id, url, secret, active, created) VALUES ({id}, 'https://x', 's', true, 1)"),
                "INSERT INTO outbox (kind, target, dedupe, payload, eta, attempts, created) VALUES ('mail', 'a@b.org', 'd', '{}', 1, 0, 1)".into(),
            ];
            for sql in rows {
                runner.db.execute_unprepared(&sql).await.expect("inserts");
            }
            runner.upgrade(newest, false, &mut |_| ()).await.expect("goes on");
            let hook = webhook::Entity::find().one(&runner.db).await.expect("reads").expect("the hook");
            assert_eq!((hook.build_id, hook.events.as_str()), (id, ""));
            let message = outbox::Entity::find().one(&runner.db).await.expect("reads").expect("the message");
            assert_eq!((message.dedupe.as_str(), message.webhook_id), ("d", None));
            runner.downgrade(older, false, &mut |_| ()).await.expect("goes back");
            assert_eq!(text(&runner, "SELECT target FROM outbox").await, "a@b.org");
            runner.downgrade(0, false, &mut |_| ()).await.expect("goes back to nothing");
        }
        runner.close().await.expect("closes");
    });
}

#[test]
fn a_migration_that_fails_half_way_is_undone_or_noticed() {
    on_each(|fresh| async move {
        let all = [ALL[0], BROKEN];
        let runner = runner(&fresh.url, &all).await;
        let failed = runner.upgrade(2, false, &mut |_| ()).await.expect_err("fails");
        let said = format!("{failed:#}");
        assert!(said.contains("upgrade to 0002_broken failed: statement 3 of 4"), "{said}");
        let state = runner.state().await.expect("reads");
        if fresh.kind == "mysql" {
            assert_eq!(state.half_done().map(|row| row.statements), Some(2));
            assert!(columns_of_build(&runner).await.contains(&"shade".to_owned()));
            for failed in [
                runner.upgrade(2, false, &mut |_| ()).await.expect_err("is refused"),
                runner.downgrade(0, false, &mut |_| ()).await.expect_err("is refused"),
            ] {
                assert!(failed.to_string().contains("left after 2 statements"), "{failed:#}");
            }
            // The cause is put right, and it goes on where it stopped.
            runner.db.execute_unprepared("CREATE TABLE nowhere (x bigint)").await.expect("a table");
            runner.upgrade(2, true, &mut |_| ()).await.expect("goes on");
            assert!(columns_of_build(&runner).await.contains(&"tint".to_owned()));
        } else {
            assert_eq!((state.number(), state.half_done()), (1, None));
            assert!(!columns_of_build(&runner).await.contains(&"colour".to_owned()));
        }
        runner.close().await.expect("closes");
    });
}

#[test]
fn a_schema_that_is_there_is_stamped() {
    on_each(|fresh| async move {
        let runner = runner(&fresh.url, ALL).await;
        runner.upgrade(1, false, &mut |_| ()).await.expect("goes on");
        runner.db.execute_unprepared(&format!("DROP TABLE {}", record::TABLE)).await.expect("forgets");
        let refused = runner.upgrade(1, false, &mut |_| ()).await.expect_err("is refused").to_string();
        assert!(refused.contains("17 tables") && refused.contains("db stamp"), "{refused}");
        assert!(matches!(runner.state().await.expect("reads"), State::Unknown { .. }));
        runner.stamp(1).await.expect("is stamped");
        runner.upgrade(1, false, &mut |line| panic!("{line}")).await.expect("has nothing to do");
        runner.stamp(0).await.expect("is stamped");
        assert_eq!(runner.state().await.expect("reads").number(), 0);
        runner.close().await.expect("closes");
    });
}

#[test]
fn a_newer_schema_and_another_history_are_refused() {
    on_each(|fresh| async move {
        let newer = [ALL[0], LATER];
        let first = runner(&fresh.url, &newer).await;
        first.upgrade(2, false, &mut |_| ()).await.expect("goes on");
        first.close().await.expect("closes");
        let refused =
            start::ready(&fresh.url, &ALL[..1], clock(), WAIT, &mut |_| ()).await.expect_err("is newer");
        assert!(refused.to_string().contains("has revision 0002_colour, and this program knows none after"));
        let other = [ALL[0], BROKEN];
        let refused =
            start::ready(&fresh.url, &other, clock(), WAIT, &mut |_| ()).await.expect_err("is another");
        assert!(refused.to_string().contains("which this program knows as 0002_broken"), "{refused}");
    });
}

#[test]
fn of_two_servers_that_start_at_once_one_makes_the_tables() {
    on_each(|fresh| async move {
        let told = Arc::new(Mutex::new(Vec::new()));
        let servers = (0..4).map(|_| {
            let (url, told) = (fresh.url.clone(), told.clone());
            tokio::spawn(async move {
                let mut tell = |line: &str| {
                    if line.starts_with("upgrade to") {
                        told.lock().expect("a list").push(line.to_owned());
                    }
                };
                start::ready(&url, ALL, clock(), WAIT, &mut tell).await
            })
        });
        for server in servers.collect::<Vec<_>>() {
            server.await.expect("ends").expect("starts");
        }
        assert_eq!(told.lock().expect("a list").len(), ALL.len());
    });
}

#[test]
fn who_holds_the_lock_is_said_after_a_bounded_wait() {
    on_each(|fresh| async move {
        let first = runner(&fresh.url, ALL).await;
        let (mut lines, short) = (Vec::new(), Duration::from_millis(300));
        let mut told = |line: &str| lines.push(line.to_owned());
        let refused = Runner::open(&fresh.url, ALL, clock(), short, &mut told).await;
        let refused = refused.err().expect("is refused").to_string();
        let holder = match fresh.kind {
            "sqlite" => format!("process {}", std::process::id()),
            "mysql" => "connection ".into(),
            _ => "process ".into(),
        };
        assert!(refused.contains(&format!("is being changed by {holder}")), "{refused}");
        assert!(lines[0].contains(&format!("waiting for {holder}")), "{lines:?}");
        first.close().await.expect("closes");
        runner(&fresh.url, ALL).await.close().await.expect("closes");
    });
}

#[test]
fn names_are_told_apart_by_every_bit() {
    on_each(|fresh| async move {
        start::ready(&fresh.url, ALL, clock(), WAIT, &mut |_| ()).await.expect("is made");
        let runner = runner(&fresh.url, ALL).await;
        for (number, name) in ["Home", "home", "hôme", "home "].into_iter().enumerate() {
            let sql = format!(
                "INSERT INTO webhook (build_id, url, secret, active, created, events) VALUES ({}, 'x', '{name}', true, {number}, '')",
                insert_build(&fresh, name).await
            );
            runner.db.execute_unprepared(&sql).await.expect("inserts");
            let sql =
                format!("INSERT INTO setting (name, value) VALUES ('{name}', '{}')", "x".repeat(100_000));
            let inserted = runner.db.execute_unprepared(&sql).await;
            // MariaDB pads: a space at the end is no difference. The services trim names.
            assert!(inserted.is_ok() || (name == "home " && fresh.kind == "mysql"), "{name}: {inserted:?}");
        }
        let deleted = runner.db.execute_unprepared("DELETE FROM build").await.expect("deletes");
        assert_eq!(deleted.rows_affected(), 4);
        let left =
            text(&runner, "SELECT CASE WHEN COUNT(*) = 0 THEN 'none' ELSE 'some' END FROM webhook").await;
        assert_eq!(left, "none", "what is part of a build goes with it");
        runner.close().await.expect("closes");
    });
}

#[test]
fn revisions_are_known_by_many_names() {
    let all = [ALL[0], LATER];
    let number = |word: &str| super::number(&all, word, 2).ok();
    for word in ["head", "2", "0002", "colour", "0002_colour", "-0"] {
        assert_eq!(number(word), Some(2), "{word}");
    }
    assert_eq!((number("-1"), number("base"), number("0")), (Some(1), Some(0), Some(0)));
    for word in ["3", "-3", "", "-x", "Head", "99999999999"] {
        let said = super::number(&all, word, 2).expect_err(word).to_string();
        assert!(said.ends_with("there are base, 0001_initial, 0002_colour and head"), "{said}");
    }
}

#[test]
fn every_statement_of_every_migration_is_one_statement() {
    for backend in [DbBackend::Sqlite, DbBackend::Postgres, DbBackend::MySql] {
        let mut steps = Steps::new(backend);
        for migration in ALL {
            (migration.up)(&mut steps);
            (migration.down)(&mut steps);
        }
        assert!(steps.into_statements().iter().all(|sql| !sql.contains(';')));
    }
    drop(sqlite());
}
