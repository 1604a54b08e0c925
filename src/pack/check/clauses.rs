//! Says which texts of a few words a pack may have to say what is open, and which placeholders each of them has.
//!
//! **Must not know** which texts every pack has.

use super::at::At;
use super::checker::Checker;
use crate::pack::checked::Pack;
use crate::pack::diagnostic::Problem;
use crate::pack::model::Fact;
use crate::pack::raw::Text;
use crate::terms::value::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// The texts that a pack may have beside those that it must have.
#[derive(Default)]
pub struct Clauses {
    /// The clauses by id, each with its placeholders.
    pub ids: BTreeMap<String, Vec<&'static str>>,
    /// Questions in the second person, and choices that are places.
    pub others: BTreeSet<String>,
}

impl Clauses {
    /// Adds a clause about you and the same about somebody else; `id` says what they are called, from how they end.
    fn add(&mut self, placeholders: &[&'static str], id: impl Fn(&str) -> String) {
        self.ids.insert(id(""), placeholders.into());
        self.ids.insert(id(".they"), [placeholders, &["who"]].concat());
    }
}

/// All clauses of a pack; a fact has its own where `anywhere` names its entity too, or else the one of its id.
pub fn clauses(pack: &Pack, anywhere: &BTreeSet<&str>) -> Clauses {
    let mut clauses = Clauses::default();
    for fact in pack.facts.iter().flatten() {
        of_fact(fact, anywhere, &mut clauses);
    }
    for value in &pack.values {
        clauses.add(&[], |end| format!("value.{}{end}", value.id));
        clauses.add(&[], |end| format!("value.{}.not{end}", value.id));
    }
    for topic in &pack.topics {
        for leaf in &topic.leaves {
            clauses.add(&[], |end| format!("leaf.{}.{}.if{end}", topic.id, leaf.id));
        }
    }
    clauses
}

fn of_fact(fact: &Fact, anywhere: &BTreeSet<&str>, clauses: &mut Clauses) {
    let (of, id) = (fact.of.name(), &fact.id);
    let nearest = |family: &str, part: &str| {
        let own = format!("{family}.{of}.{id}.{part}");
        if anywhere.contains(own.as_str()) { own } else { format!("{family}.{id}.{part}") }
    };
    clauses.others.insert(nearest("fact", "ask_you"));
    let parts: &[(&str, &[&'static str])] = match fact.kind {
        Kind::YesNo => &[("noun", &[]), ("yes", &[]), ("no", &[])],
        Kind::Date | Kind::Number => &[("noun", &[]), ("is", &["value"])],
        Kind::Choice(_) | Kind::Choices(_) => &[("noun", &[])],
    };
    for (part, placeholders) in parts {
        clauses.add(placeholders, |end| nearest("fact", &format!("{part}{end}")));
    }
    if fact.is_changeable && fact.kind == Kind::Date {
        clauses.add(&["day", "on"], |end| nearest("fact", &format!("put_off{end}")));
    }
    if fact.presume.is_some() {
        clauses.add(&[], |end| nearest("fact", &format!("presumed{end}")));
    }
    if let Kind::Choice(choices) | Kind::Choices(choices) = &fact.kind {
        for choice in &choices.ids {
            clauses.add(&[], |end| nearest("choice", &format!("{choice}.if{end}")));
            clauses.add(&[], |end| nearest("choice", &format!("{choice}.if_not{end}")));
            clauses.others.insert(nearest("choice", &format!("{choice}.place")));
        }
    }
}

/// Notes placeholders that a clause lacks, and those that nothing can stand for.
pub fn placeholders(
    checker: &mut Checker<'_>,
    at: &At,
    texts: &BTreeMap<String, Text>,
    clauses: &Clauses,
) {
    for (id, wanted) in &clauses.ids {
        for form in texts.get(id).map(Text::forms).unwrap_or_default() {
            let found = named(form);
            let mut fault = |name: &str, has| {
                let problem = Problem::Placeholder { id: id.clone(), has, name: name.into() };
                checker.fault(&at.to(id), None, problem);
            };
            for name in wanted.iter().filter(|name| !found.contains(*name)) {
                fault(name, "lacks");
            }
            for name in found.iter().filter(|name| !wanted.contains(*name)) {
                fault(name, "cannot have");
            }
        }
    }
}

/// The placeholders in a text; one that does not end reaches to the end of the text.
fn named(text: &str) -> BTreeSet<&str> {
    let name = |rest| str::split_once(rest, '}').map_or(rest, |(name, _)| name);
    text.split('{').skip(1).map(name).collect()
}
