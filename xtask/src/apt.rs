//! Installs Debian packages where they are missing.

use anyhow::{Result, bail};

use crate::process::Call;

/// Installs those of `packages` that are missing, as root or by a `sudo` that asks nothing.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !Call::new("apt-get").words("--version").works() {
        bail!(
            "this needs {list}, and there is no apt-get here; install them with this system's package manager"
        );
    }
    let Some(as_root) = as_root() else {
        bail!(
            "this needs {list}, and only root may install them; run `sudo apt-get install {list}`, then try again"
        );
    };
    as_root("apt-get").words("update -qq").run()?;
    as_root("apt-get").words("install --yes --no-install-recommends -qq").words(&list).run()
}

fn is_installed(package: &str) -> bool {
    let status = Call::new("dpkg-query").words("--show --showformat=${Status}").arg(package).stdout();
    status.is_ok_and(|status| status == "install ok installed")
}

/// How to call a program as root, where that is possible without a question.
fn as_root() -> Option<fn(&str) -> Call> {
    let is_root = Call::new("id").words("--user").stdout().is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Some(|program| Call::new(program).env("DEBIAN_FRONTEND", "noninteractive"));
    }
    let sudo = Call::new("sudo").words("--non-interactive true").works();
    sudo.then_some(|program| {
        Call::new("sudo").words("--non-interactive DEBIAN_FRONTEND=noninteractive").arg(program)
    })
}
