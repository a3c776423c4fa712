use super::*;

/// Waits until a file has a line in it.
async fn line(path: &Path) -> String {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let text = fs::read_to_string(path).unwrap_or_default();
        if let Some((line, _)) = text.split_once('\n') {
            return line.to_owned();
        }
        assert!(Instant::now() < end, "{} stays empty", path.display());
        sleep(STEP).await;
    }
}

/// Whether there is a process, other than one that has ended and waits to be asked for.
fn runs(pid: &str) -> bool {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
    !stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'))
}

/// Checklist 117.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_script_is_ended_with_its_children() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("deep/log");
    let mut script = Script::start("sleep 1000 & echo $!; wait", &log).unwrap();
    let pid = line(&log).await;
    assert!(runs(&pid));
    let start = Instant::now();
    script.stop().await;
    assert!(!runs(&pid));
    assert!(start.elapsed() < GRACE, "asking is enough");
}

/// What does not listen is killed.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_script_that_does_not_listen_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut script = Script::start("trap '' TERM; echo $$; while :; do sleep 0.1; done", &log).unwrap();
    let pid = line(&log).await;
    let start = Instant::now();
    script.stop().await;
    assert!(!runs(&pid) && start.elapsed() >= GRACE);

    let script = Script::start("trap '' TERM; echo $$; while :; do sleep 0.1; done", &log).unwrap();
    let pid = line(&log).await;
    drop(script);
    let end = Instant::now() + GRACE;
    while runs(&pid) {
        assert!(Instant::now() < end, "it runs on");
        sleep(STEP).await;
    }
}

/// Checklist 118.
#[tokio::test]
async fn an_early_death_is_told_with_what_was_printed_last() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let text = "for i in $(seq 1 50); do echo line $i; done; printf 'port \\033[1mtaken\\033[0m' >&2; exit 3";
    let told = Script::start(text, &log).unwrap().failed().await;
    assert!(
        told.starts_with("ended early, with exit status: 3; ")
            && told.contains("line 50 | port \\u{1b}[1mtaken")
    );
    assert!(!told.contains("line 41 "), "{told}");
    let told = Script::start("exit 1", &log).unwrap().failed().await;
    assert_eq!(told, "ended early, with exit status: 1; it printed nothing");
}

#[tokio::test]
async fn a_script_that_ends_well_has_not_failed() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = Script::start("true", &folder.path().join("log")).unwrap();
    assert!(script.ended().await.unwrap().success());
    assert!(tokio::time::timeout(Duration::from_millis(50), script.failed()).await.is_err());
}
