//! Remarks that GitHub shows beside the lines of the files of tests.

use std::io::Write;
use std::path::Path;

use crate::local::outcome::{Outcomes, Verdict};
use crate::names::slashed;
use crate::output::{Stdout, cannot_tell};
use crate::trouble::Trouble;

/// Prints the remarks.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn print(outcomes: &Outcomes) -> Result<(), Trouble> {
    let mut stdout = Stdout::new();
    stdout
        .write_all(text(outcomes).as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| cannot_tell(&error))
}

fn text(outcomes: &Outcomes) -> String {
    let mut text = String::new();
    for (suite, why) in &outcomes.suites {
        text += &remark(suite, None, "setup", why);
    }
    for test in &outcomes.tests {
        let what = match &test.verdict {
            Verdict::Failed(report) => report.to_string(),
            // What is wrong with the file is said once.
            Verdict::NotRun => continue,
            verdict => match verdict.trouble() {
                Some(why) => why.to_owned(),
                None => continue,
            },
        };
        text += &remark(&test.suite, test.line, test.name.as_str(), &what);
    }
    text
}

/// `::error file=tests/a.yaml,line=3,title=demo::what`
fn remark(suite: &Path, line: Option<usize>, title: &str, what: &str) -> String {
    let line = line.map_or_else(String::new, |line| format!(",line={line}"));
    format!("::error file={}{line},title={}::{}\n", property(&slashed(suite)), property(title), data(what))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_would_end_a_remark_is_written_out() {
        let remark = super::remark("a/b,c.yaml".as_ref(), Some(3), "50%: x", "one\ntwo::three");
        assert_eq!(remark, "::error file=a/b%2Cc.yaml,line=3,title=50%25%3A x::one%0Atwo::three\n");
    }
}
