//! Installs the peers from their registries into a folder below `target`, each once.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::apt;
use crate::process::Call;
use crate::workspace;

/// Packages of npm, as npm takes them.
const NODE: &str = "odiff-bin@4.5.0 pixelmatch@7.2.0 pngjs@7.0.0 @blazediff/core@1.10.0";
/// Packages of `PyPI`, as pip takes them.
const PYTHON: &str = "blazediff==6.0.2 opencv-python-headless";
/// Packages of crates.io: name and version.
const CARGO: [(&str, &str); 3] = [("blazediff", "6.0.2"), ("dify", "0.8.0"), ("oxipng", "10.2.1")];

/// Where the peers are.
pub(super) struct Peers {
    folder: PathBuf,
}

impl Peers {
    /// Installs what is not there yet. What cannot be installed is said, and left out of the run.
    pub(super) fn install() -> Result<Self> {
        let folder = workspace::target().join("peers");
        fs::create_dir_all(&folder).with_context(|| format!("can't make {}", folder.display()))?;
        let peers = Self { folder };
        let steps: [(&str, &dyn Fn() -> Result<()>); 4] = [
            ("of Debian", &|| apt::install(&["imagemagick", "cmake", "nasm"])),
            ("of crates.io", &|| CARGO.iter().try_for_each(|(name, version)| peers.cargo(name, version))),
            ("of npm", &|| peers.npm()),
            ("of PyPI", &|| peers.pip()),
        ];
        for (whence, step) in steps {
            if let Err(error) = step() {
                println!("left out: a peer {whence}, because {error:#}");
            }
        }
        Ok(peers)
    }

    /// A program that Cargo installed.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("cargo/bin").join(name)
    }

    /// The folder of npm's packages.
    pub(super) fn packages(&self) -> PathBuf {
        self.folder.join("node")
    }

    /// The interpreter that has the packages of `PyPI`.
    pub(super) fn python(&self) -> PathBuf {
        self.folder.join("venv/bin/python")
    }

    /// The binary of odiff, without the script around it.
    pub(super) fn odiff(&self) -> PathBuf {
        let arch = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
        self.packages().join(format!("node_modules/@odiff/linux-{arch}/odiff"))
    }

    fn cargo(&self, name: &str, version: &str) -> Result<()> {
        if self.program(name).exists() {
            return Ok(());
        }
        println!("{name} is built from source once; this takes minutes");
        let call = Call::cargo().words("install --locked --quiet").arg(name).words("--version").arg(version);
        let call = call.arg("--root").arg(self.folder.join("cargo"));
        call.arg("--target-dir").arg(self.folder.join("build")).run()
    }

    fn npm(&self) -> Result<()> {
        let folder = self.packages();
        if !folder.join("node_modules/odiff-bin").exists() {
            fs::create_dir_all(&folder)?;
            let call =
                Call::new("npm").words("install --ignore-scripts --no-audit --no-fund --silent --prefix .");
            call.words(NODE).dir(&folder).run()?;
        }
        executable(&self.odiff())
    }

    fn pip(&self) -> Result<()> {
        if self.folder.join("venv/done").exists() {
            return Ok(());
        }
        Call::new("python3").words("-m venv").arg(self.folder.join("venv")).run()?;
        Call::new(self.python())
            .words("-m pip install --quiet --disable-pip-version-check")
            .words(PYTHON)
            .run()?;
        Ok(fs::write(self.folder.join("venv/done"), "")?)
    }
}

/// The scripts of a package are not run, so its binary may still not be executable.
fn executable(file: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file, fs::Permissions::from_mode(0o755))
            .with_context(|| format!("can't make {} executable", file.display()))?;
    }
    Ok(())
}
