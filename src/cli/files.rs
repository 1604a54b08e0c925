//! Reading and writing case files.
//!
//! **Must not know** what is in them.

use crate::case::LARGEST;
use crate::cli::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// Most case files are smaller.
const USUAL: usize = 1 << 13;

/// The text of a case file; `-` is standard input.
pub fn read(name: &str) -> Result<String, Failure> {
    let open = || -> io::Result<Box<dyn Read>> {
        Ok(if name == "-" { Box::new(io::stdin()) } else { Box::new(File::open(name)?) })
    };
    let unreadable = |error: io::Error| Failure::usage(format!("cannot read `{name}`: {error}"));
    // With no capacity, the first reads would take 32 bytes each.
    let mut bytes = Vec::with_capacity(USUAL);
    let most = LARGEST as u64 + 1;
    open().map_err(unreadable)?.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > LARGEST {
        return Err(Failure::usage(format!("`{name}` is too large (want at most 1 MiB)")));
    }
    String::from_utf8(bytes).map_err(|_| Failure::usage(format!("`{name}` is not UTF-8 text")))
}

/// Refuses a file that already exists, before any question is asked.
pub fn check_free(name: &str) -> Result<(), Failure> {
    if Path::new(name).symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Failure::usage(format!("the file `{name}` already exists"))
        .help("give --force to replace it"))
}

/// Writes a new file that only its owner can read; with `replaces`, an existing one is removed first.
pub fn save(name: &str, text: &str, replaces: bool) -> Result<(), Failure> {
    let write = || -> io::Result<()> {
        if replaces && Path::new(name).symlink_metadata().is_ok() {
            fs::remove_file(name)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(name)?.write_all(text.as_bytes())
    };
    write().map_err(|error| Failure::other(format!("cannot write `{name}`: {error}")))
}
