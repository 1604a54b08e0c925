//! The text of rule files: where it comes from, how large it may be, and where in it something stands.
//!
//! **Must not know** what a rule file means.

use std::path::Path;
use std::{fs, io};
use thiserror::Error;

/// The largest rule file, in bytes, and the largest number of files in a pack.
pub const LARGEST_FILE: u64 = 4 << 20;
const MOST_FILES: usize = 1_000;

/// The folders of a pack that hold rule files, besides the pack's own folder.
pub const FOLDERS: [&str; 3] = ["topics", "text", "cases"];

/// One rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its place in the pack, such as `topics/passport.json`.
    pub place: String,
    /// Its name as the user knows it, for messages.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Why a pack's folder could not be read.
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
    #[error("`{0}` is no pack (want a folder with a file pack.json)")]
    NoPack(String),
    /// A file is too large.
    #[error("`{0}` is too large (want at most 4 MiB)")]
    TooLarge(String),
    /// A file is not UTF-8 text.
    #[error("`{0}` is not UTF-8 text")]
    NotText(String),
    /// There are too many files.
    #[error("`{0}` holds too many files (want at most 1000)")]
    TooMany(String),
}

/// Reads the rule files of a pack's folder, sorted by name.
///
/// # Errors
///
/// [`BadFolder`] if the folder is no pack, or a file in it cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<RuleFile>, BadFolder> {
    if !folder.join("pack.json").is_file() {
        return Err(BadFolder::NoPack(folder.display().to_string()));
    }
    let mut files = Vec::new();
    for part in std::iter::once("").chain(FOLDERS) {
        let dir = folder.join(part);
        if !dir.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&dir).map_err(|error| unreadable(&dir, error))? {
            let path = entry.map_err(|error| unreadable(&dir, error))?.path();
            if path.is_file() && is_rule_file(&path) {
                let file_name = path.file_name().unwrap_or_default().to_string_lossy();
                let place =
                    if part.is_empty() { file_name.into() } else { format!("{part}/{file_name}") };
                files.push(RuleFile {
                    place,
                    name: path.display().to_string(),
                    text: read_text(&path)?,
                });
            }
            if files.len() > MOST_FILES {
                return Err(BadFolder::TooMany(folder.display().to_string()));
            }
        }
    }
    files.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(files)
}

/// Whether a file of a pack is one of its rule files.
#[must_use]
pub fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

fn unreadable(path: &Path, error: io::Error) -> BadFolder {
    BadFolder::Unreadable { name: path.display().to_string(), error }
}

fn read_text(path: &Path) -> Result<String, BadFolder> {
    let size = fs::metadata(path).map_err(|error| unreadable(path, error))?.len();
    if size > LARGEST_FILE {
        return Err(BadFolder::TooLarge(path.display().to_string()));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(path, error))?;
    String::from_utf8(bytes).map_err(|_| BadFolder::NotText(path.display().to_string()))
}

/// A place in a text that moves on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    byte: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Position {
    /// The start of a text.
    #[must_use]
    pub fn first() -> Self {
        Self { byte: 0, line: 1, column: 1 }
    }

    /// Goes on to a later byte of the same text.
    pub fn go_to(&mut self, byte: usize, text: &str) {
        for passed in text.get(self.byte..byte).unwrap_or_default().chars() {
            (self.line, self.column) = match passed {
                '\n' => (self.line + 1, 1),
                _ => (self.line, self.column + 1),
            };
        }
        self.byte = byte;
    }
}

/// The line and column (both from 1, columns in characters) of a byte of `text`.
#[must_use]
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut position = Position::first();
    position.go_to(byte, text);
    (position.line, position.column)
}

/// The byte at which the fault starts that `serde_json` reports.
///
/// Its columns count bytes. They stand after the last byte that it has read: for a value of a wrong type this
/// is the end of the value, and its start is looked for.
#[must_use]
pub fn start_of_fault(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let mut end = (lines.map(str::len).sum::<usize>() + error.column()).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    if !error.is_data() {
        return before.char_indices().next_back().map_or(0, |(at, _)| at);
    }
    if let Some(inside) = before.strip_suffix('"') {
        let is_opening = |at: &usize| !inside[..*at].ends_with('\\');
        return inside.rmatch_indices('"').map(|(at, _)| at).find(is_opening).unwrap_or(0);
    }
    let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if word.len() < end { word.len() } else { end.saturating_sub(1) }
}
