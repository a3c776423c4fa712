//! Copies of everything that a server with SQLite and a folder holds.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sea_orm::ConnectionTrait;

use crate::store::connect;

/// The two things that a copy consists of.
const DATABASE: &str = "depicted.sqlite";
const BLOBS: &str = "blobs";

/// Copies the database first and the pictures after it: pictures are stored before they are named, and never change, so
/// the copy has every picture that its database names. The server may run.
pub(super) async fn backup(
    url: &str,
    blobs: &str,
    target: &Path,
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<()> {
    let source = sqlite(url)?;
    if !source.exists() {
        bail!("there is no database {}", source.display());
    }
    if target.exists() {
        bail!("{} is there already: name a folder that is not", target.display());
    }
    // Whoever reads the copy reads hashes of passwords: it is finished under another name, and its owner's alone.
    let part = with_suffix(target, ".part");
    if part.exists() {
        bail!("{} is left from a copy that did not end: remove it", part.display());
    }
    private_folder(&part)?;
    let db = connect::alone(url).await?;
    let into = part.join(DATABASE).display().to_string().replace('\'', "''");
    db.execute_unprepared(&format!("VACUUM INTO '{into}'")).await.context("cannot copy the database")?;
    db.close().await?;
    let mut files = 0;
    if is_bucket(blobs) {
        told(&format!("pictures stay where they are: {blobs}; copy the bucket with its own tools"));
    } else {
        files = copy_missing(Path::new(blobs), &part.join(BLOBS))?;
    }
    fs::rename(&part, target).with_context(|| format!("cannot finish {}", target.display()))?;
    told(&format!("copied the database and {files} files to {}", target.display()));
    Ok(())
}

/// Puts a copy where no database is.
pub(super) fn restore(
    url: &str,
    blobs: &str,
    source: &Path,
    told: &mut (dyn FnMut(&str) + Send),
) -> Result<()> {
    let target = sqlite(url)?;
    let copy = source.join(DATABASE);
    if !copy.is_file() {
        bail!("{} is no copy: it has no {DATABASE}", source.display());
    }
    if target.exists() {
        bail!("{} is there: stop the server and move it away first", target.display());
    }
    let mut files = 0;
    // Pictures first: a database must never name what is not there.
    if source.join(BLOBS).is_dir() && !is_bucket(blobs) {
        files = copy_missing(&source.join(BLOBS), Path::new(blobs))?;
    }
    // What a dead server left of its own database would be taken for changes of this one.
    for suffix in ["-wal", "-shm"] {
        let left = with_suffix(&target, suffix);
        if left.exists() {
            bail!("{} is left of another database: move it away first", left.display());
        }
    }
    let part = with_suffix(&target, ".part");
    fs::copy(&copy, &part).with_context(|| format!("cannot write {}", part.display()))?;
    fs::rename(&part, &target).with_context(|| format!("cannot write {}", target.display()))?;
    told(&format!("restored the database and {files} files from {}", source.display()));
    Ok(())
}

fn sqlite(url: &str) -> Result<PathBuf> {
    connect::sqlite_path(url).with_context(|| {
        format!(
            "{} is no file of SQLite: copy it with the tools of its database, pg_dump or mysqldump --single-transaction, and \
             the pictures after it",
            connect::without_password(url)
        )
    })
}

fn is_bucket(blobs: &str) -> bool {
    blobs.contains("://")
}

/// Copies files that are not there yet, each under another name first.
fn copy_missing(from: &Path, to: &Path) -> Result<u64> {
    fs::create_dir_all(to).with_context(|| format!("cannot make the folder {}", to.display()))?;
    let mut copied = 0;
    if !from.is_dir() {
        return Ok(0);
    }
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copied += copy_missing(&entry.path(), &target)?;
        } else if !target.exists() {
            let part = with_suffix(&target, ".part");
            match fs::copy(entry.path(), &part) {
                // What was removed meanwhile is no longer named either.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                done => done.with_context(|| format!("cannot copy {}", entry.path().display()))?,
            };
            fs::rename(&part, &target)?;
            copied += 1;
        }
    }
    Ok(copied)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.to_owned();
    path.as_mut_os_string().push(suffix);
    path
}

fn private_folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path).with_context(|| format!("cannot make the folder {}", path.display()))
}
