//! The page of a release: counts, labels, order.

use depicted::workflow::RunStatus::{self, *};

use super::Server;
use crate::web::link;

/// Checklist 66: what the line of a release says, and the label of each run.
#[tokio::test]
async fn a_release_says_what_its_runs_come_to() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let cases: [(&[RunStatus], &str, &str); 8] = [
        (&[], "Nothing to test", "0 tested"),
        (&[NoDiffNeeded], "Nothing to test", "0 tested, 1 baseline"),
        (&[NoDiffNeeded, NoDiffNeeded], "Nothing to test", "0 tested, 2 baselines"),
        (&[DiffNotFound, DiffApproved, NoDiffNeeded], "All passing", "2 tested, 1 baseline"),
        (&[DiffNotFound, NeedsDiff, DataPending], "2 pending", "1 / 2 tested"),
        (&[DiffFound, DiffNotFound], "1 failure", "2 tested"),
        (&[DiffFound, Failed, NeedsDiff], "2 failures", "2 / 3 tested"),
        (&[Failed], "1 failure", "1 tested"),
    ];
    for (number, (statuses, summary, tested)) in cases.into_iter().enumerate() {
        let release = server.release(&build, &format!("r{number}")).await;
        for (number, status) in statuses.iter().enumerate() {
            server.run_in(&release, &format!("t{number}"), *status).await;
        }
        let text = server.get(Some(&ada), &link::release(&release)).await.text;
        assert!(text.contains(&format!("</svg>{summary}</span>")), "{statuses:?}: {summary}");
        assert!(text.contains(&format!("<span class=\"soft\">{tested}</span>")), "{statuses:?}: {tested}");
        for status in statuses {
            let label = match status {
                DiffFound => "Diff found: 25.0%",
                other => other.label(),
            };
            assert!(text.contains(&format!("</svg>{label}</span>")), "{label}");
        }
        let list = server.get(Some(&ada), &link::build(build.id)).await.text;
        assert!(list.contains(summary) && list.contains(tested), "the same in the list of releases");
    }
}

/// Checklist 72.
#[tokio::test]
async fn runs_that_failed_are_among_the_problems() {
    let server = Server::new().await;
    let ada = server.person("ada", false).await;
    let build = server.build(&ada, "b").await;
    let release = server.release(&build, "r").await;
    for (name, status) in [
        ("a same", DiffNotFound),
        ("b pending", NeedsDiff),
        ("c found", DiffFound),
        ("d baseline", NoDiffNeeded),
        ("e failed", Failed),
        ("f approved", DiffApproved),
    ] {
        server.run_in(&release, name, status).await;
    }
    let text = server.get(Some(&ada), &link::release(&release)).await.text;
    let mut at: Vec<_> = ["a same", "b pending", "c found", "d baseline", "e failed", "f approved"]
        .map(|name| (text.find(&format!(">{name}</a>")).expect(name), name))
        .into();
    at.sort_unstable();
    let names: Vec<_> = at.into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["c found", "e failed", "f approved", "a same", "b pending", "d baseline"]);
    // Those to look at are the ones that nobody decided on.
    let open = link::of_release("/release", &release, &[("state", "open")]);
    let text = server.get(Some(&ada), &open).await.text;
    assert!(text.contains(">e failed</a>") && !text.contains(">f approved</a>"));
}
