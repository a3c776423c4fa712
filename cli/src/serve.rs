//! `--serve-stdio`: requests in, one line of JSON each, and answers out, in the order in which they are done.
//!
//! One thread reads lines and hands them over through a queue that has few places, so that nothing is read which nobody
//! has time for; `--jobs` threads take them from there, compare and answer. A line is held to a limit, and a request
//! that cannot be read is answered like any other. When the requests end, those under way are answered; when nobody
//! reads the answers any more, there is nothing left to do.

mod answer;
mod line;
mod picture;
mod queue;
mod request;
mod work;

use std::io::{self, BufReader};
use std::sync::{Arc, mpsc};
use std::thread;

use depicted::Options;

use crate::args::DiffArgs;
use crate::exit::Exit;
use crate::jobs::jobs;
use crate::options;
use crate::trouble::Trouble;
use answer::Answers;
use line::{Line, Lines};
use queue::Queue;

/// The most bytes of a line, if nothing else is said: a pair of raw pictures of 24 megabytes each.
const MOST: u64 = 64 << 20;

/// Answers requests until there are no more.
///
/// # Errors
/// When the options of all requests are wrong, when standard input cannot be read, and when standard output cannot be
/// written; one that was closed by its reader is the end and no error.
pub(crate) fn run(args: &DiffArgs) -> Result<Exit, Trouble> {
    let base = args.options()?;
    options::check(&base)?;
    let jobs = jobs(args.folders.jobs)?;
    let most = args.serve.max_request_bytes.unwrap_or(MOST);
    let queue = Arc::new(Queue::new(jobs));
    let answers = Answers::new();

    // It may wait for a line for ever when there is nobody left to answer: then the process ends without it.
    let (sender, end) = mpsc::channel();
    thread::spawn({
        let queue = Arc::clone(&queue);
        move || {
            // Said before the queue is closed, so that it is known when the last request is answered.
            let _ = sender.send(read(&queue, most));
            queue.close();
        }
    });
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| answer_all(&queue, &answers, &base, most));
        }
    });
    answers.finish()?;
    match end.try_recv() {
        Ok(Err(error)) => Err(Trouble::io(format!("cannot read standard input: {error}"))),
        _ => Ok(Exit::Fine),
    }
}

/// Reads until there are no more lines, or nobody takes them.
fn read(queue: &Queue<Line>, most: u64) -> io::Result<()> {
    let mut lines = Lines::new(BufReader::with_capacity(1 << 16, io::stdin()), most);
    while let Some(line) = lines.next()? {
        if !queue.push(line) {
            break;
        }
    }
    Ok(())
}

fn answer_all(queue: &Queue<Line>, answers: &Answers, base: &Options, most: u64) {
    while let Some(line) = queue.pop() {
        if !answers.tell(&work::answer(line, base, most)) {
            queue.abandon();
        }
    }
}
