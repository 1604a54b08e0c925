//! What comes in: JSON Lines or a spreadsheet, recognised by the first bytes and cut into blocks.

use super::lines::{Block, Lines, read_more};
use super::records::{Cells, Records};
use super::settings::Form;
use std::io::{self, BufRead};
use thiserror::Error;

/// How many bytes are looked at, if there is no whole line before.
const START: usize = 1 << 16;

/// Why nothing can be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is text of two bytes a character.
    #[error("this is UTF-16 text (want UTF-8; save it as `CSV UTF-8`)")]
    Utf16,
    /// It is one JSON list.
    #[error("this is one JSON list (want JSON Lines: one object in each line)")]
    List,
    /// There is no line of column names.
    #[error("there is no line of column names")]
    NoNames,
    /// The line of column names is not text.
    #[error("the line of column names is not UTF-8 text")]
    NotText,
    /// The line of column names is not a record.
    #[error("the line of column names: {0}")]
    BadNames(String),
    /// A column is there twice, or is to be read as something that it cannot be.
    #[error("{0}")]
    Column(String),
    /// The input failed.
    #[error("cannot read: {0}")]
    Failed(#[from] io::Error),
}

/// The input, ready to be cut into blocks.
pub(super) enum Source<R> {
    Lines(Lines<R>),
    Records(Box<Records<R>>),
}

impl<R: BufRead> Source<R> {
    /// Fills a block; gives false if nothing is left.
    pub(super) fn fill(&mut self, block: &mut Block) -> io::Result<bool> {
        match self {
            Self::Lines(lines) => lines.fill(block),
            Self::Records(records) => records.fill(block),
        }
    }

    /// The names of the columns and what separates them, if this is a spreadsheet.
    ///
    /// They stand in the first record; a column without a name is called by its place.
    pub(super) fn names(&mut self) -> Result<Option<(Vec<String>, u8)>, Unreadable> {
        let Self::Records(records) = self else { return Ok(None) };
        let mut block = Block::default();
        let mut record = records.first(&mut block)?.ok_or(Unreadable::NoNames)?;
        let mut cells = Cells::new(records.separator);
        let cells = cells.split(&mut record, &block.bytes);
        if let Some(problem) = record.problem() {
            return Err(Unreadable::BadNames(problem));
        }
        let name = |(place, cell): (usize, &[u8])| {
            let name = std::str::from_utf8(cell).ok()?.trim();
            Some(if name.is_empty() { format!("column {}", place + 1) } else { name.to_owned() })
        };
        let names: Option<Vec<String>> = cells.into_iter().enumerate().map(name).collect();
        Ok(Some((names.ok_or(Unreadable::NotText)?, records.separator)))
    }
}

/// Looks at the start of the input.
pub(super) fn recognise<R: BufRead>(
    mut input: R,
    form: Option<Form>,
) -> Result<Source<R>, Unreadable> {
    let mut start = Vec::new();
    let has_line = |start: &[u8]| !without_mark(start).trim_ascii().is_empty();
    loop {
        let before = start.len();
        let is_over = read_more(&mut input, &mut start)?;
        let ends_line = memchr::memrchr(b'\n', &start[before..]).map(|end| before + end);
        if is_over || start.len() > START || ends_line.is_some_and(|end| has_line(&start[..end])) {
            break;
        }
    }
    if is_utf_16(&start) {
        return Err(Unreadable::Utf16);
    }
    start.drain(..start.len() - without_mark(&start).len());
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    match (form, first) {
        (Some(Form::JsonLines) | None, Some(b'[')) => Err(Unreadable::List),
        (Some(Form::JsonLines), _) | (None, Some(b'{') | None) => {
            Ok(Source::Lines(Lines::new(start, input)))
        }
        (Some(Form::Csv) | None, _) => {
            let records = if let Some((separator, end)) = told_separator(&start) {
                start.drain(..end);
                Records::new(start, input, separator).after_a_line()
            } else {
                let separator = separator(&start);
                Records::new(start, input, separator)
            };
            Ok(Source::Records(Box::new(records)))
        }
    }
}

/// Text without the mark that some programs put before UTF-8.
fn without_mark(start: &[u8]) -> &[u8] {
    start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start)
}

/// Whether every other byte of the first characters is empty, or a mark says so.
fn is_utf_16(start: &[u8]) -> bool {
    match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] => *a != 0 && *b != 0,
        _ => false,
    }
}

/// The separator that a first line `sep=;` tells, as some programs write it, and where that line ends.
fn told_separator(start: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr(b'\n', start)?;
    let line = start[..end].strip_suffix(b"\r").unwrap_or(&start[..end]);
    let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] = line else { return None };
    Some((*separator, end + 1))
}

/// The separator that is most often in the line of names, outside of quotes: some programs write `;`.
fn separator(start: &[u8]) -> u8 {
    let mut lines = start.split(|byte| *byte == b'\n');
    let names = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let outside = || names.split(|byte| *byte == b'"').step_by(2);
    let count = |separator: &u8| {
        outside().map(|part| memchr::memchr_iter(*separator, part).count()).sum::<usize>()
    };
    let best = [b'\t', b';', b','].into_iter().max_by_key(count);
    best.unwrap_or(b',')
}
