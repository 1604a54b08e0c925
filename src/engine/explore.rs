//! Walks every part of a box until all is decided in it, and finds the facts that make the difference.

use crate::engine::facts::{Facts, Members};
use crate::engine::region::{Atom, Region};
use crate::pack::program::NodeId;
use crate::terms::interval::Interval;

/// How many parts a box may be cut into; a tree that needs more is not decided.
const MOST_PARTS: usize = 3_000;

/// A part of the box, and what is decided in all of it.
pub(crate) struct Part<T> {
    pub(crate) region: Region,
    pub(crate) result: T,
}

/// All parts of a box; `is_whole` is false if there were too many of them.
pub(crate) struct Parts<T> {
    pub(crate) parts: Vec<Part<T>>,
    pub(crate) is_whole: bool,
}

/// Cuts the box until `decide` decides each part; it gives the first undecided atom as long as it cannot.
///
/// `decide` goes on from the progress that it made in the part from which this one was cut: what is decided in a
/// part is decided in every piece of it.
pub(crate) fn explore<P: Clone + Default, T>(
    facts: &Facts<'_>,
    decide: impl Fn(&Facts<'_>, &mut P) -> Result<T, Atom>,
) -> Parts<T> {
    let mut parts = Vec::new();
    let mut left = vec![(Region::whole(facts), P::default())];
    let mut steps = 0;
    while let Some((region, mut progress)) = left.pop() {
        steps += 1;
        match decide(&region.facts(facts), &mut progress) {
            Ok(result) => parts.push(Part { region, result }),
            Err(_) if steps > MOST_PARTS => return Parts { parts, is_whole: false },
            Err(atom) => {
                let pieces = region.cut(facts, atom).into_iter().rev();
                left.extend(pieces.map(|piece| (piece, progress.clone())));
            }
        }
    }
    Parts { parts, is_whole: true }
}

/// The slots that make a difference: two points that differ in the slot alone have different results,
/// or a number that `numbers` names in a part varies with it.
pub(crate) fn needed<T: PartialEq>(
    facts: &Facts<'_>,
    parts: &[Part<T>],
    numbers: impl Fn(&Part<T>) -> Vec<(NodeId, Members)>,
) -> Vec<usize> {
    let narrowed = |slot: &usize| {
        let whole = facts.slots[*slot];
        !whole.is_known() && parts.iter().any(|part| part.region.slots[*slot] != whole)
    };
    let narrowed: Vec<usize> = (0..facts.slots.len()).filter(narrowed).collect();
    let mut candidates = narrowed.clone();
    for constraint in parts.iter().flat_map(|part| &part.region.constraints) {
        candidates.extend(facts.open_slots(constraint.left, constraint.members));
        candidates.extend(facts.open_slots(constraint.right, constraint.members));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut needed = making_difference(facts, parts, (&narrowed, candidates));
    for part in parts {
        for (node, members) in numbers(part) {
            needed.extend(varying(&part.region.facts(facts), node, members));
        }
    }
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// Those of the slots for which two parts with different results have points that differ in the slot alone.
///
/// All parts have the same values in the slots that are not among the `narrowed`.
fn making_difference<T: PartialEq>(
    facts: &Facts<'_>,
    parts: &[Part<T>],
    (narrowed, mut slots): (&[usize], Vec<usize>),
) -> Vec<usize> {
    let results = numbered(parts);
    let rows: Vec<Interval> = parts
        .iter()
        .flat_map(|part| narrowed.iter().map(|slot| part.region.slots[*slot]))
        .collect();
    let row = |place: usize| &rows[place * narrowed.len()..][..narrowed.len()];
    let mut found = Vec::new();
    for one in 0..parts.len() {
        for other in one + 1..parts.len() {
            if slots.is_empty() {
                return found;
            }
            if results[one] == results[other] {
                continue;
            }
            let both = row(one).iter().zip(row(other)).zip(narrowed);
            let mut apart = both.filter(|((a, b), _)| a.low.max(b.low) > a.high.min(b.high));
            // Parts that are apart in two slots have no such points.
            let (first, None) = (apart.next(), apart.next()) else { continue };
            let may_differ = |slot: usize| first.is_none_or(|(_, first)| *first == slot);
            let regions = (&parts[one].region, &parts[other].region);
            slots.retain(|slot| {
                let differ = may_differ(*slot) && differ_in_one(facts, regions, *slot);
                found.extend(differ.then_some(*slot));
                !differ
            });
        }
    }
    found
}

/// A number for the result of each part; equal results have the same.
fn numbered<T: PartialEq>(parts: &[Part<T>]) -> Vec<usize> {
    let mut firsts: Vec<usize> = Vec::new();
    let number = |place: usize| {
        let result = &parts[place].result;
        let known = firsts.iter().position(|first| parts[*first].result == *result);
        known.unwrap_or_else(|| {
            firsts.push(place);
            firsts.len() - 1
        })
    };
    (0..parts.len()).map(number).collect()
}

/// Whether two parts, which are apart in no other slot, have points that differ in one slot alone.
fn differ_in_one(facts: &Facts<'_>, (one, other): (&Region, &Region), slot: usize) -> bool {
    if one.constraints.is_empty() && other.constraints.is_empty() {
        return true;
    }
    let both = one.slots.iter().zip(&other.slots);
    let mut slots: Vec<Interval> = both.map(|(a, b)| a.meet(*b).unwrap_or(*a)).collect();
    slots[slot] = one.slots[slot];
    let copy = slots.len();
    slots.push(other.slots[slot]);
    let mut constraints = one.constraints.clone();
    for mut constraint in other.constraints.iter().copied() {
        if constraint.reads(facts, slot) {
            constraint.swap = Some((slot, copy));
        }
        if constraints.iter().any(|known| known.excludes(&constraint)) {
            return false;
        }
        constraints.push(constraint);
    }
    let mut pair = Region { slots, constraints };
    pair.narrow(facts) && pair.has_point(facts)
}

/// The slots with which a number varies: it is looked at with all others at their lowest, then at their highest.
fn varying(facts: &Facts<'_>, node: NodeId, members: Members) -> Vec<usize> {
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
