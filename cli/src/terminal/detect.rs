//! Which protocol a terminal has, as far as the environment says.

use std::env;
use std::io::{self, IsTerminal};

use crate::args::Show;

/// How a terminal is given a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// The graphics protocol of kitty: <https://sw.kovidgoyal.net/kitty/graphics-protocol/>.
    Kitty,
    /// The inline pictures of iTerm2: <https://iterm2.com/documentation-images.html>.
    Iterm2,
    /// Sixels, of DEC's VT300 series.
    Sixel,
}

/// What to do against it, behind every reason.
const FORCE: &str = "--show=kitty, --show=iterm2 or --show=sixel prints the picture all the same";

/// The protocol to use.
///
/// # Errors
/// Why there is none, and what can be done.
pub(crate) fn protocol(wanted: Show) -> Result<Protocol, String> {
    match wanted {
        Show::Kitty => Ok(Protocol::Kitty),
        Show::Iterm2 => Ok(Protocol::Iterm2),
        Show::Sixel => Ok(Protocol::Sixel),
        Show::Auto => detect(io::stdout().is_terminal(), |name| env::var(name).unwrap_or_default()),
    }
}

/// Finds the protocol; a variable that is not set is empty.
fn detect(is_terminal: bool, variable: impl Fn(&str) -> String) -> Result<Protocol, String> {
    if !is_terminal {
        return Err(format!("standard output is no terminal; {FORCE}"));
    }
    let is_set = |name: &str| !variable(name).is_empty();
    let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    // What is between the program and the terminal keeps the variables of the terminal, and not its pictures.
    for (name, signs) in [("tmux", ["TMUX", "tmux"]), ("screen", ["STY", "screen"])] {
        if is_set(signs[0]) || term.starts_with(signs[1]) {
            return Err(format!("{name} may not pass pictures on to the terminal; {FORCE}"));
        }
    }
    let kitty = is_set("KITTY_WINDOW_ID")
        || ["xterm-kitty", "xterm-ghostty"].contains(&&*term)
        || ["ghostty", "WarpTerminal"].contains(&&*program)
        || is_set("KONSOLE_VERSION");
    let iterm2 =
        ["iTerm.app", "WezTerm", "mintty", "rio"].contains(&&*program) || variable("LC_TERMINAL") == "iTerm2";
    let sixel = ["foot", "mlterm", "contour", "yaft"].iter().any(|name| term.starts_with(name))
        || term.contains("sixel");
    match (kitty, iterm2, sixel) {
        (true, _, _) => Ok(Protocol::Kitty),
        (_, true, _) => Ok(Protocol::Iterm2),
        (_, _, true) => Ok(Protocol::Sixel),
        _ => Err(format!(
            "nothing in the environment says that this terminal shows pictures (TERM={term}); {FORCE}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Result<Protocol, String> {
        let value = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        detect(true, |name| value(name).unwrap_or_default())
    }

    #[test]
    fn terminals_are_known_by_their_variables() {
        for (variables, protocol) in [
            (&[("TERM", "xterm-kitty")][..], Protocol::Kitty),
            (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], Protocol::Kitty),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "ghostty")], Protocol::Kitty),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")], Protocol::Iterm2),
            (&[("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")], Protocol::Iterm2),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Protocol::Iterm2),
            (&[("TERM", "foot")], Protocol::Sixel),
            (&[("TERM", "xterm-sixel")], Protocol::Sixel),
        ] {
            assert_eq!(found(variables), Ok(protocol), "{variables:?}");
        }
    }

    #[test]
    fn where_no_picture_can_be_shown_it_is_said_why_and_how_to_force_it() {
        for (variables, words) in [
            (&[("TERM", "xterm-256color")][..], "TERM=xterm-256color"),
            (&[], "TERM="),
            (&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")], "tmux"),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")], "tmux"),
            (&[("TERM", "screen.xterm-256color"), ("TERM_PROGRAM", "WezTerm")], "screen"),
        ] {
            let why = found(variables).unwrap_err();
            assert!(why.contains(words) && why.contains("--show=kitty"), "{why}");
        }
        let why = detect(false, |_| "xterm-kitty".to_owned()).unwrap_err();
        assert!(why.starts_with("standard output is no terminal; --show=kitty"), "{why}");
    }
}
