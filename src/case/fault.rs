//! What is wrong with a case in JSON, and where.

use crate::pack::source::{position, start_of_fault};
use std::borrow::Cow;
use thiserror::Error;

/// What is wrong with a case in JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {message}")]
#[non_exhaustive]
pub struct CaseProblem {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub message: String,
    /// Whether the text ends inside its JSON.
    pub is_cut: bool,
}

/// A fault at a part of the text.
#[derive(Debug)]
pub(super) struct Fault<'l> {
    /// Starts where the fault is, and is borrowed from the text.
    pub(super) at: &'l str,
    /// What is wrong, and what was expected.
    pub(super) message: String,
}

impl<'l> Fault<'l> {
    pub(super) fn new(at: &'l str, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }

    /// What `serde_json` found wrong with `json`: its syntax, or a value that is not what was expected.
    pub(super) fn of_json(json: &'l str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let what = if error.is_data() { "" } else { "not valid JSON: " };
        Self::new(&json[start_of_fault(json, error)..], format!("{what}{message}"))
    }

    /// The fault with its line and column in the whole `text`.
    pub(super) fn in_text(self, text: &str) -> CaseProblem {
        let (line, column) = position(text, self.at.as_ptr().addr() - text.as_ptr().addr());
        let message = shorten(&self.message).into_owned();
        CaseProblem { line, column, message, is_cut: false }
    }
}

/// The most characters of a message that are kept, from its start and from its end.
const KEPT: (usize, usize) = (300, 150);

/// Cuts the middle out of a message that quotes a very long text.
#[must_use]
pub(crate) fn shorten(message: &str) -> Cow<'_, str> {
    let (first, last) = KEPT;
    let end = message.char_indices().nth(first).map(|(at, _)| at);
    let start = message.char_indices().nth_back(last).map(|(at, _)| at);
    match (end, start) {
        (Some(end), Some(start)) if end < start => {
            format!("{} … {}", &message[..end], &message[start..]).into()
        }
        _ => message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn only_a_very_long_message_is_cut() {
        assert_eq!(shorten("`paper` is not a choice"), "`paper` is not a choice");
        let cut = shorten(&format!("`{}` is not a number", "9".repeat(5_000))).into_owned();
        assert!(cut.chars().count() < 500 && cut.ends_with("9` is not a number"));
    }
}
