//! How much room there is for a picture.

/// Pixels of a column, where the terminal does not say.
const COLUMN: u32 = 8;
/// Columns, where there is no terminal.
const COLUMNS: u32 = 80;

/// The width of a terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    columns: u32,
    pixels: u32,
}

impl Room {
    /// The room of standard output; of an ordinary terminal where it is none.
    pub(super) fn of_stdout() -> Self {
        let (columns, pixels) = size();
        let columns = if columns == 0 { COLUMNS } else { columns };
        Self { columns, pixels: if pixels == 0 { columns * COLUMN } else { pixels } }
    }

    /// Width in pixels.
    pub(super) fn pixels(self) -> u32 {
        self.pixels
    }

    /// The columns to scale a picture down to, where it is wider than the terminal.
    pub(super) fn columns_for(self, width: u32) -> Option<u32> {
        (width > self.pixels).then_some(self.columns)
    }
}

/// Columns and pixels; 0 is unknown.
#[cfg(unix)]
fn size() -> (u32, u32) {
    match rustix::termios::tcgetwinsize(std::io::stdout()) {
        Ok(size) => (size.ws_col.into(), size.ws_xpixel.into()),
        Err(_) => (0, 0),
    }
}

/// Columns and pixels; 0 is unknown.
#[cfg(not(unix))]
fn size() -> (u32, u32) {
    (0, 0)
}
