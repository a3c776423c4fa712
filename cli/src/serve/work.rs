//! From a line to its answer.

use std::panic::{self, AssertUnwindSafe};
use std::time::Instant;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use depicted::{Differ, ErrorKind, Options, Side};

use super::answer::{Answer, Outcome};
use super::line::Line;
use super::request::{Request, first_id};
use crate::files::{STREAM, check_replaces};
use crate::options::laid_over;
use crate::trouble::Trouble;

/// The code of a line that is no request.
const BAD_REQUEST: &str = "bad_request";
/// The code of a fault of this program.
const INTERNAL: &str = "internal";

/// Answers a line, whatever it is. The options of the request are laid over those of all.
pub(super) fn answer(line: Line, base: &Options, most: u64) -> Answer {
    let read = match line {
        Line::Whole(bytes) => {
            Request::read(&bytes).map_err(|(id, message)| (id, trouble(BAD_REQUEST, message)))
        }
        Line::TooLong(head) => {
            let message =
                format!("the line has more than {most} bytes: give paths, or raise --max-request-bytes");
            Err((first_id(&head), trouble(ErrorKind::TooLarge.code(), message)))
        }
    };
    match read {
        Ok(mut request) => {
            let id = request.id.take();
            Answer::new(id, guarded(|| compare(request, base)))
        }
        Err((id, trouble)) => Answer::new(id, Err(trouble)),
    }
}

/// Makes an answer of a panic: one request that meets a fault must not leave the others without an answer.
fn guarded(work: impl FnOnce() -> Outcome) -> Outcome {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(trouble(
            INTERNAL,
            "a fault in depicted ended this comparison: standard error has more".to_owned(),
        ))
    })
}

fn compare(request: Request, base: &Options) -> Outcome {
    let Request { before, after, options, output, draw, .. } = request;
    let options = options.map_or_else(|| Ok(base.clone()), |patch| laid_over(base, patch))?;
    if let Some(output) = &output {
        if output.as_os_str() == STREAM {
            let message = "output -: answers have standard output, give the name of a file".to_owned();
            return Err(trouble(BAD_REQUEST, message));
        }
        check_replaces("output", output, [(Side::Before, before.path()), (Side::After, after.path())])?;
    }
    let start = Instant::now();
    let mut drawn = Vec::new();
    let differ = Differ::new(options).clock(move || start.elapsed());
    let differ = match (draw, &output) {
        (Some(false), _) | (None, None) => differ,
        (_, Some(path)) => differ.highlight_to_path(path),
        (Some(true), None) => differ.highlight_to_writer(&mut drawn),
    };
    let report = differ.diff(before.picture()?, after.picture()?)?;
    let highlight = (!drawn.is_empty()).then(|| BASE64_STANDARD.encode(&drawn));
    Ok((report, highlight))
}

fn trouble(code: &'static str, message: String) -> Trouble {
    Trouble { code, side: None, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_answered() {
        let trouble = guarded(|| panic!("meant to be")).unwrap_err();
        assert_eq!(trouble.code, INTERNAL);
    }
}
