//! Whether two parts of the box get the same advice.

use crate::engine::explore::Part;
use crate::engine::facts::{Facts, Members};
use crate::engine::needed::differ_in_one;
use crate::engine::region::Region;
use crate::engine::step::{List, Pick, Step};
use crate::engine::walk::Reached;
use crate::pack::program::NodeId;
use crate::terms::interval::Interval;
use std::borrow::Cow;
use std::ptr;

/// What is said of something in a piece of a part.
type Face<'r, 's> = (Cow<'r, Region>, Option<(&'s [usize], bool)>);

/// Whether two parts have points that differ in a slot alone and get other advice.
pub(crate) fn differ(
    (facts, members): (&Facts<'_>, Members),
    (one, other): (&Part<Reached<'_>>, &Part<Reached<'_>>),
    slot: usize,
) -> bool {
    let (own, others) = (&one.result.steps, &other.result.steps);
    let steps = || own.iter().zip(others);
    let reads = |node: NodeId| facts.reads(node, members, slot);
    let are_like = |(own, other): (&Step<'_>, &Step<'_>)| {
        own.is_like(other, facts) && own.has_days_of(other, reads)
    };
    if own.len() != others.len() || !steps().all(are_like) {
        return differ_in_one(facts, (&one.region, &other.region), slot);
    }
    let parts = |(own, others)| ((own, &one.region), (others, &other.region));
    steps().map(parts).any(|(one, other)| name_other_things(one, other, (facts, slot)))
}

/// Whether steps that are alike name other things at points of two parts that differ in a slot alone.
fn name_other_things(
    (own, here): (&Step<'_>, &Region),
    (other, there): (&Step<'_>, &Region),
    (facts, slot): (&Facts<'_>, usize),
) -> bool {
    let differ = |one: Option<&Pick>, two: Option<&Pick>| {
        let others = other.faces(two, (facts, there));
        own.faces(one, (facts, here)).into_iter().any(|(here, one)| {
            let differs = |(there, two): &Face<'_, '_>| {
                one != *two && differ_in_one(facts, (&here, there), slot)
            };
            others.iter().any(differs)
        })
    };
    if ptr::eq(own.of, other.of) {
        // What does not depend on a slot is named at both of two points that differ in it alone, or at none.
        let may_differ = |(one, two): &(&Pick, &Pick)| {
            let found = one.pieces().or(two.pieces());
            found.is_none_or(|found| found.cut.contains(&slot))
        };
        let mut picks = own.picks.iter().zip(&other.picks).filter(may_differ);
        return picks.any(|(one, two)| differ(Some(one), Some(two)));
    }
    let places: Vec<Option<usize>> = own.places_in(other).collect();
    let others = other.picks.iter().enumerate();
    let mut alone = others.filter(|(place, _)| !places.contains(&Some(*place)));
    let mut pairs = own.picks.iter().zip(&places);
    pairs.any(|(one, place)| differ(Some(one), place.map(|place| &other.picks[place])))
        || alone.any(|(_, two)| differ(None, Some(two)))
}

impl Step<'_> {
    /// Whether it has the same days as another one at points that differ in a slot alone, unless they vary with it.
    fn has_days_of(&self, other: &Self, reads: impl Fn(NodeId) -> bool) -> bool {
        let nodes = |step: &Self| [step.of.from, step.of.by];
        let (own, others) = (nodes(self), nodes(other));
        (0..2).all(|day| {
            let is_same = self.days[day] == other.days[day];
            match own[day].filter(|_| own[day] == others[day]) {
                Some(node) => is_same || !reads(node),
                None => is_same && self.days[day].is_none_or(Interval::is_known),
            }
        })
    }

    /// Whether it says the same as another one, except for their days and for what they name.
    fn is_like(&self, other: &Self, facts: &Facts<'_>) -> bool {
        let own = |step: &Self| (step.of.action, step.of.kind, step.of.rank, step.moves(facts));
        let is_as_written = || {
            own(self) == own(other)
                && self.of.text == other.of.text
                && self.leaf.cite == other.leaf.cite
                && self.places_in(other).flatten().is_sorted()
        };
        ptr::eq(self.of, other.of) || is_as_written()
    }

    /// Where another step names what this one names.
    fn places_in(&self, other: &Self) -> impl Iterator<Item = Option<usize>> {
        let is_same = |one: &Pick, two: &Pick| {
            let (own, others) = (self.of, other.of);
            one.list == two.list
                && match one.list {
                    List::Cautions => own.cautions[one.item].what == others.cautions[two.item].what,
                    List::Offices => own.offices[one.item].what == others.offices[two.item].what,
                    List::Bring => own.bring[one.item].what == others.bring[two.item].what,
                }
        };
        let place = move |one| other.picks.iter().position(|two| is_same(one, two));
        self.picks.iter().map(place)
    }

    /// What is said of something in each piece of a part.
    fn faces<'r>(
        &self,
        pick: Option<&Pick>,
        (facts, here): (&Facts<'_>, &'r Region),
    ) -> Vec<Face<'r, '_>> {
        let Some(pick) = pick else { return vec![(Cow::Borrowed(here), None)] };
        let Some(found) = pick.pieces() else {
            return vec![(Cow::Borrowed(here), self.said(pick, pick.known()))];
        };
        let piece = |part: &Part<_>| {
            Some((
                Cow::Owned(here.meet(&part.region, &found.cut, facts)?),
                self.said(pick, part.result),
            ))
        };
        found.parts.iter().filter_map(piece).collect()
    }
}
