//! One file a command.

#[cfg(feature = "capture")]
mod approve;
#[cfg(feature = "server")]
mod asynchronous;
mod completions;
#[cfg(feature = "server")]
mod db;
#[cfg(all(feature = "capture", feature = "server"))]
mod demo;
mod diff;
#[cfg(feature = "server")]
mod diff_my_images;
#[cfg(feature = "server")]
mod diff_my_urls;
#[cfg(feature = "capture")]
mod doctor;
#[cfg(feature = "server")]
mod gc;
#[cfg(feature = "capture")]
mod init;
mod man;
#[cfg(feature = "server")]
mod pair_diff;
#[cfg(feature = "server")]
mod serve;
#[cfg(feature = "server")]
mod site_diff;
#[cfg(feature = "capture")]
mod test;
#[cfg(feature = "capture")]
mod update;
#[cfg(feature = "server")]
mod worker;

use crate::args::{Cli, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(cli: Cli) -> Exit {
    match cli.command {
        Command::Diff(args) => diff::run(*args),
        #[cfg(feature = "server")]
        Command::DiffMyImages(args) => diff_my_images::run(&args),
        #[cfg(feature = "server")]
        Command::DiffMyUrls(args) => diff_my_urls::run(&args),
        #[cfg(feature = "server")]
        Command::PairDiff(args) => pair_diff::run(&args),
        #[cfg(feature = "server")]
        Command::SiteDiff(args) => site_diff::run(&args),
        #[cfg(feature = "server")]
        Command::Serve(args) => serve::run(*args),
        #[cfg(feature = "server")]
        Command::Worker(args) => worker::run(*args),
        #[cfg(feature = "server")]
        Command::Db(args) => db::run(*args),
        #[cfg(feature = "server")]
        Command::Gc(args) => gc::run(*args),
        #[cfg(feature = "capture")]
        Command::Update(args) => update::run(args),
        #[cfg(feature = "capture")]
        Command::Test(args) => test::run(*args),
        #[cfg(feature = "capture")]
        Command::Approve(args) => approve::run(&args),
        #[cfg(feature = "capture")]
        Command::Doctor(args) => doctor::run(&args),
        #[cfg(all(feature = "capture", feature = "server"))]
        Command::Demo(args) => demo::run(&args),
        #[cfg(feature = "capture")]
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}
