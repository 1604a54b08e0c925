//! What a checked pack is. Past this floor no one checks again.
//!
//! **Must not know** how it was written in JSON.

pub mod check;
mod checked;
pub mod compile;
pub mod diagnostic;
mod model;
pub mod program;
pub mod raw;
mod raw_holidays;
mod raw_text;
pub mod raw_topic;
pub mod sentence;
pub mod source;

pub use crate::pack::checked::Pack;
pub use crate::pack::model::{
    Action, Branch, Condition, Fact, Item, Ladder, Leaf, LeafAction, Limit, NamedValue, Office,
    PublicHolidays, Require, Source, StayAllowance, Then, Topic,
};

use crate::pack::diagnostic::Diagnostic;
use crate::pack::raw::TestCase;
use crate::pack::source::{BadFolder, RuleFile};
use std::path::Path;
use thiserror::Error;

/// Why there is no pack.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The folder could not be read.
    #[error(transparent)]
    Folder(#[from] BadFolder),
    /// There is no built-in pack of this name.
    #[error("there is no built-in pack `{0}`")]
    NoSuchPack(String),
    /// The rule files are wrong; every problem is listed.
    #[error("{} problem(s) in the rule files", .0.len())]
    Wrong(Vec<Diagnostic>, Vec<RuleFile>),
}

impl Pack {
    /// Loads and checks the pack in `folder`.
    ///
    /// # Errors
    ///
    /// [`LoadError`]: the folder cannot be read, or the list of everything that is wrong.
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        Self::from_files(source::read_folder(folder)?)
    }

    /// Loads the own tests of the pack in `folder`, each with the file in which it stands.
    ///
    /// # Errors
    ///
    /// As [`Pack::load`].
    pub fn load_cases(folder: &Path) -> Result<Vec<(String, TestCase)>, LoadError> {
        Self::cases_from_files(source::read_folder(folder)?)
    }

    /// Checks rule files that are already in memory.
    ///
    /// # Errors
    ///
    /// [`LoadError::Wrong`] lists everything that is wrong with them.
    pub fn from_files(files: Vec<RuleFile>) -> Result<Self, LoadError> {
        check::check(&files).map_err(|problems| LoadError::Wrong(problems, files))
    }

    /// The pack's own tests among rule files that are already in memory, each with the file in which it stands.
    ///
    /// # Errors
    ///
    /// [`LoadError::Wrong`] lists everything that is wrong with the form of these files.
    pub fn cases_from_files(files: Vec<RuleFile>) -> Result<Vec<(String, TestCase)>, LoadError> {
        check::cases(&files).map_err(|problems| LoadError::Wrong(problems, files))
    }
}
