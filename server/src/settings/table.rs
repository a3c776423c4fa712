//! The table of settings for people, made of what the command line knows.

use std::fmt::Write;

use clap::{Arg, Command};

/// A table in Markdown, a setting a row.
fn table(command: &Command) -> String {
    let mut text = String::from(
        "| flag | variable | key in the file | default | what it sets |\n| --- | --- | --- | --- | --- |\n",
    );
    for arg in command.get_arguments() {
        let Some((flag, variable)) = arg.get_long().zip(arg.get_env()) else { continue };
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let (help, default) = match help.split_once(" [default: ") {
            Some((help, default)) => (help.to_owned(), default.trim_end_matches(']').to_owned()),
            None => (help, default(arg)),
        };
        let (key, variable) = (arg.get_id(), variable.to_string_lossy());
        let _ = writeln!(text, "| `--{flag}` | `{variable}` | `{key}` | {default} | {help} |");
    }
    text
}

fn default(arg: &Arg) -> String {
    let values: Vec<_> =
        arg.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if values.is_empty() && !arg.get_action().takes_values() { "`false`".into() } else { values.join(", ") }
}

#[cfg(test)]
mod tests {
    use clap::Args;

    use super::*;
    use crate::Settings;

    /// `DEPICTED_BLESS=1` writes the page.
    #[cfg(feature = "capture")]
    #[test]
    fn the_page_of_settings_is_that_of_the_program() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/settings.md");
        let head = "# Settings of the server\n\n\
            A flag wins over a variable, a variable over the file that `depicted serve --config FILE` names, and the\n\
            file over the default. The file is TOML: `diff_workers = 4`. `--check-config` looks at all of it, says what is\n\
            wrong and starts nothing.\n\n";
        let page = format!("{head}{}", table(&Settings::augment_args(Command::new("serve"))));
        if std::env::var_os("DEPICTED_BLESS").is_some() {
            std::fs::write(path, &page).expect("the page can be written");
        }
        let written = std::fs::read_to_string(path).expect("docs/settings.md is there");
        assert_eq!(written, page, "run this test with DEPICTED_BLESS=1");
    }
}
