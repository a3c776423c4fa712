//! Stores a stream whose name is known only when it ended.

use bytes::{Bytes, BytesMut};
use depicted::workflow::ArtifactId;
use futures::{Stream, StreamExt};
use object_store::ObjectStoreExt;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use sha1::{Digest, Sha1};
use tokio::io::AsyncWriteExt;

use super::{Blobs, Stored, path, sniff};
use crate::auth::secret;
use crate::error::{Error, Result};

/// Files up to this size wait in memory and are written once, under their name.
const SMALL: usize = 4 << 20;

impl Blobs {
    /// Stores a stream of at most `limit` bytes. A larger one, or one that breaks off, leaves nothing behind.
    pub(crate) async fn store<S, E>(&self, bytes: S, limit: usize) -> Result<Stored>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<Error>,
    {
        let mut bytes = std::pin::pin!(bytes);
        let mut head = BytesMut::new();
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(Into::into)?;
            check(head.len() + chunk.len(), limit)?;
            head.extend_from_slice(&chunk);
            if head.len() > SMALL {
                return self.store_large(head.freeze(), bytes, limit).await;
            }
        }
        self.put(head.freeze()).await
    }

    async fn store_large<S, E>(&self, head: Bytes, rest: S, limit: usize) -> Result<Stored>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<Error>,
    {
        let content_type = sniff::head(&head);
        let incoming = Path::from(format!("incoming/{}", secret::new_id()));
        let mut writer = BufWriter::new(self.0.clone(), incoming.clone());
        match copy(&mut writer, head, rest, limit).await {
            Ok((id, size)) => {
                if self.has(id).await? {
                    self.0.delete(&incoming).await?;
                } else {
                    self.0.rename(&incoming, &path(id)).await?;
                }
                Ok(Stored { id, size, content_type })
            }
            Err(error) => {
                // What was written so far is let go; that it cannot be is no news for whoever uploads.
                if let Err(error) = writer.abort().await {
                    tracing::warn!("cannot remove an upload that broke off: {error}");
                }
                Err(error)
            }
        }
    }
}

async fn copy<S, E>(writer: &mut BufWriter, head: Bytes, rest: S, limit: usize) -> Result<(ArtifactId, u64)>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<Error>,
{
    let (mut sha1, mut size) = (Sha1::new(), 0);
    let mut bytes = std::pin::pin!(futures::stream::iter([Ok(head)]).chain(rest));
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk.map_err(Into::into)?;
        size += chunk.len();
        check(size, limit)?;
        sha1.update(&chunk);
        writer.put(chunk).await?;
    }
    writer.shutdown().await?;
    Ok((ArtifactId::from_sha1(sha1.finalize().into()), size as u64))
}

fn check(size: usize, limit: usize) -> Result<()> {
    if size <= limit {
        return Ok(());
    }
    Err(Error::TooLarge(format!("the file has more than {limit} bytes, the most that this server takes")))
}
