//! States defaults in the help: read from the engine, written nowhere else.

use clap::{Arg, Command};
use depicted::{Antialiasing, HighlightMode, Metric, Options, Resize};

use super::values::name_of;

/// Adds `[default: …]` to the help of every option that the engine has a plain default for.
pub(super) fn state(command: Command) -> Command {
    let options = Options::default();
    command.mut_args(|arg| match default_of(&options, arg.get_id().as_str()) {
        Some(default) => with(arg, &default),
        None => arg,
    })
}

fn default_of(options: &Options, id: &str) -> Option<String> {
    let Options { highlight, tolerance, limits, .. } = options;
    Some(match id {
        "metric" => options.metric.to_string(),
        "antialiasing" => antialiasing(),
        "resize" => name_of(&Resize::ALL, options.resize).to_owned(),
        "max_shift_px" => tolerance.max_shift_px.to_string(),
        "highlight_color" => highlight.color.to_string(),
        "highlight_mode" => name_of(&HighlightMode::ALL, highlight.mode).to_owned(),
        "fade" => highlight.fade.to_string(),
        "max_pixels" => limits.max_pixels.to_string(),
        "max_bytes" => limits.max_bytes.to_string(),
        "max_decoded_bytes" => limits.max_decoded_bytes.to_string(),
        "max_regions" => options.max_regions.to_string(),
        "threads" => options.threads.to_string(),
        _ => return None,
    })
}

/// `ignore for pixelmatch, count for odiff`.
fn antialiasing() -> String {
    let of = |(metric, name)| {
        let default = Antialiasing::default_of(metric)?;
        Some(format!("{} for {name}", name_of(&Antialiasing::ALL, default)))
    };
    Metric::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

fn with(arg: Arg, default: &str) -> Arg {
    let help = format!("{} [default: {default}]", arg.get_help().cloned().unwrap_or_default());
    match arg.get_long_help().cloned() {
        Some(long) => arg.help(help).long_help(format!("{long}\n\n[default: {default}]")),
        None => arg.help(help),
    }
}
