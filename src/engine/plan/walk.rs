//! Walks a planned topic for one member, as long as everything on the way is decided.

use super::{
    Brief, BriefAction, Number, Parts, Place, Plan, PlannedAction, PlannedTopic, Test, Truth,
};
use crate::case::{Case, Member};
use crate::engine::facts::{Facts, Members, compare, moved};
use crate::pack::program::{Entity, NodeId};
use crate::pack::{Ladder, Then};
use crate::terms::calendar::ALL_DAYS;
use crate::terms::interval::Interval;

/// Something on the way is not decided by what is known.
struct Undecided;

/// A case, with the members at hand.
#[derive(Clone, Copy)]
struct Look<'l> {
    plan: &'l Plan<'l>,
    case: &'l Case,
    members: Members,
}

impl Plan<'_> {
    /// Adds what the topic says to a member; gives false, and adds nothing, if something is not decided.
    pub(super) fn walk(
        &self,
        topic: &PlannedTopic,
        case: &Case,
        who: Member,
        brief: &mut Brief,
    ) -> bool {
        let look = Look { plan: self, case, members: Members::of(case, who) };
        let before = brief.actions.len();
        let is_decided = look.leaf(topic).and_then(|leaf| {
            let actions = leaf.map_or(&[][..], |leaf| &topic.leaves[leaf]);
            actions
                .iter()
                .try_for_each(|action| look.act(action, (topic.topic, who), before, brief))
        });
        if is_decided.is_err() {
            brief.actions.truncate(before);
        }
        is_decided.is_ok()
    }
}

impl Plan<'_> {
    /// What a test says of the members at hand.
    pub(super) fn holds(&self, test: &Test, case: &Case, members: Members) -> Truth {
        Look { plan: self, case, members }.test(test)
    }
}

impl<'l> Look<'l> {
    /// The leaf that is reached; nothing if the topic does not matter.
    fn leaf(&self, topic: &PlannedTopic) -> Result<Option<usize>, Undecided> {
        if !self.decided(&topic.only_if)? {
            return Ok(None);
        }
        let mut then = Then::Ladder(topic.root);
        loop {
            match then {
                Then::Leaf(leaf) => return Ok(Some(leaf)),
                Then::Ladder(ladder) => then = topic.branches[self.branch(topic, ladder)?].1,
            }
        }
    }

    /// The branch of a ladder that is taken.
    fn branch(&self, topic: &PlannedTopic, ladder: Ladder) -> Result<usize, Undecided> {
        if let Ok(found) = topic.tables.binary_search_by_key(&ladder.first, |(first, _)| *first) {
            let table = &topic.tables[found].1;
            let value = self.value(table.fact);
            let place = |number: i32| usize::try_from(number).map_err(|_| Undecided);
            let branch = table.branches[place(value.low)?];
            let others = &table.branches[place(value.low)?..=place(value.high)?];
            let is_one = others.iter().all(|other| *other == branch);
            return if is_one { Ok(ladder.first + branch as usize) } else { Err(Undecided) };
        }
        let last = ladder.first + ladder.count - 1;
        for (offset, (test, _)) in topic.branches[ladder.first..last].iter().enumerate() {
            if self.decided(test)? {
                return Ok(ladder.first + offset);
            }
        }
        Ok(last)
    }

    /// Adds an action of a leaf.
    fn act(
        &self,
        planned: &PlannedAction,
        (topic, who): (usize, Member),
        before: usize,
        brief: &mut Brief,
    ) -> Result<(), Undecided> {
        if !self.decided(&planned.condition)? {
            return Ok(());
        }
        let from = self.day(planned.from)?;
        let by = self.day(planned.by)?;
        for item in &planned.items {
            self.decided(item)?;
        }
        // A leaf that names an action twice means the first.
        if brief.actions[before..].iter().all(|known| known.action != planned.action) {
            let PlannedAction { action, kind, rank, .. } = *planned;
            brief.actions.push(BriefAction {
                action,
                topic,
                who,
                kind,
                rank,
                is_certain: true,
                from,
                by,
            });
        }
        Ok(())
    }

    /// The day that an action may name.
    fn day(&self, day: Option<Number>) -> Result<Option<Interval>, Undecided> {
        let Some(day) = day else { return Ok(None) };
        let number = self.number(day).known().ok_or(Undecided)?;
        Ok(Some(Interval::exactly(number.clamp(ALL_DAYS.low, ALL_DAYS.high))))
    }

    #[inline]
    fn number(&self, number: Number) -> Interval {
        match number {
            Number::Fixed(number) => Interval::exactly(number),
            Number::Fact(fact) => self.value(fact),
            Number::Moved(fact, by, unit) => {
                moved(self.value(fact), Interval::exactly(by), unit, self.plan.pack.rounding)
            }
            Number::Node(node) => self.range(node),
        }
    }

    #[inline]
    fn value(&self, fact: Place) -> Interval {
        let base = match fact.depth {
            0 => 0,
            depth => self.members.base(depth - 1),
        };
        self.case.slots[base + fact.slot as usize]
    }

    fn range(&self, node: NodeId) -> Interval {
        Facts::of(self.plan.pack, self.case).range(node, self.members)
    }

    #[inline]
    fn decided(&self, test: &Test) -> Result<bool, Undecided> {
        match self.test(test) {
            Truth::No => Ok(false),
            Truth::Open => Err(Undecided),
            Truth::Yes => Ok(true),
        }
    }

    #[inline]
    fn test(&self, test: &Test) -> Truth {
        match *test {
            Test::Within { fact, low, high, inside } => {
                let value = self.value(fact);
                let is_certain = low <= value.low && value.high <= high;
                let is_possible = value.low <= high && low <= value.high;
                truth(is_certain, is_possible, inside)
            }
            Test::Among { fact, set } => {
                let value = self.value(fact);
                let ends = u64::MAX.checked_shl(value.low.cast_unsigned()).unwrap_or(0)
                    & !u64::MAX.checked_shl(value.high.cast_unsigned() + 1).unwrap_or(0);
                truth(ends & !set == 0, ends & set != 0, true)
            }
            _ => self.compound(test),
        }
    }

    fn compound(&self, test: &Test) -> Truth {
        match *test {
            Test::All(parts) => all(self.parts(parts).iter().map(|part| self.test(part))),
            Test::Any(parts) => {
                negate(all(self.parts(parts).iter().map(|part| negate(self.test(part)))))
            }
            Test::Not(part) => negate(self.test(&self.parts(part)[0])),
            Test::Every(of, body) => all(self.each(of, body)),
            Test::AtLeastOne(of, body) => negate(all(self.each(of, body).map(negate))),
            Test::Compare(first, relation) => {
                let side = |offset: u32| self.number(self.plan.numbers[(first + offset) as usize]);
                of_interval(compare(side(0), relation, side(1)))
            }
            Test::Node(node) => of_interval(self.range(node)),
            Test::Decided(truth) => truth,
            Test::Within { .. } | Test::Among { .. } => self.test(test),
        }
    }

    fn parts(&self, parts: Parts) -> &'l [Test] {
        &self.plan.parts[parts.first as usize..][..parts.count as usize]
    }

    /// What holds for each member of an entity.
    fn each(&self, of: Entity, body: Parts) -> impl Iterator<Item = Truth> {
        let body = &self.parts(body)[0];
        let look = *self;
        self.case.members(of).map(move |member| {
            let members = look.members.and(look.case.base32(member));
            Look { members, ..look }.test(body)
        })
    }
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut every = Truth::Yes;
    for part in parts {
        every = every.min(part);
        if every == Truth::No {
            break;
        }
    }
    every
}

#[inline]
fn truth(is_certain: bool, is_possible: bool, inside: bool) -> Truth {
    match (is_certain, is_possible) {
        (true, _) => {
            if inside {
                Truth::Yes
            } else {
                Truth::No
            }
        }
        (_, false) => {
            if inside {
                Truth::No
            } else {
                Truth::Yes
            }
        }
        _ => Truth::Open,
    }
}

fn of_interval(truth: Interval) -> Truth {
    match truth {
        Interval::TRUE => Truth::Yes,
        Interval::FALSE => Truth::No,
        _ => Truth::Open,
    }
}

fn negate(truth: Truth) -> Truth {
    match truth {
        Truth::No => Truth::Yes,
        Truth::Open => Truth::Open,
        Truth::Yes => Truth::No,
    }
}
