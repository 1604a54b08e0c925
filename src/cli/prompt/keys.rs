//! The keys that mean the same in every question, and the reasons for leaving an interview.

use dialoguer::console::{Key, Term};
use std::io;

/// Why an interview ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Ctrl-C.
    Interrupted,
    /// Esc.
    Left,
    /// The terminal is gone, or Ctrl-D.
    Ended,
}

/// What a key does to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The question goes on.
    Stay,
    /// The answer is given.
    Take,
    /// Back to the question before.
    Back,
    /// Show or hide why it is asked.
    Why,
    /// Leave.
    Leave(Stop),
}

/// What a key means wherever it is pressed; `None` if that is up to the question.
pub fn everywhere(key: &Key) -> Option<Step> {
    match key {
        Key::Escape => Some(Step::Leave(Stop::Left)),
        Key::CtrlC => Some(Step::Leave(Stop::Interrupted)),
        Key::Char('\u{4}') => Some(Step::Leave(Stop::Ended)), // Ctrl-D
        Key::Char('?') => Some(Step::Why),
        Key::Char('<') => Some(Step::Back),
        _ => None,
    }
}

/// Waits for a key. The rest of an unknown escape sequence is swallowed, not taken as input.
pub fn read(term: &Term) -> io::Result<Key> {
    let key = term.read_key_raw()?;
    if let Key::UnknownEscSeq(sequence) = &key {
        let is_cut = match sequence[..] {
            ['O'] => true,
            ['[', .., last] => matches!(last, ' '..='?'),
            _ => false,
        };
        if is_cut {
            while let Key::Char(' '..='?') = term.read_key_raw()? {}
        }
    }
    Ok(key)
}
