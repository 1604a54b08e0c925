//! The hand-written program of the comparison: JSON Lines in, decided by hand, a line of ids out for each.

use dovidka_bench::answer::Answer;
use dovidka_bench::cases::ON;
use dovidka_bench::hand::{self, Today};
use dovidka_bench::household::Household;
use dovidka_bench::{line, lines};
use std::error::Error;
use std::io::{Write, stdout};

/// How much is written at once.
const CHUNK: usize = 1 << 16;

fn main() -> Result<(), Box<dyn Error>> {
    let today = Today::on(ON);
    let mut answer = Answer::<false>::default();
    let mut out = Vec::with_capacity(2 * CHUNK);
    let mut stdout = stdout().lock();
    lines::each(|text| {
        let case: Household<'_> = serde_json::from_slice(text)?;
        hand::decide(&case, &today, &mut answer);
        answer.sort();
        line::write(case.id, &answer, &mut out);
        if out.len() >= CHUNK {
            stdout.write_all(&out)?;
            out.clear();
        }
        Ok(())
    })?;
    stdout.write_all(&out)?;
    Ok(stdout.flush()?)
}
