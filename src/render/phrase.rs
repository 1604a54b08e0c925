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
                let parts = in_a_row(&phrase.parts, words).join(words.say("if.either_or"));
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
        let joint = match (self.is_all, self.has_and) {
            (true, _) => words.say("if.and"),
            (false, true) => return self.parts.join(words.say("if.or_else")),
            (false, false) => words.say("if.or"),
        };
        in_a_row(&self.parts, words).join(joint)
    }
}

/// Clauses that begin with the same words say them once: "you are at the border" or "in Kazakhstan". Not if one of them is
/// joined itself, so that it can be heard what belongs together.
fn in_a_row(parts: &[String], words: Words) -> Vec<&str> {
    let joints = ["if.and", "if.or"].map(|joint| words.say(joint));
    let is_joined = |part: &String| joints.iter().any(|joint| part.contains(joint));
    let has_comma = |part: &String| part.contains(',');
    let all: Vec<&str> = parts.iter().map(String::as_str).collect();
    let Some((last, others)) = parts.split_last() else { return all };
    if parts.iter().any(is_joined) || others.iter().any(has_comma) || others.is_empty() {
        return all;
    }
    let shared = others.iter().map(|part| shared_start(part, last)).min().unwrap_or(0);
    let rest = all.iter().skip(1).map(|part| &part[shared..]);
    all.iter().take(1).copied().chain(rest).collect()
}

/// The length of the whole words with which two clauses begin, if both go on after them.
fn shared_start(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    one.as_bytes()[..same].iter().rposition(|byte| *byte == b' ').map_or(0, |blank| blank + 1)
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
    fn what_clauses_begin_with_is_said_once() {
        let table = [
            (
                "en",
                &["you are at the border", "you are in Kazakhstan"][..],
                "you are at the border or in Kazakhstan",
            ),
            ("en", &["you fear return", "you want asylum"], "you fear return or want asylum"),
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
            assert_eq!(Phrase::any(parts).text(Words::of(language)), said);
        }
    }
}
