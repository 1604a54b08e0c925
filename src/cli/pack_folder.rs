//! Reads the rule files of a pack from its folder.
//!
//! **Owns** what may be a rule file on a disk, and that too large a one is not read. **Must not know** what is in them.

use crate::pack::raw::TestCase;
use crate::pack::source::{Budget, CASES, FOLDERS, LARGEST_FILE, TooMuch, file_name, is_rule_file};
use crate::pack::{Inspection, LoadError, Pack};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use thiserror::Error;

/// Why a folder gives no pack.
#[derive(Debug, Error)]
pub enum BadFolder {
    /// The folder or a file cannot be opened.
    #[error("cannot read `{name}`: {error}")]
    Unreadable {
        /// The path as the user named it.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// It is no pack.
    #[error("`{0}` is not a pack (want a folder with a file pack.json)")]
    NoPack(String),
    /// What is called as a rule file is something else.
    #[error("`{name}` is {found} (want a file)")]
    NoFile {
        /// The path as the user named it.
        name: String,
        /// What it is.
        found: &'static str,
    },
    /// The rule files make no pack.
    #[error(transparent)]
    Load(#[from] LoadError),
}

impl From<TooMuch> for BadFolder {
    fn from(error: TooMuch) -> Self {
        Self::Load(error.into())
    }
}

/// Loads and checks the pack in `folder`.
///
/// # Errors
///
/// [`BadFolder`]: it cannot be read, or the list of everything that is wrong with its rule files.
pub fn load(folder: &Path) -> Result<Pack, BadFolder> {
    Ok(inspect(folder)?.pack)
}

/// Loads and checks the pack in `folder`, and says what its authors may want to change.
///
/// # Errors
///
/// As [`load`].
pub fn inspect(folder: &Path) -> Result<Inspection, BadFolder> {
    let name = folder.display().to_string();
    Ok(Pack::inspect_files(&name, read(folder, &name, &FOLDERS)?)?)
}

/// Loads the own tests of the pack in `folder`, each with the file in which it stands.
///
/// # Errors
///
/// As [`load`].
pub fn load_cases(folder: &Path) -> Result<Vec<(String, TestCase)>, BadFolder> {
    let name = folder.display().to_string();
    Ok(Pack::cases_from_files(&name, read(folder, &name, &CASES)?)?)
}

/// The rule files in these parts of a pack's folder, by their place in it.
fn read(folder: &Path, name: &str, parts: &[&str]) -> Result<Vec<(String, Vec<u8>)>, BadFolder> {
    if fs::symlink_metadata(folder.join("pack.json")).is_err() {
        return Err(BadFolder::NoPack(name.into()));
    }
    let mut budget = Budget::of(name);
    let mut files = Vec::new();
    for part in parts {
        let folder = folder.join(part);
        let unreadable = |error| BadFolder::Unreadable { name: file_name(name, part), error };
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !folder.is_symlink() => {
                continue;
            }
            entries => entries.map_err(unreadable)?,
        };
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            if is_rule_file(&file) {
                let place = file_name(part, &file);
                let bytes =
                    read_file(&path, &file_name(name, &place), |size| budget.spend(&place, size))?;
                files.push((place, bytes));
            }
        }
    }
    Ok(files)
}

/// Reads a file of which `spend` allows the size. What is no file is not opened: a pipe would never end.
fn read_file(
    path: &Path,
    name: &str,
    spend: impl FnOnce(u64) -> Result<(), TooMuch>,
) -> Result<Vec<u8>, BadFolder> {
    let no_file = |found| BadFolder::NoFile { name: name.into(), found };
    let unreadable = |error| BadFolder::Unreadable { name: name.into(), error };
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(no_file("a link to nothing"));
        }
        metadata => metadata.map_err(unreadable)?,
    };
    if let Some(found) = other_than_file(&metadata) {
        return Err(no_file(found));
    }
    spend(metadata.len())?;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// What a path leads to, if that is no file.
fn other_than_file(metadata: &Metadata) -> Option<&'static str> {
    if metadata.is_file() {
        None
    } else if metadata.is_dir() {
        Some("a folder")
    } else {
        Some("a pipe or a device")
    }
}
