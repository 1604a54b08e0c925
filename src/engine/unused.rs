//! Facts that were told and that nothing needs that was asked for, and facts for which something stands in.

use crate::case::{Case, Member, Said, StandIn};
use crate::engine::explored::Explored;
use crate::engine::members::Members;
use crate::engine::ops::NO;
use crate::engine::reach::Reach;
use crate::engine::readers::Readers;
use crate::engine::rules::Rules;
use crate::engine::topic::TopicOps;
use crate::engine::view::View;
use crate::pack::Fact;
use crate::pack::program::Entity;
use crate::terms::id::FactId;
use crate::terms::interval::Interval;
use std::borrow::Cow;

/// A fact that was told and is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unused {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
    /// Whether it is known that it does not matter to this household; otherwise no topic that is asked for reads it.
    pub does_not_matter: bool,
}

/// A fact of which nothing was told, and what stands in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Presumed {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
    /// What stands in for it.
    pub by: StandIn,
    /// Its values, one interval for each of its slots.
    pub values: Vec<Interval>,
}

/// The facts for which something stands in and that some way from here looks at, in the order of the case: of a case in
/// which only that stands in which is in use. Not those for which yours stands in while nothing is known of it.
pub(crate) fn presumed(rules: &Rules<'_>, case: &Case) -> Vec<Presumed> {
    let pack = rules.pack;
    let stand_ins: Vec<_> = case.stand_ins(pack).collect();
    let computed = rules.computed(case);
    if stand_ins.is_empty() && computed.is_empty() {
        return Vec::new();
    }
    let mut open = case.clone();
    for (who, fact, _) in &stand_ins {
        open.open(pack, *who, fact);
    }
    let read = read_from_here(rules, case, &open);
    let is_in_use = |(who, fact, _): &(Member, &Fact, StandIn)| {
        case.is_known_of(pack, *who, fact) && read.slots.contains(&case.place_of(*who, fact))
    };
    let in_use = stand_ins.into_iter().filter(is_in_use);
    let presumed = in_use.map(|(who, fact, by)| {
        let values = case.known(who, fact).to_vec();
        Presumed { who, fact: pack.place_of(fact), by, values }
    });
    let is_read = |(who, fact, value): &(Member, &Fact, Interval)| {
        value.is_known() && read.computable.contains(&case.place_of(*who, fact))
    };
    let computed = computed.into_iter().filter(is_read).map(|(who, fact, value)| {
        let (fact, by) = (pack.place_of(fact), StandIn::Computed);
        Presumed { who, fact, by, values: vec![value] }
    });
    presumed.chain(computed).collect()
}

/// What the walks of a case look at that is not known in `open`, the same case without what stands in.
fn read_from_here(rules: &Rules<'_>, case: &Case, open: &Case) -> Reach {
    let view = View::of(&rules.ops, open);
    let mut read = Reach::default();
    for topic in &rules.topics {
        for who in case.members(topic.for_each) {
            let members = Members::of(case, who);
            if !topic.is_walked(&View::of(&rules.ops, case), &members) {
                continue;
            }
            read.ends.clear();
            view.reach(topic.start, &members, &mut read);
            let leaves = Explored::leaves(topic, &read.ends);
            for action in leaves.iter().flat_map(|leaf| &topic.leaves[leaf.place()]) {
                if view.walk(action.start, &members) == NO {
                    view.reach(action.start, &members, &mut read);
                } else {
                    action.reach(&view, &members, &mut read);
                }
            }
        }
    }
    read
}

/// What is read of a household: more where a topic must be walked that was not asked for.
fn readers<'r>(rules: &'r Rules<'_>, case: &Case) -> Cow<'r, Readers> {
    let view = View::of(&rules.ops, case);
    let must_be_walked = |topic: &TopicOps| {
        let is_walked = |who| topic.is_walked(&view, &Members::of(case, who));
        topic.always.is_some() && case.members(topic.for_each).any(is_walked)
    };
    if !rules.topics.iter().any(must_be_walked) {
        return Cow::Borrowed(&rules.readers);
    }
    let is_walked = |topic: &TopicOps| topic.always.is_none() || must_be_walked(topic);
    let walked = rules.topics.iter().map(|topic| (topic.id, is_walked(topic)));
    Cow::Owned(Readers::new(rules.pack, walked))
}

/// Whether it is known that a fact does not matter to a household.
fn does_not_matter(rules: &Rules<'_>, case: &Case, (who, fact): (Member, &Fact)) -> bool {
    let holds = |node| rules.conditions.holds(case, &case.slots, who, node);
    fact.matters_when.as_ref().and_then(|when| holds(when.node)) == Some(false)
}

/// The facts that were told and are not needed, in the order of the case.
pub(crate) fn unused(rules: &Rules<'_>, case: &Case) -> Vec<Unused> {
    let (pack, mut unused) = (rules.pack, Vec::new());
    let readers = readers(rules, case);
    for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)) {
        for (place, fact) in pack.facts[who.of.place()].iter().enumerate() {
            if case.said(who, fact) != Said::Value {
                continue;
            }
            let does_not_matter = does_not_matter(rules, case, (who, fact));
            if does_not_matter || !readers.read(who, fact) {
                unused.push(Unused { who, fact: FactId::at(place), does_not_matter });
            }
        }
    }
    unused
}
