//! A status as ground, icon and word, so that no colour has to be told apart.

use askama::Template;
use depicted::workflow::{ReleaseStatus, RunStatus};

/// A status.
#[derive(Clone, Template)]
#[template(path = "part/badge.html")]
pub(crate) struct Badge {
    tone: &'static str,
    icon: &'static str,
    text: String,
}

/// Of a run: its label, with the difference in percent where one is known.
pub(crate) fn run_badge(status: &str, distortion: Option<f64>) -> Badge {
    let status = parse(status).unwrap_or(RunStatus::DataPending);
    let (tone, icon) = match status {
        RunStatus::DiffFound | RunStatus::Failed => ("bad", "cross"),
        RunStatus::DiffApproved | RunStatus::DiffNotFound => ("good", "tick"),
        RunStatus::NeedsDiff => ("wait", "clock"),
        RunStatus::DataPending => ("wait", "dots"),
        RunStatus::NoDiffNeeded => ("calm", "dash"),
    };
    let text = match distortion.filter(|_| status == RunStatus::DiffFound) {
        Some(share) => format!("{}: {}", status.label(), percent(share)),
        None => status.label().into(),
    };
    Badge { tone, icon, text }
}

/// Of a release.
pub(crate) fn release_badge(status: &str) -> Badge {
    let (tone, icon) = match status {
        "good" => ("good", "tick"),
        "bad" => ("bad", "cross"),
        "reviewing" => ("wait", "eye"),
        _ => ("calm", "dots"),
    };
    let text = match ReleaseStatus::ALL.into_iter().find(|known| known.name() == status) {
        Some(ReleaseStatus::Receiving) => "Receiving",
        Some(ReleaseStatus::Processing) => "Processing",
        Some(ReleaseStatus::Reviewing) => "Reviewing",
        Some(ReleaseStatus::Good) => "Good",
        Some(ReleaseStatus::Bad) => "Bad",
        None => status,
    };
    Badge { tone, icon, text: text.into() }
}

impl Badge {
    /// Another word in the same dress: the line of a release.
    pub(crate) fn summary(counts: &depicted::workflow::Counts) -> Self {
        use depicted::workflow::Severity;
        let (tone, icon) = match counts.severity() {
            Severity::Error => ("bad", "cross"),
            Severity::Info => ("good", "tick"),
            Severity::Warning => ("wait", "clock"),
            Severity::Neutral => ("calm", "dash"),
        };
        Self { tone, icon, text: counts.summary() }
    }
}

/// The status of a name.
fn parse(name: &str) -> Option<RunStatus> {
    RunStatus::ALL.into_iter().find(|status| status.name() == name)
}

/// One decimal.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
