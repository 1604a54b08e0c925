//! What a batch reports while it runs.

use crate::case::shorten;
use std::fmt;

/// Receives problems and progress while a batch runs.
pub trait Observer {
    /// A line could not be read as a case; problems come in the order of the lines.
    fn problem(&mut self, problem: &Problem);
    /// A column is not a fact; each is reported once.
    fn column(&mut self, column: &UnknownColumn);
    /// So much is done.
    fn progress(&mut self, progress: Progress);
}

/// A column that is not a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct UnknownColumn {
    /// Its name; of a very long one, the start.
    pub name: String,
    /// The list of members in which it stands.
    pub list: Option<&'static str>,
    /// The fact that was perhaps meant.
    pub nearest: Option<String>,
}

/// Why a line could not be read as a case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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

/// What is wrong with a line, and where in it.
#[derive(Debug)]
pub(super) struct Fault {
    column: Option<Column>,
    message: String,
}

impl Fault {
    pub(super) fn new(column: Option<Column>, message: impl AsRef<str>) -> Self {
        Self { column, message: shorten(message.as_ref()).into_owned() }
    }

    pub(super) fn on(self, line: u64) -> Problem {
        Problem { line, column: self.column, message: self.message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}", self.line)?;
        match &self.column {
            Some(Column::Number(number)) => write!(formatter, ", column {number}")?,
            Some(Column::Name(name)) => write!(formatter, ", column `{}`", shorten(name))?,
            None => {}
        }
        write!(formatter, ": {}", self.message)
    }
}

/// How far a batch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The cases that were evaluated.
    pub cases: u64,
    /// The lines that could not be read as cases.
    pub errors: u64,
    /// The bytes that were read.
    pub bytes: u64,
}
