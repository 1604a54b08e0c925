//! What a command gives back, and what is written to standard error beside it.
//!
//! **Must not know** which command it was.

use crate::cli::context::has_colour;
use anstream::AutoStream;
use clap::ColorChoice;
use std::io::{self, Write};

/// What a command prints on standard output, and the exit code.
pub struct Report {
    /// What is printed.
    pub stdout: String,
    /// What is written to standard error after it: whole lines, safe for a terminal, with styles that are stripped
    /// where there is no colour.
    pub talk: String,
    /// The exit code.
    pub code: u8,
}

impl Report {
    /// A successful result.
    pub fn of(stdout: String) -> Self {
        Self { stdout, talk: String::new(), code: 0 }
    }
}

/// Writes to standard error, with styles only where colour is wanted.
pub fn talk(text: &str, colour: ColorChoice) {
    let has_colour = has_colour(colour, &io::stderr());
    let choice =
        if has_colour { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never };
    let _ = AutoStream::new(io::stderr(), choice).write_all(text.as_bytes());
}
