//! What a checked pack is. Past this floor no one checks again.
//!
//! **Must not know** how it was written in JSON.

pub(crate) mod check;
mod checked;
pub(crate) mod compile;
pub mod diagnostic;
mod model;
pub mod program;
pub mod raw;
mod raw_action;
mod raw_case;
mod raw_holidays;
mod raw_ladder;
mod raw_text;
pub mod raw_topic;
pub mod sentence;
pub(crate) mod source;
pub mod warning;
mod written;

pub use crate::pack::check::{Inspection, Part};
pub use crate::pack::checked::{Pack, PublicHolidays, Require, StayAllowance};
pub use crate::pack::model::{
    Action, Branch, Condition, Fact, Item, Ladder, Leaf, LeafAction, Limit, NamedValue, Office,
    OrElse, Rung, Source, Then, Topic,
};
pub use crate::pack::program::Period;
pub use crate::pack::written::Around;

use crate::pack::diagnostic::Diagnostic;
use crate::pack::raw::TestCase;
use crate::pack::source::{RuleFile, TooMuch, rule_files};
use thiserror::Error;

/// Why there is no pack.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// There is no built-in pack of this name.
    #[error("there is no built-in pack `{0}`")]
    NoSuchPack(String),
    /// The rule files are more than a pack can hold.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// The rule files are wrong; every problem is listed.
    #[error("{} problem(s) in the rule files", .0.len())]
    Wrong(Vec<Diagnostic>, Vec<RuleFile>),
}

impl Pack {
    /// Checks the rule files of a pack, which are given by their place in it, such as `topics/passport.json`.
    ///
    /// Messages call the pack `name`, and each file by its place after that. Files that do not end in `.json` and
    /// those whose name begins with a dot are passed over, and so are the pack's own tests.
    ///
    /// # Errors
    ///
    /// [`LoadError::Wrong`] lists everything that is wrong with them; [`LoadError::TooMuch`] if they are too large.
    ///
    /// # Examples
    ///
    /// ```
    /// use dovidka::{LoadError, Pack};
    /// let wrong = Pack::from_files("rules", [("pack.json", "{ \"format\": 2 }")]);
    /// let Err(LoadError::Wrong(problems, _)) = wrong else { panic!("it is a pack") };
    /// assert_eq!(problems[0].file, "rules/pack.json");
    /// ```
    pub fn from_files<P: Into<String>, B: Into<Vec<u8>>>(
        name: &str,
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Result<Self, LoadError> {
        Ok(Self::inspect_files(name, files)?.pack)
    }

    /// Checks rule files as [`Pack::from_files`] does, and says what their authors may want to change.
    ///
    /// # Errors
    ///
    /// As [`Pack::from_files`].
    #[doc(hidden)]
    pub fn inspect_files<P: Into<String>, B: Into<Vec<u8>>>(
        name: &str,
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Result<Inspection, LoadError> {
        let files = rule_files(name, files)?;
        check::check(files).map_err(|(problems, files)| LoadError::Wrong(problems, files))
    }

    /// The pack's own tests among its files, which are given by their place in it, such as `cases/passport.json`; each
    /// with the name of its file.
    ///
    /// # Errors
    ///
    /// As [`Pack::from_files`], of the form of these files only.
    #[doc(hidden)]
    pub fn cases_from_files<P: Into<String>, B: Into<Vec<u8>>>(
        name: &str,
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Result<Vec<(String, TestCase)>, LoadError> {
        let files = rule_files(name, files)?;
        check::cases(&files).map_err(|problems| LoadError::Wrong(problems, files))
    }
}
