//! What no sequence of events may bring about.

use proptest::prelude::*;
use proptest::sample::select;

use super::artifact;
use crate::Side;
use crate::workflow::{
    Attempts, Capture, Diff, Evidence, Finish, Heartbeat, ReleaseEvent, ReleaseStatus, Run, RunStatus, Task,
    TaskStatus, Timestamp,
};

/// News about one pair of pictures and their comparison, failures of earlier attempts among them.
fn news() -> impl Strategy<Value = Evidence> {
    let of = select(vec![Side::Before, Side::After]);
    let log = proptest::option::of((0..4u8).prop_map(artifact));
    let capture = (of, 0..4u8, log.clone()).prop_map(|(of, kind, log)| {
        let image = artifact(if of == Side::Before { 10 } else { 11 });
        let capture = match kind {
            0 => Capture::Missing,
            1 => Capture::Requested,
            2 => Capture::Failed { log },
            _ => Capture::Captured { image, log },
        };
        Evidence::Capture { of, capture }
    });
    let diff = (0..3u8, log, any::<bool>(), 0.0..1.0).prop_map(|(kind, log, knows, distortion)| {
        let distortion = Some(distortion);
        let diff = match kind {
            0 => Diff::Failed { log },
            1 => Diff::Same { log, distortion },
            _ => Diff::Found { image: artifact(12), log, distortion },
        };
        Evidence::Diff { pair: knows.then(|| (artifact(10), artifact(11))), diff }
    });
    prop_oneof![capture, diff]
}

fn learned(news: &[Evidence]) -> Run {
    let mut run = Run::default();
    for news in news {
        run.learn(*news).unwrap();
    }
    run
}

proptest! {
    #[test]
    fn evidence_in_any_order_gives_the_same_status(
        (told, heard) in proptest::collection::vec(news(), 0..12).prop_flat_map(|news| {
            (Just(news.clone()), Just(news).prop_shuffle())
        })
    ) {
        let (told, heard) = (learned(&told), learned(&heard));
        prop_assert_eq!(told.status(), heard.status());
        prop_assert_eq!((told.after, told.before), (heard.after, heard.before));
        prop_assert_eq!(told.blocks(0), heard.blocks(0));
    }

    #[test]
    fn an_approval_ends_by_a_person_or_a_request_alone(news in proptest::collection::vec(news(), 0..12)) {
        let mut run = learned(&[
            Evidence::captured(Side::After, artifact(11)),
            Evidence::captured(Side::Before, artifact(10)),
            Evidence::Diff { pair: None, diff: Diff::Found { image: artifact(12), log: None, distortion: None } },
        ]);
        run.approve().unwrap();
        for news in news {
            run.learn(news).unwrap();
            prop_assert_eq!(run.status(), RunStatus::DiffApproved);
        }
    }

    #[test]
    fn a_decided_release_never_drifts(events in proptest::collection::vec(select(&ReleaseEvent::ALL), 0..20)) {
        let mut status = ReleaseStatus::Receiving;
        for event in events {
            let next = status.after(event).unwrap_or(status);
            if status.is_decided() && next != status {
                prop_assert!(matches!(event, ReleaseEvent::Decide(_)));
                prop_assert_eq!(next, ReleaseStatus::Reviewing);
            }
            status = next;
        }
    }

    /// Two workers do as they like at any times. At most one of them holds it, whoever lost it cannot finish it, and it
    /// is not leased more often than allowed when leases that ran out are settled first.
    #[test]
    fn a_task_is_held_once(steps in proptest::collection::vec((0..2usize, 0..6u8, 0..40u64), 0..60)) {
        let attempts = Attempts { max: 3, pause_ms: 10, max_pause_ms: 20 };
        let (mut task, mut now) = (Task::new(Timestamp(0)), Timestamp(0));
        let mut holder: Option<(&str, Timestamp)> = None;
        for (index, (who, what, wait)) in steps.into_iter().enumerate() {
            now = now.plus(wait);
            task.expire(now, &attempts);
            let owner = ["me", "you"][who];
            let holds = holder.is_some_and(|(holder, expires)| holder == owner && expires > now);
            let ended = task.status() != TaskStatus::Live;
            match what {
                0 | 1 => {
                    if task.lease(owner, now, 30).is_ok() {
                        prop_assert!(holder.is_none_or(|(_, expires)| expires <= now));
                        holder = Some((owner, now.plus(30)));
                    }
                }
                2 => {
                    let heartbeat = Heartbeat { index: index as u64, message: String::new() };
                    let heard = task.heartbeat(owner, now, heartbeat).is_ok();
                    prop_assert_eq!(heard, holds && !ended);
                    holder = if heard { Some((owner, now.plus(30))) } else { holder };
                }
                3 | 4 => {
                    let finish = if what == 3 { Finish::Done } else { Finish::Failed { message: String::new() } };
                    let finished = task.finish(owner, now, finish, &attempts).is_ok();
                    prop_assert_eq!(finished, holds || ended);
                    holder = if finished { None } else { holder };
                }
                _ => {
                    task.cancel(now);
                    holder = None;
                }
            }
            prop_assert!(task.attempts <= attempts.max);
        }
    }
}
