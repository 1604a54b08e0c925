//! What the authors of a pack may want to change, though the pack can be used: one variant for each, with a stable code
//! and help.
//!
//! **Must not know** how a warning is shown.

use thiserror::Error;

/// Every way in which a pack that can be used may be meant otherwise.
#[expect(missing_docs, reason = "each variant's line names its fields")]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Warning {
    /// Something is declared, and nothing uses it.
    #[error("nothing uses the {what} `{id}`")]
    Unused { what: &'static str, id: String },
    /// An action says what its last day is, and has none.
    #[error("this action has no last day of which `by_is` could speak")]
    NoLastDay,
    /// A person cannot say by this word which of two choices is meant.
    #[error("the word `{word}` means both `{one}` and `{other}`")]
    TwoMeanings { word: String, one: String, other: String },
    /// A fact is named like an option of the program, so that its flag is another one.
    #[error("the program keeps `--{}` for itself: the flag of the fact `{fact}` is `--{flag}`", .fact.replace('_', "-"))]
    TakenFlag { fact: String, flag: String },
}

impl Warning {
    /// Its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unused { .. } => "unused",
            Self::NoLastDay => "no-last-day",
            Self::TwoMeanings { .. } => "two-meanings",
            Self::TakenFlag { .. } => "taken-flag",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Unused { .. } => "use it, or remove it",
            Self::NoLastDay => "add `by`, or take `by_is` out",
            Self::TwoMeanings { .. } => "keep it for one of the two",
            Self::TakenFlag { .. } => "give the fact another id if people are to guess its flag",
        }
    }
}
