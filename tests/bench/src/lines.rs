//! Lines of a file, each in the same buffer, as the programs that dovidka is compared with read them.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// Calls `each` with every line of the file that the command line names, with its end.
///
/// # Errors
///
/// No file is named or it cannot be read, or `each` fails.
pub fn each(
    mut each: impl FnMut(&[u8]) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("which file? (want JSON Lines)")?;
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path)?);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        each(&line)?;
        line.clear();
    }
    Ok(())
}
