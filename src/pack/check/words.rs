//! Looks for words that mean two choices of one fact: ids, aliases, and what choices are called in each language.
//!
//! **Must not know** how a word is read.

use super::at::At;
use super::checker::Checker;
use crate::pack::raw::{Fact, FactsFile, Text, TextFile};
use crate::pack::warning::Warning;
use std::collections::{BTreeMap, HashMap};

/// The checked texts by language.
type Texts = BTreeMap<String, BTreeMap<String, Text>>;

/// The files in which words for choices stand, each with its place.
pub struct Written<'r> {
    pub facts: &'r (usize, FactsFile),
    pub texts: &'r [(usize, TextFile)],
}

/// Notes the words that mean two choices.
pub fn words(checker: &mut Checker<'_>, written: &Written<'_>, texts: &Texts) {
    let (file, facts) = written.facts;
    for (place, fact) in facts.facts.iter().enumerate() {
        let mut meanings = Meanings::default();
        let at = At::file(*file).to("facts").to(place);
        for (place, choice) in fact.choices.iter().enumerate() {
            meanings.add(checker, &at.to("choices").to(place), (choice, choice));
        }
        for (place, alias) in fact.aliases.iter().enumerate() {
            let at = at.to("aliases").to(place).to("alias");
            meanings.add(checker, &at, (&alias.alias, &alias.is));
        }
        for (file, of) in written.texts {
            let at = At::file(*file).to("texts");
            for (id, label, choice) in labels(fact, &texts[&of.language]) {
                meanings.add(checker, &at.to(&id), (label, choice));
            }
        }
    }
}

/// What the choices of a fact are called: the id of the text, the text, and the choice.
fn labels<'t>(
    fact: &'t Fact,
    texts: &'t BTreeMap<String, Text>,
) -> impl Iterator<Item = (String, &'t str, &'t str)> {
    fact.choices.iter().filter_map(|choice| {
        let id = format!("choice.{}.{choice}", fact.id);
        let Some(Text::Plain(label)) = texts.get(&id) else { return None };
        Some((id, label.as_str(), choice.as_str()))
    })
}

/// The choice that each word means first, without what may differ in it.
#[derive(Default)]
struct Meanings<'w>(HashMap<String, &'w str>);

impl<'w> Meanings<'w> {
    /// Adds a word for a choice; notes it if it means another one.
    fn add(&mut self, checker: &mut Checker<'_>, at: &At, (word, choice): (&str, &'w str)) {
        let first = *self.0.entry(bare(word)).or_insert(choice);
        if first != choice {
            let (word, one, other) = (word.into(), first.into(), choice.into());
            checker.fault(at, None, Warning::TwoMeanings { word, one, other }.into());
        }
    }
}

/// A word without its letter case, blanks, `-` and `_`.
fn bare(word: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '_');
    word.to_lowercase().chars().filter(is_kept).collect()
}
