//! Every example in a `--help` works, for the built-in pack and for one in a folder.

use crate::program::DOVIDKA;
use crate::readme_pack::readme_files;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const COMMANDS: [&str; 12] = [
    "",
    "ask",
    "check",
    "timeline",
    "what-if",
    "recheck",
    "offices",
    "batch",
    "rules eval",
    "rules check",
    "rules test",
    "rules sample",
];

/// A folder with the files that the examples name, and with the pack of `rules/README.md` in `pack`.
fn folder(name: &str) -> PathBuf {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    for (place, text) in readme_files() {
        let path = folder.join("pack").join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.join("cases.csv"), "id,date\nA-1,2018-05-01\n").unwrap();
    folder
}

/// Runs a line of a shell in a folder.
fn run(folder: &Path, line: &str) -> Output {
    let line = line.replace("dovidka", DOVIDKA);
    Command::new("sh")
        .args(["-c", &line])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Runs the examples of every command, and returns them.
fn examples(folder: &Path, program: &str) -> Vec<String> {
    let saved = run(folder, &format!("{program} check --save family.json --force --exit-zero"));
    assert!(saved.status.success(), "{saved:?}");
    let mut all = Vec::new();
    for command in COMMANDS {
        let help = run(folder, &format!("{program} {command} --help"));
        assert_eq!((help.status.code(), help.stderr.as_slice()), (Some(0), &b""[..]), "{command}");
        let help = String::from_utf8(help.stdout).unwrap();
        let start = format!("  {program}");
        let examples: Vec<&str> = help.lines().filter(|line| line.starts_with(&start)).collect();
        assert!(!examples.is_empty(), "{command} has no example");
        // What follows several blanks explains the example.
        all.extend(examples.iter().map(|line| line.trim().split("   ").next().unwrap().to_owned()));
    }
    for example in &all {
        let is_interview = example == program || example.contains(" ask") || {
            let rest = example.strip_prefix(program).unwrap();
            rest.starts_with(" --lang")
        };
        let expected: &[i32] = if is_interview { &[0, 2] } else { &[0, 3, 4, 5] };
        let output = run(folder, example);
        let code = output.status.code();
        assert!(code.is_some_and(|code| expected.contains(&code)), "{example}: {output:?}");
    }
    all
}

#[test]
fn the_examples_of_the_built_in_pack_work() {
    let examples = examples(&folder("built-in"), "dovidka");
    assert!(examples.len() > 30, "{examples:#?}");
    for example in &examples {
        assert!(example.len() <= 80, "{example} is wrapped in a terminal of 80 columns");
    }
    let named = "dovidka check passport --passport biometric --passport-expires 2027-03-01";
    assert!(examples.iter().any(|example| example == named), "{examples:#?}");
}

#[test]
fn the_examples_of_another_pack_name_its_own_facts() {
    let examples = examples(&folder("another"), "dovidka --rules pack");
    let named = "dovidka --rules pack rules eval";
    assert!(examples.iter().any(|example| example.starts_with(named)), "{examples:#?}");
    for word in ["biometric", "kazakhstan"] {
        assert!(!examples.iter().any(|example| example.contains(word)), "{examples:#?}");
    }
}

#[test]
fn without_a_pack_the_help_has_the_examples_that_need_none() {
    let folder = folder("none");
    let help = run(&folder, "dovidka --rules nowhere check --help");
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains("Exit codes:") && !help.contains("<dovidka>"), "{help}");
}
