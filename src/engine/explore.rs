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

/// The answers that the conditions on a walk have had so far. What is decided in a part stays so in every part of
/// it, so a walk through a smaller part need not ask again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers {
    given: Vec<bool>,
    next: usize,
}

impl Answers {
    /// The next answer; it is asked for if it has not been given.
    pub(crate) fn next_or(
        &mut self,
        ask: impl FnOnce() -> Result<bool, Atom>,
    ) -> Result<bool, Atom> {
        if self.next == self.given.len() {
            self.given.push(ask()?);
        }
        self.next += 1;
        Ok(self.given[self.next - 1])
    }

    /// The last answers.
    pub(crate) fn last(&self, count: usize) -> &[bool] {
        &self.given[self.next - count..self.next]
    }
}

/// Cuts the box until `decide` decides each part; it gives the first undecided atom as long as it cannot.
pub(crate) fn explore<T>(
    facts: &Facts<'_>,
    decide: impl Fn(&Facts<'_>, &mut Answers) -> Result<T, Atom>,
) -> Parts<T> {
    let mut parts = Vec::new();
    let mut left = vec![(Region::whole(facts), Answers::default())];
    let mut steps = 0;
    while let Some((region, mut answers)) = left.pop() {
        steps += 1;
        answers.next = 0;
        match decide(&region.facts(facts), &mut answers) {
            Ok(result) => parts.push(Part { region, result }),
            Err(_) if steps > MOST_PARTS => return Parts { parts, is_whole: false },
            Err(atom) => {
                let pieces = region.cut(facts, atom).into_iter().rev();
                left.extend(pieces.map(|piece| (piece, answers.clone())));
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

/// Those of `slots` for which two parts with different results have points that differ in the slot alone; in no slot
/// but the `narrowed` ones can parts be apart.
fn making_difference<T: PartialEq>(
    facts: &Facts<'_>,
    parts: &[Part<T>],
    (narrowed, mut slots): (&[usize], Vec<usize>),
) -> Vec<usize> {
    let mut found = Vec::new();
    for (place, one) in parts.iter().enumerate() {
        for other in &parts[place + 1..] {
            if slots.is_empty() {
                return found;
            }
            let regions = (&one.region, &other.region);
            let mut apart = apart(regions, narrowed);
            // Parts that are apart in two slots have no such points.
            let (first, None) = (apart.next(), apart.next()) else { continue };
            if one.result == other.result {
                continue;
            }
            let may_differ = |slot: usize| first.is_none_or(|first| first == slot);
            slots.retain(|slot| {
                let differ = may_differ(*slot) && differ_in_one(facts, regions, *slot);
                found.extend(differ.then_some(*slot));
                !differ
            });
        }
    }
    found
}

/// Those of the slots in which two parts have no value in common.
fn apart<'r>(
    (one, other): (&'r Region, &'r Region),
    slots: &'r [usize],
) -> impl Iterator<Item = usize> + use<'r> {
    let is_apart = |slot: &usize| one.slots[*slot].meet(other.slots[*slot]).is_none();
    slots.iter().copied().filter(is_apart)
}

/// Whether two parts, which are apart in no other slot, have points that differ in one slot alone.
pub(crate) fn differ_in_one(
    facts: &Facts<'_>,
    (one, other): (&Region, &Region),
    slot: usize,
) -> bool {
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
