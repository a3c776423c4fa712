//! `--serve-stdio`: one process, many requests.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::folder::{Folder, Run};
use crate::pictures::{HEIGHT, WIDTH, page, page_moved, page_with_box};

fn folder() -> Folder {
    Folder::with([("page.png", page()), ("box.png", page_with_box()), ("moved.png", page_moved())])
}

/// The answers to these lines, in the order in which they came.
fn answers(folder: &Folder, flags: &str, lines: &str) -> Vec<Value> {
    let run = folder.depicted_reading(lines.as_bytes(), &format!("diff --serve-stdio {flags}"));
    assert_eq!((run.code(), run.stderr()), (0, ""), "{lines}");
    parse(&run)
}

fn parse(run: &Run) -> Vec<Value> {
    run.text().lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// The answer to one request.
fn answer(folder: &Folder, flags: &str, request: &Value) -> Value {
    let [answer] =
        <[Value; 1]>::try_from(answers(folder, flags, &format!("{request}\n"))).expect("one answer");
    answer
}

/// A report without its times.
fn timeless(mut report: Value) -> Value {
    let fields = report.as_object_mut().expect("a report");
    assert!(fields.remove("elapsed_ms").expect("times")["total"].as_f64() > Some(0.0));
    report
}

#[test]
fn the_report_is_that_of_the_command() {
    let folder = folder();
    for (flags, after) in
        [("", "page.png"), ("", "box.png"), ("", "moved.png"), ("--metric pixelmatch --fade 0.5", "box.png")]
    {
        let run = folder.depicted(&format!("diff page.png {after} --json {flags}"));
        let mut meant = timeless(serde_json::from_str(run.text()).unwrap());
        meant["highlight"] = Value::Null;
        let found = answer(&folder, flags, &json!({"id": 1, "before": "page.png", "after": after}));
        assert_eq!(found["id"], 1);
        assert_eq!(timeless(found["report"].clone()), meant, "{after}");
    }
}

#[test]
fn a_picture_is_a_path_bytes_or_pixels() {
    let folder = folder();
    let base64 = |name: &str| json!({"base64": BASE64_STANDARD.encode(folder.read(name))});
    let white = BASE64_STANDARD.encode([255; 4].repeat((WIDTH * HEIGHT) as usize));
    let rgba = json!({"rgba": white, "width": WIDTH, "height": HEIGHT});
    let verdict = |before: Value, after: Value| {
        answer(&folder, "", &json!({"before": before, "after": after}))["report"]["verdict"].clone()
    };
    assert_eq!(verdict(base64("page.png"), json!("page.png")), "same");
    assert_eq!(verdict(base64("page.png"), base64("box.png")), "different");
    assert_eq!(verdict(rgba.clone(), rgba.clone()), "same");
    assert_eq!(verdict(rgba, json!("page.png")), "different");
}

#[test]
fn the_highlighted_picture_comes_where_it_is_asked_for() {
    let folder = folder();
    assert_eq!(folder.depicted("diff page.png box.png --output meant.png").code(), 1);
    let pair = json!({"before": "page.png", "after": "box.png"});
    let with = |fields: Value| {
        let mut request = pair.clone();
        request.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        answer(&folder, "", &request)["report"].clone()
    };
    let report = with(json!({"draw": true}));
    let bytes = BASE64_STANDARD.decode(report["highlight"].as_str().unwrap()).unwrap();
    assert_eq!((bytes, &report["highlight_written"]), (folder.read("meant.png"), &json!(true)));

    let report = with(json!({"output": "diff.png"}));
    assert_eq!((&report["highlight"], &report["highlight_written"]), (&Value::Null, &json!(true)));
    assert_eq!(folder.read("diff.png"), folder.read("meant.png"));

    for fields in [json!({}), json!({"draw": false}), json!({"draw": false, "output": "no.png"})] {
        let report = with(fields);
        assert_eq!((&report["highlight"], &report["highlight_written"]), (&Value::Null, &json!(false)));
    }
    let same = with(json!({"after": "page.png", "draw": true, "output": null}));
    assert_eq!((&same["highlight"], &same["verdict"]), (&Value::Null, &json!("same")));
    let always = with(json!({"after": "page.png", "draw": true, "options": {"highlight": {"always": true}}}));
    assert!(always["highlight"].is_string());
    assert_eq!(folder.list(), ["box.png", "diff.png", "meant.png", "moved.png", "page.png"]);
}

#[test]
fn options_are_laid_over_those_of_the_command() {
    let folder = folder();
    folder.write("depicted.json", r#"{"metric": "rmse", "tolerance": {"max_different_pixels": 1000}}"#);
    let flags = "--config depicted.json --threshold 0.001";
    let report = |options: Value| {
        let request = json!({"before": "page.png", "after": "box.png", "options": options});
        answer(&folder, flags, &request)["report"].clone()
    };
    let base = report(json!({}));
    assert_eq!(
        (&base["metric"], &base["threshold"], &base["within_tolerance"]),
        (&json!("rmse"), &json!(0.001), &json!(true))
    );
    let other = report(json!({"threshold": 0.002, "tolerance": {"max_distortion": 0.0}}));
    assert_eq!(
        (&other["metric"], &other["threshold"], &other["verdict"]),
        (&json!("rmse"), &json!(0.002), &json!("different"))
    );
    assert_eq!(report(json!({"metric": "exact", "threshold": null}))["metric"], "exact");
}

#[test]
fn two_hundred_requests_have_two_hundred_answers() {
    let folder = folder();
    let names = ["page.png", "box.png", "moved.png"];
    let request = |id: usize| json!({"id": id, "before": "page.png", "after": names[id % 3]}).to_string();
    let lines = (0..200).map(request).collect::<Vec<_>>().join("\n");
    let meant: Vec<Value> = names
        .map(|after| {
            timeless(answer(&folder, "", &json!({"before": "page.png", "after": after}))["report"].clone())
        })
        .into();
    let found = answers(&folder, "--jobs 4", &lines);
    let ids: BTreeSet<u64> = found.iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    assert_eq!((found.len(), ids), (200, (0..200).collect()));
    for answer in found {
        let id = answer["id"].as_u64().unwrap() as usize;
        assert_eq!(timeless(answer["report"].clone()), meant[id % 3], "{id}");
    }
    // One at a time, answers keep the order.
    let ids: Vec<u64> =
        answers(&folder, "-j 1", &lines).iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..200).collect::<Vec<u64>>());
}

#[test]
fn what_is_wrong_is_answered_and_the_rest_goes_on() {
    let folder = folder();
    let good = json!({"id": "good", "before": "page.png", "after": "page.png"});
    let with = |fields: Value| {
        let mut request = json!({"id": 7, "before": "page.png", "after": "box.png"});
        request.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        request.to_string()
    };
    let (null, seven) = (json!(null), json!(7));
    let lines = [
        ("{\"before\": 1,".to_owned(), null.clone(), "bad_request", null.clone()),
        ("{\"id\": 1,".to_owned(), json!(1), "bad_request", null.clone()),
        ("[1]".to_owned(), null.clone(), "bad_request", null.clone()),
        ("\"\\ud800\"".to_owned(), null.clone(), "bad_request", null.clone()),
        ("{\"id\": {\"a\": [2]}}".to_owned(), json!({"a": [2]}), "bad_request", null.clone()),
        (with(json!({"after": 7})), seven.clone(), "bad_request", null.clone()),
        (with(json!({"before": {"base64": "*"}})), seven.clone(), "bad_request", null.clone()),
        (with(json!({"verbose": true})), seven.clone(), "bad_request", null.clone()),
        (with(json!({"output": "-"})), seven.clone(), "bad_request", null.clone()),
        (with(json!({"after": "nowhere.png"})), seven.clone(), "io", json!("after")),
        (with(json!({"after": ""})), seven.clone(), "io", json!("after")),
        (with(json!({"before": {"base64": ""}})), seven.clone(), "unsupported_format", json!("before")),
        (with(json!({"options": {"fuzz": 1}})), seven.clone(), "bad_option", null.clone()),
        (with(json!({"options": {"threshold": 99}})), seven.clone(), "bad_option", null.clone()),
        (with(json!({"output": "page.png"})), seven.clone(), "bad_option", null.clone()),
        (with(json!({"output": "no/where.png"})), seven.clone(), "io", null.clone()),
        (with(json!({"options": {"limits": {"max_pixels": 1}}})), seven, "too_large", json!("before")),
    ];
    let text = lines.iter().map(|(line, ..)| format!("{line}\n{good}\n\n")).collect::<Vec<_>>().concat();
    let found = answers(&folder, "--jobs 1", &text);
    assert_eq!(found.len(), 2 * lines.len());
    for ((line, id, code, side), pair) in lines.iter().zip(found.chunks(2)) {
        let error = &pair[0]["error"];
        assert_eq!((&pair[0]["id"], &error["code"], &error["side"]), (id, &json!(code), side), "{line}");
        assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{line}");
        assert!(pair[0].get("report").is_none());
        assert_eq!((&pair[1]["id"], &pair[1]["report"]["verdict"]), (&json!("good"), &json!("same")));
    }
}

#[test]
fn the_messages_say_the_way_out() {
    let folder = folder();
    let mut all = String::new();
    for line in [
        json!({"before": "page.png", "after": 7}).to_string(),
        json!({"before": {"base64": "", "rgba": ""}, "after": "page.png"}).to_string(),
        json!({"before": "page.png", "after": "box.png", "output": "-"}).to_string(),
        json!({"before": "page.png", "after": "box.png", "output": "box.png"}).to_string(),
        json!({"before": "page.png", "after": "box.png", "options": {"metric": "ssim"}}).to_string(),
        json!({"before": "page.png", "after": "box.png", "padding": "x".repeat(300)}).to_string(),
    ] {
        all += answers(&folder, "--max-request-bytes 300", &line)[0]["error"]["message"].as_str().unwrap();
        all.push('\n');
    }
    insta::assert_snapshot!("serve_messages", all);
}

#[test]
fn a_line_without_end_is_answered_in_little_memory() {
    let folder = folder();
    let mut serving = Serving::new(&folder, "--max-request-bytes 1000");
    serving.stdin.as_mut().unwrap().write_all(b"{\"id\": \"long\", \"before\": \"").unwrap();
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..64 {
        serving.stdin.as_mut().unwrap().write_all(&piece).unwrap();
    }
    serving.ask("");
    serving.ask(r#"{"id": 1, "before": "page.png", "after": "page.png"}"#);
    let first = serving.answer();
    assert_eq!((&first["id"], &first["error"]["code"]), (&json!("long"), &json!("too_large")));
    assert_eq!(serving.answer()["report"]["verdict"], "same");
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string(format!("/proc/{}/status", serving.child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kib: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kib < 48 << 10, "{kib} KiB for a line of 64 MiB");
    }
    assert_eq!(serving.finish(), Some(0));
}

#[test]
fn a_line_that_ends_with_the_input_is_answered() {
    let folder = folder();
    let whole = r#"{"id": 1, "before": "page.png", "after": "box.png"}"#;
    let found = answers(&folder, "", whole);
    assert_eq!((found.len(), &found[0]["report"]["verdict"]), (1, &json!("different")));
    let found = answers(&folder, "--jobs 1", &format!("{whole}\n{}", &whole[..20]));
    assert_eq!((found.len(), &found[1]["error"]["code"]), (2, &json!("bad_request")));
    assert_eq!(answers(&folder, "", ""), [] as [Value; 0]);
}

/// A process that answers while it is asked.
struct Serving {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Serving {
    fn new(folder: &Folder, flags: &str) -> Self {
        let words = ["diff", "--serve-stdio"].into_iter().chain(flags.split_whitespace());
        let mut child = folder.command(words).stdin(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, stdin, stdout }
    }

    fn ask(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect(&line)
    }

    fn finish(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.child.wait().unwrap().code()
    }
}

#[test]
fn the_request_in_the_readme_is_one() {
    let readme = include_str!("../../../README.md");
    let request = readme
        .lines()
        .find_map(|line| line.strip_prefix("echo '")?.split_once("' | depicted diff --serve-stdio"));
    let folder = Folder::with([("before.png", page()), ("after.png", page_with_box())]);
    let [answer] = &answers(&folder, "", request.expect("a request").0)[..] else { panic!("one answer") };
    assert_eq!((&answer["id"], &answer["report"]["metric"]), (&json!(1), &json!("exact")));
}

#[test]
fn answers_come_before_the_input_ends() {
    let folder = folder();
    let mut serving = Serving::new(&folder, "");
    for id in 0..3 {
        serving.ask(&json!({"id": id, "before": "page.png", "after": "page.png"}).to_string());
        assert_eq!(serving.answer()["id"], id);
    }
    assert_eq!(serving.finish(), Some(0));
}

#[test]
fn nothing_is_read_that_nobody_has_time_for() {
    const ALL: usize = 16;
    let folder = folder();
    let mut serving = Serving::new(&folder, "--jobs 1");
    let mut stdin = serving.stdin.take().unwrap();
    // Answers are as long as their ids, and fill the pipe as long as nobody reads them.
    let request = json!({"id": "x".repeat(512 << 10), "before": "page.png", "after": "page.png"}).to_string();
    let written = Arc::new(AtomicUsize::new(0));
    let writer = std::thread::spawn({
        let written = Arc::clone(&written);
        move || {
            for _ in 0..ALL {
                writeln!(stdin, "{request}").unwrap();
                written.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    let until = Instant::now() + Duration::from_secs(1);
    while Instant::now() < until && written.load(Ordering::SeqCst) < ALL {
        std::thread::yield_now();
    }
    // One at work, one in the queue, one that waits for a place in it, and what pipes and buffers hold.
    let written = written.load(Ordering::SeqCst);
    assert!(written <= 6, "{written} of {ALL} were read and none was answered");
    for _ in 0..ALL {
        assert_eq!(serving.answer()["report"]["verdict"], "same");
    }
    writer.join().unwrap();
    assert_eq!(serving.finish(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_reader_that_is_gone_is_the_end() {
    let folder = folder();
    let mut serving = Serving::new(&folder, "--jobs 2");
    let (reader, _) = std::io::pipe().unwrap();
    drop(std::mem::replace(
        &mut serving.stdout,
        BufReader::new(ChildStdout::from(std::os::fd::OwnedFd::from(reader))),
    ));
    // Standard input stays open: nobody says that there will be no more.
    serving.ask(r#"{"id": 1, "before": "page.png", "after": "page.png"}"#);
    assert_eq!(serving.child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let folder = folder();
    for flags in [
        "page.png box.png",
        "--output diff.png",
        "--json",
        "--quiet",
        "--html page.html",
        "-v",
        "--show",
        "--open",
    ] {
        let run = folder.depicted(&format!("diff --serve-stdio {flags}"));
        assert_eq!((run.code(), run.text()), (2, ""), "{flags}");
        assert!(run.stderr().contains("--serve-stdio' cannot be used with"), "{flags}: {run:?}");
    }
    let run = folder.depicted("diff --serve-stdio --fade 2");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert_eq!(run.stderr(), "depicted: highlight.fade 2 is out of range: give 0 to 1\n");
    let run = folder.depicted("diff page.png page.png --max-request-bytes 5");
    assert_eq!(run.stderr(), "depicted: --max-request-bytes is for --serve-stdio: leave it out\n");
    assert_eq!(run.code(), 2);
}

#[cfg(unix)]
#[test]
fn requests_that_cannot_be_read_are_trouble() {
    let folder = folder();
    let directory = std::fs::File::open(folder.path("")).unwrap();
    let run = Run::of(folder.command(["diff", "--serve-stdio"]).stdin(directory));
    assert_eq!((run.code(), run.text()), (2, ""));
    assert!(run.stderr().starts_with("depicted: cannot read standard input: "), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn answers_that_cannot_be_written_are_trouble() {
    let folder = folder();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = folder.command(["diff", "--serve-stdio"]);
    let mut child = command.stdin(Stdio::piped()).stdout(full).spawn().unwrap();
    writeln!(child.stdin.as_mut().unwrap(), r#"{{"before": "page.png", "after": "page.png"}}"#).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).starts_with("depicted: cannot write to standard output: ")
    );
}
