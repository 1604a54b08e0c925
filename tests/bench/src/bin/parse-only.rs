//! Reads JSON Lines into the typed struct and does nothing with it: what `serde_json` alone costs.

use dovidka_bench::household::Household;
use dovidka_bench::lines;
use std::error::Error;
use std::hint::black_box;

fn main() -> Result<(), Box<dyn Error>> {
    let mut count = 0_u64;
    lines::each(|line| {
        black_box(serde_json::from_slice::<Household<'_>>(line)?);
        count += 1;
        Ok(())
    })?;
    println!("{count}");
    Ok(())
}
