//! Clauses that are joined by "and" and "or", so that it can be heard what belongs together.

use crate::pack::program::Relation;
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

    /// Clauses that all hold.
    pub const fn all(parts: Vec<String>) -> Self {
        Self { parts, is_all: true, has_and: false }
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

/// How two days or numbers are related.
#[derive(Clone, Copy)]
pub struct Related {
    /// The relation.
    pub relation: Relation,
    /// Whether it holds, or does not.
    pub holds: bool,
    /// Whether both are days.
    pub is_date: bool,
}

/// How two nouns are related, or are not.
pub fn compare(words: Words, [left, right]: [&str; 2], of: Related) -> String {
    let Related { relation, holds, is_date } = of;
    let values = [("left", left), ("right", right)];
    match (relation, holds, is_date) {
        (Relation::Less, true, true) => words.fill("compare.before", &values),
        (Relation::AtMost, true, true) => words.fill("compare.on_or_before", &values),
        (Relation::Equal, true, true) => words.fill("compare.same_day", &values),
        (Relation::Less, false, true) => words.fill("compare.on_or_after", &values),
        (Relation::AtMost, false, true) => words.fill("compare.after", &values),
        (Relation::Equal, false, true) => words.fill("compare.other_day", &values),
        (Relation::Less, true, false) => words.fill("compare.less", &values),
        (Relation::AtMost, true, false) => words.fill("compare.at_most", &values),
        (Relation::Equal, true, false) => words.fill("compare.equal", &values),
        (Relation::Less, false, false) => words.fill("compare.at_least", &values),
        (Relation::AtMost, false, false) => words.fill("compare.more", &values),
        (Relation::Equal, false, false) => words.fill("compare.not_equal", &values),
    }
}
