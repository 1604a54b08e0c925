//! `rules sample`: random households on standard output, until there are enough or the pipe is closed.
//!
//! **Must not know** how a household is drawn.

use crate::cli::args::Common;
use crate::cli::authors;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::sample::{Gaps, Sampler};
use clap::ArgMatches;
use std::io::{self, Write};

/// Lines are written in pieces of about this many bytes.
const PIECE: usize = 1 << 16;

/// Writes households until there are enough or the pipe is closed.
pub fn sample(name: &str, common: Common, matches: &ArgMatches) -> Result<Report, Failure> {
    let number = |name: &str| matches.get_one::<u64>(name).copied().unwrap_or_default();
    let percent = |name: &str| matches.get_one::<u8>(name).copied().unwrap_or_default();
    let pack = authors::load(name, common.lang.as_deref())?;
    let on = Context::new(&pack, common)?.on;
    let gaps = Gaps { unknown: percent("unknown"), partly: percent("partly") };
    let sampler = Sampler::new(&pack, on, number("seed"), gaps);
    match write(sampler, number("count"), &mut io::stdout().lock()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::other(format!("cannot write the households: {error}")))
        }
        _ => Ok(Report::of(String::new())),
    }
}

fn write(mut sampler: Sampler<'_>, count: u64, out: &mut impl Write) -> io::Result<()> {
    let mut text = String::with_capacity(2 * PIECE);
    for number in 1..=count {
        sampler.write(number, &mut text);
        if text.len() >= PIECE {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}
