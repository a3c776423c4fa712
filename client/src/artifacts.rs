//! Files: sent as streams and held to their SHA-1, in both directions.

use std::path::Path;

use depicted::workflow::ArtifactId;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use sha1::{Digest, Sha1};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::answers;
use crate::builder::Client;
use crate::error::{Error, ErrorKind, Result, chain};
use crate::send::Repeat;

#[derive(Deserialize)]
struct Uploaded {
    sha1sum: ArtifactId,
}

impl Client {
    /// Sends a file, whatever its size, and returns the name that the server knows it by.
    ///
    /// # Errors
    /// When the file cannot be read, when what arrived is not what was sent, when the server refuses, or when it cannot
    /// be reached.
    pub async fn upload(&self, path: &Path) -> Result<ArtifactId> {
        let operation = format!("upload of {}", path.display());
        let failed = |kind| Error::new(operation.clone(), kind);
        let own = sha1_of(path).await.map_err(|error| failed(unreadable(path, &error)))?;
        let send = async || {
            let part = Part::file(path).await.map_err(|error| unreadable(path, &error))?;
            let form = Form::new().text("build_id", self.build.to_string()).part("file", part);
            let request = self.request(Method::POST, &["api", "upload"])?;
            self.answer(request.multipart(form).timeout(self.upload_timeout)).await
        };
        // The same bytes are stored once, however often they come.
        let response = self.repeat(&operation, Repeat::Harmless, send).await?;
        let uploaded: Uploaded = answers::json(response).await.map_err(failed)?;
        if uploaded.sha1sum != own {
            let what =
                format!("the file is {own} and what arrived is {}: it changed meanwhile?", uploaded.sha1sum);
            return Err(failed(ErrorKind::Answer(what)));
        }
        Ok(own)
    }

    /// Fetches a file into `into`, and returns how many bytes it had. They are to be trusted only when it succeeds.
    ///
    /// # Errors
    /// When it is not there, when what arrived is not what was asked for, or when `into` cannot be written.
    pub async fn download(&self, id: ArtifactId, into: &mut (impl AsyncWrite + Unpin)) -> Result<u64> {
        let operation = format!("download of {id}");
        let failed = |kind| Error::new(operation.clone(), kind);
        let query = [("build_id", self.build.to_string()), ("sha1sum", id.to_string())];
        let send = async || {
            let request = self.request(Method::GET, &["api", "download"])?;
            self.answer(request.query(&query).timeout(self.upload_timeout)).await
        };
        let response = self.repeat(&operation, Repeat::Harmless, send).await?;
        let mut response = answers::succeeded(response).await.map_err(failed)?;
        let (mut digest, mut bytes) = (Sha1::new(), 0);
        while let Some(chunk) =
            response.chunk().await.map_err(|error| failed(ErrorKind::Connection(chain(error))))?
        {
            digest.update(&chunk);
            bytes += chunk.len() as u64;
            let written = into.write_all(&chunk).await;
            written.map_err(|error| failed(ErrorKind::File(format!("cannot be written: {error}"))))?;
        }
        into.flush().await.map_err(|error| failed(ErrorKind::File(format!("cannot be written: {error}"))))?;
        let arrived = ArtifactId::from_sha1(digest.finalize().into());
        if arrived == id {
            Ok(bytes)
        } else {
            Err(failed(ErrorKind::Answer(format!("what arrived is {arrived}, {bytes} bytes"))))
        }
    }
}

async fn sha1_of(path: &Path) -> std::io::Result<ArtifactId> {
    let mut file = File::open(path).await?;
    let (mut digest, mut buffer) = (Sha1::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer).await? {
            0 => return Ok(ArtifactId::from_sha1(digest.finalize().into())),
            read => digest.update(&buffer[..read]),
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> ErrorKind {
    ErrorKind::File(format!("cannot read {}: {error}", path.display()))
}
