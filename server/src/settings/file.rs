//! The file of settings: TOML, a key a flag, with `_` for `-`. Flags and variables come before it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Command;

/// Makes what the file says the defaults of a command, so that flags and variables still win.
///
/// # Errors
/// When the file cannot be read, is no TOML, or has a key that is no setting, or a value that is none.
pub fn defaults(command: Command, file: &Path) -> Result<Command> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
    let table: toml::Table = toml::from_str(&text).with_context(|| format!("cannot read {name}"))?;
    table.into_iter().try_fold(command, |command, (key, value)| {
        let known = |arg: &&clap::Arg| arg.get_env().is_some() && arg.get_id().as_str() == key;
        if command.get_arguments().find(known).is_none() {
            bail!("{name}: there is no setting {key:?}{}", nearest(&command, &key));
        }
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            other => bail!(
                "{name}: {key} is a {}, and has to be a text, a number, true or false",
                other.type_str()
            ),
        };
        Ok(command.mut_arg(key, |arg| arg.default_value(value)))
    })
}

/// What was perhaps meant.
fn nearest(command: &Command, key: &str) -> String {
    let ids = command.get_arguments().filter(|arg| arg.get_env().is_some()).map(|arg| arg.get_id().as_str());
    let close = ids.map(|id| (strsim::osa_distance(id, key), id)).filter(|(distance, _)| *distance <= 3);
    close.min().map(|(_, id)| format!("; is it {id:?}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::{Args, FromArgMatches};

    use super::*;
    use crate::Settings;

    fn read(text: &str, typed: &[&str]) -> Result<Settings> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("depicted.toml");
        std::fs::write(&file, text)?;
        let command = defaults(Settings::augment_args(Command::new("serve")), &file)?;
        let args = std::iter::once("serve").chain(typed.iter().copied());
        Ok(Settings::from_arg_matches(&command.try_get_matches_from(args)?)?)
    }

    #[test]
    fn a_file_sets_and_a_flag_wins() -> Result<()> {
        let text = "listen = \"127.0.0.1:9\"\nno_auth = true\ndiff_workers = 3\nlog_format = \"json\"\n";
        let settings = read(text, &["--diff-workers", "5"])?;
        assert_eq!(settings.listen.port(), 9);
        assert!(settings.no_auth);
        assert_eq!(settings.diff_workers, 5);
        Ok(())
    }

    #[test]
    fn what_is_no_setting_is_refused_by_name() {
        for (text, said) in [
            ("diff_worker = 3", "is it \"diff_workers\"?"),
            ("help = true", "there is no setting \"help\""),
            ("listen = [1]", "listen is a array"),
            ("listen = ", "cannot read"),
            ("diff_workers = \"many\"", "many"),
        ] {
            let error = format!("{:#}", read(text, &[]).expect_err(text));
            assert!(error.contains(said), "{text}: {error}");
        }
    }
}
