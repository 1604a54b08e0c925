//! A condition in words, and what is said under it.

use crate::render::words::Words;

/// A condition in words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Said {
    /// A clause: `you are in Kazakhstan`.
    Clause(String),
    /// The names of the facts on which it depends, as it cannot be said in short.
    Depends(String),
}

impl Said {
    /// The clause, or what it depends on.
    pub fn words(&self, words: Words) -> String {
        match self {
            Self::Clause(clause) => clause.clone(),
            Self::Depends(facts) => words.fill("if.depends", &[("facts", facts)]),
        }
    }

    /// `if you are in Kazakhstan`, or what it depends on.
    pub fn after(&self, words: Words) -> String {
        match self {
            Self::Clause(clause) => words.fill("if.alone", &[("if", clause)]),
            Self::Depends(_) => self.words(words),
        }
    }

    /// `if you are in Kazakhstan: …`, within what is said already.
    pub fn within(&self, words: Words, text: &str) -> String {
        format!("{}: {text}", self.after(words))
    }

    /// `If you are in Kazakhstan: …`, as the start of what is said then.
    pub fn before(&self, words: Words, text: &str) -> String {
        match self {
            Self::Clause(clause) => words.fill("if.clause", &[("if", clause), ("text", text)]),
            Self::Depends(facts) => words.fill("if.perhaps", &[("facts", facts), ("text", text)]),
        }
    }
}
