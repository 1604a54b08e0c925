//! Writes the branches that the decisions of each case take, by hand: what jq, `DuckDB` and Polars must print.

use dovidka::cli::pack_folder;
use dovidka_bench::answer::Answer;
use dovidka_bench::cases::ON;
use dovidka_bench::engine::folder;
use dovidka_bench::hand::{Today, decide};
use dovidka_bench::household::Household;
use dovidka_bench::{lines, peer};
use std::error::Error;
use std::io::{BufWriter, Write, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let pack = pack_folder::load(folder())?;
    let (today, mut answer) = (Today::on(ON), Answer::<true>::default());
    let mut out = BufWriter::new(stdout().lock());
    lines::each(|line| {
        let household: Household<'_> = serde_json::from_slice(line)?;
        decide(&household, &today, &mut answer);
        let branches =
            peer::branches(&pack, &household, &answer).ok_or("a leaf is not in the pack")?;
        let branches = serde_json::to_string(&branches)?;
        writeln!(out, "{{\"id\":\"{}\",\"branches\":{branches}}}", household.id)?;
        Ok(())
    })?;
    Ok(out.flush()?)
}
