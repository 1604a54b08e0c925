//! Writes conditions, trees and choices as ops: from the last op to the first, as an op must know what follows it.
//!
//! **Must not know** households.

use crate::engine::fold::{Fold, Folded};
use crate::engine::ops::{NEXT, NO, Number, Op, Ops, Place, Test, YES, is_end};
use crate::pack::program::{Entity, Node, NodeId, Program, Relation};
use crate::pack::{Branch, Ladder, Pack, Then, Topic};
use crate::terms::calendar::Date;
use std::collections::HashMap;

/// Ladders that are shorter are walked rung by rung.
const SHORTEST_TABLE: usize = 3;

/// Writes ops.
pub(crate) struct Compiler<'p> {
    pack: &'p Pack,
    /// What is known of the one day for which the ops are, if they are for one.
    fold: Option<Fold<'p>>,
    ops: Ops<'p>,
    /// Where conditions start that end at two ends: equal ones are written once.
    written: HashMap<(NodeId, [u32; 2]), u32>,
    /// The conditions that are asked of members, each with its place among them; and those that are yet to be written.
    bodies: HashMap<NodeId, u32>,
    pending: Vec<NodeId>,
}

impl<'p> Compiler<'p> {
    /// Writes ops for any as-of date, or for one day.
    pub(crate) fn new(pack: &'p Pack, program: &'p Program, on: Option<Date>) -> Self {
        let (fold, ops) = (on.map(|on| Fold::new(pack, program, on)), Ops::none(pack, program));
        let (written, bodies) = (HashMap::new(), HashMap::new());
        Self { pack, fold, ops, written, bodies, pending: Vec::new() }
    }

    /// Writes a topic's tree; it ends at the branch that leads to a leaf.
    pub(crate) fn topic(&mut self, topic: &Topic) -> u32 {
        let root = self.ladder(topic, topic.root);
        self.condition(topic.node(), root, NO)
    }

    fn ladder(&mut self, topic: &Topic, ladder: Ladder) -> u32 {
        let branches = &topic.branches[ladder.first..][..ladder.count];
        let mut leads = Vec::with_capacity(ladder.count);
        for (branch, place) in branches.iter().zip(ladder.first..) {
            leads.push(match branch.then {
                Then::Leaf(_) => YES + to_place(place),
                Then::Ladder(ladder) => self.ladder(topic, ladder),
            });
        }
        if let Some(table) = self.table(branches, &leads) {
            return table;
        }
        let (mut next, rungs) = (leads[ladder.count - 1], branches.iter().zip(&leads).rev());
        for (branch, lead) in rungs.skip(1) {
            next = self.condition(branch.node(), *lead, next);
        }
        next
    }

    /// Writes a ladder all of whose rungs look at the same choice.
    fn table(&mut self, branches: &[Branch], leads: &[u32]) -> Option<u32> {
        // The last branch always holds, whether it says so or the cases before it leave one choice.
        let (_, rungs) = branches.split_last()?;
        if branches.len() < SHORTEST_TABLE {
            return None;
        }
        let choices = rungs.iter().map(|rung| match self.ops.program.node(rung.node()?) {
            Node::OneOf { fact, set } => Some((*fact, set)),
            _ => None,
        });
        let choices: Vec<_> = choices.collect::<Option<_>>()?;
        let fact = choices[0].0;
        if choices.iter().any(|(other, _)| *other != fact) {
            return None;
        }
        let last = choices.iter().filter_map(|(_, set)| set.last()).max()?;
        let first = to_place(self.ops.targets.len());
        // Whatever comes after the last choice that a rung names goes the way of `otherwise`.
        for value in 0..=last + 1 {
            let taken = choices.iter().position(|(_, set)| set.holds(value));
            self.ops.targets.push(leads[taken.unwrap_or(rungs.len())]);
        }
        let count = to_place(self.ops.targets.len()) - first;
        let test = Test::Table { fact: Place::of(fact, self.pack), first, count };
        Some(self.group(|compiler| compiler.write(test, NO, NO)))
    }

    /// Writes a condition that goes on at `yes` or `no`, or holds always; gives where it starts.
    pub(crate) fn condition(&mut self, node: Option<NodeId>, yes: u32, no: u32) -> u32 {
        let Some(node) = node else { return yes };
        let key = (node, [yes, no]);
        if let Some(start) = self.written.get(&key) {
            return *start;
        }
        let start = self.group(|compiler| compiler.test(node, yes, no));
        if is_end(yes) && is_end(no) {
            self.written.insert(key, start);
        }
        start
    }

    /// Writes the question whether all members that a number counts are known; it ends at [`YES`].
    pub(crate) fn counted(&mut self, number: NodeId) -> u32 {
        self.number(number);
        self.group(|compiler| compiler.write(Test::Counted(number), YES, YES))
    }

    /// Writes the ops of one condition.
    fn group(&mut self, write: impl FnOnce(&mut Self) -> u32) -> u32 {
        let end = self.ops.list.len();
        let start = write(self);
        for op in &mut self.ops.list[end..] {
            op.end = to_place(end);
        }
        start
    }

    fn test(&mut self, node: NodeId, yes: u32, no: u32) -> u32 {
        match self.ops.program.node(node) {
            Node::All(parts) => parts.iter().rev().fold(yes, |yes, part| self.test(*part, yes, no)),
            Node::Any(parts) => parts.iter().rev().fold(no, |no, part| self.test(*part, yes, no)),
            Node::Not(part) => self.test(*part, no, yes),
            Node::Fact(read) => {
                let fact = Place::of(*read, self.pack);
                self.write(Test::Within { fact, low: 1, more: 0 }, yes, no)
            }
            Node::AsTold(read) => self.write(Test::AsTold(Place::of(*read, self.pack)), yes, no),
            Node::OneOf { fact, set } => {
                let place = Place::of(*fact, self.pack);
                let set = set.word().map(|set| Test::Among { fact: place, set });
                self.write(set.unwrap_or(Test::OneOf(place, node)), yes, no)
            }
            Node::Every { of, body } => self.each((*of, *body), true, [yes, no]),
            Node::AtLeastOne { of, body } => self.each((*of, *body), false, [no, yes]),
            Node::Compare { left, relation, right } => {
                self.compare([*left, *right], *relation, [yes, no])
            }
            _ => unreachable!("the types of sentences are checked"),
        }
    }

    fn each(&mut self, (of, body): (Entity, NodeId), always: bool, [yes, no]: [u32; 2]) -> u32 {
        let body = self.body(body);
        self.write(Test::Each { of, body, always }, yes, no)
    }

    fn compare(&mut self, sides: [NodeId; 2], relation: Relation, [yes, no]: [u32; 2]) -> u32 {
        match self.fold.as_mut().and_then(|fold| fold.comparison(sides, relation)) {
            Some(Folded::Known(holds)) => return if holds { yes } else { no },
            Some(Folded::Within(read, low, high)) => {
                let more = high.wrapping_sub(low).cast_unsigned();
                let fact = Place::of(read, self.pack);
                return self.write(Test::Within { fact, low, more }, yes, no);
            }
            None => {}
        }
        let sides = sides.map(|side| self.number(side));
        let comparison = to_place(self.ops.comparisons.len());
        self.ops.comparisons.push(sides);
        self.write(Test::Compare { comparison, relation }, yes, no)
    }

    /// The number of a node; what it counts is written too.
    pub(crate) fn number(&mut self, id: NodeId) -> Number {
        if let Some(number) = self.fold.as_ref().and_then(|fold| fold.constant(id)) {
            return Number::Fixed(number);
        }
        match self.ops.program.node(id) {
            Node::Constant(number) => Number::Fixed(*number),
            Node::Today => Number::Fact(Place::TODAY),
            Node::Fact(read) => Number::Fact(Place::of(*read, self.pack)),
            Node::Shift { date, by, times, unit } => match (self.number(*date), self.number(*by)) {
                (Number::Fact(place), Number::Fixed(by)) => {
                    Number::Moved(place, by.saturating_mul(*times), *unit)
                }
                _ => Number::Node(id),
            },
            Node::Count { body, .. } => {
                let body = self.body(*body);
                self.ops.note_count(id, body);
                Number::Node(id)
            }
            Node::OrElse { plain, when, value, .. } => {
                let body = self.body(*when);
                self.ops.note_count(id, body);
                let ways = [self.number(*plain), self.number(*value)];
                self.ops.note_ways(id, ways);
                Number::Node(id)
            }
            node => {
                for part in node.numbers() {
                    self.number(part);
                }
                Number::Node(id)
            }
        }
    }

    /// The place among the bodies of a condition that is asked of members.
    fn body(&mut self, node: NodeId) -> u32 {
        let place = to_place(self.bodies.len());
        *self.bodies.entry(node).or_insert_with(|| {
            self.ops.bodies.push(NO);
            self.pending.push(node);
            place
        })
    }

    fn write(&mut self, test: Test, yes: u32, no: u32) -> u32 {
        self.ops.list.push(Op { test, yes, no, end: 0 });
        to_place(self.ops.list.len() - 1)
    }

    /// Writes what is pending, and turns everything round; `starts` are places that were given before.
    pub(crate) fn finish<'s>(mut self, starts: impl Iterator<Item = &'s mut u32>) -> Ops<'p> {
        while let Some(body) = self.pending.pop() {
            let start = self.condition(Some(body), YES, NO);
            self.ops.bodies[self.bodies[&body] as usize] = start;
        }
        let mut ops = self.ops;
        let count = to_place(ops.list.len());
        let turn = |at: &mut u32| {
            if !is_end(*at) {
                *at = count - 1 - *at;
            }
        };
        ops.list.reverse();
        for (next, op) in (1..).zip(&mut ops.list) {
            op.end = count - op.end;
            for at in [&mut op.yes, &mut op.no] {
                turn(at);
                *at = if *at == next { NEXT } else { *at };
            }
        }
        ops.targets.iter_mut().chain(&mut ops.bodies).for_each(turn);
        starts.for_each(turn);
        ops
    }
}

/// A place in a list of ops.
pub(crate) fn to_place(place: usize) -> u32 {
    u32::try_from(place).ok().filter(|place| !is_end(*place)).expect("a pack has fewer conditions")
}
