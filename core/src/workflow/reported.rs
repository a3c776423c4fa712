//! The report of the HTTP interface, as evidence.

use serde::{Deserialize, Serialize};

use super::{ArtifactId, Capture, Diff, Evidence};
use crate::Side;

/// The fields of one `report_run`, all optional; links are not evidence and are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reported {
    /// The picture after.
    pub image: Option<ArtifactId>,
    /// Its log.
    pub log: Option<ArtifactId>,
    /// Its configuration: somebody is going to take it.
    pub config: Option<ArtifactId>,
    /// The reference.
    pub ref_image: Option<ArtifactId>,
    /// Its log.
    pub ref_log: Option<ArtifactId>,
    /// Its configuration.
    pub ref_config: Option<ArtifactId>,
    /// The highlighted picture.
    pub diff_image: Option<ArtifactId>,
    /// The log of the comparison.
    pub diff_log: Option<ArtifactId>,
    /// The difference as one number, 0 to 1.
    pub distortion: Option<f64>,
    /// The capture failed.
    pub run_failed: bool,
    /// The comparison failed.
    pub diff_failed: bool,
}

impl Reported {
    /// What it says, in the order it is to be [learned](super::Run::learn).
    ///
    /// A failure is believed over whatever else the same report has: `run_failed` over a picture, `diff_failed` over a
    /// highlighted one. `run_failed` is about the reference where the report is about the reference alone, else about
    /// the picture after. A log of the comparison without a picture means that nothing differs.
    pub fn evidence(&self) -> Vec<Evidence> {
        let of_reference = self.is_of_reference();
        let sides = [
            (Side::After, self.image, self.log, self.config, self.run_failed && !of_reference),
            (Side::Before, self.ref_image, self.ref_log, self.ref_config, self.run_failed && of_reference),
        ];
        let captures = sides.into_iter().filter_map(|(of, image, log, config, failed)| {
            let capture = match (failed, image, config) {
                (true, _, _) => Capture::Failed { log },
                (false, Some(image), _) => Capture::Captured { image, log },
                (false, None, Some(_)) => Capture::Requested,
                (false, None, None) => return None,
            };
            Some(Evidence::Capture { of, capture })
        });
        captures.chain(self.diff().map(|diff| Evidence::Diff { pair: None, diff })).collect()
    }

    fn diff(&self) -> Option<Diff> {
        let (log, distortion) = (self.diff_log, self.distortion);
        match (self.diff_failed, self.diff_image, log) {
            (true, _, _) => Some(Diff::Failed { log }),
            (false, Some(image), _) => Some(Diff::Found { image, log, distortion }),
            (false, None, Some(_)) => Some(Diff::Same { log, distortion }),
            (false, None, None) => None,
        }
    }

    fn is_of_reference(&self) -> bool {
        let after = self.image.or(self.log).or(self.config);
        let before = self.ref_image.or(self.ref_log).or(self.ref_config);
        after.is_none() && before.is_some()
    }
}
