//! The one walk: follows ops to an end, or to the first op that what is known does not decide.

use crate::engine::compile::to_place;
use crate::engine::members::Members;
use crate::engine::ops::{NEXT, NO, Op, Test, YES, is_end};
use crate::engine::view::{Constraint, View, compare};
use crate::pack::program::{Entity, Node, Relation};
use crate::terms::interval::Interval;

/// The longest condition whose ways are followed without asking for memory.
const SHORT: usize = 64;

impl View<'_> {
    /// The end that is reached from an op on, or the first op at which what is not known makes a difference to where
    /// its condition leads.
    pub(crate) fn walk(&self, start: u32, members: &Members) -> u32 {
        self.walk_here(start, members)
    }

    /// The same in place, for the walk that most of the time goes into.
    #[expect(
        clippy::inline_always,
        reason = "most walks are an op or two, and a call would cost as much"
    )]
    #[inline(always)]
    pub(crate) fn walk_here(&self, start: u32, members: &Members) -> u32 {
        let at = self.run(start, members);
        if is_end(at) { at } else { self.walk_on(at, members) }
    }

    /// Goes on from an op that is not decided.
    #[cold]
    fn walk_on(&self, open: u32, members: &Members) -> u32 {
        let mut at = open;
        while !is_end(at) {
            let meeting = self.meeting(at, members);
            if meeting == at {
                break;
            }
            at = self.run(meeting, members);
        }
        at
    }

    /// The end that is reached from an op on, or the first op that is not decided.
    #[expect(
        clippy::inline_always,
        reason = "most runs are an op or two, and a call would cost as much"
    )]
    #[inline(always)]
    fn run(&self, start: u32, members: &Members) -> u32 {
        let mut at = start;
        'from: while let Some(ops) = self.ops.list.get(at as usize..) {
            for op in ops {
                let holds = match op.test {
                    Test::Within { fact, low, more } => {
                        let value = self.at(fact, members);
                        if value.is_known() {
                            value.low.wrapping_sub(low).cast_unsigned() <= more
                        } else if let Some(holds) = within(value, low, more) {
                            holds
                        } else {
                            return at;
                        }
                    }
                    Test::Among { fact, set } => {
                        let Some(holds) = among(self.at(fact, members), set) else { return at };
                        holds
                    }
                    Test::Compare { comparison, relation } => {
                        let holds = self.compare(comparison, relation, members);
                        let Some(holds) = holds else { return at };
                        holds
                    }
                    Test::Table { .. } => {
                        let Some(to) = self.table(&op.test, members) else { return at };
                        at = to;
                        continue 'from;
                    }
                    Test::Each { of, body, always } => {
                        let holds = self.holds_for_each((of, body), always, members);
                        let Some(holds) = holds else { return at };
                        holds
                    }
                    Test::OneOf(..) | Test::Counted(_) | Test::AsTold(_) => {
                        let Some(holds) = self.test(&op.test, members) else { return at };
                        holds
                    }
                };
                let to = if holds { op.yes } else { op.no };
                if to != NEXT {
                    at = to;
                    continue 'from;
                }
                at += 1;
            }
            unreachable!("the last op goes on to an end");
        }
        at
    }

    /// Whether what an op asks holds; `None` if what is known does not decide it, and for a table.
    #[inline]
    pub(crate) fn test(&self, test: &Test, members: &Members) -> Option<bool> {
        match *test {
            Test::Within { fact, low, more } => within(self.at(fact, members), low, more),
            Test::Among { fact, set } => among(self.at(fact, members), set),
            Test::Compare { comparison, relation } => self.compare(comparison, relation, members),
            Test::Each { of, body, always } => self.holds_for_each((of, body), always, members),
            Test::OneOf(fact, node) => {
                let Node::OneOf { set, .. } = self.ops.program.node(node) else { return None };
                truth(set.judge(self.at(fact, members)))
            }
            Test::Counted(node) => self.open_count(node, members).is_none().then_some(true),
            Test::AsTold(fact) => Some(self.case.is_as_told(self.slot_at(fact, members))),
            Test::Table { .. } => None,
        }
    }

    /// Where a table leads, if all values that the fact may have go on at the same place.
    #[inline]
    fn table(&self, table: &Test, members: &Members) -> Option<u32> {
        let targets = self.targets(table, members);
        let (first, others) = targets.split_first()?;
        others.iter().all(|target| target == first).then_some(*first)
    }

    /// Where a table leads for each value that the fact may have; values past its end are one.
    #[inline]
    pub(crate) fn targets(&self, table: &Test, members: &Members) -> &[u32] {
        let Test::Table { fact, first, count } = *table else { return &[] };
        let value = self.at(fact, members);
        let place = |number: i32| first + number.cast_unsigned().min(count - 1);
        &self.ops.targets[place(value.low) as usize..=place(value.high) as usize]
    }

    fn compare(&self, comparison: u32, relation: Relation, members: &Members) -> Option<bool> {
        let compared = self.ops.comparisons[comparison as usize];
        let [left, right] = compared.map(|side| self.number(side, members));
        if left.is_known() && right.is_known() {
            return Some(match relation {
                Relation::Less => left.low < right.low,
                Relation::AtMost => left.low <= right.low,
                Relation::Equal => left.low == right.low,
            });
        }
        let plain = truth(compare(left, relation, right));
        if plain.is_some() || self.constraints.is_empty() {
            return plain;
        }
        truth(self.recall(&Constraint::new(compared, relation, *members)))
    }

    /// Whether the condition holds for all members, or with `always` false whether it does for none.
    #[inline(never)]
    fn holds_for_each(
        &self,
        (of, body): (Entity, u32),
        always: bool,
        members: &Members,
    ) -> Option<bool> {
        let start = self.ops.bodies[body as usize];
        let (wanted, other) = if always { (YES, NO) } else { (NO, YES) };
        let mut is_certain = true;
        for base in self.case.bases(of) {
            let end = self.walk(start, &members.and(*base));
            if end == other {
                return Some(false);
            }
            is_certain &= end == wanted;
        }
        is_certain.then_some(true)
    }

    /// Where all ways from an op that is not decided meet again in its condition, or where they leave it if they leave
    /// it at one place; the op itself if they do not.
    ///
    /// Of `a or b`, nothing depends on `a` if `b` holds.
    #[cold]
    fn meeting(&self, at: u32, members: &Members) -> u32 {
        let Op { end, test, .. } = self.ops.op(at);
        let count = (end - at) as usize;
        if count == 1 || matches!(test, Test::Table { .. }) {
            return at;
        }
        if count <= SHORT {
            self.meet(at, &mut [0; SHORT][..count], members)
        } else {
            self.meet(at, &mut vec![0; count], members)
        }
    }

    /// Finds for the ops from `first` on, the last one first, where they lead: one has as many `places` as ops.
    fn meet(&self, first: u32, places: &mut [u32], members: &Members) -> u32 {
        for place in (0..places.len()).rev() {
            let at = first + to_place(place);
            let led = |to: u32| {
                let known = if is_end(to) { None } else { places.get((to - first) as usize) };
                known.copied().unwrap_or(to)
            };
            let [yes, no] = self.ops.ways(at).map(led);
            places[place] = match self.test(&self.ops.op(at).test, members) {
                Some(true) => yes,
                Some(false) => no,
                None if yes == no => yes,
                None => at,
            };
        }
        places[0]
    }
}

/// Whether a value is one of the numbers from `low` on, as many as `more` after it.
fn within(value: Interval, low: i32, more: u32) -> Option<bool> {
    let high = low.wrapping_add(more.cast_signed());
    let is_certain = low <= value.low && value.high <= high;
    let is_possible = value.low <= high && low <= value.high;
    if is_certain { Some(true) } else { (!is_possible).then_some(false) }
}

/// Whether a value is one of a set of numbers below 64.
#[inline]
fn among(value: Interval, set: u64) -> Option<bool> {
    if let Some(value) = value.known() {
        return Some(set.checked_shr(value.cast_unsigned()).is_some_and(|set| set & 1 == 1));
    }
    let (low, high) = (value.low.cast_unsigned(), value.high.cast_unsigned());
    let from = u64::MAX.checked_shl(low).unwrap_or(0);
    let after = u64::MAX.checked_shl(high + 1).unwrap_or(0);
    let values = from & !after;
    if set & values == 0 {
        return Some(false);
    }
    (high < 64 && values & !set == 0).then_some(true)
}

fn truth(truth: Interval) -> Option<bool> {
    truth.known().map(|truth| truth == 1)
}
