//! What comes in: JSON Lines or a spreadsheet, told by the first bytes.

use super::block::read_more;
use super::lines::Lines;
use super::records::Records;
use std::io::{self, BufRead};
use thiserror::Error;

/// How many bytes are looked at, if there is no whole line before.
const START: usize = 1 << 16;

/// The form of the input or of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One JSON object in each line.
    JsonLines,
    /// A spreadsheet with a line of column names.
    Csv,
}

/// Why nothing can be read.
#[derive(Debug, Error)]
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
    /// A column name is there twice.
    #[error("the column `{0}` is there twice")]
    Twice(String),
    /// The line of column names is no text.
    #[error("the line of column names is not UTF-8 text")]
    NotText,
    /// A column named by a `Columns` entry stands for no fact.
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

/// Looks at the start of the input.
pub(super) fn recognise<R: BufRead>(
    mut input: R,
    form: Option<Form>,
) -> Result<Source<R>, Unreadable> {
    let mut start = Vec::new();
    let is_enough = |start: &[u8]| {
        let text = start.trim_ascii_start();
        start.len() > START || !text.is_empty() && text.contains(&b'\n')
    };
    while !is_enough(&start) && !read_more(&mut input, &mut start)? {}
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Err(Unreadable::Utf16);
    }
    if start.starts_with("\u{feff}".as_bytes()) {
        start.drain(..3);
    }
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    match (form, first) {
        (Some(Form::JsonLines) | None, Some(b'[')) => Err(Unreadable::List),
        (Some(Form::JsonLines), _) | (None, Some(b'{') | None) => {
            Ok(Source::Lines(Lines::new(start, input)))
        }
        (Some(Form::Csv) | None, _) => {
            let separator = separator(&start);
            Ok(Source::Records(Box::new(Records::new(start, input, separator))))
        }
    }
}

/// The separator that is most often in the line of names: some programs write `;`.
fn separator(start: &[u8]) -> u8 {
    let names =
        start.split(|byte| *byte == b'\n').find(|line| !line.is_empty()).unwrap_or_default();
    let count = |separator: &u8| memchr::memchr_iter(*separator, names).count();
    let best = [b'\t', b';', b','].into_iter().max_by_key(count);
    best.unwrap_or(b',')
}
