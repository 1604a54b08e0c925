//! `rules sample` as a process.

use crate::program::{self, Run};
use std::io::{BufRead, BufReader};
use std::process::Command;

fn sample(words: &str) -> Command {
    program::command(["rules", "sample"].into_iter().chain(words.split(' ')))
}

fn run(words: &str) -> Run {
    program::run(sample(words), b"")
}

#[test]
fn fewer_households_are_the_first_of_more() {
    let many = run("-n 100 --on 2026-11-22 --seed 5");
    assert_eq!((many.code, many.stderr.as_str()), (Some(0), ""));
    assert_eq!(many.stdout.lines().count(), 100);
    let few = run("-n 10 --on 2026-11-22 --seed 5 kazakhstan");
    assert!(!few.stdout.is_empty() && many.stdout.starts_with(&few.stdout));
    let other = run("-n 10 --on 2026-11-22 --seed 6");
    assert_ne!(few.stdout, other.stdout);
    assert!(run("-n 0").stdout.is_empty());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = sample("-n 1000000000").spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("{\"id\":\"case-1\""));
    drop(lines);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn wrong_numbers_are_refused() {
    for words in ["-n -1", "--unknown 101", "--partly ten", "--seed 1.5", "no_such_pack"] {
        let output = run(words);
        assert_eq!(output.code, Some(2), "{words}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{words}");
    }
}
