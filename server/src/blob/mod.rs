//! Pictures, logs and configurations, by the SHA-1 of their bytes: in a folder or in a bucket.

use std::sync::Arc;

use anyhow::{Context, Result};
use bytes::Bytes;
use depicted::workflow::ArtifactId;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};
use sha1::{Digest, Sha1};

use crate::error;

/// Where files are kept. What is stored under a name never changes.
#[derive(Clone)]
pub(crate) struct Blobs(Arc<dyn ObjectStore>);

impl Blobs {
    /// Opens `s3://BUCKET/PREFIX`, with credentials from the usual `AWS_…` variables, or a folder, which is made where it
    /// is not there.
    pub(crate) fn open(url: &str) -> Result<Self> {
        if let Some(rest) = url.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build()?;
            return Ok(Self(Arc::new(PrefixStore::new(store, prefix))));
        }
        std::fs::create_dir_all(url).with_context(|| format!("cannot make the folder {url}"))?;
        let store =
            LocalFileSystem::new_with_prefix(url).with_context(|| format!("cannot open the folder {url}"))?;
        Ok(Self(Arc::new(store)))
    }

    /// Stores bytes and says how they are called. To store them again changes nothing.
    pub(crate) async fn put(&self, bytes: Bytes) -> error::Result<ArtifactId> {
        let id = ArtifactId::from_sha1(Sha1::digest(&bytes).into());
        let path = path(id);
        if self.0.head(&path).await.is_err() {
            self.0.put(&path, bytes.into()).await?;
        }
        Ok(id)
    }

    /// Reads all of a file.
    pub(crate) async fn get(&self, id: ArtifactId) -> error::Result<Bytes> {
        Ok(self.0.get(&path(id)).await?.bytes().await?)
    }
}

/// `ab/cdef…`: folders stay small.
fn path(id: ArtifactId) -> Path {
    let id = id.to_string();
    Path::from(format!("{}/{}", &id[..2], &id[2..]))
}
