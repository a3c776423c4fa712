//! A page costs what a page holds, in a large release as in a small one.

use depicted::workflow::RunStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait,
    QueryFilter, QueryTrait, Statement,
};
use serde_json::json;

use super::{Which, count, page};
use crate::auth::Actor;
use crate::databases::on_each;
use crate::service::release::evaluate;
use crate::service::{build, release, run::row, tally};
use crate::store::connect;
use crate::store::entity::run;
use crate::testing::Room;

const PAGE: u64 = 50;

#[derive(Debug, PartialEq, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "run::Entity")]
struct Row {
    name: String,
    status: String,
}

/// A release whose runs are of three kinds in turns, all of them settled.
async fn release_of(room: &Room, build_id: i64, name: &str, runs: usize) -> i64 {
    let made = release::create(&room.app, &Actor::System, build_id, name, None).await.expect("a release");
    let picture = json!({"state": "captured", "image": "a".repeat(40), "log": null});
    let found = json!({"state": "found", "image": "b".repeat(40), "log": null, "distortion": 0.5});
    let (missing, failed) = (json!({"state": "missing"}), json!({"state": "failed", "log": null}));
    let states = [
        json!({"after": picture, "before": missing, "diff": missing, "approved": false}),
        json!({"after": picture, "before": picture, "diff": found, "approved": false}),
        json!({"after": failed, "before": missing, "diff": missing, "approved": false}),
    ];
    let mut rows = Vec::new();
    for number in 0..runs {
        let state = serde_json::from_value(states[number % 3].clone()).expect("a state");
        let mut row = blank(made.id, build_id, format!("Page_{number:05}"));
        row::set_state(&mut row, &state).expect("a row");
        let mut row = run::ActiveModel::from(row);
        row = sea_orm::ActiveModelTrait::reset_all(row);
        row.id = NotSet;
        rows.push(row);
    }
    for some in rows.chunks(500) {
        let inserted = run::Entity::insert_many(some.to_vec());
        inserted.exec_without_returning(room.app.store.db()).await.expect("rows");
    }
    made.id
}

fn blank(release_id: i64, build_id: i64, name: String) -> run::Model {
    run::Model {
        id: 0,
        release_id,
        name,
        build_id,
        status: String::new(),
        problem: false,
        blocks: false,
        state: json!(null),
        url: None,
        image: None,
        log: None,
        config: None,
        ref_url: None,
        ref_image: None,
        ref_log: None,
        ref_config: None,
        diff_image: None,
        diff_log: None,
        thumbnail: None,
        distortion: None,
        report: Some(json!({"regions": "x".repeat(2000)})),
        created: 1,
        modified: 1,
        decided_by: None,
        decided: None,
        reason: None,
    }
}

/// What a list of a release may be asked for.
fn wanted(release_id: i64) -> [Which<'static>; 3] {
    let all = Which { release_id, ..Which::default() };
    [all, Which { status: Some(RunStatus::Failed), ..all }, Which { open: true, ..all }]
}

async fn lines(db: &DatabaseConnection, sql: &str, columns: &[&str]) -> String {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect(sql);
    let mut text = String::new();
    for row in rows {
        for column in columns {
            text += &row.try_get::<String>("", column).expect("a column");
            text.push(' ');
        }
        text.push('\n');
    }
    text
}

/// How many rows MariaDB has read for this connection.
async fn rows_read(db: &DatabaseConnection) -> u64 {
    let said = lines(db, "SHOW SESSION STATUS LIKE 'Handler_read%'", &["Variable_name", "Value"]).await;
    said.split_whitespace().filter_map(|word| word.parse::<u64>().ok()).sum()
}

#[test]
fn a_page_reads_about_a_page() {
    on_each(|fresh| async move {
        let room = Room::on(&fresh.url).await;
        let build_id = build::create(&room.app, &Actor::System, "b", false).await.expect("a build").id;
        let small = release_of(&room, build_id, "small", 300).await;
        let large = release_of(&room, build_id, "large", 3000).await;
        let db = connect::alone(&fresh.url).await.expect("a connection");
        let backend = db.get_database_backend();
        let analyse = if backend == DbBackend::MySql { "ANALYZE TABLE run" } else { "ANALYZE" };
        db.execute_unprepared(analyse).await.expect("statistics");
        for which in wanted(large) {
            let sql = which.page(0, PAGE).build(backend).to_string();
            match backend {
                DbBackend::Sqlite => {
                    let plan = lines(&db, &format!("EXPLAIN QUERY PLAN {sql}"), &["detail"]).await;
                    assert!(plan.contains("USING COVERING INDEX ix_run_release_id_"), "{which:?}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE"), "nothing is sorted: {which:?}: {plan}");
                }
                DbBackend::MySql => {}
                _ => {
                    let plan = lines(&db, &format!("EXPLAIN {sql}"), &["QUERY PLAN"]).await;
                    assert!(plan.contains("using ix_run_release_id_"), "{which:?}: {plan}");
                    assert!(!plan.contains("Sort"), "nothing is sorted: {which:?}: {plan}");
                }
            }
        }
        let mut read = Vec::new();
        for id in [small, large] {
            let before = rows_read_on(&db).await;
            for which in wanted(id) {
                let rows: Vec<Row> = page(&db, which, 0, PAGE).await.expect("a page");
                assert_eq!(rows.len() as u64, PAGE);
            }
            assert!(!evaluate::is_blocked(&db, id).await.expect("an answer"));
            read.push(rows_read_on(&db).await - before);
        }
        // Ten times the runs; planning reads an entry more or less.
        assert!(
            read[1] <= read[0] * 3 / 2 && read[1] < 15 * PAGE,
            "of a small release, and of a large one: {read:?}"
        );
        db.close().await.expect("it closes");
    });
}

async fn rows_read_on(db: &DatabaseConnection) -> u64 {
    if db.get_database_backend() == DbBackend::MySql { rows_read(db).await } else { 0 }
}

#[test]
fn a_list_has_problems_first_and_finds_by_a_part_of_the_name() {
    on_each(|fresh| async move {
        let room = Room::on(&fresh.url).await;
        let db = room.app.store.db();
        let build_id = build::create(&room.app, &Actor::System, "b", false).await.expect("a build").id;
        let id = release_of(&room, build_id, "r", 9).await;
        let names = |rows: Vec<Row>| {
            rows.into_iter()
                .map(|row| row.name.trim_start_matches("Page_0000").to_owned())
                .collect::<String>()
        };
        let [all, failed, open] = wanted(id);
        for (which, expected) in [
            (all, "124578036"),
            (failed, "258"),
            (open, "124578"),
            (Which { name: "pAGE_00003", ..all }, "3"),
            (Which { name: "%", ..all }, ""),
            (Which { name: "page_", ..failed }, "258"),
            (Which { name: "pagex", ..all }, ""),
        ] {
            let rows = page(db, which, 0, 100).await.expect("a page");
            assert_eq!(count(db, which).await.expect("a number"), rows.len() as u64, "{which:?}");
            assert_eq!(names(rows), expected, "{which:?}");
        }
        assert_eq!(
            names(page(db, all, 5, 2).await.expect("a page")),
            "80",
            "over the border of the problems"
        );
        let other = release_of(&room, build_id, "other", 1).await;
        let renamed = run::Entity::update_many().col_expr(run::Column::Name, Expr::value("Über uns"));
        renamed.filter(run::Column::ReleaseId.eq(other)).exec(db).await.expect("renamed");
        let [others, ..] = wanted(other);
        for name in ["Über", "uns", "UNS"] {
            assert_eq!(count(db, Which { name, ..others }).await.expect("a number"), 1, "{name}");
        }
        let tallies = tally::of_releases(db, &[id]).await.expect("counts");
        assert_eq!((tallies[&id].all(), tallies[&id].of(RunStatus::Failed)), (9, 3));
        assert_eq!(tally::modified(db, id).await.expect("a moment"), 1);
        assert_eq!(tally::modified(db, id + 2).await.expect("nothing"), 0);
    });
}
