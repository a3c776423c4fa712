//! Finds and removes files that nobody needs any more.

use depicted::workflow::ArtifactId;
use futures::stream::BoxStream;
use futures::{StreamExt, future};
use object_store::{Error, ObjectStoreExt};

use super::{Blobs, path};
use crate::error;

/// A file that is there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) id: ArtifactId,
    pub(crate) size: u64,
    /// When it was stored, in milliseconds since 1970.
    pub(crate) stored: i64,
}

impl Blobs {
    /// Every file; what has another name than ours is not ours.
    pub(crate) fn list(&self) -> BoxStream<'_, object_store::Result<Found>> {
        let ours = |file: object_store::Result<object_store::ObjectMeta>| {
            future::ready(match file {
                Err(error) => Some(Err(error)),
                Ok(file) => {
                    let id = ArtifactId::parse(&file.location.as_ref().replace('/', "")).ok();
                    let id = id.filter(|&id| path(id) == file.location);
                    let stored = file.last_modified.timestamp_millis();
                    id.map(|id| Ok(Found { id, size: file.size, stored }))
                }
            })
        };
        self.0.list(None).filter_map(ours).boxed()
    }

    /// Removes a file. To remove it again changes nothing.
    pub(crate) async fn remove(&self, id: ArtifactId) -> error::Result<()> {
        match self.0.delete(&path(id)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
