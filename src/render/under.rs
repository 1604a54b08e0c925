//! What is said under conditions: each with the text that follows it.
//!
//! **Must not know** how a condition is put into words.

use crate::engine::outcome::Outcome;
use crate::engine::statement::Condition;
use crate::render::conditions::Conditions;
use crate::render::merge::Entry;

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
        lines.extend(conditions.map(|condition| self.before(condition, text)));
        lines
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
