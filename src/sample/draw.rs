//! Draws a household in full, and then decides what it says of itself.

use crate::case::Member;
use crate::pack::Fact;
use crate::pack::program::{Entity, NodeId};
use crate::sample::chance::Chance;
use crate::sample::line::Told;
use crate::sample::{Sampler, shape};
use crate::terms::interval::Interval;
use crate::terms::value::Kind;

/// How often a fact is told, in percent, although it does not matter.
const TOLD_ANYWAY: u8 = 8;
/// How often a fact of another member is the same as yours, if it may be left out then, and how often it is left out.
const SAME_AS_YOU: u8 = 75;
/// How often answers are drawn again that cannot both be true, before they are left out.
const MOST_TRIES: usize = 20;

impl Sampler<'_> {
    /// Draws what is true of everybody, so that every answer fits every other.
    pub(super) fn draw_all(&mut self, shape: usize, chance: &mut Chance) {
        for who in shape::members(&self.shapes[shape]) {
            for place in 0..self.pack.facts[who.of.place()].len() {
                self.draw(shape, who, place, chance);
            }
        }
        self.mend(shape, chance);
    }

    /// Draws what is true of one fact.
    fn draw(&mut self, shape: usize, who: Member, place: usize, chance: &mut Chance) {
        let (first, width) = shape::span(&self.shapes[shape], self.pack, who, place);
        if let Some(yours) = self.yours(shape, who, place).filter(|_| chance.happens(SAME_AS_YOU)) {
            self.slots.copy_within(yours..yours + width, first);
            return;
        }
        let habit = &self.habits[who.of.place()][place];
        for slot in &mut self.slots[first..first + width] {
            *slot = Interval::exactly(habit.draw(chance));
        }
    }

    /// The first slot of your fact that may stand in for that of another member.
    fn yours(&self, shape: usize, who: Member, place: usize) -> Option<usize> {
        let yours = self.pack.facts[who.of.place()][place].same_as_you?;
        let base = self.shapes[shape].base(Member::YOU);
        (who != Member::YOU).then_some(base + usize::from(yours))
    }

    /// Draws again what cannot be true together; what still cannot in the end is not told.
    fn mend(&mut self, shape: usize, chance: &mut Chance) {
        for round in 0..=MOST_TRIES {
            let mut is_mended = true;
            for number in 0..self.reads.len() {
                for who in self.shapes[shape].members(self.pack.requires[number].of) {
                    if !self.is_met(shape, number, who) {
                        self.change(shape, (number, who), (round < MOST_TRIES).then_some(chance));
                        is_mended = false;
                    }
                }
            }
            if is_mended {
                return;
            }
        }
    }

    /// Draws again all facts that a requirement reads; without chance, forgets them.
    fn change(
        &mut self,
        shape: usize,
        (number, who): (usize, Member),
        mut chance: Option<&mut Chance>,
    ) {
        for (of, place) in self.reads[number].clone() {
            for member in self.shapes[shape].members(of) {
                match &mut chance {
                    Some(chance) if of != who.of || member == who => {
                        self.draw(shape, member, place, chance);
                    }
                    Some(_) => {}
                    None => self.forget(shape, member, place),
                }
            }
        }
    }

    fn is_met(&self, shape: usize, number: usize, who: Member) -> bool {
        let condition = self.pack.requires[number].condition.node;
        self.may_hold(shape, condition, who)
    }

    fn may_hold(&self, shape: usize, node: NodeId, who: Member) -> bool {
        self.conditions.holds(&self.shapes[shape], &self.slots, who, node) != Some(false)
    }

    fn forget(&mut self, shape: usize, who: Member, place: usize) {
        let (first, width) = shape::span(&self.shapes[shape], self.pack, who, place);
        let known = &self.shapes[shape].slots[first..first + width];
        self.slots[first..first + width].copy_from_slice(known);
        self.told[first] = Told::Absent;
    }

    /// Decides what the household says of each fact.
    pub(super) fn leave_out(&mut self, shape: usize, chance: &mut Chance) {
        for who in shape::members(&self.shapes[shape]) {
            for (place, fact) in self.pack.facts[who.of.place()].iter().enumerate() {
                let (first, width) = shape::span(&self.shapes[shape], self.pack, who, place);
                let yours =
                    self.yours(shape, who, place).map(|yours| &self.slots[yours..][..width]);
                if yours == Some(&self.slots[first..][..width]) && chance.happens(SAME_AS_YOU) {
                    self.told[first] = Told::Absent;
                } else if self.told[first] == Told::Value {
                    self.told[first] = self.tell(shape, who, fact, chance);
                }
            }
        }
    }

    fn tell(&self, shape: usize, who: Member, fact: &Fact, chance: &mut Chance) -> Told {
        // At the top of a case file, a fact of this name is the household's.
        let is_hidden = who == Member::YOU && self.pack.fact(Entity::Household, &fact.id).is_some();
        let matters = fact.matters_when.as_ref();
        let matters = matters.is_none_or(|when| self.may_hold(shape, when.node, who));
        if is_hidden || !matters && !chance.happens(TOLD_ANYWAY) {
            Told::Absent
        } else if chance.happens(self.gaps.unknown) {
            if chance.happens(50) { Told::Unknown } else { Told::Absent }
        } else if fact.kind == Kind::Date && chance.happens(self.gaps.partly) {
            if chance.happens(67) { Told::Month } else { Told::Year }
        } else {
            Told::Value
        }
    }
}
