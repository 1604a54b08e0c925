//! The text of rule files: how much of it there may be, and where in it something stands.
//!
//! **Must not know** what a rule file means, or where it was read.

use thiserror::Error;

/// The largest rule file, and all of a pack's together, in bytes.
pub const LARGEST_FILE: u64 = 4 << 20;
const LARGEST_PACK: u64 = 16 << 20;
/// The most files of a pack.
const MOST_FILES: usize = 1_000;

/// Where a pack has its rule files: in its own folder, and in these.
pub const FOLDERS: [&str; 3] = ["", "topics", "text"];
/// Where it has its own tests, which nothing else needs.
pub const CASES: [&str; 1] = ["cases"];

/// One rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its place in the pack, such as `topics/passport.json`.
    pub place: String,
    /// Its name as the user knows it, for messages.
    pub name: String,
    /// What is in it, without a byte order mark.
    pub text: String,
    /// Whether all of it is UTF-8; `text` ends before the first byte that is not.
    pub is_utf8: bool,
}

/// A pack is larger than a pack can be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TooMuch {
    /// A file is too large.
    #[error("`{0}` is too large (want at most {most} MiB)", most = LARGEST_FILE >> 20)]
    File(String),
    /// All files together are too large.
    #[error("the rule files of `{0}` are too large together (want at most {most} MiB)", most = LARGEST_PACK >> 20)]
    Sum(String),
    /// There are too many files.
    #[error("`{0}` holds too many files (want at most {MOST_FILES})")]
    Count(String),
}

/// How much of what a pack may hold has been used.
#[derive(Debug)]
pub struct Budget<'n> {
    pack: &'n str,
    files: usize,
    bytes: u64,
}

impl<'n> Budget<'n> {
    /// The whole budget of the pack that messages call `pack`.
    #[must_use]
    pub fn of(pack: &'n str) -> Self {
        Self { pack, files: 0, bytes: 0 }
    }

    /// Uses it for one more file.
    ///
    /// # Errors
    ///
    /// [`TooMuch`] if the file is too large, or too much with those before it.
    pub fn spend(&mut self, place: &str, bytes: u64) -> Result<(), TooMuch> {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        if self.files > MOST_FILES {
            Err(TooMuch::Count(self.pack.into()))
        } else if bytes > LARGEST_FILE {
            Err(TooMuch::File(file_name(self.pack, place)))
        } else if self.bytes > LARGEST_PACK {
            Err(TooMuch::Sum(self.pack.into()))
        } else {
            Ok(())
        }
    }
}

/// The rule files among files of a pack that are given by their place in it, sorted by place.
///
/// # Errors
///
/// [`TooMuch`] if they are more than a pack can hold.
pub fn rule_files<P: Into<String>, B: Into<Vec<u8>>>(
    pack: &str,
    files: impl IntoIterator<Item = (P, B)>,
) -> Result<Vec<RuleFile>, TooMuch> {
    let mut budget = Budget::of(pack);
    let mut found = Vec::new();
    for (place, bytes) in files {
        let (place, bytes) = (place.into(), bytes.into());
        if is_rule_file(place.rsplit('/').next().unwrap_or_default()) {
            budget.spend(&place, bytes.len() as u64)?;
            found.push(rule_file(pack, place, bytes));
        }
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(found)
}

fn rule_file(pack: &str, place: String, bytes: Vec<u8>) -> RuleFile {
    let (mut text, is_utf8) = match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned(), false)
        }
    };
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    RuleFile { name: file_name(pack, &place), place, text, is_utf8 }
}

/// Whether a file of this name, without its folder, is a rule file; hidden files are what editors leave behind.
#[must_use]
pub fn is_rule_file(name: &str) -> bool {
    !name.starts_with('.') && name.strip_suffix(".json").is_some()
}

/// What messages call a file of a pack.
#[must_use]
pub fn file_name(pack: &str, place: &str) -> String {
    match pack.strip_suffix('/').unwrap_or(pack) {
        "" => place.into(),
        pack => format!("{pack}/{place}"),
    }
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
