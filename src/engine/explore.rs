//! Walks every part of a box until all is decided in it, and finds the facts that make the difference.

use crate::engine::facts::{Facts, Members};
use crate::engine::open::Atom;
use crate::engine::region::{Cut, Region};
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
pub(crate) struct Explored<T> {
    pub(crate) parts: Vec<Part<T>>,
    pub(crate) is_whole: bool,
    divides: Vec<Divide>,
}

/// Where the box was cut.
struct Divide {
    /// The only slot at which it was cut; nothing if a relation of several slots was cut.
    slot: Option<usize>,
    /// Where the parts of each piece start, and where those of the last one end.
    starts: Vec<usize>,
}

/// What is left to do at a divide.
enum Left {
    /// Another piece: that in which a slot has other values, or one of its own.
    Slot(usize, Interval),
    Piece(Region),
    /// The last piece has ended; this is as it was before.
    EndSlot(usize, Interval),
    End(Region),
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
    mut decide: impl FnMut(&Facts<'_>, &mut Answers) -> Result<T, Atom>,
) -> Explored<T> {
    let mut found = Explored { parts: Vec::new(), is_whole: true, divides: Vec::new() };
    let (mut here, mut answers, mut left) = (Region::whole(facts), Answers::default(), Vec::new());
    for step in 0.. {
        answers.next = 0;
        match decide(&here.facts(facts), &mut answers) {
            Ok(result) => found.parts.push(Part { region: here.clone(), result }),
            Err(_) if step >= MOST_PARTS => {
                found.is_whole = false;
                break;
            }
            Err(atom) => {
                let (slot, pieces) = pieces(&here, facts, atom);
                let divide = (found.divides.len(), answers.given.len());
                found.divides.push(Divide { slot, starts: Vec::new() });
                left.extend(pieces.into_iter().rev().map(|piece| (divide, piece)));
            }
        }
        if !found.go_on(&mut left, &mut here, &mut answers) {
            break;
        }
    }
    found
}

/// What is to be done to look at each piece of a part, and then at the part as it was.
fn pieces(here: &Region, facts: &Facts<'_>, atom: Atom) -> (Option<usize>, Vec<Left>) {
    match here.cut(facts, atom) {
        Cut::Slot(slot, [low, high]) => {
            let end = Left::EndSlot(slot, here.slots[slot]);
            (Some(slot), vec![Left::Slot(slot, low), Left::Slot(slot, high), end])
        }
        Cut::Pieces(slot, pieces) => {
            let end = Left::End(here.clone());
            (slot, pieces.into_iter().map(Left::Piece).chain([end]).collect())
        }
    }
}

impl<T> Explored<T> {
    /// Goes on to the next piece that is left; gives false if there is none.
    fn go_on(
        &mut self,
        left: &mut Vec<((usize, usize), Left)>,
        here: &mut Region,
        answers: &mut Answers,
    ) -> bool {
        while let Some(((divide, known), next)) = left.pop() {
            self.divides[divide].starts.push(self.parts.len());
            let is_end = matches!(next, Left::EndSlot(..) | Left::End(_));
            match next {
                Left::Slot(slot, values) | Left::EndSlot(slot, values) => here.slots[slot] = values,
                Left::Piece(region) | Left::End(region) => *here = region,
            }
            if !is_end {
                answers.given.truncate(known);
                return true;
            }
        }
        false
    }
}

/// The slots that make a difference: two points that differ in the slot alone have different results,
/// or a number that `numbers` names in a part varies with it.
pub(crate) fn needed<T: PartialEq>(
    facts: &Facts<'_>,
    found: &Explored<T>,
    numbers: impl Fn(&Part<T>) -> Vec<(NodeId, Members)>,
) -> Vec<usize> {
    let parts = &found.parts;
    let mut candidates: Vec<usize> =
        found.divides.iter().filter_map(|divide| divide.slot).collect();
    for constraint in parts.iter().flat_map(|part| &part.region.constraints) {
        candidates.extend(facts.open_slots(constraint.left, constraint.members));
        candidates.extend(facts.open_slots(constraint.right, constraint.members));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let is_narrowed =
        |slot: &usize| parts.iter().any(|part| part.region.slots[*slot] != facts.slots[*slot]);
    let narrowed: Vec<usize> = candidates.iter().copied().filter(is_narrowed).collect();
    let mut needed = making_difference(facts, found, (&narrowed, candidates));
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
    found: &Explored<T>,
    (narrowed, mut slots): (&[usize], Vec<usize>),
) -> Vec<usize> {
    let mut needed = Vec::new();
    for divide in &found.divides {
        for (one, other) in divide.pairs(&found.parts) {
            // Parts on two sides of a slot are apart in it, and differ in no other slot alone.
            if slots.is_empty() || divide.slot.is_some_and(|slot| !slots.contains(&slot)) {
                break;
            }
            if one.result == other.result {
                continue;
            }
            let regions = (&one.region, &other.region);
            let mut apart = apart(regions, narrowed);
            // Parts that are apart in two slots have no such points.
            let (first, None) = (apart.next(), apart.next()) else { continue };
            let may_differ = |slot: usize| first.is_none_or(|first| first == slot);
            slots.retain(|slot| {
                let differ = may_differ(*slot) && differ_in_one(facts, regions, *slot);
                needed.extend(differ.then_some(*slot));
                !differ
            });
        }
    }
    needed
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

/// Whether two parts, which are apart in no other slot, have points that differ in one slot alone.
pub(crate) fn differ_in_one(
    facts: &Facts<'_>,
    (one, other): (&Region, &Region),
    slot: usize,
) -> bool {
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
    let both = one.slots.iter().zip(&other.slots);
    let mut slots: Vec<Interval> = both.map(|(a, b)| a.meet(*b).unwrap_or(*a)).collect();
    slots[slot] = one.slots[slot];
    slots.push(other.slots[slot]);
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
