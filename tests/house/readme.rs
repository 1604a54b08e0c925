//! Every console block of the README is run, and prints what the README says.

use crate::console::{assert_same, replay, shell};
use crate::source::root;

/// What a reader does outside of the program.
const OTHERS: [&str; 4] = ["git clone", "cargo test", "cargo install", "cd "];

fn page() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

#[cfg(unix)]
#[test]
fn the_readme_says_what_the_program_prints() {
    let mut commands = 0;
    let replayed = replay(&page(), |command| {
        if OTHERS.iter().any(|other| command.starts_with(other)) {
            return None;
        }
        // From a clone, or installed.
        let command = command.replacen("cargo run --release -- ", "dovidka ", 1);
        assert!(command.starts_with("dovidka "), "`{command}` does not start the program");
        commands += 1;
        Some(shell(&command).1)
    });
    assert_same("README.md", &page(), &replayed);
    assert!(commands >= 3, "the README shows only {commands} commands");
}

#[test]
fn the_readme_names_the_test_command() {
    assert!(
        page().lines().any(|line| line.starts_with("$ cargo test")),
        "no `$ cargo test` in the README"
    );
}
