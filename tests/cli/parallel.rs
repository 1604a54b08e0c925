//! `examples/parallel.sh`: pieces of a file give the bytes of the whole, and a bad line is no lost line.

use crate::program::DOVIDKA;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BATCH: [&str; 4] = ["batch", "--on", "2026-11-22", "--fields=ids"];

fn dovidka(arguments: &[&str]) -> Output {
    Command::new(DOVIDKA).args(arguments).output().unwrap()
}

/// Runs the script on a file in `folder`; gives its exit code and the answers.
fn in_pieces(folder: &Path, cases: &[u8]) -> (Option<i32>, Vec<u8>) {
    let [cases_file, answers] = ["cases", "answers"].map(|name| folder.join(name));
    fs::write(&cases_file, cases).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/parallel.sh");
    let run = Command::new("bash")
        .arg(script)
        .args([&cases_file, &answers])
        .arg(DOVIDKA)
        .args(BATCH)
        .env("NO_PARALLEL", "1")
        .env("JOBS", "3")
        .output()
        .unwrap();
    (run.status.code(), fs::read(&answers).unwrap_or(run.stderr))
}

#[test]
fn pieces_give_what_the_whole_gives() {
    let folder = std::env::temp_dir().join(format!("dovidka-parallel-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut cases = dovidka(&["rules", "sample", "-n200", "--seed=7", "--on=2026-11-22"]).stdout;
    let whole = folder.join("whole");
    fs::write(&whole, &cases).unwrap();
    let single = dovidka(&[&BATCH[..], &[whole.to_str().unwrap()]].concat());
    assert_eq!(single.status.code(), Some(0));
    assert_eq!(in_pieces(&folder, &cases), (Some(0), single.stdout));
    cases.extend_from_slice(b"{ this is no case }\n");
    let (code, answers) = in_pieces(&folder, &cases);
    let last = answers.split_inclusive(|byte| *byte == b'\n').next_back().unwrap_or_default();
    assert_eq!(code, Some(1));
    assert!(
        String::from_utf8_lossy(last).contains("\"error\""),
        "{}",
        String::from_utf8_lossy(last)
    );
    fs::remove_dir_all(&folder).unwrap();
}
