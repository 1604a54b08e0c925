//! The smallest single changes that make something go away that must be done.

use crate::case::{Case, Member};
use crate::engine::evaluate;
use crate::engine::outcome::Outcome;
use crate::engine::rules::Topics;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::id::ActionId;
use crate::terms::interval::Interval;
use crate::time::what_if::{Range, what_if};
use std::collections::BTreeSet;

/// An action and who must do it.
pub type Duty = (ActionId, Member);

/// One change of one fact.
#[derive(Debug, Clone)]
pub struct Remedy<'p> {
    /// Whose fact.
    pub who: Member,
    /// The fact.
    pub fact: &'p Fact,
    /// The values that help, nearest to what is known now.
    pub values: Interval,
    /// What need not be done then.
    pub gone: BTreeSet<Duty>,
    /// What must be done all the same.
    pub left: BTreeSet<Duty>,
}

/// For each fact that a person can change, the nearest values with fewer duties; most helpful first.
///
/// A change that brings a new duty is no remedy. Facts of which nothing was said are not changed: they are asked.
#[must_use]
pub fn remedies<'p>(pack: &'p Pack, case: &Case, topics: &Topics) -> Vec<Remedy<'p>> {
    let now = duties(&evaluate(pack, case, topics));
    let members = Entity::ALL.into_iter().flat_map(|of| case.members(of));
    let facts =
        members.flat_map(|who| pack.facts[who.of.place()].iter().map(move |fact| (who, fact)));
    let mut remedies: Vec<Remedy<'p>> = facts
        .filter(|(_, fact)| fact.is_changeable && fact.kind.width() == 1)
        .filter_map(|(who, fact)| {
            let known = case.known(who, fact)[0];
            let is_told = known != pack.range(fact, case.on);
            let ranges =
                if is_told { what_if(pack, case, topics, (who, fact)) } else { Vec::new() };
            nearest(&ranges, known, &now).map(|(values, left)| Remedy {
                who,
                fact,
                values,
                gone: now.difference(&left).copied().collect(),
                left,
            })
        })
        .collect();
    remedies.sort_by_key(|remedy| (std::cmp::Reverse(remedy.gone.len()), remedy.who));
    remedies
}

/// What certainly must be done now.
fn duties(outcome: &Outcome) -> BTreeSet<Duty> {
    outcome.due().map(|finding| (finding.action, finding.who)).collect()
}

/// The range that leaves the fewest duties and brings none; of several, the one nearest to what is known.
fn nearest(
    ranges: &[Range],
    known: Interval,
    now: &BTreeSet<Duty>,
) -> Option<(Interval, BTreeSet<Duty>)> {
    let distance = |values: Interval| {
        let below = known.low.saturating_sub(values.high);
        below.max(values.low.saturating_sub(known.high)).max(0)
    };
    let helpful = ranges.iter().filter_map(|range| {
        let left = duties(&range.outcome);
        (left.is_subset(now) && left.len() < now.len()).then_some((range.values, left))
    });
    helpful.min_by_key(|(values, left)| (left.len(), distance(*values)))
}
