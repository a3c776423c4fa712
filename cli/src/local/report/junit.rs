//! The results as JUnit's XML, which most of what shows test results can read.

use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::local::outcome::{Outcome, Outcomes, Verdict};
use crate::local::work::Work;
use crate::names::slashed;

/// The document: a suite for each file of tests.
pub(super) fn report(work: &Work, outcomes: &Outcomes) -> Vec<u8> {
    let mut report = Report::new("depicted");
    report.set_time(outcomes.elapsed);
    for tests in outcomes.tests.chunk_by(|a, b| a.suite == b.suite) {
        let path = &tests[0].suite;
        let mut suite = TestSuite::new(slashed(path));
        suite.set_time(tests.iter().map(|test| test.elapsed).sum());
        suite.add_test_cases(tests.iter().map(|test| case(work, path, test)));
        for (_, why) in outcomes.suites.iter().filter(|(failed, _)| failed == path) {
            suite.set_system_err(why.as_str());
        }
        report.add_test_suite(suite);
    }
    let mut bytes = Vec::new();
    // It is written to memory, which takes anything.
    let _ = report.serialize(&mut bytes);
    bytes
}

fn case(work: &Work, suite: &Path, test: &Outcome) -> TestCase {
    let status = match &test.verdict {
        Verdict::Updated(_) | Verdict::Passed(_) => TestCaseStatus::success(),
        Verdict::Failed(report) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type("different").set_message(report.to_string());
            let paths = [work.reference(&test.name), work.run(&test.name), work.diff(&test.name)];
            let [reference, run, diff] = paths.map(|path| path.display().to_string());
            status.set_description(format!("Ref: {reference}\nRun: {run}\nDiff: {diff}"));
            status
        }
        verdict => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_type(verdict.word()).set_message(verdict.trouble().unwrap_or_default());
            status
        }
    };
    let mut case = TestCase::new(test.name.as_str(), status);
    let class = suite.file_stem().unwrap_or_default().to_string_lossy();
    case.set_classname(class.into_owned()).set_time(test.elapsed);
    case
}
