//! Pure evaluation of the flat program of a pack.
//!
//! A case is a box: one interval for every fact. Where the box decides every condition on the way, a tree is
//! simply walked. Where it does not, the box is cut at the undecided comparison and each part is walked
//! (`explore`). The leaves that are reached by some part are exactly those that some completion of the
//! unknown facts reaches, and a fact is needed exactly if two completions that differ in it alone give
//! different advice.
//!
//! **Must not know** serde, files, the environment, the clock, or how an outcome is shown.

mod advise;
mod alike;
mod constraint;
mod explore;
pub mod facts;
mod halving;
mod moving;
mod named;
mod needed;
mod open;
pub mod outcome;
pub mod plan;
mod region;
pub mod sections;
pub mod sentence;
mod stay;
mod step;
mod walk;

use crate::case::{Case, Member};
use crate::engine::facts::{Facts, Members};
use crate::engine::outcome::Outcome;
use crate::pack::{Fact, Pack, Require};
use crate::terms::interval::Interval;

/// Evaluates `topics` (places in [`Pack::topics`]) of a case.
///
/// # Examples
///
/// ```
/// use dovidka::{Case, Member, Pack, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2026-11-22".parse()?);
/// case.learn(&pack, Member::YOU, "passport", "biometric")?;
/// case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
/// let passport = pack.topics.iter().position(|topic| topic.id == "passport");
/// let outcome = evaluate(&pack, &case, passport.as_slice());
/// let first = &outcome.advice[0];
/// assert_eq!(pack.actions[first.action].id, "new_passport");
/// assert!(first.is_due(case.on));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn evaluate(pack: &Pack, case: &Case, topics: &[usize]) -> Outcome {
    let mut merged = advise::Merged::default();
    for topic in topics {
        for who in case.members(pack.topics[*topic].for_each) {
            let parts = walk::explore_topic(pack, case, *topic, who);
            merged.add(pack, case, (*topic, who), &parts);
        }
    }
    Outcome { stays: stay::stays(pack, case, topics), ..merged.outcome(pack, case) }
}

/// The answers that cannot both be true, each with whose they are.
#[must_use]
pub fn contradictions<'p>(pack: &'p Pack, case: &Case) -> Vec<(&'p Require, Member)> {
    let mut found = Vec::new();
    for require in &pack.requires {
        for who in case.members(require.of) {
            let facts = Facts::of(pack, case);
            if facts.range(require.condition.node, Members::of(case, who)) == Interval::FALSE {
                found.push((require, who));
            }
        }
    }
    found
}

/// What was told of the facts that a requirement names: whose it is, the fact, and the value as a person writes it.
#[must_use]
pub fn told_of<'p>(
    pack: &'p Pack,
    case: &Case,
    (require, who): (&Require, Member),
) -> Vec<(Member, &'p Fact, String)> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names: Vec<&str> = require.condition.text.split(|c| !is_word(c)).collect();
    // A bare name means the member's own fact if there is one.
    let mut found: Vec<(Member, &Fact)> = Vec::new();
    for member in [who, Member::HOUSEHOLD, Member::YOU] {
        for fact in &pack.facts[member.of.place()] {
            let is_new = found.iter().all(|(_, known)| known.id != fact.id);
            let is_yours = member == Member::YOU && who != member && names.contains(&"your");
            if names.contains(&fact.id.as_str()) && (is_new || is_yours) {
                found.push((member, fact));
            }
        }
    }
    let told = |(member, fact)| Some((member, fact, case.written(member, fact)?));
    found.into_iter().filter_map(told).collect()
}
