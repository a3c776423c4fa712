//! Pictures, logs and configurations, by the SHA-1 of their bytes: in a folder or in a bucket.

mod probe;
mod remove;
pub(crate) mod sniff;
mod upload;

use std::sync::Arc;

use anyhow::{Context, Result};
use bytes::Bytes;
use depicted::workflow::ArtifactId;
use futures::stream::BoxStream;
use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};
use sha1::{Digest, Sha1};

use crate::error;

/// Where files are kept. What is stored under a name never changes.
#[derive(Clone)]
pub(crate) struct Blobs(Arc<dyn ObjectStore>);

/// A file that is there now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    pub(crate) id: ArtifactId,
    /// In bytes.
    pub(crate) size: u64,
    /// As its first bytes say.
    pub(crate) content_type: &'static str,
}

/// The bytes of a file, as they come.
pub(crate) struct Content {
    pub(crate) size: u64,
    pub(crate) stream: BoxStream<'static, object_store::Result<Bytes>>,
}

impl Blobs {
    /// Opens `s3://BUCKET/PREFIX`, with credentials from the usual `AWS_…` variables, or a folder, which is made where it
    /// is not there.
    pub(crate) fn open(url: &str) -> Result<Self> {
        if let Some(rest) = url.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let store = AmazonS3Builder::from_env()
                .with_bucket_name(bucket)
                .with_conditional_put(S3ConditionalPut::Disabled)
                .build()?;
            return Ok(Self(Arc::new(PrefixStore::new(store, prefix))));
        }
        std::fs::create_dir_all(url).with_context(|| format!("cannot make the folder {url}"))?;
        let store =
            LocalFileSystem::new_with_prefix(url).with_context(|| format!("cannot open the folder {url}"))?;
        Ok(Self(Arc::new(store)))
    }

    /// Stores bytes and says how they are called and what they are. To store them again changes nothing.
    pub(crate) async fn put(&self, bytes: Bytes) -> error::Result<Stored> {
        let id = ArtifactId::from_sha1(Sha1::digest(&bytes).into());
        let stored = Stored { id, size: bytes.len() as u64, content_type: sniff::whole(&bytes) };
        if !self.has(id).await? {
            self.0.put(&path(id), bytes.into()).await?;
        }
        Ok(stored)
    }

    /// Reads all of a file.
    pub(crate) async fn get(&self, id: ArtifactId) -> error::Result<Bytes> {
        Ok(self.0.get(&path(id)).await?.bytes().await?)
    }

    /// Reads a file bit by bit.
    pub(crate) async fn open_file(&self, id: ArtifactId) -> error::Result<Content> {
        let file = self.0.get(&path(id)).await?;
        Ok(Content { size: file.meta.size, stream: file.into_stream() })
    }

    /// Whether a file is there.
    pub(crate) async fn has(&self, id: ArtifactId) -> error::Result<bool> {
        match self.0.head(&path(id)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// The SHA-1 of bytes, in hexadecimal digits.
pub(crate) fn sha1(bytes: &[u8]) -> ArtifactId {
    ArtifactId::from_sha1(Sha1::digest(bytes).into())
}

/// `ab/cdef…`: folders stay small.
fn path(id: ArtifactId) -> Path {
    let id = id.to_string();
    Path::from(format!("{}/{}", &id[..2], &id[2..]))
}
