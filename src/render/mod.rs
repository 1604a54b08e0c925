//! Outcomes, directories and diagnostics as bytes that people and programs read, in a language.
//!
//! **Owns** the program's own sentences, the layout of a page and the JSON shape of an outcome.
//! **Must not know** rules, conditions, files, the clock or the environment.
//!
//! Texts of packs and cases are data: whatever a terminal would obey is made visible by [`visible`].

mod action;
mod brief;
pub mod calendar;
mod change;
mod conditions;
mod contact;
mod days;
mod done;
mod facts;
mod hours;
pub mod json;
mod layout;
mod letter;
mod merge;
mod nested;
pub(crate) mod notices;
pub mod offices;
mod open;
mod particular;
mod phrase;
mod places;
mod plans;
pub mod recheck;
pub mod remedy;
mod said;
mod sections;
mod sources;
mod stay;
mod teller;
pub mod text;
pub mod timeline;
mod under;
pub(crate) mod unused;
pub mod what_if;
pub(crate) mod words;

pub use crate::terms::hours::LocalTime;

use crate::time::what_if::Threshold;
use std::borrow::Cow;

/// How a text is shown.
///
/// # Examples
///
/// ```
/// use dovidka::render::View;
/// let mut view = View::new("uk");
/// view.width = 60;
/// assert!(!view.colour);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct View<'a> {
    /// The language, such as `uk`; what is not written in it is said in the first language that is.
    pub language: &'a str,
    /// The columns of a line; below 24 it is taken as 24.
    pub width: usize,
    /// Whether terminal colours may be used.
    pub colour: bool,
    /// The time where the offices are, if it is to be said which of them are open.
    pub now: Option<LocalTime>,
    /// The days that decide, within dates that are only partly known.
    pub thresholds: &'a [Threshold],
    /// Whether each step of an advice is told in full: how sure an office is and when it is open, how a source is read,
    /// and every question that is open.
    pub is_full: bool,
    /// Whether the sources are named.
    pub has_sources: bool,
}

impl<'a> View<'a> {
    /// Lines of 80 columns in a language, without colours and without a time; everything is told, with the sources.
    #[must_use]
    pub const fn new(language: &'a str) -> Self {
        Self {
            language,
            width: 80,
            colour: false,
            now: None,
            thresholds: &[],
            is_full: true,
            has_sources: true,
        }
    }
}

/// Makes visible what a terminal would obey or hide: control characters, line separators, marks that turn
/// the direction of text, and invisible characters.
///
/// # Examples
///
/// ```
/// use dovidka::render::visible;
/// assert_eq!(visible("дім\u{1b}[2J"), "дім\\u{1b}[2J");
/// assert_eq!(visible("first\nsecond"), "first\\nsecond");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_printable(text) || !text.contains(is_hidden) {
        return text.into();
    }
    let show = |c: char| if is_hidden(c) { c.escape_default().collect() } else { c.to_string() };
    text.chars().map(show).collect::<String>().into()
}

/// Whether all of a text is ASCII of which each character takes a column.
fn is_printable(text: &str) -> bool {
    // There is no way out of the loop, so that it takes many bytes at a time.
    text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~'))
}

/// Whether a terminal would obey or hide this character.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let table = [
            ("Астана, 010000", "Астана, 010000"),
            ("\u{1b}[31mred\u{7}", "\\u{1b}[31mred\\u{7}"),
            ("\u{9b}2J", "\\u{9b}2J"), // the one-character form of escape and bracket
            ("a\r\nb\tc", "a\\r\\nb\\tc"),
            ("\u{202e}gpj", "\\u{202e}gpj"), // right to left
            ("a\u{200b}b\u{2028}c", "a\\u{200b}b\\u{2028}c"),
            ("сім’я «й̆»", "сім’я «й̆»"), // a combining mark is no control character
        ];
        for (text, shown) in table {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }
}
