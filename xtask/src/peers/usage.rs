//! One process, and what it took.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use wait4::Wait4;

/// What a process took, with all that it started and waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    /// Wall time, in milliseconds.
    pub(super) wall_ms: f64,
    /// Time of all processors, in milliseconds.
    pub(super) cpu_ms: f64,
    /// Greatest resident memory, in MiB.
    pub(super) mib: f64,
    /// Its exit code; `None` where a signal ended it.
    pub(super) code: Option<i32>,
}

/// Runs a program that reads nothing and prints to nowhere.
pub(super) fn run(mut command: Command) -> Result<Usage> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let name = command.get_program().display().to_string();
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("can't start {name}"))?;
    let ended = child.wait4().with_context(|| format!("can't wait for {name}"))?;
    Ok(Usage {
        wall_ms: start.elapsed().as_secs_f64() * 1e3,
        cpu_ms: (ended.rusage.utime + ended.rusage.stime).as_secs_f64() * 1e3,
        mib: ended.rusage.maxrss as f64 / f64::from(1 << 20),
        code: ended.status.code(),
    })
}

/// Median time, and the most memory, of several runs of one command; `None` for no run.
pub(super) fn median(runs: &[Usage]) -> Option<Usage> {
    let mut sorted = [runs.to_vec(), runs.to_vec()];
    sorted[0].sort_by(|a, b| a.wall_ms.total_cmp(&b.wall_ms));
    sorted[1].sort_by(|a, b| a.cpu_ms.total_cmp(&b.cpu_ms));
    let [by_wall, by_cpu] = sorted.map(|runs| runs.get(runs.len() / 2).copied());
    let mib = runs.iter().fold(0.0, |most, run| run.mib.max(most));
    Some(Usage { cpu_ms: by_cpu?.cpu_ms, mib, ..by_wall? })
}

/// The geometric mean; `None` of nothing.
pub(super) fn geometric_mean(ratios: &[f64]) -> Option<f64> {
    let sum: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
    (!ratios.is_empty()).then(|| (sum / ratios.len() as f64).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_ratios_is_that_of_their_logarithms() {
        assert!((geometric_mean(&[2.0, 8.0]).unwrap() - 4.0).abs() < 1e-12);
        assert_eq!(geometric_mean(&[]), None);
    }

    #[test]
    fn a_median_takes_the_most_memory() {
        let run = |wall_ms: f64| Usage { wall_ms, cpu_ms: 10.0 - wall_ms, mib: wall_ms, code: Some(0) };
        let found = median(&[run(3.0), run(1.0), run(2.0)]).unwrap();
        assert_eq!(format!("{} {} {}", found.wall_ms, found.cpu_ms, found.mib), "2 8 3");
    }

    #[cfg(unix)]
    #[test]
    fn an_exit_code_and_memory_are_told() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        let usage = run(command).unwrap();
        assert_eq!(usage.code, Some(3));
        assert!(usage.mib > 0.1 && usage.wall_ms > 0.0);
    }
}
