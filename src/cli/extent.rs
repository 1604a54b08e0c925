//! How much of the command line is built for a run.

use std::ffi::OsString;

/// How much of the command line is built.
#[derive(Debug, Clone, Copy)]
pub enum Extent<'a> {
    /// All of it, with the help in a language.
    Whole(&'a str),
    /// Only the commands that stand among these arguments, and no help: enough for a valid command line, and
    /// much faster.
    Named(&'a [OsString]),
}

impl Extent<'_> {
    /// Whether a command is built.
    pub fn has(self, name: &str) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Named(args) => args.iter().any(|arg| arg == name),
        }
    }
}
