//! What a person sees when a command cannot do what was asked.
//!
//! **Must not know** any command.

use crate::case::shorten;
use crate::render::visible;
use std::fmt::Write as _;

/// Wrong usage or bad input.
pub const USAGE: u8 = 2;
/// Anything else that went wrong.
pub const OTHER: u8 = 1;

/// Why a command ended without doing what was asked.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// What to show: whole lines, safe for a terminal, with styles that are stripped where there is no colour.
    pub text: String,
}

impl Failure {
    /// Wrong usage or bad input; `message` may hold anything.
    pub fn usage(message: impl AsRef<str>) -> Self {
        Self::new(USAGE, message.as_ref())
    }

    /// A failure that is not the user's fault; `message` may hold anything.
    pub fn other(message: impl AsRef<str>) -> Self {
        Self::new(OTHER, message.as_ref())
    }

    fn new(code: u8, message: &str) -> Self {
        let text = format!("\x1b[1;31merror:\x1b[0m {}\n", visible(&shorten(message)));
        Self { code, text }
    }

    /// Adds a line that shows what is meant.
    pub fn line(mut self, text: &str) -> Self {
        let _ = writeln!(self.text, "  {}", visible(text));
        self
    }

    /// Adds what to do about it.
    pub fn help(mut self, text: impl AsRef<str>) -> Self {
        let _ = writeln!(self.text, "\x1b[1mhelp:\x1b[0m {}", visible(text.as_ref()));
        self
    }
}
