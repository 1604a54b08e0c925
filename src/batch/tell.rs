//! What is said of a batch while it runs.

use std::fmt;

/// Who runs a batch, and is told how it goes.
pub trait Hear: Send {
    /// A line is no case; it is told in the order of the lines.
    fn problem(&mut self, problem: &Problem);
    /// A column is no fact; each is told once.
    fn column(&mut self, column: &Unknown);
    /// So much is done.
    fn progress(&mut self, progress: Progress);
}

/// A column that is no fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// Its name; of a very long one, the start.
    pub name: String,
    /// The list of members in which it stands.
    pub list: Option<&'static str>,
    /// The fact that was perhaps meant.
    pub nearest: Option<String>,
}

/// Why a line is no case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line of the input, from 1.
    pub line: u64,
    /// Where in it.
    pub column: Option<Column>,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// A place in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// The character, from 1.
    Number(usize),
    /// The column of a spreadsheet.
    Name(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}", self.line)?;
        match &self.column {
            Some(Column::Number(number)) => write!(formatter, ", column {number}")?,
            Some(Column::Name(name)) => write!(formatter, ", column `{name}`")?,
            None => {}
        }
        write!(formatter, ": {}", self.message)
    }
}

/// How far a batch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// The cases that were evaluated.
    pub cases: u64,
    /// The lines that are no cases.
    pub errors: u64,
    /// The bytes that were read.
    pub bytes: u64,
}
