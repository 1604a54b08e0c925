//! Walks a planned topic for one member, as long as everything on the way is decided.

use super::code::{self, LEAVES, NOTHING, YES};
use super::look::Look;
use super::run::Run;
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
    /// Adds what the topic says to each of its members.
    pub(super) fn walk(&self, topic: &PlannedTopic, case: &Case, brief: &mut Brief) {
        let run = Run { plan: self, case };
        let of = topic.for_each;
        for (number, base) in case.bases(of).iter().enumerate() {
            let members = Members::starting_at(of, *base);
            let end = run.from(topic.start, &members);
            if end == Some(NOTHING) {
                continue;
            }
            let who = Member { of, number };
            let before = brief.actions.len();
            if self.act(topic, (&run, &members), (end, who), brief).is_none() {
                brief.actions.truncate(before);
                brief.explore(self, topic, (case, who));
            }
        }
    }

    /// Adds the actions of the leaf at this end; nothing if one of them is not decided.
    fn act(
        &self,
        topic: &PlannedTopic,
        (run, members): (&Run<'_>, &Members),
        (end, who): (Option<u32>, Member),
        brief: &mut Brief,
    ) -> Option<()> {
        let end = end.or_else(|| self.end(topic, run.case, *members))?;
        let Some(leaf) = end.checked_sub(LEAVES) else { return Some(()) };
        let before = brief.actions.len();
        for planned in &topic.leaves[leaf as usize] {
            let is_part = match planned.start {
                YES => true,
                start => match run.from(start, members) {
                    Some(end) => end == YES,
                    None => self.is_part(planned, run.case, *members)?,
                },
            };
            let PlannedAction { action, kind, rank, .. } = *planned;
            // A leaf that names an action twice means the first.
            if !is_part || brief.actions[before..].iter().any(|known| known.action == action) {
                continue;
            }
            let from = run.day(planned.from, members).ok()?;
            let by = run.day(planned.by, members).ok()?;
            let (topic, is_certain) = (topic.topic, true);
            brief.actions.push(BriefAction {
                action,
                topic,
                who,
                kind,
                rank,
                is_certain,
                from,
                by,
            });
        }
        Some(())
    }

    /// The end that is reached although facts on the way are not known; nothing if it is not decided.
    #[cold]
    fn end(&self, topic: &PlannedTopic, case: &Case, members: Members) -> Option<u32> {
        Some(code::end(topic, Look::of(self, case, members).leaf(topic).ok()?))
    }

    /// Whether an action of the leaf is part of the advice; nothing if that, or one of its items, is not decided.
    #[cold]
    fn is_part(&self, planned: &PlannedAction, case: &Case, members: Members) -> Option<bool> {
        let look = Look::of(self, case, members);
        let is_part = look.decided(&planned.condition).ok()?;
        let are_decided = !is_part || planned.items.iter().all(|item| look.decided(item).is_ok());
        are_decided.then_some(is_part)
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
        if let Some(table) = topic.table(ladder) {
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

    #[inline]
    pub(super) fn decided(&self, test: &'l Test) -> Result<bool, Open<'l>> {
        match self.test(test) {
            Truth::No => Ok(false),
            Truth::Open => Err(Open::Test(test)),
            Truth::Yes => Ok(true),
        }
    }
}

impl Run<'_> {
    /// The day that an action may name; an error if it is not known.
    fn day(&self, day: Option<Number>, members: &Members) -> Result<Option<Interval>, Number> {
        let Some(day) = day else { return Ok(None) };
        let number = self.number(day, members).ok_or(day)?;
        Ok(Some(Interval::exactly(number.clamp(ALL_DAYS.low, ALL_DAYS.high))))
    }
}

impl PlannedTopic {
    /// The table of a ladder, if it has one.
    pub(super) fn table(&self, ladder: Ladder) -> Option<&Table> {
        let found = self.tables.binary_search_by_key(&ladder.first, |(first, _)| *first).ok()?;
        Some(&self.tables[found].1)
    }
}

impl Table {
    /// The branches for these values of the fact.
    pub(super) fn values(&self, values: Interval) -> &[u32] {
        let place = |number: i32| usize::try_from(number).unwrap_or(self.branches.len());
        self.branches.get(place(values.low)..=place(values.high)).unwrap_or_default()
    }
}
