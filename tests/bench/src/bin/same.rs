//! Fails unless dovidka and the program by hand give the same answers: `same [COUNT [SEED]]`.

use dovidka_bench::cases::sample;
use dovidka_bench::engine::compare;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().map_or(Ok(10_000), |count| count.parse::<u32>())?;
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let found = compare(&sample(count, seed, 0))?;
    for difference in found.differences.iter().take(5) {
        eprintln!("{difference}");
    }
    if !found.differences.is_empty() {
        return Err(format!("{} of {count} answers differ", found.differences.len()).into());
    }
    if !found.unreached.is_empty() {
        return Err(format!("no case reaches {:?}", found.unreached).into());
    }
    println!("{count} answers are the same, and every leaf was reached");
    Ok(())
}
