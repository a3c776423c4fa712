//! The machine that the figures belong to.

use std::fs;
use std::num::NonZero;
use std::thread;

/// The name of the processor, as it says itself.
pub(crate) fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    field("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

/// How many threads it runs at once.
pub(crate) fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// How many tasks wait for a processor, over the last minute; figures of a busy machine are too high.
pub(crate) fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

/// A name as part of a file's name.
pub(crate) fn slug(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_processor_becomes_a_file_name() {
        assert_eq!(slug("Intel(R) Core(TM) i7-1185G7 @ 3.00GHz"), "intel-r-core-tm-i7-1185g7-3-00ghz");
    }
}
