//! What is said under conditions: each with the text that follows it.
//!
//! **Must not know** how a condition is put into words.

use crate::engine::outcome::Outcome;
use crate::engine::statement::{Condition, What};
use crate::render::conditions::Conditions;
use crate::render::merge::Entry;
use crate::render::said::Said;

impl Conditions<'_> {
    /// A text as it is said: to whom, and under which conditions, if it is not said to all for certain.
    pub fn said(self, outcome: &Outcome, entry: &Entry, text: &str) -> Vec<String> {
        if entry.is_certain() {
            return vec![text.into()];
        }
        let words = self.words();
        let mut lines = Vec::new();
        if !entry.who.is_empty() {
            let names: Vec<String> = entry.who.iter().map(|who| words.member(*who)).collect();
            lines.push(words.fill("label.for", &[("who", &names.join(", ")), ("text", text)]));
        }
        let conditions = entry.conditions.iter().map(|place| &outcome.conditions[*place]);
        // The name of an office stays as it is.
        let is_sentence = !matches!(entry.what, What::Office(..));
        let text = if is_sentence { self.inside(text) } else { text.into() };
        lines.extend(conditions.map(|condition| self.before(condition, &text)));
        lines
    }

    /// A condition as it may stand before a colon: a place, or a clause that follows "if"; none if it cannot be said in
    /// short.
    pub fn head(self, condition: &Condition) -> Option<String> {
        let place = condition.values.as_ref().and_then(|values| self.facts().place(values));
        place.or_else(|| match self.say(condition) {
            Said::Clause(clause) => Some(clause),
            Said::Depends(_) => None,
        })
    }

    /// A sentence as it stands after a colon: it begins small, unless it begins with a name.
    pub fn inside(self, text: &str) -> String {
        let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let mut letters = word.chars();
        let Some(first) = letters.next().filter(|first| first.is_uppercase()) else {
            return text.into();
        };
        let is_name =
            letters.any(char::is_uppercase) || word.len() == first.len_utf8() || self.is_name(word);
        if is_name {
            text.into()
        } else {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
    }

    /// Whether some text of the pack writes a word large within a sentence.
    fn is_name(self, word: &str) -> bool {
        let texts = self.pack.texts.get(self.language).into_iter().flat_map(|texts| texts.values());
        let mut forms = texts.flat_map(|text| text.forms());
        forms.any(|text| {
            text.match_indices(word).any(|(at, _)| {
                let before = text[..at].strip_suffix(' ').and_then(|before| before.chars().last());
                let after = text[at + word.len()..].chars().next();
                before.is_some_and(|c| c.is_lowercase() || c == ',')
                    && after.is_none_or(|c| !c.is_alphanumeric())
            })
        })
    }

    /// What is said under a condition: `If you fear return: …`, or `in Ukraine: …` where it asks for a place alone.
    fn before(self, condition: &Condition, text: &str) -> String {
        let words = self.words();
        match condition.values.as_ref().and_then(|values| self.facts().place(values)) {
            Some(place) => words.fill("if.place", &[("place", &place), ("text", text)]),
            None => self.say(condition).before(words, text),
        }
    }
}
