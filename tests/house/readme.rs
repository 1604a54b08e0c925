//! Every console block of the README is run, and prints what the README says.

use std::path::Path;
use std::process::{Command, Stdio};

/// How the README starts the program: from a clone, or installed.
const PREFIXES: [&str; 2] = ["cargo run --release -- ", "dovidka "];

/// The blocks of a page: the command after each `$ `, and the lines printed below it.
fn commands(page: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for line in block.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                commands.push((command.to_owned(), String::new()));
            } else if let Some((_, output)) = commands.last_mut() {
                output.push_str(line);
                output.push('\n');
            }
        }
    }
    commands
}

/// Splits a command at blanks outside of quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (None, ' ') => words.push(String::new()),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_readme_says_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("README.md")).unwrap();
    let mut run = 0;
    for (command, expected) in commands(&page) {
        if command.starts_with("git clone")
            || command.starts_with("cargo test")
            || command.starts_with("cargo install")
            || command.starts_with("cd ")
        {
            continue;
        }
        let arguments = PREFIXES.iter().find_map(|prefix| command.strip_prefix(prefix));
        let arguments =
            arguments.unwrap_or_else(|| panic!("`{command}` does not start the program"));
        let output = Command::new(env!("CARGO_BIN_EXE_dovidka"))
            .args(words(arguments))
            .current_dir(root)
            .env_clear()
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).unwrap();
        assert_eq!(printed, expected, "{command}\nprints:\n{printed}");
        run += 1;
    }
    assert!(run >= 3, "the README shows only {run} commands");
}

#[test]
fn the_readme_names_the_test_command() {
    let page = include_str!("../../README.md");
    assert!(
        page.lines().any(|line| line.starts_with("$ cargo test")),
        "no `$ cargo test` in the README"
    );
}
