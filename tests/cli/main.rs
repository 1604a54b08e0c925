//! The program as a process: its commands, its streams and exit codes, and the interview on a terminal.

#[cfg(unix)]
#[path = "../support/console.rs"]
mod console;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/readme_pack.rs"]
mod readme_pack;

mod agreement;
mod batch;
mod check;
mod help_examples;
#[cfg(unix)]
mod interview;
#[cfg(target_os = "linux")]
mod parallel;
mod recheck;
mod rule_check;
mod sample;
#[cfg(unix)]
mod sessions;
mod unused;

use std::path::PathBuf;

/// A name for a file that only this run of the tests uses; there is no such file yet.
fn temporary(name: &str) -> PathBuf {
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}
