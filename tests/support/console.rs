//! Sessions on a Markdown page: in a `console` block a command follows `$ `, and below it stands what it prints.

use std::path::Path;
use std::process::{Command, Stdio};

/// The page with what the commands of its blocks print now; a command without an answer keeps what stands below it.
pub fn replay(page: &str, mut answer: impl FnMut(&str) -> Option<String>) -> String {
    let mut replayed = String::new();
    let (mut is_console, mut is_kept) = (false, true);
    for line in page.split_inclusive('\n') {
        if line.starts_with("```") {
            (is_console, is_kept) = (line == "```console\n", true);
        }
        if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            let printed = answer(command.trim_end());
            is_kept = printed.is_none();
            replayed += line;
            replayed += &printed.unwrap_or_default();
        } else if is_kept {
            replayed += line;
        }
    }
    replayed
}

/// Runs a command from the top of the repository, without a terminal and an environment.
///
/// Gives its exit code, and what it has printed on both streams.
pub fn shell(command: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_dovidka")).parent().unwrap().display();
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .envs([("PATH", format!("{program}:/usr/bin:/bin").as_str()), ("LANG", "C")])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// Fails with the first line that differs.
pub fn assert_same(name: &str, page: &str, replayed: &str) {
    let mut lines = page.lines().zip(replayed.lines()).zip(1..);
    if let Some(((said, printed), line)) = lines.find(|((said, printed), _)| said != printed) {
        panic!("{name}:{line}\n  says   {said:?}\n  prints {printed:?}");
    }
    assert_eq!(
        page.lines().count(),
        replayed.lines().count(),
        "{name} has lines that are not printed"
    );
}
