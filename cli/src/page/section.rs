//! The part of the page that shows one differing pair.

use std::io::{self, Write};

use askama::Template;
use depicted::numbers::{grouped, significant};
use depicted::{Region, Report, Size};

use super::Subject;
use super::data_uri::DataUri;
use crate::folders::Drawn;
use crate::trouble::Trouble;
use crate::words::what;

/// One differing pair.
#[derive(Template)]
#[template(path = "page/section.html")]
pub(super) struct Section<'a> {
    number: usize,
    name: &'a str,
    report: &'a Report,
    facts: Vec<(&'static str, String)>,
    panes: Vec<Pane<'a>>,
    rows: Vec<Row>,
    /// Regions that the report does not list.
    more: u64,
}

/// One picture of the three.
struct Pane<'a> {
    /// The name of its class and of its view.
    class: &'static str,
    title: &'static str,
    /// `None` where that depends on how it was drawn.
    size: Option<Size>,
    /// Its width as a share of the canvas.
    share: f64,
    /// The shape that it is shown in, where that is not its own.
    shape: Option<Size>,
    uri: DataUri<'a>,
    /// What to say when it cannot be read.
    file: String,
}

/// One region.
struct Row {
    place: String,
    size: String,
    pixels: String,
    score: String,
    moved: String,
}

impl<'a> Section<'a> {
    /// The pair with that number.
    ///
    /// # Errors
    /// When a picture cannot be read.
    pub(super) fn new(
        number: usize,
        subject: &Subject<'a>,
        report: &'a Report,
        highlight: Option<&'a Drawn>,
    ) -> Result<Self, Trouble> {
        // A picture that was scaled to be compared is scaled to be shown.
        let shape = report.resized.map(|_| Size { width: report.width, height: report.height });
        let pane = |class, title, size: Option<Size>, uri: io::Result<DataUri<'a>>, file: String| {
            let share = |size: Size| f64::from(size.width) / f64::from(report.width) * 100.0;
            let share = size.filter(|_| shape.is_none()).map_or(100.0, share);
            let uri = uri.map_err(|error| cannot_show(&file, &error))?;
            Ok::<_, Trouble>(Pane {
                class,
                title,
                size,
                share,
                shape: shape.filter(|_| class == "before"),
                uri,
                file,
            })
        };
        let Subject { before, after, .. } = subject;
        let mut panes = vec![
            pane("before", "Before", Some(report.before), DataUri::input(before), before.to_string())?,
            pane("after", "After", Some(report.after), DataUri::input(after), after.to_string())?,
        ];
        if let Some(drawn) = highlight {
            let file = "the highlighted picture".to_owned();
            panes.push(pane("diff", "Difference", None, DataUri::drawn(drawn), file)?);
        }
        Ok(Self {
            number,
            name: subject.name,
            report,
            facts: facts(report),
            panes,
            rows: report.regions.iter().map(Row::new).collect(),
            more: report.regions_total - report.regions.len() as u64,
        })
    }

    /// Writes it.
    ///
    /// # Errors
    /// The trouble with a picture, or else the error of the writer.
    pub(super) fn write(&self, out: &mut impl Write) -> Result<(), Result<Trouble, io::Error>> {
        self.write_into(out).map_err(|error| {
            let mut panes = self.panes.iter();
            match panes.find_map(|pane| pane.uri.take_error().map(|why| cannot_show(&pane.file, &why))) {
                Some(trouble) => Ok(trouble),
                None => Err(error),
            }
        })
    }
}

fn cannot_show(file: &str, why: &io::Error) -> Trouble {
    Trouble::io(format!("cannot read {file} for the page: {why}"))
}

fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("what", what(report)),
        ("distortion", significant(report.distortion)),
        ("pixels", format!("{} of {}", grouped(report.pixels.different), grouped(report.pixels.total))),
        ("regions", grouped(report.regions_total)),
    ];
    if let Some(score) = report.score {
        facts.push(("score", format!("{score:.2}")));
    }
    facts
}

impl Row {
    fn new(region: &Region) -> Self {
        let Region { x, y, width, height, pixels, score, moved, .. } = region;
        Self {
            place: format!("{x}, {y}"),
            size: format!("{width} × {height}"),
            pixels: grouped(*pixels),
            score: score.map_or_else(String::new, |score| format!("{score:.2}")),
            moved: moved.map_or_else(String::new, |moved| format!("moved by {}, {}", moved.dx, moved.dy)),
        }
    }
}
