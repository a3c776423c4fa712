//! The record of a run, as Markdown: ratios first, since they say something about other machines too.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::command_line::Row;
use super::criterion::{Bench, PLAIN};
use super::kernels::Pair;
use super::machine;
use super::sizes::{Size, Sizes};
use crate::process::Call;
use crate::workspace;

/// The chapter of the benchmarks.
pub(super) fn stages(benches: &[Bench]) -> String {
    let plain = benches.iter().find(|bench| bench.id == PLAIN).map(|bench| bench.median_ms);
    let mut text = format!(
        "## Benchmarks\n\n\
         Pages of 1280x3000 made from a seed, in memory. The ratio is to `{PLAIN}`: the page as a PNG of RGB, decoded by \
         the crate `png` alone. Mpx/s counts the pixels of one of the two pictures. What each one measures is said in \
         `benches/engine`. Stages run on one thread, `end-to-end` on all.\n\n\
         | benchmark | ratio | median, ms | Mpx/s |\n| --- | ---: | ---: | ---: |\n"
    );
    for Bench { id, median_ms, mpx_per_s } in benches {
        let ratio = ratio(plain.map(|plain| median_ms / plain));
        let _ = writeln!(text, "| {id} | {ratio} | {median_ms:.2} | {mpx_per_s:.0} |");
    }
    text
}

/// The chapter of the kernels.
pub(super) fn kernels(pairs: &[Pair]) -> String {
    let mut text = "## Kernels\n\n\
         The same benchmarks, with the kernels that the processor's widest registers allow (AVX2, where it has that) and \
         with the portable ones alone (16 bytes on x86-64). A ratio above 1 is what the second copies are worth.\n\n\
         | benchmark | portable to widest | widest, ms | portable, ms |\n| --- | ---: | ---: | ---: |\n"
        .to_owned();
    for Pair { as_shipped, portable } in pairs {
        let ratio = ratio(Some(portable.median_ms / as_shipped.median_ms));
        let (id, widest, portable) = (&as_shipped.id, as_shipped.median_ms, portable.median_ms);
        let _ = writeln!(text, "| {id} | {ratio} | {widest:.2} | {portable:.2} |");
    }
    text
}

/// The chapter of the screenshots.
pub(super) fn command_line(rows: Option<&[Row]>) -> String {
    let mut text = "## The command line\n\n\
         `depicted diff A B --quiet`, release build, whole process on all threads, and the most memory of its runs, by \
         GNU time. Ratios are to a process that decodes both files, one after the other, and nothing besides \
         (`plain-decode` of `benches/`). Best of the runs. The pairs are the `screenshots` of the corpus.\n\n"
        .to_owned();
    let Some(rows) = rows else { return text + "Left out: there was no corpus.\n" };
    text += "| pair | metric | ratio | with --output | ms | with --output | MiB | with --output |\n\
             | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";
    for Row { pair, plain, metric, quiet, drawn } in rows {
        let _ = writeln!(
            text,
            "| {pair} | {metric} | {} | {} | {:.0} | {:.0} | {:.1} | {:.1} |",
            ratio(Some(quiet.ms / plain.ms)),
            ratio(Some(drawn.ms / plain.ms)),
            quiet.ms,
            drawn.ms,
            quiet.mib,
            drawn.mib,
        );
    }
    text
}

/// The chapter of the sizes.
pub(super) fn sizes(sizes: &Sizes) -> String {
    let kib = |bytes: u64| bytes as f64 / 1024.0;
    let Sizes { program, all, others } = sizes;
    let mut text = format!(
        "## Sizes\n\n\
         Release builds without symbols, standard library included. The program `{}` has {:.0} KiB. The engine is \
         measured as its example `diff`, which reads two files and writes a highlight.\n\n\
         | engine with | KiB | against all features |\n| --- | ---: | ---: |\n",
        program.name,
        kib(program.bytes)
    );
    for Size { name, bytes } in std::iter::once(all).chain(others) {
        let _ = writeln!(text, "| {name} | {:.0} | {:+.0} |", kib(*bytes), kib(*bytes) - kib(all.bytes));
    }
    text
}

/// Writes the record to its place and returns that.
pub(super) fn write(chapters: &[String]) -> Result<PathBuf> {
    let date = Call::new("date").arg("+%F").stdout()?;
    let date = date.trim();
    let processor = machine::processor();
    let folder = workspace::root().join("benches/record");
    fs::create_dir_all(&folder).with_context(|| format!("can't make {}", workspace::display(&folder)))?;
    let path = folder.join(format!("{date}-{}.md", machine::slug(&processor)));
    let threads = machine::threads();
    let compiler = Call::new("rustc").arg("--version").stdout()?;
    let compiler = compiler.trim();
    let revision = Call::new("git").words("describe --always --dirty").stdout();
    let revision = revision.map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned());
    let load = machine::load().map_or_else(|| "unknown".to_owned(), |load| format!("{load:.1}"));
    let text = format!(
        "# Speed, memory and size, {date}\n\n\
         Made by `cargo xtask bench` at revision {revision}: {processor}, {threads} threads, {compiler}. \
         Load at the end: {load}.\n\n{}",
        chapters.join("\n")
    );
    fs::write(&path, text).with_context(|| format!("can't write {}", workspace::display(&path)))?;
    Ok(path)
}

/// Three decimals for tiny ratios, two for small ones, none for large ones.
fn ratio(ratio: Option<f64>) -> String {
    match ratio {
        Some(ratio) if ratio < 0.1 => format!("{ratio:.3}"),
        Some(ratio) if ratio < 10.0 => format!("{ratio:.2}"),
        Some(ratio) => format!("{ratio:.0}"),
        None => "?".to_owned(),
    }
}
