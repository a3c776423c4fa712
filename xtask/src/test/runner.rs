//! Runs steps in order, times them, and sums up.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// What became of a step that did not fail.
#[derive(Debug)]
pub(super) enum Done {
    /// It did what it is for.
    Ok,
    /// It can't run here; why, and the way out.
    LeftOut(String),
}

/// One step of the long form.
pub(super) struct Step {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    /// What it does, for the heading.
    pub(super) title: &'static str,
    /// Does it.
    pub(super) run: fn() -> Result<Done>,
}

/// Runs every step, or those of `only`; fails after the summary when one of them failed.
pub(super) fn run(steps: &[Step], only: &[String]) -> Result<()> {
    let chosen: Vec<&Step> =
        steps.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect();
    let mut results = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        println!("\n== [{}/{}] {}: {}", index + 1, chosen.len(), step.name, step.title);
        let start = Instant::now();
        let result = (step.run)();
        match &result {
            Ok(Done::Ok) => {}
            Ok(Done::LeftOut(why)) => println!("left out: {why}"),
            Err(error) => println!("error: {error:#}"),
        }
        results.push((step.name, start.elapsed(), result));
    }
    summary(&results, steps.len() - chosen.len())
}

fn summary(results: &[(&str, Duration, Result<Done>)], not_chosen: usize) -> Result<()> {
    println!("\n== summary");
    for (name, elapsed, result) in results {
        let result = match result {
            Ok(Done::Ok) => "ok".into(),
            Ok(Done::LeftOut(why)) => format!("left out: {why}"),
            Err(error) => format!("FAILED: {error:#}"),
        };
        println!("{name:<16} {:>7.1} s  {result}", elapsed.as_secs_f64());
    }
    if not_chosen > 0 {
        println!("{not_chosen} more steps were not asked for");
    }
    let failed: Vec<&str> =
        results.iter().filter(|(_, _, result)| result.is_err()).map(|(name, ..)| *name).collect();
    if !failed.is_empty() {
        bail!("{} of {} steps failed: {}", failed.len(), results.len(), failed.join(", "));
    }
    println!("all {} steps passed", results.len());
    Ok(())
}
