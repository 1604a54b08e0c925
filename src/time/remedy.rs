//! The smallest single changes that make something go away that must be done.

use crate::case::{Case, Member};
use crate::engine::Detail;
use crate::engine::outcome::Finding;
use crate::engine::rules::{Rules, Topics};
use crate::engine::sections::Sections;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::id::ActionId;
use crate::terms::interval::Interval;
use crate::time::what_if::runs;
use std::collections::BTreeSet;

/// An action and who must do it.
pub type Duty = (ActionId, Member);

/// One change of one fact.
#[derive(Debug, Clone)]
#[non_exhaustive]
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
    let rules = Rules::new(pack, topics);
    let mut outcome = rules.evaluate(case);
    outcome.forget_done();
    let now = duties(outcome.due());
    let members = Entity::ALL.into_iter().flat_map(|of| case.members(of));
    let facts =
        members.flat_map(|who| pack.facts[who.of.place()].iter().map(move |fact| (who, fact)));
    let can_change = |(who, fact): &(Member, &Fact)| {
        let is_told = case.stand_in(*who, fact).is_none() && case.is_known_of(pack, *who, fact);
        fact.is_changeable && fact.kind.width() == 1 && is_told
    };
    let mut remedies: Vec<Remedy<'p>> = facts
        .filter(can_change)
        .filter_map(|(who, fact)| {
            let Sections { runs, walks } =
                runs(&rules, case, (who, fact, pack.range(fact, case.on)), None);
            // What the other walks find stays as it is.
            let others = outcome.due().filter(|of| !walks.contains(&(of.topic, of.who)));
            let others = duties(others);
            let left = |values: Interval| {
                let changed =
                    rules.evaluate_walks(&case.with((who, fact), values), &walks, Detail::Findings);
                duties(changed.due()).union(&others).copied().collect()
            };
            let ranges = runs.into_iter().map(|values| (values, left(values)));
            let (values, left) = nearest(ranges, case.known(who, fact)[0], &now)?;
            let gone = now.difference(&left).copied().collect();
            Some(Remedy { who, fact, values, gone, left })
        })
        .collect();
    remedies.sort_by_key(|remedy| (std::cmp::Reverse(remedy.gone.len()), remedy.who));
    remedies
}

/// What must be done, and by whom.
fn duties<'f>(due: impl Iterator<Item = &'f Finding>) -> BTreeSet<Duty> {
    due.map(|finding| (finding.action, finding.who)).collect()
}

/// The range that leaves the fewest duties and brings none; of several, the one nearest to what is known.
fn nearest(
    ranges: impl Iterator<Item = (Interval, BTreeSet<Duty>)>,
    known: Interval,
    now: &BTreeSet<Duty>,
) -> Option<(Interval, BTreeSet<Duty>)> {
    let distance = |values: Interval| {
        let below = known.low.saturating_sub(values.high);
        below.max(values.low.saturating_sub(known.high)).max(0)
    };
    let helpful = ranges.filter(|(_, left)| left.is_subset(now) && left.len() < now.len());
    helpful.min_by_key(|(values, left)| (left.len(), distance(*values)))
}
