//! The one way through the engine: decode, normalise, compare, report, highlight.
//!
//! Rows and not pictures go through it. Both pictures are read in step, as bands of rows; a metric looks at what
//! differs, as often as it asks for; what it found becomes regions, a distortion and a verdict; then, if a picture is
//! wanted, the rows are read once more and drawn.

mod stopwatch;

use std::ops::Range;

use crate::clock::Clock;
use crate::compare::{self, Band, Comparison, Frame, Measure, Pair, Pass, Reader, Window};
use crate::decode::{Picture, Rows, Source};
use crate::highlight::{self, Target};
#[cfg(feature = "resize")]
use crate::normalise::ResizedRows;
use crate::normalise::{Canvas, Ignored};
use crate::options::{self, Options, Resize};
use crate::report::{Findings, Pixels, Report, Resized, SCHEMA, Summary, decide, score};
use crate::{Error, Side, Verdict, parallel};
use stopwatch::Stopwatch;

/// Rows that are read at a time, unless a metric needs more.
pub(crate) const BAND_ROWS: u32 = 32;

/// All that one comparison needs.
pub(crate) struct Job<'o, 't, 'p> {
    pub(crate) before: Picture<'p>,
    pub(crate) after: Picture<'p>,
    pub(crate) options: &'o Options,
    pub(crate) target: Option<Target<'t>>,
    pub(crate) clock: Option<&'o (dyn Clock + 't)>,
    pub(crate) band_rows: u32,
}

/// Runs one comparison from bytes to verdict.
pub(crate) fn run(job: Job<'_, '_, '_>) -> Result<Report, Error> {
    let measure = compare::measure(job.options)?;
    options::check(job.options)?;
    job.target.as_ref().map_or(Ok(()), |target| target.check(&job.options.highlight))?;
    let names = [job.before.name(), job.after.name()];
    parallel::with_threads(job.options.threads, || stages(job, &*measure))
        .map_err(|error| error.naming(names))
}

fn stages(job: Job<'_, '_, '_>, measure: &dyn Measure) -> Result<Report, Error> {
    let Job { options, target, clock, band_rows, .. } = job;
    let limits = &options.limits;
    let mut watch = Stopwatch::new(clock);

    // Decode. Equal bytes are the same picture: their chunks and checksums are walked, nothing is inflated.
    let before = Source::new(job.before, limits).map_err(|error| error.at(Side::Before))?;
    let after = Source::new(job.after, limits).map_err(|error| error.at(Side::After))?;
    let mut pictures = None;
    let pair = if before.same_bytes(&after)? {
        let header = before.check(limits).map_err(|error| error.at(Side::Before))?;
        Pair { canvas: Canvas::new(header.size, header.size), before: header, after: header }
    } else {
        pictures.insert(Pictures::open(&before, &after, options, measure)?).pair()
    };
    let resized = pictures.as_ref().and_then(|pictures| pictures.resized);
    watch.lap(|elapsed| &mut elapsed.decode);

    // Normalise and compare, band by band.
    let ignored = Ignored::new(&options.ignore, pair.canvas.size);
    let mut findings = Findings::new(pair.canvas, ignored.clone());
    let mut comparison = measure.begin(&pair);
    if let Some(pictures) = &mut pictures {
        pictures.compare(&mut *comparison, &mut findings, &ignored, band_rows, &mut watch)?;
    }

    // Report.
    let summary = Summary::new(findings.finish(), comparison.least_score(), options.max_regions);
    let outcome = comparison.outcome(&summary);
    let (verdict, reason, within_tolerance) =
        decide(outcome.different, outcome.distortion, &summary, &options.tolerance);
    watch.lap(|elapsed| &mut elapsed.compare);

    // Highlight.
    let wanted = verdict == Verdict::Different || options.highlight.always;
    let target = target.filter(|_| wanted);
    let highlight_written = target.is_some();
    if let Some(target) = target {
        let mut pictures = match pictures {
            Some(pictures) => pictures.rewound()?,
            None => Pictures::open(&before, &after, options, measure)?,
        };
        let (before, after) = (&mut *pictures.before, &mut *pictures.after);
        highlight::write(target, &pair.canvas, &summary.shown, options, before, after)?;
        watch.lap(|elapsed| &mut elapsed.highlight);
    }

    Ok(Report {
        schema: SCHEMA,
        verdict,
        reason,
        within_tolerance,
        metric: options.metric,
        metric_version: measure.version(),
        threshold: measure.threshold(),
        score: outcome.score.map(score),
        census: outcome.census,
        distortion: outcome.distortion.value(),
        before: resized.map_or(pair.before.size, |resized| resized.from),
        after: pair.after.size,
        resized,
        animated: pair.animated(),
        width: pair.canvas.size.width,
        height: pair.canvas.size.height,
        pixels: Pixels {
            total: pair.canvas.size.pixels(),
            different: summary.changed + summary.moved,
            antialiased: summary.antialiased,
            ignored: summary.ignored,
        },
        bounds: summary.extent.rect(),
        regions: summary.regions,
        regions_total: summary.regions_total,
        highlight_written,
        elapsed_ms: watch.finish(),
    })
}

/// Both pictures, open.
struct Pictures<'s> {
    before: Box<dyn Rows + 's>,
    after: Box<dyn Rows + 's>,
    /// How the picture before was scaled, if it was.
    resized: Option<Resized>,
}

impl<'s> Pictures<'s> {
    fn open(
        before: &'s Source<'_>,
        after: &'s Source<'_>,
        options: &Options,
        measure: &dyn Measure,
    ) -> Result<Self, Error> {
        let limits = &options.limits;
        let (before, after) = parallel::join(|| before.open(limits), || after.open(limits));
        let mut before = before.map_err(|error| error.at(Side::Before))?;
        let mut after = after.map_err(|error| error.at(Side::After))?;
        if !measure.applies_profiles() {
            before.ignore_profile();
            after.ignore_profile();
        }
        let (from, to) = (before.header().size, after.header().size);
        let wanted = options.resize == Resize::Reference && from != to;
        let resized = wanted.then(|| Resized { from, to, filter: options.resize_filter.unwrap_or_default() });
        #[cfg(feature = "resize")]
        let before = match resized {
            Some(Resized { to, filter, .. }) => Box::new(
                ResizedRows::new(before, to, filter, limits).map_err(|error| error.at(Side::Before))?,
            ),
            None => before,
        };
        Ok(Self { before, after, resized })
    }

    fn pair(&self) -> Pair {
        let (before, after) = (self.before.header(), self.after.header());
        Pair { canvas: Canvas::new(before.size, after.size), before, after }
    }

    /// Both at their first row again.
    fn rewound(mut self) -> Result<Self, Error> {
        self.before.rewind().map_err(|error| error.at(Side::Before))?;
        self.after.rewind().map_err(|error| error.at(Side::After))?;
        Ok(self)
    }

    /// Lets a metric see the rows as often as it asks for. The first time both files are read to their very end, so
    /// that damage is found wherever it is.
    fn compare(
        &mut self,
        comparison: &mut dyn Comparison,
        findings: &mut Findings,
        ignored: &Ignored,
        band_rows: u32,
        watch: &mut Stopwatch<'_>,
    ) -> Result<(), Error> {
        let mut first = true;
        while let Some(pass) = comparison.next_pass() {
            if !first {
                self.before.rewind().map_err(|error| error.at(Side::Before))?;
                self.after.rewind().map_err(|error| error.at(Side::After))?;
            }
            self.pass(pass, comparison, findings, ignored, band_rows, watch)?;
            if std::mem::take(&mut first) {
                let (before, after) = parallel::join(|| self.before.finish(), || self.after.finish());
                before.map_err(|error| error.at(Side::Before))?;
                after.map_err(|error| error.at(Side::After))?;
                watch.lap(|elapsed| &mut elapsed.decode);
            }
            comparison.end_pass(findings);
        }
        Ok(())
    }

    fn pass(
        &mut self,
        pass: Pass,
        comparison: &mut dyn Comparison,
        findings: &mut Findings,
        ignored: &Ignored,
        band_rows: u32,
        watch: &mut Stopwatch<'_>,
    ) -> Result<(), Error> {
        let (before, after) = (self.before.header().size, self.after.header().size);
        let frame = Frame::new(before.common(after), pass.inset);
        let step = band_rows.next_multiple_of(pass.granule);
        let until = pass.until.min(frame.height);
        let hidden = if comparison.looks_beneath() { &Ignored::default() } else { ignored };
        let mut reader = Reader::new(&*self.before, &*self.after, pass.all);
        let mut window = Window::default();
        let rows_at = |top: u32| top..top.saturating_add(step).min(frame.height);
        let mut rows = rows_at(0);
        let mut next = None;
        while rows.start < until {
            let read = |reader: &mut Reader, pictures: &mut Self, rows: &Range<u32>| {
                let until = (rows.end + pass.halo).min(frame.height) + frame.inset;
                reader.read(until, &mut *pictures.before, &mut *pictures.after, hidden)
            };
            let stretch = match next.take() {
                Some(stretch) => stretch,
                None => read(&mut reader, self, &rows)?,
            };
            watch.lap(|elapsed| &mut elapsed.decode);
            window.advance(rows.start.saturating_sub(pass.halo) + frame.inset, stretch, &mut reader);
            window.show(pass, frame, rows.clone(), comparison);
            let band = Band { frame, rows: rows.clone(), window: &window, ignored };
            rows = rows_at(rows.end);
            // The next rows are read while these are compared.
            let clock = watch.clock();
            let ((), (following, took)) = parallel::join(
                || comparison.band(&band, findings),
                || clock.timed(|| (rows.start < until).then(|| read(&mut reader, self, &rows))),
            );
            watch.lap_beside(took);
            next = following.transpose()?;
        }
        Ok(())
    }
}
