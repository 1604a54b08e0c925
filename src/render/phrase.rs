//! Clauses that are joined by "and" and "or", so that it can be heard what belongs together.

use crate::render::words::Words;

/// Clauses that all hold, or of which at least one does.
#[derive(Debug, Clone)]
pub struct Phrase {
    parts: Vec<String>,
    is_all: bool,
    /// Whether one of the parts is itself joined by "and".
    has_and: bool,
}

impl Phrase {
    /// One clause.
    pub fn one(part: String) -> Self {
        Self::any(vec![part])
    }

    /// Clauses of which at least one holds.
    pub const fn any(parts: Vec<String>) -> Self {
        Self { parts, is_all: false, has_and: false }
    }

    /// Several phrases as one.
    pub fn joined(phrases: Vec<Self>, is_all: bool, words: Words) -> Self {
        let mut joined = Self { parts: Vec::new(), is_all, has_and: false };
        for phrase in phrases {
            if phrase.parts.len() < 2 || phrase.is_all == is_all {
                joined.has_and |= phrase.has_and;
                joined.parts.extend(phrase.parts);
            } else if is_all {
                let parts = phrase.parts.join(words.say("if.either_or"));
                joined.parts.push(words.fill("if.either", &[("parts", &parts)]));
            } else {
                joined.parts.push(phrase.text(words));
                joined.has_and = true;
            }
        }
        joined
    }

    /// The whole clause.
    pub fn text(&self, words: Words) -> String {
        self.parts.join(match (self.is_all, self.has_and) {
            (true, _) => words.say("if.and"),
            (false, true) => words.say("if.or_else"),
            (false, false) => words.say("if.or"),
        })
    }
}
