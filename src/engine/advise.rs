//! Merges everywhere that the topics may end into one outcome: what is certain, what is possible, what is needed.

use crate::case::{Case, Member};
use crate::engine::explore::{Explored, Part};
use crate::engine::facts::{Facts, Members};
use crate::engine::named::{Named, With};
use crate::engine::outcome::{Advice, Day, Need, Outcome, ReachedLeaf};
use crate::engine::walk::Reached;
use crate::pack::Pack;
use crate::terms::calendar::{ALL_DAYS, Date};
use crate::terms::interval::Interval;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The outcome while topics are added to it.
#[derive(Default)]
pub(crate) struct Merged {
    advice: Vec<Advice>,
    needs: BTreeSet<(Member, usize)>,
    leaves: Vec<ReachedLeaf>,
    is_open: bool,
}

impl Merged {
    /// Adds what one topic says to one member.
    pub(crate) fn add(
        &mut self,
        pack: &Pack,
        case: &Case,
        (topic, who): (usize, Member),
        found: &Explored<Reached<'_>>,
    ) {
        let facts = Facts::of(pack, case);
        let is_decided = found.is_decided();
        let slots = if is_decided {
            found.needed(&facts, Members::of(case, who))
        } else {
            let open = |slot: &usize| !case.slots[*slot].is_known();
            (0..case.slots.len()).filter(open).collect()
        };
        self.is_open |= !slots.is_empty() || !is_decided;
        self.needs.extend(slots.into_iter().map(|slot| (case.owner(pack, slot).0, slot)));
        let leaf = |part: &Part<Reached<'_>>| part.result.leaf.map(|(leaf, _)| leaf);
        let first = found.parts.first().and_then(leaf);
        let is_only = found.is_whole && found.parts.iter().all(|part| leaf(part) == first);
        if let (Some(leaf), true) = (first, is_only) {
            self.leaves.push(ReachedLeaf { topic, leaf, who });
        }
        self.advice.extend(advice(pack, &facts, (topic, who), found));
    }

    /// The outcome of everything that was added.
    pub(crate) fn outcome(mut self, pack: &Pack, case: &Case) -> Outcome {
        let last_day = |advice: &Advice| advice.by.map(|by| by.earliest);
        self.advice.sort_by_key(|advice| {
            let by = last_day(advice);
            (
                !advice.is_certain,
                advice.kind,
                advice.rank,
                by.is_none(),
                by,
                advice.topic,
                advice.who,
            )
        });
        let mut needs: Vec<Need> = Vec::new();
        for (who, slot) in self.needs {
            let need = Need { who, fact: case.owner(pack, slot).1.id.clone() };
            if needs.last() != Some(&need) {
                needs.push(need);
            }
        }
        let is_decided = !self.is_open;
        Outcome {
            on: case.on,
            is_decided,
            advice: self.advice,
            needs,
            leaves: self.leaves,
            stays: Vec::new(),
        }
    }
}

/// One advice for each action that is possible.
fn advice(
    pack: &Pack,
    facts: &Facts<'_>,
    (topic, who): (usize, Member),
    found: &Explored<Reached<'_>>,
) -> Vec<Advice> {
    let mut advice: Vec<Advice> = Vec::new();
    let steps = found.parts.iter().flat_map(|part| &part.result.steps);
    for action in steps.map(|step| step.of.action) {
        if advice.iter().any(|known| known.action == action) {
            continue;
        }
        let with: Vec<With<'_>> =
            found.parts.iter().filter_map(|part| part.naming(action)).collect();
        let is_certain = found.is_whole && with.len() == found.parts.len();
        advice.push(Advice { is_certain, ..merge(pack, facts, (topic, who), &with) });
    }
    advice
}

/// One advice from all parts that name its action; there is at least one.
fn merge(
    pack: &Pack,
    facts: &Facts<'_>,
    (topic, who): (usize, Member),
    with: &[With<'_>],
) -> Advice {
    let With { leaf: (leaf, branch), step: first, .. } = with[0];
    let is_only = with.iter().all(|with| with.leaf.0 == leaf);
    let steps = || with.iter().map(|with| with.step);
    let [from, by] = [0, 1].map(|day| hull(steps().map(|step| step.days[day])));
    let named = Named::by(pack, facts, with);
    Advice {
        action: first.of.action,
        topic,
        who,
        leaf: is_only.then_some(leaf),
        kind: steps().map(|step| step.of.kind).max().unwrap_or(first.of.kind),
        rank: steps().map(|step| step.of.rank).min().unwrap_or(first.of.rank),
        is_certain: false,
        from,
        by,
        moves: steps().any(|step| step.moves(facts)),
        text: first.of.text.clone(),
        offices: named.offices,
        bring: named.bring.into_iter().map(str::to_owned).collect(),
        cautions: named.cautions.into_iter().map(Cow::into_owned).collect(),
        cite: named.cite,
        because: if is_only { pack.topics[topic].because(branch) } else { Vec::new() },
    }
}

/// The days between which a day lies; nothing if some part names none.
fn hull(days: impl Iterator<Item = Option<Interval>>) -> Option<Day> {
    let all = days.reduce(|a, b| a.zip(b).map(|(a, b)| a.around(b)))??;
    let date = |number: i32| Date::from_number(number.clamp(ALL_DAYS.low, ALL_DAYS.high));
    Some(Day { earliest: date(all.low)?, latest: date(all.high)? })
}
