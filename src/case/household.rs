//! The facts of one household: its members, a slot for each fact, and what was said of it.
//!
//! **Owns** the one way in which an answer becomes a fact: wrong types, unknown names and values out of range are
//! refused. **Must not know** how an answer was obtained.

use super::answer::{self, BadAnswer, Said, StandIn};
use super::done::Done;
use super::member::Member;
use super::template::Template;
use crate::pack::program::{Entity, Read, Whose};
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::spelling;
use crate::terms::stay::Stay;
use crate::terms::value::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The slot of the as-of date.
pub(crate) const TODAY: usize = 0;

/// The facts known about one household, and the as-of date.
///
/// # Examples
///
/// ```
/// use dovidka::{Case, Member, Pack};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2026-11-22".parse()?);
/// case.learn(&pack, Member::YOU, "passport_expires", "2027-03")?;
/// assert!(case.learn(&pack, Member::YOU, "passport_expires", "soon").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Case {
    /// The day whose law applies.
    pub on: Date,
    /// The first slot of every member, by entity.
    bases: [Vec<u32>; 4],
    /// What is known of every slot; the first is the as-of date itself.
    pub(crate) slots: Vec<Interval>,
    /// Where the value of every slot stands: in the slot itself, or in yours that stands in for it.
    pub(super) sources: Vec<u32>,
    /// What was said of those slots of which a part is not possible on the as-of date, such as the rest of a month.
    cut: BTreeMap<usize, Interval>,
    pub(super) said: Vec<Said>,
    /// The slots in whose place nothing is computed though they were not told.
    pub(super) as_told: BTreeSet<usize>,
    /// The earlier stays of those members of whom they were listed, by their first slot; in order.
    pub(super) stays: BTreeMap<usize, Vec<Stay>>,
    /// The steps that are done.
    pub(super) done: Vec<Done>,
}

impl Case {
    /// The first slot of the household's facts in every case.
    pub(crate) const HOUSEHOLD_BASE: u32 = 1;

    /// The first slot of your facts in every case of a pack.
    pub(crate) fn your_base(pack: &Pack) -> u32 {
        let width = u32::try_from(pack.width(Entity::Household));
        Self::HOUSEHOLD_BASE + width.expect("a household has fewer facts")
    }

    /// A household with you in it, of which nothing is known.
    #[must_use]
    pub fn new(pack: &Pack, on: Date) -> Self {
        Self::from_template(&Template::new(pack, on))
    }

    /// The same as [`Case::new`], from what was worked out before.
    pub(crate) fn from_template(template: &Template) -> Self {
        let (bases, slots, sources, cut, said, as_told, stays, done) = Default::default();
        let mut case =
            Self { on: template.on, bases, slots, sources, cut, said, as_told, stays, done };
        case.restart(template);
        case
    }

    /// Makes this what [`Case::from_template`] gives; memory is kept.
    pub(crate) fn restart(&mut self, template: &Template) {
        self.on = template.on;
        self.bases.iter_mut().for_each(Vec::clear);
        self.slots.clear();
        self.slots.push(Interval::exactly(template.on.number()));
        self.sources.clear();
        self.sources.push(0);
        self.said.clear();
        self.said.push(Said::Value);
        self.cut.clear();
        self.stays.clear();
        self.as_told.clear();
        self.done.clear();
        self.add_from(template, Entity::Household);
        self.add_from(template, Entity::Person);
    }

    /// The same household on another as-of date, as if all that was said were said on that day.
    ///
    /// A birth of which nothing is known may be on any day up to the new one. A value that is not possible on
    /// the new day, such as a birth after it, is kept.
    #[must_use]
    pub fn at(&self, pack: &Pack, on: Date) -> Self {
        let mut moved = self.clone();
        moved.on = on;
        moved.slots[TODAY] = Interval::exactly(on.number());
        for member in Entity::ALL.into_iter().flat_map(|of| self.members(of)) {
            for fact in &pack.facts[member.of.place()] {
                if self.stand_in(member, fact) == Some(StandIn::Presumed) {
                    continue;
                }
                let range = pack.range(fact, on);
                for slot in self.places_of(member, fact) {
                    let given = self.given(slot, fact);
                    moved.keep(slot, given, given.meet(range).unwrap_or(given));
                }
            }
        }
        moved
    }

    /// Adds another adult, a child or a pet.
    pub fn add(&mut self, pack: &Pack, of: Entity) -> Member {
        self.add_from(&Template::new(pack, self.on), of)
    }

    /// Adds another adult, a child or a pet, as [`Case::add`] does.
    pub(crate) fn add_from(&mut self, template: &Template, of: Entity) -> Member {
        let number = self.bases[of.place()].len();
        let base = u32::try_from(self.slots.len()).expect("a household has fewer facts");
        self.bases[of.place()].push(base);
        self.slots.extend_from_slice(template.slots(of));
        self.said.resize(self.slots.len(), Said::Nothing);
        let end = base + u32::try_from(template.slots(of).len()).expect("a member has fewer facts");
        self.sources.extend(base..end);
        let member = Member { of, number };
        let same = if member == Member::YOU { &[] } else { template.same_as_you(of) };
        for (own, yours) in same {
            let yours = self.base32(Member::YOU) + u32::from(*yours);
            self.sources[(base + u32::from(*own)) as usize] = yours;
        }
        member
    }

    /// Takes all other adults, all children or all pets out of the household; their slots are nobody's from then on.
    pub fn remove_all(&mut self, of: Entity) {
        let kept = usize::from(matches!(of, Entity::Household | Entity::Person));
        self.bases[of.place()].truncate(kept);
    }

    /// How many there are of an entity; people include you.
    #[must_use]
    pub fn count(&self, of: Entity) -> usize {
        self.bases[of.place()].len()
    }

    /// All members of an entity, in order.
    pub fn members(&self, of: Entity) -> impl Iterator<Item = Member> + use<> {
        (0..self.count(of)).map(move |number| Member { of, number })
    }

    /// The first slot of each member of an entity.
    pub(crate) fn bases(&self, of: Entity) -> &[u32] {
        &self.bases[of.place()]
    }

    /// The first slot of a member's facts.
    #[must_use]
    pub fn base(&self, member: Member) -> usize {
        self.base32(member) as usize
    }

    /// The first slot of a member's facts, as it is kept.
    pub(crate) fn base32(&self, member: Member) -> u32 {
        self.bases[member.of.place()][member.number]
    }

    /// Whose fact a slot is, and which one.
    ///
    /// # Panics
    ///
    /// If the case has no such slot.
    #[must_use]
    pub fn owner<'p>(&self, pack: &'p Pack, slot: usize) -> (Member, &'p Fact) {
        let members = Entity::ALL.into_iter().flat_map(|of| self.members(of));
        let member = members
            .filter(|member| self.base(*member) <= slot)
            .max_by_key(|member| self.base(*member))
            .expect("the household's slots follow that of the as-of date");
        let offset = slot - self.base(member);
        let mut facts = pack.facts[member.of.place()].iter();
        let fact = facts.rfind(|fact| usize::from(fact.slot) <= offset);
        (member, fact.expect("every slot of a member belongs to a fact"))
    }

    /// Learns what a member's fact is: a value, part of a date, or `unknown`.
    ///
    /// # Errors
    ///
    /// [`BadAnswer`] if there is no such fact, or the text is not a value of it.
    ///
    /// # Panics
    ///
    /// If the case has no such member.
    pub fn learn(
        &mut self,
        pack: &Pack,
        member: Member,
        id: &str,
        text: &str,
    ) -> Result<(), BadAnswer> {
        let fact = answer::find_fact(pack, member.of, id)?;
        self.learn_fact(member, fact, pack.range(fact, self.on), text)
    }

    /// Learns what a member's fact is, as [`Case::learn`] does; `range` is everything that it may be.
    ///
    /// # Errors
    ///
    /// [`BadAnswer`] if the text is not a value of the fact.
    pub fn learn_fact(
        &mut self,
        member: Member,
        fact: &Fact,
        range: Interval,
        text: &str,
    ) -> Result<(), BadAnswer> {
        let places = self.places_of(member, fact);
        self.take_as_own(member, fact);
        if spelling::is_unknown(text) {
            self.said[places.clone()].fill(Said::Unknown);
            places.for_each(|slot| self.keep(slot, range, range));
            return Ok(());
        }
        let bad = |problem| BadAnswer::Value { fact: fact.id.clone(), problem };
        if let Kind::Choices(_) = fact.kind {
            let chosen = fact.kind.read(text).map_err(bad)?;
            self.said[places.clone()].fill(Said::Value);
            places.zip(chosen).for_each(|(slot, value)| self.keep(slot, value, value));
            return Ok(());
        }
        let given = fact.kind.read_one(text).map_err(bad)?;
        let value = given.meet(range).ok_or_else(|| answer::out_of_range(fact, text, range))?;
        self.said[places.start] = Said::Value;
        self.keep(places.start, given, value);
        Ok(())
    }

    /// The slot that a sentence about `member` reads.
    pub(crate) fn place(&self, member: Member, read: Read) -> usize {
        let whose = match read.whose {
            Whose::Household => Member::HOUSEHOLD,
            Whose::You => Member::YOU,
            Whose::Member(_) => member,
        };
        let slot = self.base(whose) + usize::from(read.slot);
        if read.may_be_yours { self.source(slot) } else { slot }
    }

    /// What was said of a member's fact.
    #[must_use]
    pub fn said(&self, member: Member, fact: &Fact) -> Said {
        self.said[self.place_of(member, fact)]
    }

    /// The same household with other values of one fact, as if they had been told.
    #[must_use]
    pub fn with(&self, (member, fact): (Member, &Fact), values: Interval) -> Self {
        let mut changed = self.clone();
        let place = self.place_of(member, fact);
        changed.take_as_own(member, fact);
        changed.said[place] = Said::Value;
        changed.keep(place, values, values);
        changed
    }

    /// What was said of a slot of a fact, before what is possible on the as-of date is considered.
    pub(super) fn given(&self, slot: usize, fact: &Fact) -> Interval {
        match self.said[slot] {
            Said::Value => self.cut.get(&slot).copied().unwrap_or(self.slots[slot]),
            Said::Nothing | Said::Unknown => fact.kind.widest(),
        }
    }

    /// Keeps what a slot may be, and what was said of it if that is more.
    fn keep(&mut self, slot: usize, given: Interval, value: Interval) {
        self.slots[slot] = value;
        if self.said[slot] == Said::Value && given != value {
            self.cut.insert(slot, given);
        } else if !self.cut.is_empty() {
            self.cut.remove(&slot);
        }
    }

    /// The first slot of a member's fact.
    pub(crate) fn place_of(&self, member: Member, fact: &Fact) -> usize {
        self.base(member) + usize::from(fact.slot)
    }

    /// The slots of a member's fact.
    pub(super) fn places_of(&self, member: Member, fact: &Fact) -> Range<usize> {
        let first = self.place_of(member, fact);
        first..first + fact.kind.width()
    }
}
