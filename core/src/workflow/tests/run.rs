//! Runs: checklist items 22 and 69, and what a request forgets.

use super::artifact;
use crate::Side;
use crate::workflow::{Diff, Evidence, Run, RunStatus};

fn found() -> Run {
    let mut run = Run::default();
    for news in [
        Evidence::captured(Side::After, artifact(1)),
        Evidence::captured(Side::Before, artifact(2)),
        Evidence::Diff {
            pair: None,
            diff: Diff::Found { image: artifact(3), log: None, distortion: Some(0.5) },
        },
    ] {
        run.learn(news).unwrap();
    }
    run
}

/// 69: approved only when a difference was found, rejected only when it was approved.
#[test]
fn a_difference_is_approved_and_rejected() {
    let mut run = found();
    assert_eq!(run.reject().unwrap_err().to_string(), "a run that is diff_found cannot be rejected");
    run.approve().unwrap();
    assert_eq!(run.approve().unwrap_err().to_string(), "a run that is diff_approved cannot be approved");
    run.reject().unwrap();
    assert_eq!(run, found());
    assert!(Run::default().approve().is_err());
}

/// 22: to ask for a picture again leads to a new one, whatever was approved.
#[test]
fn a_new_request_begins_anew() {
    let mut run = found();
    run.approve().unwrap();
    run.request(Side::After);
    assert_eq!(run.status(), RunStatus::DataPending);
    run.learn(Evidence::captured(Side::After, artifact(4))).unwrap();
    assert_eq!(run.to_compare(), Some((artifact(2), artifact(4))));
}

#[test]
fn another_picture_makes_the_comparison_void() {
    let mut run = found();
    run.learn(Evidence::captured(Side::After, artifact(9))).unwrap();
    assert_eq!(run.status(), RunStatus::NeedsDiff);
}

/// A baseline without a picture is none.
#[test]
fn a_baseline_is_taken_over_if_it_has_a_picture() {
    let mut run = Run::default();
    run.learn(Evidence::captured(Side::After, artifact(1))).unwrap();
    run.inherit(None);
    assert_eq!(run.status(), RunStatus::NoDiffNeeded);
    run.inherit(Some(artifact(2)));
    assert_eq!(run.status(), RunStatus::NeedsDiff);
}

#[test]
fn names_are_those_of_the_interface() {
    for status in RunStatus::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.name());
    }
    let run = found();
    let json = serde_json::to_value(run).unwrap();
    assert_eq!(json["after"]["state"], "captured");
    assert_eq!(json["after"]["image"], "1".repeat(40));
    assert_eq!(serde_json::from_value::<Run>(json).unwrap(), run);
}
