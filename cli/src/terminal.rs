//! A picture in the terminal: which protocol it has, and the picture in it.

mod detect;
mod iterm2;
mod kitty;
mod palette;
mod picture;
mod room;
mod scale;
mod sixel;

use std::io;

pub(crate) use detect::{Protocol, protocol};
use room::Room;

/// What to print for the terminal to show an encoded picture: a PNG, or a WebP.
///
/// # Errors
/// When the picture cannot be read.
pub(crate) fn text(protocol: Protocol, picture: &[u8]) -> io::Result<String> {
    let png = picture::as_png(picture)?;
    let width = picture::width(&png)?;
    let room = Room::of_stdout();
    Ok(match protocol {
        Protocol::Kitty => kitty::text(&png, room.columns_for(width)),
        Protocol::Iterm2 => iterm2::text(&png, room.columns_for(width).is_some()),
        Protocol::Sixel => sixel::text(&scale::down_to(&png, room.pixels())?),
    })
}
