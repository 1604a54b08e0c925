//! Which values of a fact are told together, and what is told of each: only what is not the same for all values.
//!
//! **Must not know** words or layout.

use crate::pack::Fact;
use crate::render::change::{Entry, Group, entries, new_and_gone};
use crate::render::particular::Particular;
use crate::render::what_if::values::{has_order, possible};
use crate::terms::interval::Interval;
use crate::time::About;
use crate::time::what_if::Alternatives;

/// Values that differ in nothing that a person is told.
pub struct Section {
    /// Runs of values, in order.
    pub values: Vec<Interval>,
    /// Everything that is said for them.
    pub entries: Vec<Entry>,
}

/// All values of a fact, in the order of telling.
pub struct Sections<'p> {
    /// The fact.
    pub fact: &'p Fact,
    /// Each of them differs from the one above it.
    pub list: Vec<Section>,
    /// What the fact may be at all.
    pub possible: Interval,
    has_order: bool,
}

impl<'p> Sections<'p> {
    /// The values with an order stay in it; of the others, those with the same steps stand together.
    pub fn new(fact: &'p Fact, all: &Alternatives) -> Self {
        let has_order = has_order(fact);
        let mut list: Vec<Section> = Vec::new();
        for range in &all.ranges {
            let entries = entries(all.advice(range));
            let is_alike = |section: &&mut Section| is_alike(&section.entries, &entries);
            let alike = if has_order {
                list.last_mut().filter(is_alike)
            } else {
                list.iter_mut().find(is_alike)
            };
            match alike {
                Some(section) => section.values.push(range.values),
                None => list.push(Section { values: vec![range.values], entries }),
            }
        }
        if !has_order {
            let firsts: Vec<usize> = list.iter().map(|own| first_like(&list, own)).collect();
            let mut placed: Vec<(usize, Section)> = firsts.into_iter().zip(list).collect();
            placed.sort_by_key(|(first, _)| *first);
            list = placed.into_iter().map(|(_, section)| section).collect();
        }
        let possible = possible(&all.ranges).unwrap_or(Interval::OPEN);
        Self { fact, list, possible, has_order }
    }

    /// Whether the steps are the same for all values.
    pub fn have_same_steps(&self) -> bool {
        self.list.iter().all(|section| has_same_steps(&section.entries, &self.list[0].entries))
    }

    /// Whether the steps of a section are those of the one above it.
    pub fn has_steps_of_above(&self, place: usize) -> bool {
        place > 0 && has_same_steps(&self.list[place].entries, &self.list[place - 1].entries)
    }

    /// How many actions are in every way the same for all values.
    pub fn same(&self) -> usize {
        let Some((first, others)) = self.list.split_first() else { return 0 };
        let is_same = |entry: &&Entry| {
            let mut twins = others.iter().map(|other| step(&other.entries, entry));
            twins.all(|twin| twin.is_some_and(|twin| twin.says_all(entry)))
        };
        first.entries.iter().filter(is_same).count()
    }

    /// The actions of a section that are not the same step for all values, each with what it does not say for all for
    /// which it is.
    pub fn steps(&self, place: usize) -> Vec<Entry> {
        let is_listed = |entry: &&Entry| !self.is_everywhere(entry);
        let listed = self.list[place].entries.iter().filter(is_listed);
        // Its days are told with it.
        let is_told = |particular: &Particular| {
            !matches!(particular.part.about, About::From(_) | About::By(_))
        };
        listed.map(|entry| self.differing(entry.group, entry, is_told)).collect()
    }

    /// What else is told of steps that stay the same: of values with an order, what is new and what is gone since the
    /// section above; of others, and at the top, all that is not said for all values.
    pub fn particulars(&self, place: usize) -> Vec<Entry> {
        let is_listed = !self.has_steps_of_above(place);
        let own = self.list[place].entries.iter();
        let own = own.filter(|entry| !is_listed || self.is_everywhere(entry));
        let mut particulars: Vec<Entry> = if self.tells_changes(place) {
            let above = &self.list[place - 1].entries;
            let changes = own.filter_map(|entry| Some((step(above, entry)?, entry)));
            changes.flat_map(|(old, new)| new_and_gone(old, new, |_| true)).collect()
        } else {
            own.map(|entry| self.differing(Group::New, entry, |_| true)).collect()
        };
        particulars.retain(|entry| !entry.particulars.is_empty());
        particulars
    }

    /// Whether the particulars of a section are told as changes since the one above it.
    pub fn tells_changes(&self, place: usize) -> bool {
        self.has_order && place > 0
    }

    fn is_everywhere(&self, entry: &Entry) -> bool {
        self.list.iter().all(|section| step(&section.entries, entry).is_some())
    }

    /// An entry with those particulars that may be told and that are not said wherever it is the same step.
    fn differing(&self, group: Group, entry: &Entry, may_tell: fn(&Particular) -> bool) -> Entry {
        let twins = self.list.iter().filter_map(|section| step(&section.entries, entry));
        let twins: Vec<&Entry> = twins.collect();
        entry.told(group, |particular| {
            may_tell(particular) && !twins.iter().all(|twin| twin.says((entry, particular)))
        })
    }
}

/// The same step among others.
fn step<'e>(entries: &'e [Entry], own: &Entry) -> Option<&'e Entry> {
    entries.iter().find(|other| own.is_same_step(other))
}

/// The first section with the same steps as one of them.
fn first_like(all: &[Section], own: &Section) -> usize {
    let is_like = |other: &Section| has_same_steps(&other.entries, &own.entries);
    all.iter().position(is_like).unwrap_or(0)
}

fn has_same_steps(one: &[Entry], other: &[Entry]) -> bool {
    one.len() == other.len() && one.iter().all(|entry| step(other, entry).is_some())
}

/// Whether the same is told, whatever the order.
fn is_alike(one: &[Entry], other: &[Entry]) -> bool {
    let is_in = |entry| step(other, entry).is_some_and(|twin| twin.says_all(entry));
    one.len() == other.len() && one.iter().all(is_in)
}
