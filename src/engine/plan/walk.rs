//! Walks a planned topic for one member, as long as everything on the way is decided.

use super::look::Look;
use super::{Brief, BriefAction, Number, Plan, PlannedAction, PlannedTopic, Table, Test, Truth};
use crate::case::{Case, Member};
use crate::engine::facts::Members;
use crate::pack::{Ladder, Then};
use crate::terms::calendar::ALL_DAYS;
use crate::terms::interval::Interval;

/// What on the way is not decided by what is known.
#[derive(Clone, Copy)]
pub(super) enum Open<'l> {
    Test(&'l Test),
    Table(&'l Table),
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
        let look = Look::of(self, case, Members::of(case, who));
        let before = brief.actions.len();
        let Ok(leaf) = look.leaf(topic) else { return false };
        let actions = leaf.map_or(&[][..], |leaf| &topic.leaves[leaf]);
        let mut all = actions.iter();
        let is_decided =
            all.all(|action| look.act(action, (topic.topic, who), before, brief).is_some());
        if !is_decided {
            brief.actions.truncate(before);
        }
        is_decided
    }

    /// What a test says of the members at hand.
    pub(super) fn holds(&self, test: &Test, case: &Case, members: Members) -> Truth {
        Look::of(self, case, members).test(test)
    }
}

impl<'l> Look<'l> {
    /// The leaf that is reached; nothing if the topic does not matter.
    pub(super) fn leaf(&self, topic: &'l PlannedTopic) -> Result<Option<usize>, Open<'l>> {
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
    fn branch(&self, topic: &'l PlannedTopic, ladder: Ladder) -> Result<usize, Open<'l>> {
        if let Ok(found) = topic.tables.binary_search_by_key(&ladder.first, |(first, _)| *first) {
            let table = &topic.tables[found].1;
            let values = table.values(self.value(table.fact));
            let is_one = values.iter().all(|branch| *branch == values[0]);
            let taken = |branch: &u32| ladder.first + *branch as usize;
            return values.first().filter(|_| is_one).map(taken).ok_or(Open::Table(table));
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
        planned: &'l PlannedAction,
        (topic, who): (usize, Member),
        before: usize,
        brief: &mut Brief,
    ) -> Option<()> {
        if !self.decided(&planned.condition).ok()? {
            return Some(());
        }
        let from = self.day(planned.from).ok()?;
        let by = self.day(planned.by).ok()?;
        for item in &planned.items {
            self.decided(item).ok()?;
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
        Some(())
    }

    /// The day that an action may name; an error if that is not decided.
    fn day(&self, day: Option<Number>) -> Result<Option<Interval>, Number> {
        let Some(day) = day else { return Ok(None) };
        let number = self.number(day).known().ok_or(day)?;
        Ok(Some(Interval::exactly(number.clamp(ALL_DAYS.low, ALL_DAYS.high))))
    }

    #[inline]
    pub(super) fn decided(&self, test: &'l Test) -> Result<bool, Open<'l>> {
        match self.test(test) {
            Truth::No => Ok(false),
            Truth::Open => Err(Open::Test(test)),
            Truth::Yes => Ok(true),
        }
    }
}

impl Table {
    /// The branches for these values of the fact.
    pub(super) fn values(&self, values: Interval) -> &[u32] {
        let place = |number: i32| usize::try_from(number).unwrap_or(self.branches.len());
        self.branches.get(place(values.low)..=place(values.high)).unwrap_or_default()
    }
}
