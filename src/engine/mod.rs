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
mod constraint;
mod explore;
pub mod facts;
mod moving;
pub mod outcome;
pub mod plan;
mod region;
pub mod sections;
pub mod sentence;
mod stay;
mod walk;

use crate::case::{Case, Member};
use crate::engine::facts::{Facts, Members};
use crate::engine::outcome::Outcome;
use crate::pack::{Pack, Require};
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
