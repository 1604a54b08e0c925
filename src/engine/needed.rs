//! The slots that make a difference: two points that differ in the slot alone have different results.
//!
//! Two points of two parts differ at least in a slot that the cut looked at that divides those parts. So they are
//! looked at there, and not at all if its slots are known to make a difference.

use crate::engine::explore::{Divide, Explored, Part};
use crate::engine::facts::{Facts, Members};
use crate::engine::region::Region;
use crate::pack::program::NodeId;
use crate::terms::interval::Interval;

/// Adds the slots that make a difference to those that are known to; `differ` says whether two parts have points that
/// differ in this slot alone and have different results.
pub(crate) fn add_needed<T>(
    found: &Explored<T>,
    mut differ: impl FnMut((&Part<T>, &Part<T>), usize) -> bool,
    needed: &mut Vec<usize>,
) {
    if found.cut.iter().all(|slot| needed.contains(slot)) {
        return;
    }
    for divide in &found.divides {
        let is_new = |slot: &usize| !needed.contains(slot);
        let mut slots: Vec<usize> = divide.slots.iter().copied().filter(is_new).collect();
        for (one, other) in divide.pairs(&found.parts) {
            if slots.is_empty() {
                break;
            }
            let mut apart = apart((&one.region, &other.region), &found.cut);
            // Parts that are apart in two slots have no points that differ in one alone.
            let (first, None) = (apart.next(), apart.next()) else { continue };
            slots.retain(|slot| {
                let is_needed =
                    first.is_none_or(|first| first == *slot) && differ((one, other), *slot);
                needed.extend(is_needed.then_some(*slot));
                !is_needed
            });
        }
    }
}

impl Divide {
    /// The pairs of parts that the cut has divided. The first parts of two pieces, which are most alike, come first.
    fn pairs<'p, T>(
        &'p self,
        parts: &'p [Part<T>],
    ) -> impl Iterator<Item = (&'p Part<T>, &'p Part<T>)> {
        let starts = &self.starts;
        (1..starts.len() - 1).flat_map(|piece| {
            let ones = &parts[starts[0]..starts[piece]];
            let others = &parts[starts[piece]..starts[piece + 1]];
            ones.iter().flat_map(move |one| others.iter().map(move |other| (one, other)))
        })
    }
}

/// Those of the slots in which two parts have no value in common.
fn apart<'r>(
    (one, other): (&'r Region, &'r Region),
    slots: &'r [usize],
) -> impl Iterator<Item = usize> + use<'r> {
    let is_apart = |slot: &usize| one.slots[*slot].meet(other.slots[*slot]).is_none();
    slots.iter().copied().filter(is_apart)
}

/// Whether two parts have points that differ in one slot alone.
pub(crate) fn differ_in_one(
    facts: &Facts<'_>,
    (one, other): (&Region, &Region),
    slot: usize,
) -> bool {
    let mut both = Vec::with_capacity(one.slots.len() + 1);
    for (place, (a, b)) in one.slots.iter().zip(&other.slots).enumerate() {
        match a.meet(*b) {
            _ if place == slot => both.push(*a),
            Some(values) => both.push(values),
            None => return false,
        }
    }
    if one.constraints.is_empty() && other.constraints.is_empty() {
        return true;
    }
    let copy = one.slots.len();
    let mut constraints = one.constraints.clone();
    for mut constraint in other.constraints.iter().copied() {
        if constraint.reads(facts, slot) {
            constraint.swap = Some((slot, copy));
        }
        if constraints.iter().any(|known| known.excludes(&constraint, facts)) {
            return false;
        }
        constraints.push(constraint);
    }
    both.push(other.slots[slot]);
    let mut pair = Region { slots: both, constraints };
    pair.narrow(facts) && pair.has_point(facts)
}

/// The slots with which a number varies: it is looked at with all others at their lowest, then at their highest.
pub(crate) fn varying(facts: &Facts<'_>, node: NodeId, members: Members) -> Vec<usize> {
    if facts.range(node, members).is_known() {
        return Vec::new();
    }
    let open = facts.open_slots(node, members);
    let varies = |slot: &usize| {
        [|slot: &Interval| slot.low, |slot: &Interval| slot.high].into_iter().any(|corner| {
            let mut slots: Vec<Interval> =
                facts.slots.iter().map(|slot| Interval::exactly(corner(slot))).collect();
            let mut value = |number| {
                slots[*slot] = Interval::exactly(number);
                Facts { slots: &slots, ..*facts }.range(node, members)
            };
            value(facts.slots[*slot].low) != value(facts.slots[*slot].high)
        })
    };
    let varying: Vec<usize> = open.iter().copied().filter(varies).collect();
    if varying.is_empty() { open } else { varying }
}
