//! Clauses that are joined by "and" and "or", so that it can be heard what belongs together.

use crate::pack::program::Relation;
use crate::render::words::Words;

/// Clauses about one fact share so many words at most: a subject and a verb, and not the article that may follow.
const MOST_SHARED: usize = 2;

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
    const fn any(parts: Vec<String>) -> Self {
        Self { parts, is_all: false, has_and: false }
    }

    /// Clauses about choices of one fact, of which at least one holds.
    pub fn choices(parts: Vec<String>, words: Words) -> Self {
        Self::any(in_a_row(parts, words))
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

/// Clauses about choices of one fact, of which at least one holds: subject and verb are said once, as in "you are at the
/// border" or "in Kazakhstan". Not if one of them is joined itself, so that it can be heard what belongs together.
fn in_a_row(mut parts: Vec<String>, words: Words) -> Vec<String> {
    let joints = ["if.and", "if.or"].map(|joint| words.say(joint));
    let is_joined = |part: &String| joints.iter().any(|joint| part.contains(joint));
    let Some((last, others)) = parts.split_last() else { return parts };
    if parts.iter().any(is_joined) || others.iter().any(|part| part.contains(',')) {
        return parts;
    }
    let shared = others.iter().map(|part| shared_start(part, last)).min().unwrap_or(0);
    for part in &mut parts[1..] {
        part.drain(..shared);
    }
    parts
}

/// The length of the words with which two clauses begin, at most [`MOST_SHARED`], if both go on after them.
fn shared_start(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let blanks = one.bytes().take(same).enumerate().filter(|(_, byte)| *byte == b' ');
    blanks.take(MOST_SHARED).last().map_or(0, |(blank, _)| blank + 1)
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

#[cfg(test)]
mod tests {
    use super::Phrase;
    use crate::render::words::Words;

    #[test]
    fn choices_of_one_fact_say_once_what_they_begin_with() {
        let table = [
            (
                "en",
                &["you are at the border", "you are in Kazakhstan"][..],
                "you are at the border or in Kazakhstan",
            ),
            (
                "en",
                &["you have a passport with a chip", "you have a passport without"],
                "you have a passport with a chip or a passport without",
            ),
            (
                "en",
                &["your passport ends", "you want asylum"],
                "your passport ends or you want asylum",
            ),
            ("en", &["you stay", "you stay on"], "you stay or stay on"),
            ("uk", &["ви на кордоні", "ви в Казахстані"], "ви на кордоні або в Казахстані"),
            // What is joined itself is said in full: it must be heard what belongs together.
            ("en", &["you are old or ill", "you are alone"], "you are old or ill or you are alone"),
            (
                "en",
                &["you are abroad, not yet here", "you are here"],
                "you are abroad, not yet here or you are here",
            ),
            (
                "en",
                &["you are here", "you are abroad, not yet here"],
                "you are here or abroad, not yet here",
            ),
            ("en", &["you are here"], "you are here"),
        ];
        for (language, parts, said) in table {
            let parts = parts.iter().map(|part| (*part).to_owned()).collect();
            let words = Words::of(language);
            assert_eq!(Phrase::choices(parts, words).text(words), said);
        }
    }
}
