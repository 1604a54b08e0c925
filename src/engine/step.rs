//! One action of a leaf in a part of the box: its days, and the cautions, offices and papers that it names.
//!
//! What each of those depends on is looked at in the whole box, once: it does not multiply what the others, or the
//! way to the leaf, depend on.

use crate::engine::explore::{Explored, Part, explore};
use crate::engine::facts::{Facts, Members};
use crate::engine::needed::{add_needed, differ_in_one};
use crate::engine::region::Region;
use crate::pack::program::NodeId;
use crate::pack::{Item, Leaf, LeafAction};
use crate::terms::interval::Interval;
use std::ptr;
use std::rc::Rc;

/// An action that a leaf names in a part of the box.
pub(crate) struct Step<'p> {
    pub(crate) leaf: &'p Leaf,
    /// The action as the leaf names it.
    pub(crate) of: &'p LeafAction,
    /// The first day and the last.
    pub(crate) days: [Option<Interval>; 2],
    /// Everything that it may name, in the order of its lists.
    pub(crate) picks: Vec<Pick>,
}

/// Something that an action may name.
pub(crate) struct Pick {
    pub(crate) list: List,
    /// The first item that names it.
    pub(crate) item: usize,
    said: Said,
}

/// The lists of an action, in the order in which their sources are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Cautions,
    Offices,
    Bring,
}

/// How many items after the first the one stands that names something, and whether that is never named first; nothing
/// if none names it.
pub(crate) type Choice = Option<(usize, bool)>;

enum Said {
    Known(Choice),
    /// It is not known to be the same in the whole part; this is what it is in the whole box.
    Open(Rc<Explored<Choice>>),
}

/// What was asked of the whole box, and what was found.
pub(crate) type Asked = Vec<(Question, Rc<Explored<Choice>>)>;

#[derive(PartialEq)]
pub(crate) enum Question {
    /// Whether a condition holds.
    Holds(NodeId),
    /// Which item names what the one at this address names first.
    Which(*const ()),
}

impl<'p> Step<'p> {
    /// An action that a leaf names in a part of the whole box.
    pub(crate) fn new(
        (facts, whole): (&Facts<'_>, &Facts<'_>),
        (leaf, of): (&'p Leaf, &'p LeafAction),
        (members, asked): (Members, &mut Asked),
    ) -> Self {
        let days = [of.from, of.by].map(|day| Some(facts.range(day?, members)));
        let most = of.cautions.len() + of.offices.len() + of.bring.len();
        let mut step = Self { leaf, of, days, picks: Vec::with_capacity(most) };
        step.add(List::Cautions, &of.cautions, (facts, whole), (members, &mut *asked));
        step.add(List::Offices, &of.offices, (facts, whole), (members, &mut *asked));
        step.add(List::Bring, &of.bring, (facts, whole), (members, asked));
        step
    }

    fn add<T: PartialEq>(
        &mut self,
        list: List,
        items: &[Item<T>],
        (facts, whole): (&Facts<'_>, &Facts<'_>),
        (members, asked): (Members, &mut Asked),
    ) {
        for item in named_first(items) {
            let decide =
                |node| facts.range(node, members).known().map(|truth| truth == 1).ok_or(());
            let said = match choose(&items[item..], decide) {
                Ok(choice) => Said::Known(choice),
                Err(()) => Said::Open(ask(&items[item..], (whole, members), asked)),
            };
            self.picks.push(Pick { list, item, said });
        }
    }

    /// Whether one of its days moves with the as-of date.
    pub(crate) fn moves(&self, facts: &Facts<'_>) -> bool {
        self.of.from.into_iter().chain(self.of.by).any(|day| facts.reads_today(day))
    }

    /// Adds to `needed` the slots on which it depends in a part what is named.
    pub(crate) fn add_needed(&self, (facts, here): (&Facts<'_>, &Region), needed: &mut Vec<usize>) {
        for (pick, found) in self.picks.iter().filter_map(|pick| Some((pick, pick.pieces()?))) {
            let said = |part: &Part<Choice>| self.said(pick, part.result);
            let differ = |(one, other): (&Part<Choice>, &Part<Choice>), slot| {
                said(one) != said(other) && {
                    let both = [one, other].map(|part| here.meet(&part.region, &found.cut, facts));
                    let [Some(one), Some(other)] = &both else { return false };
                    differ_in_one(facts, (one, other), slot)
                }
            };
            add_needed(found, differ, needed);
        }
    }

    /// By which sources something is named, and whether it is never named first.
    pub(crate) fn said(&self, pick: &Pick, choice: Choice) -> Option<(&'p [usize], bool)> {
        choice.map(|(after, is_last)| (self.cite(pick.list, pick.item + after), is_last))
    }

    /// The sources of an item.
    pub(crate) fn cite(&self, list: List, item: usize) -> &'p [usize] {
        match list {
            List::Cautions => &self.of.cautions[item].cite,
            List::Offices => &self.of.offices[item].cite,
            List::Bring => &self.of.bring[item].cite,
        }
    }
}

impl Pick {
    /// Adds every item that may name it in a part, and whether it is then never named first, to those that are told.
    pub(crate) fn add_choices(
        &self,
        (facts, here): (&Facts<'_>, &Region),
        told: &mut Vec<(usize, bool)>,
    ) {
        let of = |(after, is_last): (usize, bool)| (self.item + after, is_last);
        let Some(found) = self.pieces() else {
            let new = self.known().map(of).filter(|choice| !told.contains(choice));
            return told.extend(new);
        };
        for part in &found.parts {
            let Some(choice) = part.result.map(of) else { continue };
            if !told.contains(&choice) && here.meets(&part.region, &found.cut, facts) {
                told.push(choice);
            }
        }
        // Of what has too many pieces to look at them all, some may name it too.
        if !found.is_whole && told.is_empty() {
            told.push(of((0, false)));
        }
    }

    /// What is said of it in the whole box, if that is not known in the part.
    pub(crate) fn pieces(&self) -> Option<&Explored<Choice>> {
        match &self.said {
            Said::Known(_) => None,
            Said::Open(found) => Some(found),
        }
    }

    /// What is said of it in the whole part, if that is known.
    pub(crate) fn known(&self) -> Choice {
        match self.said {
            Said::Known(choice) => choice,
            Said::Open(_) => None,
        }
    }
}

/// Which of these items names, everywhere in the whole box, what the first of them names.
fn ask<T: PartialEq>(
    items: &[Item<T>],
    (whole, members): (&Facts<'_>, Members),
    asked: &mut Asked,
) -> Rc<Explored<Choice>> {
    let first = &items[0];
    let is_only = items[1..].iter().all(|other| other.what != first.what);
    let condition = first.condition.filter(|_| is_only && first.last_if.is_none());
    let question =
        condition.map_or_else(|| Question::Which(ptr::from_ref(first).cast()), Question::Holds);
    if let Some((_, found)) = asked.iter().find(|(known, _)| *known == question) {
        return Rc::clone(found);
    }
    let found = Rc::new(explore(whole, |facts, answers| {
        choose(items, |node| answers.next_or(|| facts.decide(node, members)))
    }));
    asked.push((question, Rc::clone(&found)));
    found
}

/// The places of the items that are the first to name something.
pub(crate) fn named_first<T: PartialEq>(items: &[Item<T>]) -> impl Iterator<Item = usize> {
    let is_new =
        |place: &usize| items[..*place].iter().all(|earlier| earlier.what != items[*place].what);
    (0..items.len()).filter(is_new)
}

/// Which of these items names what the first of them names.
pub(crate) fn choose<T: PartialEq, E>(
    items: &[Item<T>],
    mut ask: impl FnMut(NodeId) -> Result<bool, E>,
) -> Result<Choice, E> {
    let same = || items.iter().enumerate().filter(|(_, item)| item.what == items[0].what);
    for (after, item) in same() {
        if item.condition.map_or(Ok(true), &mut ask)? {
            let mut is_last = false;
            for last_if in same().filter_map(|(_, item)| item.last_if) {
                is_last = is_last || ask(last_if)?;
            }
            return Ok(Some((after, is_last)));
        }
    }
    Ok(None)
}
