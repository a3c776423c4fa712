//! The flags for answering requests.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use clap::Args;

use super::values::whole;

/// How requests are answered.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ServeArgs {
    /// Answer requests on standard input, one line of JSON each, until it ends
    ///
    /// A request is {"id":...,"before":PICTURE,"after":PICTURE,"options":{...},"output":"diff.png","draw":false}, where
    /// all but the pictures may be left out. PICTURE is the path of a file, or {"base64":"..."}, the bytes of a file,
    /// or {"rgba":"...","width":800,"height":600}, pixels of four bytes in base64. The options are those of --config,
    /// and are laid over those of this command. With "output" the highlighted picture goes to that file, with
    /// "draw":true it comes with the answer, in base64.
    ///
    /// An answer is one line on standard output, {"id":...,"report":{...}}, the report being that of --json and
    /// "highlight", base64 or null; or {"id":...,"error":{"code":...,"side":...,"message":...}}. The codes are those of
    /// --json, bad_request for a line that is no request, and internal for a fault of this program. Answers come in the
    /// order in which they are done, --jobs at a time; the id is that of the request, whatever it is. The exit code is
    /// 0 however the pictures compare, and 2 where standard input cannot be read or standard output not be written.
    #[arg(help_heading = "Requests", long)]
    #[arg(conflicts_with_all = ["before", "after", "output", "html", "open", "show", "json", "json_lines", "quiet"])]
    #[arg(conflicts_with = "verbose")]
    pub(crate) serve_stdio: bool,

    /// The most bytes of a line of --serve-stdio; a longer one is answered with an error [default: 67108864]
    #[arg(help_heading = "Requests", long, value_name = "BYTES", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) max_request_bytes: Option<u64>,
}
