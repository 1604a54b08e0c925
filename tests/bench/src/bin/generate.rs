//! Writes cases as JSON Lines: `generate COUNT [SEED [UNKNOWN]]`, of whose facts UNKNOWN of 1000 are not fully known.

use dovidka_bench::cases::Cases;
use std::error::Error;
use std::io::{BufWriter, Write, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().ok_or("how many cases? (want a number)")?.parse()?;
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let unknown = arguments.next().map_or(Ok(0), |share| share.parse())?;
    let mut cases = Cases::new(seed, unknown);
    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    let mut line = String::new();
    for _ in 0..count {
        line.clear();
        cases.write(&mut line);
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    out.flush()?;
    Ok(())
}
