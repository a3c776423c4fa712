//! What is removed, and above all what is not, on every database.

use bytes::Bytes;
use depicted::workflow::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};
use serde_json::json;

use super::{Options, Removed, collect};
use crate::auth::Actor;
use crate::blob::Blobs;
use crate::clock;
use crate::databases::on_each;
use crate::service::{artifact, retention};
use crate::store::entity::{api_key, build, release, run, session, task, user};
use crate::store::{Store, connect};
use crate::{migrations, store::entity};

const DAY: i64 = 24 * 60 * 60 * 1000;

struct World {
    store: Store,
    blobs: Blobs,
    build: i64,
    _folder: tempfile::TempDir,
}

async fn world(url: &str) -> World {
    let wait = migrations::runner::WAIT;
    migrations::start::ready(url, migrations::ALL, clock::system(), wait, &mut |_| ())
        .await
        .expect("is made");
    let store = connect::connect(url).await.expect("opens");
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(&folder.path().display().to_string()).expect("opens");
    let row = build::ActiveModel {
        name: Set("site".into()),
        public: Set(false),
        send_email: Set(false),
        options: Set(json!({})),
        retention_days: Set(Some(10)),
        created: Set(0),
        modified: Set(0),
        ..Default::default()
    };
    let build = row.insert(store.db()).await.expect("inserts").id;
    World { store, blobs, build, _folder: folder }
}

impl World {
    async fn file(&self, bytes: &'static str) -> String {
        let stored = self.blobs.put(Bytes::from(bytes)).await.expect("stores");
        let tx = self.store.begin().await.expect("begins");
        let row = artifact::record_in(&*tx, Timestamp(0), self.build, stored).await.expect("records");
        tx.commit().await.expect("commits");
        row.id
    }

    async fn release(&self, name: &str, status: &str, decided: Option<i64>, image: &str) -> i64 {
        let row = release::ActiveModel {
            build_id: Set(self.build),
            name: Set(name.into()),
            number: Set(1),
            status: Set(status.into()),
            created: Set(decided.unwrap_or(0)),
            modified: Set(decided.unwrap_or(0)),
            decided: Set(decided),
            ..Default::default()
        };
        let id = row.insert(self.store.db()).await.expect("inserts").id;
        let row = run::ActiveModel {
            release_id: Set(id),
            build_id: Set(self.build),
            name: Set("home".into()),
            status: Set("no_diff_needed".into()),
            problem: Set(false),
            state: Set(json!({})),
            image: Set(Some(image.into())),
            created: Set(0),
            modified: Set(0),
            ..Default::default()
        };
        row.insert(self.store.db()).await.expect("inserts");
        id
    }

    async fn files(&self) -> usize {
        use futures::TryStreamExt;
        self.blobs.list().try_collect::<Vec<_>>().await.expect("lists").len()
    }
}

/// Checklist 142.
#[test]
fn what_is_overdue_goes_and_frees_its_files() {
    on_each(|fresh| async move {
        let world = world(&fresh.url).await;
        let now = Timestamp(100 * DAY);
        let [old, good, bad, open, alone, waits] = [
            world.file("old").await,
            world.file("good").await,
            world.file("bad").await,
            world.file("open").await,
            world.file("alone").await,
            world.file("waits").await,
        ];
        world.release("one", "good", Some(50 * DAY), &old).await;
        // The last good one is what others are compared with, however old.
        let baseline = world.release("two", "good", Some(60 * DAY), &good).await;
        world.release("three", "bad", Some(61 * DAY), &bad).await;
        let undecided = world.release("four", "reviewing", None, &open).await;
        let recent = world.release("five", "bad", Some(95 * DAY), &old).await;
        world.blobs.put(Bytes::from("stray")).await.expect("stores");
        let row = task::ActiveModel {
            queue: Set("run-pdiff".into()),
            task_id: Set("t".into()),
            status: Set("live".into()),
            eta: Set(0),
            payload: Set(Some(format!("{{\"image\":\"{waits}\"}}"))),
            created: Set(0),
            attempts: Set(0),
            ..Default::default()
        };
        row.insert(world.store.db()).await.expect("inserts");
        let row = user::ActiveModel {
            subject: Set("local:ada".into()),
            name: Set("ada".into()),
            email_verified: Set(false),
            superuser: Set(false),
            active: Set(true),
            created: Set(0),
            ..Default::default()
        };
        let person = row.insert(world.store.db()).await.expect("inserts");
        for (id, expires) in [("past", 99 * DAY), ("valid", 101 * DAY)] {
            let row = session::ActiveModel {
                id_hash: Set(id.into()),
                user_id: Set(person.id),
                csrf: Set("x".into()),
                created: Set(0),
                last_seen: Set(0),
                expires: Set(expires),
                agent: Set(None),
            };
            row.insert(world.store.db()).await.expect("inserts");
        }
        // The stray file is as young as this test, so the grace period has to be none to see it go.
        let mut options = Options { dry_run: true, grace_ms: DAY };
        let would = collect(&world.store, &world.blobs, now, options).await.expect("counts");
        let wanted = Removed { releases: 2, files: 2, bytes: 8, sessions: 1, ..Removed::default() };
        assert_eq!(would, wanted, "{}: bad and alone; old is named by a release that stays", fresh.kind);
        assert_eq!(world.files().await, 7, "only counted");
        options.dry_run = false;
        let did = collect(&world.store, &world.blobs, now, options).await.expect("removes");
        assert_eq!(did, wanted);
        assert_eq!(world.files().await, 5);
        let again = collect(&world.store, &world.blobs, now, options).await.expect("has nothing to do");
        assert_eq!(again, Removed::default());
        let left = release::Entity::find().all(world.store.db()).await.expect("reads");
        let left: Vec<i64> = left.into_iter().map(|release| release.id).collect();
        assert_eq!(left, [baseline, undecided, recent]);
        let much_later = Timestamp(clock::system()().0 + 2 * DAY);
        let options = Options { dry_run: false, grace_ms: DAY };
        let late = collect(&world.store, &world.blobs, much_later, options).await.expect("removes");
        assert_eq!((late.releases, late.files), (1, 2), "the stray file, and the old one with its release");
        for id in [good, open, waits] {
            let id = depicted::workflow::ArtifactId::parse(&id).expect("an id");
            assert!(world.blobs.has(id).await.expect("looks"));
        }
        let _ = (bad, alone);
    });
}

/// Checklist 142.
#[test]
fn a_build_goes_with_all_that_it_holds() {
    on_each(|fresh| async move {
        let world = world(&fresh.url).await;
        let image = world.file("picture").await;
        let first = world.release("one", "good", Some(1), &image).await;
        world.release("two", "reviewing", None, &image).await;
        let row = api_key::ActiveModel {
            worker: Set(false),
            id: Set("k".into()),
            secret_hash: Set("x".into()),
            build_id: Set(Some(world.build)),
            superuser: Set(false),
            purpose: Set("test".into()),
            created: Set(0),
            created_by: Set(None),
            revoked: Set(None),
            last_used: Set(None),
        };
        row.insert(world.store.db()).await.expect("inserts");
        let now = Timestamp(5);
        retention::delete_release(&world.store, now, &Actor::System, first).await.expect("goes");
        assert!(retention::delete_release(&world.store, now, &Actor::System, first).await.is_err());
        retention::delete_build(&world.store, now, &Actor::System, world.build).await.expect("goes");
        let db = world.store.db();
        assert_eq!(run::Entity::find().count(db).await.expect("counts"), 0);
        assert_eq!(api_key::Entity::find().count(db).await.expect("counts"), 0);
        let owners = entity::artifact_owner::Entity::find().count(db).await.expect("counts");
        assert_eq!(owners, 0, "nobody may read its files any more");
        let entries = entity::audit::Entity::find().all(db).await.expect("reads");
        assert_eq!(entries.last().map(|entry| entry.action.as_str()), Some("deleted_build"));
        let options = Options { dry_run: false, grace_ms: 0 };
        let done =
            collect(&world.store, &world.blobs, Timestamp(i64::MAX / 2), options).await.expect("removes");
        assert_eq!((done.files, done.bytes), (1, 7));
    });
}
