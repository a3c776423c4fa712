//! `depicted completions` and `depicted man`: made of the definitions of the command line.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::folder::{Folder, left_out};

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The long flags that the help names.
fn flags(folder: &Folder) -> Vec<String> {
    let help = folder.depicted("diff --help");
    let lines = help
        .text()
        .lines()
        .filter_map(|line| line.trim_start().split(' ').find_map(|w| w.strip_prefix("--")));
    let names = lines
        .map(|name| name.trim_matches([',', '.', ':', ';']).split(['[', '=']).next().unwrap().to_owned());
    let mut flags: Vec<String> = names.collect();
    flags.sort();
    flags.dedup();
    assert!(flags.len() > 30, "{flags:?}");
    flags
}

#[test]
fn completions_know_every_flag_in_every_shell() {
    let folder = Folder::new();
    for shell in SHELLS {
        let run = folder.depicted(&format!("completions {shell}"));
        assert_eq!((run.code(), run.stderr()), (0, ""), "{shell}");
        for flag in flags(&folder) {
            assert!(run.text().contains(&flag), "{shell} does not know --{flag}");
        }
        assert!(run.text().contains("pixelmatch"), "{shell} does not know the metrics");
    }
    let run = folder.depicted("completions tcsh");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert!(run.stderr().contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{run:?}");
}

/// Asks a shell to read a script without running it. `None` where there is no such shell.
fn reads(shell: &str, script: &[u8]) -> Option<bool> {
    let mut command = Command::new(shell);
    command.arg("-n").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    child.stdin.take().unwrap().write_all(script).unwrap();
    Some(child.wait().unwrap().success())
}

#[test]
fn shells_can_read_them() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish"] {
        match reads(shell, folder.depicted(&format!("completions {shell}")).stdout()) {
            Some(read) => assert!(read, "{shell}"),
            None => left_out(shell),
        }
    }
    assert_ne!(reads("bash", b"if"), Some(true));
}

/// What bash offers behind these words.
#[cfg(unix)]
#[test]
fn bash_completes_with_them() {
    let folder = Folder::new();
    folder.write("depicted.bash", folder.depicted("completions bash").stdout());
    let offers = |words: &str| {
        let script = format!(
            "source depicted.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _depicted depicted \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             echo \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").arg("-c").arg(script).current_dir(folder.path("")).output();
        String::from_utf8(output.expect("bash").stdout).unwrap()
    };
    assert_eq!(offers("depicted diff --metric p"), "perceptual pixelmatch\n");
    assert_eq!(offers("depicted diff --max-di"), "--max-different-pixels --max-distortion\n");
    assert_eq!(offers("depicted comp"), "completions\n");
}

#[test]
fn the_manual_has_a_page_a_command() {
    let folder = Folder::new();
    let run = folder.depicted("man --output share/man1");
    assert_eq!((run.code(), run.text(), run.stderr()), (0, "", ""));
    // As many as there are commands in this build.
    let help = folder.depicted("--help");
    let commands = help.text().split_once("Commands:").unwrap().1.split_once("\n\n").unwrap().0;
    // Descriptions go on in lines that stand further to the right.
    let lines = commands.lines().filter_map(|line| line.strip_prefix("  "));
    let lines = lines.filter(|line| !line.starts_with(' '));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let commands: Vec<&str> = names.filter(|name| *name != "help").collect();
    // A command that has commands of its own has a page for each, as `depicted-db-check.1`.
    let files = folder.files("share");
    for name in &commands {
        assert!(files.contains(&format!("share/man1/depicted-{name}.1")), "{name}: {files:?}");
    }
    for file in &files {
        let known = |name: &&str| file.starts_with(&format!("share/man1/depicted-{name}"));
        assert!(file == "share/man1/depicted.1" || commands.iter().any(known), "{file}");
    }
    let page = |name: &str| String::from_utf8(folder.read(format!("share/man1/{name}"))).unwrap();
    let diff = page("depicted-diff.1");
    for flag in flags(&folder) {
        assert!(diff.contains(&flag.replace('-', "\\-")), "the page does not know --{flag}");
    }
    assert!(diff.contains("[env: DEPICTED_MAX_DISTORTION]"));
    assert!(page("depicted.1").contains("depicted\\-diff(1)"));

    let printed = folder.depicted("man");
    assert_eq!(printed.code(), 0);
    for file in &files {
        let page = String::from_utf8(folder.read(file)).unwrap();
        assert!(printed.text().contains(&page), "{file}");
    }
}

/// groff says what it does not understand.
#[test]
fn the_manual_can_be_typeset() {
    let folder = Folder::new();
    folder.depicted("man --output pages");
    for page in folder.files("pages") {
        let groff = Command::new("groff")
            .args(["-man", "-Tutf8", "-Wbreak", "-z", &page])
            .current_dir(folder.path(""))
            .output();
        let Ok(output) = groff else {
            return left_out("groff");
        };
        assert!(output.status.success(), "{page}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{page}");
    }
}

#[test]
fn a_manual_that_cannot_be_written_is_trouble() {
    let folder = Folder::new();
    folder.write("file", "");
    let run = folder.depicted("man --output file");
    assert_eq!((run.code(), run.text()), (2, ""));
    assert!(run.stderr().starts_with("depicted: cannot write file: "), "{run:?}");
}
