//! The generator of labelled pairs: a copy of its folder with what it needs installed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::apt;
use crate::process::Call;
use crate::workspace;

/// Different fonts give different pages, so the set's fonts are part of it.
const FONTS: [&str; 8] = [
    "fonts-dejavu",
    "fonts-liberation",
    "fonts-noto-core",
    "fonts-noto-cjk",
    "fonts-roboto",
    "fonts-open-sans",
    "fonts-lato",
    "fonts-noto-color-emoji",
];

/// A working copy of the judgement tools.
#[derive(Debug)]
pub(super) struct Tool {
    /// The folder of the copy.
    pub(super) dir: PathBuf,
}

impl Tool {
    /// Copies the tools into the cache where the copy is missing or differs.
    pub(super) fn copy(cache: &Path) -> Result<Self> {
        let source = workspace::shared("judgement").ok_or_else(|| {
            anyhow!("the judgement tools are missing: expected in ../shared/judgement; --set takes a set that is rendered and scored")
        })?;
        let dir = cache.join("tool");
        fs::create_dir_all(&dir).with_context(|| format!("can't make {}", workspace::display(&dir)))?;
        for entry in fs::read_dir(&source).with_context(|| source.display().to_string())? {
            let entry = entry?;
            let content = fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
            let copy = dir.join(entry.file_name());
            // An untouched copy keeps its time, and a read-only source does not make the copy read-only.
            if fs::read(&copy).ok().as_ref() != Some(&content) {
                fs::write(&copy, content)
                    .with_context(|| format!("can't write {}", workspace::display(&copy)))?;
            }
        }
        Ok(Self { dir })
    }

    /// The prototype of the metric.
    pub(super) fn prototype(&self) -> PathBuf {
        self.dir.join("perceptual_prototype.py")
    }

    /// Renders a set of pairs into `out`; shows the generator's progress.
    pub(super) fn render(&self, seed: u32, scale: f64, out: &Path) -> Result<()> {
        let chromium = chromium()?;
        apt::install(&FONTS).context("the pages need these fonts")?;
        if !self.dir.join("node_modules/playwright-core").is_dir() {
            let install =
                Call::new("npm").words("install --ignore-scripts --no-audit --no-fund --no-package-lock");
            install.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").dir(&self.dir).run()?;
        }
        let generate = Call::new("node").dir(&self.dir).words("generate.mjs --seed").arg(seed.to_string());
        generate
            .arg("--scale")
            .arg(scale.to_string())
            .arg("--chromium")
            .arg(chromium)
            .arg("--out")
            .arg(out)
            .run()
    }
}

/// The browser, installed by apt where there is none. npm never downloads one.
fn chromium() -> Result<PathBuf> {
    if let Some(found) = on_path("chromium") {
        return Ok(found);
    }
    apt::install(&["chromium"]).context("the pages are rendered by Chromium")?;
    on_path("chromium").ok_or_else(|| anyhow!("chromium was installed, but it is not on PATH"))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}
