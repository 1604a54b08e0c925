//! Starts programs by turns and prints how long each takes from start to end: `starts ROUNDS NAME PROGRAM [ARGUMENT…] [-- NAME PROGRAM …]`.
//!
//! One line for each: the shortest and the middle time in microseconds. What they print goes nowhere.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rounds: usize = arguments.next().ok_or("how many rounds? (want a number)")?.parse()?;
    let words: Vec<String> = arguments.collect();
    let programs: Vec<&[String]> = words.split(|word| word == "--").collect();
    let mut times = vec![Vec::with_capacity(rounds); programs.len()];
    for _ in 0..rounds {
        for (program, times) in programs.iter().zip(&mut times) {
            times.push(run(program)?);
        }
    }
    for (program, times) in programs.iter().zip(&mut times) {
        times.sort_unstable();
        let (shortest, middle) = (times[0].as_micros(), times[rounds / 2].as_micros());
        println!("{shortest}\t{middle}\t{}", program[0]);
    }
    Ok(())
}

fn run(program: &[String]) -> Result<Duration, Box<dyn Error>> {
    let [_, path, arguments @ ..] = program else {
        return Err("a program is missing (want NAME PROGRAM [ARGUMENT…])".into());
    };
    let mut command = Command::new(path);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let time = start.elapsed();
    // 3 says that something must be done, 4 that more facts are needed.
    match status.code() {
        Some(0 | 3 | 4) => Ok(time),
        _ => Err(format!("`{}` failed: {status}", program.join(" ")).into()),
    }
}
