//! Cuts a box into parts until each leads to one end, going on from the op that is not decided.
//!
//! **Owns** the parts that are kept: of each, the values of the slots that were cut, and the relations that hold in it.

use crate::case::Case;
use crate::engine::cut::Cut;
use crate::engine::ops::is_end;
use crate::engine::reach::Reach;
use crate::engine::region::Region;
use crate::engine::scene::Scene;
use crate::engine::view::{Constraint, View};
use crate::terms::interval::Interval;

/// How often one tree or condition may be walked.
const MOST_WALKS: usize = 3_000;
/// How often all that belongs to one topic of one member may be walked.
const MOST_WALKS_IN_ALL: usize = 30_000;

/// A part of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Part {
    /// The first of its values, and how many slots had been cut when it was kept.
    values: (u32, u32),
    /// Its first relation, and how many it has.
    relations: (u32, u32),
}

impl Part {
    /// Whether no relation holds in it.
    pub(crate) fn is_box(self) -> bool {
        self.relations.1 == 0
    }
}

/// A part, and the end to which it leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reached {
    pub(crate) part: Part,
    pub(crate) end: u32,
}

/// Where the box was cut: the parts from `first` on lie on one side, those from `middle` on on the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Divide {
    /// The slots that the cut looks at in [`Space::read`]: the first, and how many.
    read: (u32, u32),
    pub(crate) first: u32,
    pub(crate) middle: u32,
    pub(crate) end: u32,
}

/// Parts, and the cuts that divide them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cuts {
    pub(crate) reached: Vec<Reached>,
    pub(crate) divides: Vec<Divide>,
}

impl Cuts {
    pub(crate) fn clear(&mut self) {
        self.reached.clear();
        self.divides.clear();
    }

    fn count(&self) -> u32 {
        short(self.reached.len())
    }
}

/// A box while it is cut, and what is kept of its parts; its memory may be used for many boxes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Space {
    /// The part that is looked at.
    slots: Vec<Interval>,
    constraints: Vec<Constraint>,
    /// What is left to do, the next last.
    pending: Vec<Pending>,
    /// How often it was walked.
    walks: usize,
    /// The slots that are narrower in some part, in the order in which they were cut.
    pub(crate) touched: Vec<usize>,
    values: Vec<Interval>,
    relations: Vec<Constraint>,
    /// The slots at which it was cut, and those of the relations.
    pub(crate) read: Vec<usize>,
    /// What could be read where it was not looked at in full.
    pub(crate) unexplored: Vec<usize>,
    /// Whether all of it was looked at.
    pub(crate) is_whole: bool,
}

/// What is left to do at a cut; `first` is the first part behind it.
#[derive(Debug, Clone)]
enum Pending {
    /// To look at the other values of a slot.
    Values { slot: usize, other: Interval, whole: Interval, at: u32, first: u32 },
    /// To put a slot back: both sides are done.
    Slot { slot: usize, whole: Interval, first: u32, middle: u32 },
    /// To look at another piece.
    Piece { region: Box<Region>, read: (u32, u32), at: u32, first: u32 },
    /// To note that a piece is divided from those before it.
    Divide(Divide),
    /// To put the whole part back: all pieces are done.
    Region(Box<Region>),
}

impl Space {
    /// Starts with the box of a case.
    pub(crate) fn start(&mut self, case: &Case) {
        self.slots.clone_from(&case.slots);
        self.constraints.clear();
        self.pending.clear();
        self.touched.clear();
        self.values.clear();
        self.relations.clear();
        self.read.clear();
        self.unexplored.clear();
        (self.walks, self.is_whole) = (0, true);
    }

    /// The part that is looked at.
    pub(crate) fn view<'v>(&'v self, scene: &Scene<'v>) -> View<'v> {
        View { slots: &self.slots, constraints: &self.constraints, ..scene.view() }
    }

    /// Cuts the part that is looked at until each piece leads from the op at `start` to one end, and adds the pieces
    /// to `cuts`; then the part is as it was before.
    ///
    /// If there are too many pieces, it adds the whole part for each end to which some way leads, and notes what is
    /// read on all ways.
    pub(crate) fn explore(&mut self, scene: &Scene<'_>, start: u32, cuts: &mut Cuts) {
        let before = (self.pending.len(), cuts.reached.len(), cuts.divides.len());
        let most = MOST_WALKS.min(MOST_WALKS_IN_ALL.saturating_sub(self.walks)) + self.walks;
        let mut next = Some(start);
        loop {
            match next.take() {
                Some(_) if self.walks >= most => {
                    self.leave(before.0);
                    cuts.reached.truncate(before.1);
                    cuts.divides.truncate(before.2);
                    return self.reach(scene, start, cuts);
                }
                Some(at) => {
                    self.walks += 1;
                    let stop = self.view(scene).walk(at, &scene.members);
                    if !is_end(stop) {
                        next = self.cut(scene, stop, cuts.count());
                    } else if self.exists(scene) {
                        cuts.reached.push(Reached { part: self.keep(), end: stop });
                    }
                }
                None if self.pending.len() > before.0 => next = self.go_on(cuts),
                None => return,
            }
        }
    }

    /// Whether the part that is looked at has a point that premises allow.
    fn exists(&self, scene: &Scene<'_>) -> bool {
        let view = self.view(scene);
        let changed = self.changed(scene);
        !changed.iter().any(|slot| scene.premises.read(*slot))
            || scene.premises.allow(&view, Region::of(&view), changed)
    }

    /// The slots of the part that is looked at that are narrower than in the case, or that its relations read.
    pub(crate) fn changed(&self, scene: &Scene<'_>) -> Vec<usize> {
        let is_narrower = |slot: &usize| self.slots[*slot] != scene.case.slots[*slot];
        let touched = self.touched.iter().copied().filter(is_narrower);
        let read = self.constraints.iter().flat_map(|known| known.open_slots(&self.view(scene)));
        touched.chain(read).collect()
    }

    /// Cuts the part that is looked at; gives where to go on in its first piece, unless that is yet to be taken up.
    fn cut(&mut self, scene: &Scene<'_>, at: u32, first: u32) -> Option<u32> {
        let view = self.view(scene);
        let (pieces, read) = match view.cut(at, &scene.members) {
            Cut::Slot { slot, end } => {
                let whole = self.slots[slot];
                debug_assert!((whole.low..whole.high).contains(&end), "what is open changes");
                let (low, other) =
                    (Interval { high: end, ..whole }, Interval { low: end + 1, ..whole });
                let is_free = !self.constraints.iter().any(|known| known.reads(&view, slot));
                // Relations of other slots say of each piece what they have said of the whole.
                if is_free {
                    self.touch(slot);
                    self.slots[slot] = low;
                    self.pending.push(Pending::Values { slot, other, whole, at, first });
                    return Some(at);
                }
                let here = Region::of(&view);
                let halves = [low, other].map(|half| here.with(&view, slot, half));
                (halves.into_iter().flatten().collect::<Vec<_>>(), vec![slot])
            }
            Cut::Relation(relation, slots) => (Region::of(&view).cut(&view, relation), slots),
        };
        let read = self.note(&read);
        let here = Region::of(&self.view(scene));
        self.pending.push(Pending::Region(Box::new(here)));
        let pieces = pieces.into_iter().rev().map(Box::new);
        self.pending.extend(pieces.map(|region| Pending::Piece { region, read, at, first }));
        None
    }

    /// Does what is left to do next; gives where to go on walking, if it is that.
    fn go_on(&mut self, cuts: &mut Cuts) -> Option<u32> {
        match self.pending.pop()? {
            Pending::Values { slot, other, whole, at, first } => {
                self.slots[slot] = other;
                self.pending.push(Pending::Slot { slot, whole, first, middle: cuts.count() });
                return Some(at);
            }
            Pending::Slot { slot, whole, first, middle } => {
                self.slots[slot] = whole;
                let read = self.note(&[slot]);
                cuts.divides.push(Divide { read, first, middle, end: cuts.count() });
            }
            Pending::Piece { region, read, at, first } => {
                let middle = cuts.count();
                self.pending.push(Pending::Divide(Divide { read, first, middle, end: middle }));
                self.take(*region);
                return Some(at);
            }
            Pending::Divide(divide) if divide.middle > divide.first => {
                cuts.divides.push(Divide { end: cuts.count(), ..divide });
            }
            Pending::Divide(_) => {}
            Pending::Region(region) => self.take(*region),
        }
        None
    }

    /// Puts everything back that was cut, without looking at what is left.
    fn leave(&mut self, before: usize) {
        while self.pending.len() > before {
            match self.pending.pop() {
                Some(Pending::Values { slot, whole, .. } | Pending::Slot { slot, whole, .. }) => {
                    self.slots[slot] = whole;
                }
                Some(Pending::Region(region)) => self.take(*region),
                _ => {}
            }
        }
    }

    /// Adds the part that is looked at for every end to which some way leads.
    fn reach(&mut self, scene: &Scene<'_>, start: u32, cuts: &mut Cuts) {
        let mut found = Reach::default();
        self.view(scene).reach(start, &scene.members, &mut found);
        let part = self.keep();
        cuts.reached.extend(found.ends.iter().map(|end| Reached { part, end: *end }));
        self.unexplored.extend(found.slots);
        self.is_whole = false;
    }

    /// Looks at another part, which is narrower in some slots.
    fn take(&mut self, region: Region) {
        for slot in 0..region.slots.len() {
            if region.slots[slot] != self.slots[slot] {
                self.touch(slot);
            }
        }
        (self.slots, self.constraints) = (region.slots, region.constraints);
    }

    fn touch(&mut self, slot: usize) {
        if !self.touched.contains(&slot) {
            self.touched.push(slot);
        }
    }

    /// Notes slots at which it is cut.
    fn note(&mut self, slots: &[usize]) -> (u32, u32) {
        let first = short(self.read.len());
        self.read.extend_from_slice(slots);
        (first, short(slots.len()))
    }

    /// Keeps the part that is looked at.
    fn keep(&mut self) -> Part {
        let values = (short(self.values.len()), short(self.touched.len()));
        let relations = (short(self.relations.len()), short(self.constraints.len()));
        self.values.extend(self.touched.iter().map(|slot| self.slots[*slot]));
        self.relations.extend_from_slice(&self.constraints);
        Part { values, relations }
    }

    /// Looks at a part again that was kept.
    pub(crate) fn enter(&mut self, case: &Case, part: Part) {
        for place in 0..self.touched.len() {
            self.slots[self.touched[place]] = self.value(case, part, place);
        }
        self.constraints.clear();
        let (first, count) = part.relations;
        self.constraints.extend_from_slice(&self.relations[first as usize..][..count as usize]);
    }

    /// What a part has in one of the slots that were touched.
    fn value(&self, case: &Case, part: Part, place: usize) -> Interval {
        let (first, count) = part.values;
        if place < count as usize {
            self.values[first as usize + place]
        } else {
            case.slots[self.touched[place]]
        }
    }

    /// What a part has in a slot.
    pub(crate) fn value_of(&self, case: &Case, part: Part, slot: usize) -> Interval {
        let place = self.touched.iter().position(|touched| *touched == slot);
        place.map_or(case.slots[slot], |place| self.value(case, part, place))
    }

    fn relations_of(&self, part: Part) -> &[Constraint] {
        let (first, count) = part.relations;
        &self.relations[first as usize..][..count as usize]
    }

    /// A part on its own.
    pub(crate) fn region(&self, case: &Case, part: Part) -> Region {
        let mut slots = case.slots.clone();
        for (place, slot) in self.touched.iter().enumerate() {
            slots[*slot] = self.value(case, part, place);
        }
        Region { slots, constraints: self.relations_of(part).to_vec(), twin: None }
    }

    /// The slots that a cut looks at.
    pub(crate) fn read_by(&self, divide: Divide) -> &[usize] {
        let (first, count) = divide.read;
        &self.read[first as usize..][..count as usize]
    }

    /// The only slot in which two parts have no value in common, if there is one; an error if there are several.
    pub(crate) fn apart(&self, case: &Case, parts: [Part; 2]) -> Result<Option<usize>, ()> {
        let mut apart = None;
        for place in 0..self.touched.len() {
            let [one, other] = parts.map(|part| self.value(case, part, place));
            if one.meet(other).is_none() && apart.replace(self.touched[place]).is_some() {
                return Err(());
            }
        }
        Ok(apart)
    }
}

fn short(place: usize) -> u32 {
    u32::try_from(place).expect("the number of walks is limited")
}
