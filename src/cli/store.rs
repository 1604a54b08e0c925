//! `--save`: where a case is kept, with the advice that it gave.
//!
//! **Must not know** the form of a case file.

use crate::case;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::engine::outcome::Outcome;
use crate::engine::rules::Topics;
use crate::interview::Talk;
use crate::time::recheck::to_store;
use clap::ArgMatches;

/// Where a case is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The file; `None` if the case is not to be kept.
    pub file: Option<&'a String>,
    /// Whether a file that is there already may be replaced.
    replaces: bool,
}

impl<'a> Target<'a> {
    /// Keeps nothing.
    pub const NONE: Self = Self { file: None, replaces: false };

    /// What `--save` says; a file that is there already is refused unless the case was read from it or `--force` is given.
    pub fn read(matches: &'a ArgMatches) -> Result<Self, Failure> {
        let file = matches.get_one::<String>("save");
        let goes_on = file.is_some() && file == matches.get_one("case");
        let replaces = goes_on || matches.get_flag("force");
        if let Some(file) = file.filter(|_| !replaces) {
            files::check_free(file)?;
        }
        Ok(Self { file, replaces })
    }

    /// Keeps the case and what it came to on these topics; says whether it has.
    pub fn save(
        self,
        context: &Context<'_>,
        talk: &Talk,
        topics: &Topics,
        outcome: &Outcome,
    ) -> Result<bool, Failure> {
        let Some(file) = self.file else { return Ok(false) };
        let advice = to_store(context.pack, outcome, topics);
        let text = case::write_stored(context.pack, &talk.case, &talk.counted, &advice);
        files::save(file, &text, self.replaces).map(|()| true)
    }
}
