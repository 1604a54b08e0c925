//! The sections of an answer: danger first, then what must be done, what can be, and what is good to know.
//!
//! **Must not know** how a section is written.

use crate::engine::outcome::{Finding, Outcome};
use crate::pack::raw::ActionKind;
use crate::render::merge::{Visit, visits};
use crate::terms::calendar::Date;

/// The ranks of actions that save a life or a person.
const DANGEROUS: u8 = 9;

/// The headings under which certain actions stand, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// A life or a person is at stake.
    Danger,
    /// A must of which the first day has come.
    Now,
    /// A must that waits.
    Later,
    /// A way that is open.
    Can,
    /// What is good to know.
    Know,
}

impl Section {
    /// All of them, in the order of telling.
    pub const ALL: [Self; 5] = [Self::Danger, Self::Now, Self::Later, Self::Can, Self::Know];

    /// Where a certain action stands.
    fn of(finding: &Finding, on: Date) -> Self {
        match finding.strongest {
            ActionKind::Must if !finding.is_due(on) => Self::Later,
            ActionKind::Must if finding.rank <= DANGEROUS => Self::Danger,
            ActionKind::Must => Self::Now,
            ActionKind::Can => Self::Can,
            ActionKind::Know => Self::Know,
        }
    }

    /// The key of its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Danger => "heading.danger",
            Self::Now => "heading.now",
            Self::Later => "heading.later",
            Self::Can => "heading.can",
            Self::Know => "heading.know",
        }
    }
}

/// The certain actions that stand in a section.
pub fn visits_in(outcome: &Outcome, section: Section) -> Vec<Visit<'_>> {
    let is_here =
        |finding: &&Finding| finding.is_certain && Section::of(finding, outcome.on) == section;
    visits(outcome, outcome.not_done().filter(is_here))
}
