//! `depicted man`: the manual, one page a command.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use crate::args::{ManArgs, command};
use crate::exit::Exit;
use crate::files::{Replacement, cannot_write};
use crate::output::{Teller, print};
use crate::trouble::Trouble;

/// Prints or writes the pages, and says how to exit.
pub(super) fn run(args: &ManArgs) -> Exit {
    let mut command = command().disable_help_subcommand(true);
    command.build();
    let version = concat!("depicted ", env!("CARGO_PKG_VERSION"));
    let page = |command| Man::new(command).source(version).manual("Depicted");
    let pages: Vec<Man> = all(&command).into_iter().map(page).collect();
    let Some(folder) = &args.output else {
        return print(&pages.iter().flat_map(render).collect::<Vec<u8>>());
    };
    match pages.iter().try_for_each(|page| write(folder, page)) {
        Ok(()) => Exit::Fine,
        Err(trouble) => {
            Teller::default().trouble(&trouble);
            Exit::Trouble
        }
    }
}

/// The command and those in it.
fn all(command: &Command) -> Vec<Command> {
    let mut commands = vec![command.clone()];
    commands.extend(command.get_subcommands().flat_map(all));
    commands
}

fn render(page: &Man) -> Vec<u8> {
    let mut text = Vec::new();
    page.render(&mut text).expect("memory can be written to");
    text
}

fn write(folder: &Path, page: &Man) -> Result<(), Trouble> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    let path = folder.join(page.get_filename());
    let write = || -> io::Result<()> {
        let mut file = Replacement::create(&path)?;
        file.write_all(&render(page))?;
        file.finish()
    };
    write().map_err(|error| cannot_write(&path, error))
}
