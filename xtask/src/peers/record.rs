//! The record of a run, as Markdown.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::folders;
use super::growth::{Row, Start};
use super::pairs::Pair;
use super::squeeze::Squeezed;
use super::summary;
use super::tools::{Said, Tool};
use super::usage::Usage;
use super::versus::Figures;
use crate::bench::machine;
use crate::process::Call;
use crate::workspace;

/// The chapter of the pairs: everybody's figures, then the ratios.
pub(super) fn pairs(measured: &[(Pair, Vec<Figures>)]) -> String {
    let mut text = "## Pairs\n\n\
         Medians, whole process, PNG in; the second figure of a column is with a picture drawn. Wall time and processor \
         time in milliseconds, the most memory of all runs in MiB, the picture in kB. `refused` compares no such pair, \
         and interpreters and ImageMagick are not asked for more than 20 Mpx.\n"
        .to_owned();
    for (pair, figures) in measured {
        let _ = writeln!(
            text,
            "\n### {} ({:.1} Mpx)\n\n| | wall | drawn | CPU | drawn | MiB | drawn | picture |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            pair.name, pair.megapixels
        );
        for Figures { tool, quiet, drawn, output_bytes, said } in figures {
            if *said == Said::Refused {
                let _ = writeln!(text, "| {} | refused | | | | | | |", tool.name());
                continue;
            }
            let of = |usage: Option<Usage>, value: fn(Usage) -> f64| {
                usage.map_or_else(|| "–".to_owned(), |usage| number(value(usage)))
            };
            let picture =
                if *output_bytes == 0 { "–".to_owned() } else { number(*output_bytes as f64 / 1e3) };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} | {} | {picture} |",
                tool.name(),
                of(*quiet, |usage| usage.wall_ms),
                of(*drawn, |usage| usage.wall_ms),
                of(*quiet, |usage| usage.cpu_ms),
                of(*drawn, |usage| usage.cpu_ms),
                of(*quiet, |usage| usage.mib),
                of(*drawn, |usage| usage.mib),
            );
        }
    }
    text + &ratios(measured)
}

/// How many times faster each metric is than each peer.
fn ratios(measured: &[(Pair, Vec<Figures>)]) -> String {
    let mut text = "\n## How many times faster\n\n\
         Time of the peer divided by ours, over the pairs that both compared: geometric mean, and the least with its \
         pair. A peer that always draws is held against drawing alone.\n\n\
         | metric | peer | wall | least | drawn | least | CPU | drawn |\n\
         | --- | --- | ---: | --- | ---: | --- | ---: | ---: |\n"
        .to_owned();
    let names = |wanted: fn(Tool) -> bool| super::tools::TOOLS.into_iter().filter(move |tool| wanted(*tool));
    for ours in names(Tool::is_ours) {
        for peer in names(|tool| !tool.is_ours()) {
            let wall =
                [false, true].map(|drawn| summary::ratio(measured, ours, peer, drawn, |usage| usage.wall_ms));
            let cpu =
                [false, true].map(|drawn| summary::ratio(measured, ours, peer, drawn, |usage| usage.cpu_ms));
            if wall[1].is_none() && wall[0].is_none() {
                continue;
            }
            let mean = |ratio: &Option<summary::Ratio>| {
                ratio.as_ref().map_or_else(|| "–".to_owned(), |ratio| format!("{:.2}", ratio.mean))
            };
            let least = |ratio: &Option<summary::Ratio>| {
                ratio
                    .as_ref()
                    .map_or_else(|| "–".to_owned(), |ratio| format!("{:.2}, {}", ratio.least, ratio.pair))
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} | {} | {} |",
                ours.name(),
                peer.name(),
                mean(&wall[0]),
                least(&wall[0]),
                mean(&wall[1]),
                least(&wall[1]),
                mean(&cpu[0]),
                mean(&cpu[1]),
            );
        }
    }
    text
}

/// The chapter of the pictures: their size beside that of odiff's, and after oxipng.
pub(super) fn squeezed(rows: &[Squeezed]) -> String {
    let mut text = "## Pictures of the changes\n\n\
         By `pixelmatch`, in kB, and what `oxipng -o 1` makes of ours.\n\n\
         | pair | ours | odiff's | after oxipng | ours to that |\n| --- | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for Squeezed { pair, ours, odiffs, least } in rows {
        let [mine, squeezed] = [*ours, *least].map(|bytes| number(bytes as f64 / 1e3));
        let odiffs = odiffs.map_or_else(|| "–".to_owned(), |bytes| number(bytes as f64 / 1e3));
        let _ = writeln!(
            text,
            "| {pair} | {mine} | {odiffs} | {squeezed} | {:.2} |",
            *ours as f64 / *least as f64
        );
    }
    text
}

/// The chapter of the folders.
pub(super) fn folders(rows: &[folders::Row]) -> String {
    let threads = machine::threads();
    let mut text = format!(
        "## Folders\n\n\
         Copies of the pair `phone`; processors busy is CPU time divided by wall time, of {threads}.\n\n\
         | | pairs | ms a pair | CPU ms a pair | processors busy | MiB |\n| --- | ---: | ---: | ---: | ---: | ---: |\n"
    );
    for folders::Row { name, pairs, usage } in rows {
        let each = |ms: f64| number(ms / *pairs as f64);
        let _ = writeln!(
            text,
            "| {name} | {pairs} | {} | {} | {:.2} | {} |",
            each(usage.wall_ms),
            each(usage.cpu_ms),
            usage.cpu_ms / usage.wall_ms,
            number(usage.mib)
        );
    }
    text
}

/// The chapter of what does not grow.
pub(super) fn growth(rows: &[Row], start: &Start) -> String {
    let mut text = "## Memory and height\n\n\
         A page of 3000 columns, one word changed.\n\n| metric | Mpx | MiB | ms |\n| --- | ---: | ---: | ---: |\n"
        .to_owned();
    for Row { metric, megapixels, usage } in rows {
        let _ = writeln!(text, "| {metric} | {megapixels:.0} | {:.1} | {:.0} |", usage.mib, usage.wall_ms);
    }
    let usage = start.usage;
    let [ms, mib] = [usage.map_or(0.0, |usage| usage.wall_ms), usage.map_or(0.0, |usage| usage.mib)];
    let bytes = start.bytes as f64 / 1e6;
    let _ = writeln!(
        text,
        "\nTo start (`--version`) takes {ms:.1} ms and {mib:.1} MiB; the program, with the engine alone, has {bytes:.1} MB."
    );
    text
}

/// Writes the record to its place and returns that.
pub(super) fn write(chapters: &[String]) -> Result<PathBuf> {
    let date = Call::new("date").arg("+%F").stdout()?;
    let date = date.trim();
    let processor = machine::processor();
    let path = workspace::root()
        .join("benches/record")
        .join(format!("{date}-{}-peers.md", machine::slug(&processor)));
    let threads = machine::threads();
    let revision = Call::new("git").words("describe --always --dirty").stdout();
    let revision = revision.map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned());
    let load = machine::load().map_or_else(|| "unknown".to_owned(), |load| format!("{load:.1}"));
    let text = format!(
        "# Beside its peers, {date}\n\n\
         Made by `cargo xtask bench-peers` at revision {revision}: {processor}, {threads} threads. Load at the end: \
         {load}. Versions: blazediff 6.0.2, odiff 4.5.0, dify 0.8.0, pixelmatch 7.2.0, @blazediff/core 1.10.0, \
         {}.\n\n{}",
        imagemagick(),
        chapters.join("\n")
    );
    fs::write(&path, text).with_context(|| format!("can't write {}", workspace::display(&path)))?;
    Ok(path)
}

fn imagemagick() -> String {
    let text = Call::new("compare").words("-version").stdout().unwrap_or_default();
    text.split_whitespace().skip(1).take(2).collect::<Vec<_>>().join(" ")
}

/// Three digits or so.
fn number(value: f64) -> String {
    match value {
        _ if value >= 100.0 => format!("{value:.0}"),
        _ if value >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
