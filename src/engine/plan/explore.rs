//! Walks every part of the box of a case in which a planned topic is decided.
//!
//! It does what `explore` and `needed` do, on the plan's tests and with buffers that are used again: a part keeps
//! only the slots that were cut, and two parts are compared where the cut was that divides them.

use super::cut::Cut;
use super::look::Look;
use super::reached::{Decided, Reached};
use super::words::Contents;
use super::{Number, Plan, PlannedTopic};
use crate::case::{Case, Member};
use crate::engine::constraint::Constraint;
use crate::engine::facts::Members;
use crate::engine::needed::varying;
use crate::engine::open::Atom;
use crate::engine::region::Region;
use crate::terms::interval::Interval;

/// A topic that needs more parts, or cuts inside cuts, is explored without a plan.
const MOST_PARTS: usize = 3_000;
const DEEPEST: usize = 300;

/// A part of the box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The first of its values, and how many slots had been cut when it was found.
    pub(super) values: (usize, usize),
    /// Where its relations are: the first, and how many.
    pub(super) constraints: (usize, usize),
    pub(super) result: usize,
}

/// Where the box was cut: the parts from `first` on lie on one side, those from `middle` on on the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Divide {
    /// The slots that the cut looks at in [`Found::read`]: the first, and how many.
    pub(super) read: (usize, usize),
    /// Whether it was cut by a relation of these slots.
    pub(super) by_relation: bool,
    pub(super) first: usize,
    pub(super) middle: usize,
    pub(super) end: usize,
}

/// What was found in the box; its buffers may be used for many topics.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The values of the part that is looked at.
    slots: Vec<Interval>,
    constraints: Vec<Constraint>,
    /// The slots that were cut.
    pub(super) touched: Vec<usize>,
    /// What was cut and must be put back: the slot, what it was, and where its parts are.
    trail: Vec<(usize, Interval, usize, usize)>,
    pub(super) parts: Vec<Part>,
    pub(super) values: Vec<Interval>,
    pub(super) relations: Vec<Constraint>,
    pub(super) divides: Vec<Divide>,
    /// The slots at which it was cut, or which relations read.
    pub(super) read: Vec<usize>,
    /// The slots that are read by the relations of the part that is looked at.
    related: Vec<usize>,
    pub(super) reached: Reached,
    /// The slots that make a difference.
    pub(super) needed: Vec<usize>,
}

/// The search through one box.
struct Search<'l, 'f> {
    plan: &'l Plan<'l>,
    topic: &'l PlannedTopic,
    case: &'l Case,
    members: Members,
    found: &'f mut Found,
    steps: usize,
    contents: Contents<'l>,
}

impl Found {
    /// Finds all parts, and the slots that make a difference; nothing if there are too many of them.
    pub(super) fn explore<'l>(
        &mut self,
        plan: &'l Plan<'l>,
        topic: &'l PlannedTopic,
        (case, who): (&'l Case, Member),
    ) -> Option<()> {
        self.slots.clone_from(&case.slots);
        self.constraints.clear();
        self.touched.clear();
        self.trail.clear();
        self.parts.clear();
        self.values.clear();
        self.relations.clear();
        self.divides.clear();
        self.read.clear();
        self.related.clear();
        self.reached.clear();
        self.needed.clear();
        let members = Members::of(case, who);
        Search { plan, topic, case, members, found: self, steps: 0, contents: Vec::new() }
            .grow(0)?;
        self.find_needed(topic, &Look::of(plan, case, members));
        Some(())
    }

    fn touch(&mut self, slot: usize) {
        if !self.touched.contains(&slot) {
            self.touched.push(slot);
        }
    }

    fn divide(&mut self, slot: usize, (first, middle, end): (usize, usize, usize)) {
        let read = (self.read.len(), 1);
        self.read.push(slot);
        self.divides.push(Divide { read, by_relation: false, first, middle, end });
    }
}

impl Search<'_, '_> {
    fn look(&self) -> Look<'_> {
        Look {
            plan: self.plan,
            case: self.case,
            slots: &self.found.slots,
            constraints: &self.found.constraints,
            members: self.members,
        }
    }

    /// Cuts the part that is looked at until each piece is decided; the slots are as before afterwards.
    fn grow(&mut self, depth: usize) -> Option<()> {
        let before = self.found.trail.len();
        loop {
            self.steps += 1;
            if depth > DEEPEST || self.steps > MOST_PARTS {
                return None;
            }
            let open = match self.look().decide(self.topic) {
                Ok(decided) => {
                    self.add(decided);
                    break;
                }
                Err(open) => open?,
            };
            match self.look().cut(open)? {
                // No relation speaks of such a slot, so that each piece has a point.
                Cut::Slot { slot, end } if !self.found.related.contains(&slot) => {
                    let whole = self.found.slots[slot];
                    self.found.touch(slot);
                    let first = self.found.parts.len();
                    self.found.slots[slot].high = end;
                    self.grow(depth + 1)?;
                    self.found.trail.push((slot, whole, first, self.found.parts.len()));
                    self.found.slots[slot] = Interval { low: end + 1, high: whole.high };
                }
                Cut::Slot { slot, end } => {
                    self.halve((slot, end), depth)?;
                    break;
                }
                Cut::Relation(atom) => {
                    self.relate(atom, depth)?;
                    break;
                }
            }
        }
        while self.found.trail.len() > before {
            let Some((slot, whole, first, middle)) = self.found.trail.pop() else { break };
            self.found.slots[slot] = whole;
            let end = self.found.parts.len();
            self.found.divide(slot, (first, middle, end));
        }
        Some(())
    }

    /// Cuts at a slot where relations hold: they may narrow the pieces, or leave nothing of them.
    fn halve(&mut self, (slot, end): (usize, i32), depth: usize) -> Option<()> {
        let whole = self.found.slots[slot];
        let halves = [Interval { high: end, ..whole }, Interval { low: end + 1, high: whole.high }];
        let first = self.found.parts.len();
        let mut middle = first;
        for half in halves {
            middle = self.found.parts.len();
            let facts = self.look().facts();
            let mut piece = Region::whole(&facts);
            piece.slots[slot] = half;
            if piece.narrow(&facts) && piece.has_point(&facts) {
                self.grow_in(piece, depth)?;
            }
        }
        let end = self.found.parts.len();
        self.found.divide(slot, (first, middle, end));
        Some(())
    }

    /// Cuts at a relation of several facts.
    fn relate(&mut self, atom: Atom, depth: usize) -> Option<()> {
        let known = Look::of(self.plan, self.case, self.members).facts();
        let slots = known.open_slots(atom.node, atom.members);
        let read = (self.found.read.len(), slots.len());
        self.found.read.extend(&slots);
        let related = self.found.related.len();
        self.found.related.extend(slots);
        let facts = self.look().facts();
        let first = self.found.parts.len();
        for piece in Region::whole(&facts).cut_relation(&facts, atom) {
            let middle = self.found.parts.len();
            self.grow_in(piece, depth)?;
            let end = self.found.parts.len();
            if middle > first {
                self.found.divides.push(Divide { read, by_relation: true, first, middle, end });
            }
        }
        self.found.related.truncate(related);
        Some(())
    }

    /// Looks at another part for a while.
    fn grow_in(&mut self, piece: Region, depth: usize) -> Option<()> {
        for slot in 0..piece.slots.len() {
            if piece.slots[slot] != self.found.slots[slot] {
                self.found.touch(slot);
            }
        }
        let slots = std::mem::replace(&mut self.found.slots, piece.slots);
        let constraints = std::mem::replace(&mut self.found.constraints, piece.constraints);
        self.grow(depth + 1)?;
        self.found.slots = slots;
        self.found.constraints = constraints;
        Some(())
    }

    /// Keeps the part that is looked at.
    fn add(&mut self, decided: Decided) {
        let Found {
            slots, constraints, touched, parts, values, relations, reached, needed, ..
        } = &mut *self.found;
        let Self { plan, case, members, .. } = *self;
        let look = Look { plan, case, slots, constraints, members };
        let part = Part {
            values: (values.len(), touched.len()),
            constraints: (relations.len(), constraints.len()),
            result: reached.place(&look, (self.topic, decided), (plan.pack, &mut self.contents)),
        };
        values.extend(touched.iter().map(|slot| slots[*slot]));
        relations.extend_from_slice(constraints);
        parts.push(part);
        for planned in self.topic.named(decided) {
            for day in planned.from.iter().chain(&planned.by) {
                look.add_varying(*day, needed);
            }
        }
    }
}

impl Look<'_> {
    /// Adds the slots with which a day varies.
    fn add_varying(&self, day: Number, needed: &mut Vec<usize>) {
        if self.number(day).is_known() {
            return;
        }
        let slots = match self.open_slot(day) {
            Ok(slot) => slot.into_iter().collect(),
            Err(node) => {
                let facts = self.facts();
                let open = facts.open_slots(node, self.members);
                if open.iter().all(|slot| needed.contains(slot)) {
                    return;
                }
                varying(&facts, node, self.members)
            }
        };
        for slot in slots {
            if !needed.contains(&slot) {
                needed.push(slot);
            }
        }
    }
}
