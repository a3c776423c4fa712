//! Whether the place of the pictures answers.

use object_store::ObjectStoreExt;
use object_store::path::Path;

use super::Blobs;
use crate::error::Result;

impl Blobs {
    /// Asks for a file that is not there.
    pub(crate) async fn probe(&self) -> Result<()> {
        match self.0.head(&Path::from("probe")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
