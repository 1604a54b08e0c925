//! Walks every part of a box until all is decided in it.

use crate::engine::facts::Facts;
use crate::engine::open::Atom;
use crate::engine::region::{Cut, Region};
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
    pub(crate) divides: Vec<Divide>,
    /// All slots at which it was cut; it is whole in all others.
    pub(crate) cut: Vec<usize>,
}

/// Where the box was cut.
pub(crate) struct Divide {
    /// The slots that were looked at: one that was cut, or those of a relation.
    pub(crate) slots: Vec<usize>,
    /// Where the parts of each piece start, and where those of the last one end.
    pub(crate) starts: Vec<usize>,
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
    let (parts, divides, cut) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = Explored { parts, is_whole: true, divides, cut };
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
                let divide = (found.divides.len(), answers.given.len());
                let slots = pieces(&here, facts, atom, |piece| left.push((divide, piece)));
                for slot in &slots {
                    if !found.cut.contains(slot) {
                        found.cut.push(*slot);
                    }
                }
                found.divides.push(Divide { slots, starts: Vec::new() });
            }
        }
        if !found.go_on(&mut left, &mut here, &mut answers) {
            break;
        }
    }
    found
}

/// Cuts a part, and tells what is then to be done, the last first; gives the slots that were looked at.
fn pieces(here: &Region, facts: &Facts<'_>, atom: Atom, mut tell: impl FnMut(Left)) -> Vec<usize> {
    match here.cut(facts, atom) {
        Cut::Slot(slot, [low, high]) => {
            tell(Left::EndSlot(slot, here.slots[slot]));
            tell(Left::Slot(slot, high));
            tell(Left::Slot(slot, low));
            vec![slot]
        }
        Cut::Pieces(slots, pieces) => {
            tell(Left::End(here.clone()));
            pieces.into_iter().rev().map(Left::Piece).for_each(tell);
            slots
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
