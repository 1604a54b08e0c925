//! The program as a process, without an environment and without a terminal.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The built program.
pub const DOVIDKA: &str = env!("CARGO_BIN_EXE_dovidka");

/// How a process has ended, and what it has written.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A command that waits to be started, with all of its streams as pipes.
pub fn command(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(DOVIDKA);
    command.args(arguments).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end, with `input` on its standard input.
pub fn run(mut command: Command, input: &[u8]) -> Run {
    let mut child = command.spawn().unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}
