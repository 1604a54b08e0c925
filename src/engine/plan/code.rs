//! The tests of a plan as one list of steps, each of which says where to go on.
//!
//! A step that meets a fact that is not known ends the run, so a run says nothing of what is not decided at once;
//! [`Look`](super::look::Look) and `explore` do. What holds for known facts they say alike.

use super::compile::place;
use super::{Parts, Place, PlannedTopic, Test, Truth};
use crate::pack::program::{Entity, NodeId, Relation};
use crate::pack::{Ladder, Then};

/// Places from here on are no steps but ends.
pub(super) const END: u32 = 1 << 31;
/// The end of a condition that does not hold.
pub(super) const NO: u32 = END;
/// The end of a condition that holds.
pub(super) const YES: u32 = END + 1;
/// The end of a topic that does not matter, or says that there is nothing to do.
pub(super) const NOTHING: u32 = END + 2;
/// The end of a topic at its first leaf; the others follow.
pub(super) const LEAVES: u32 = END + 3;
/// On to the next step: a processor goes on so while the answer is still worked out.
pub(super) const NEXT: u32 = u32::MAX;

/// One step, and the places where it goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) what: What,
    pub(super) yes: u32,
    pub(super) no: u32,
}

/// What a step asks.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// Whether a fact is one of the numbers from `low` on, as many as `more` after it.
    Within { fact: Place, low: i32, more: u32 },
    /// Whether a fact is one of a set of small numbers.
    Among { fact: Place, set: u64 },
    /// Nothing: where to go on for each value of a fact is a run of [`Code::targets`].
    Table { fact: Place, first: u32, count: u32 },
    /// Whether two numbers, from this one of [`Plan::numbers`](super::Plan) on, are related so.
    Compare { first: u32, relation: Relation },
    /// Whether a condition holds for all members, or does not for all; `of` says of whom.
    Each { of: Entity, body: u32, always: bool },
    /// Whatever the node says.
    Node(NodeId),
}

/// The steps of a plan.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) steps: Vec<Step>,
    /// Where the tables lead.
    pub(super) targets: Vec<u32>,
}

/// Writes the code of tests that have these parts: from its end, as a step must know what follows it.
pub(super) struct Coder<'t> {
    parts: &'t [Test],
    code: Code,
}

impl<'t> Coder<'t> {
    pub(super) fn new(parts: &'t [Test]) -> Self {
        Self { parts, code: Code { steps: Vec::new(), targets: Vec::new() } }
    }

    /// Turns the steps of all topics round.
    pub(super) fn finish(self, topics: &mut [PlannedTopic]) -> Code {
        let mut code = self.code;
        let count = place(code.steps.len());
        let turn = |at: &mut u32| {
            if *at < END {
                *at = count - 1 - *at;
            }
        };
        code.steps.reverse();
        code.targets.iter_mut().for_each(turn);
        for (next, step) in (1..).zip(&mut code.steps) {
            for at in [&mut step.yes, &mut step.no] {
                turn(at);
                *at = if *at == next { NEXT } else { *at };
            }
            if let What::Each { body, .. } = &mut step.what {
                turn(body);
            }
        }
        for topic in topics {
            turn(&mut topic.start);
            topic.leaves.iter_mut().flatten().for_each(|action| turn(&mut action.start));
        }
        code
    }

    /// Writes a topic and the conditions of its actions, and notes where they start.
    pub(super) fn topic(&mut self, topic: &mut PlannedTopic) {
        let root = self.ladder(topic, topic.root);
        topic.start = self.test(&topic.only_if, root, NOTHING);
        for action in topic.leaves.iter_mut().flatten() {
            // That an item is decided is all that matters here.
            let items =
                action.items.iter().rev().fold(YES, |next, item| self.test(item, next, next));
            action.start = self.test(&action.condition, items, NO);
        }
    }

    fn ladder(&mut self, topic: &PlannedTopic, ladder: Ladder) -> u32 {
        let branches = &topic.branches[ladder.first..][..ladder.count];
        let leads = branches.iter().map(|(_, then)| match *then {
            Then::Leaf(leaf) => end(topic, Some(leaf)),
            Then::Ladder(ladder) => self.ladder(topic, ladder),
        });
        let leads: Vec<u32> = leads.collect();
        if let Some(table) = topic.table(ladder) {
            let first = place(self.code.targets.len());
            self.code.targets.extend(table.branches.iter().map(|branch| leads[*branch as usize]));
            let count = place(table.branches.len());
            let what = What::Table { fact: table.fact, first, count };
            return self.write(Step { what, yes: NO, no: NO });
        }
        let last = leads[ladder.count - 1];
        let rungs = branches.iter().zip(&leads).rev().skip(1);
        rungs.fold(last, |next, ((test, _), lead)| self.test(test, *lead, next))
    }

    /// Writes a test that goes on at `yes` or at `no`; gives where it starts.
    fn test(&mut self, test: &Test, mut yes: u32, mut no: u32) -> u32 {
        let what = match *test {
            Test::Decided(Truth::Yes) => return yes,
            Test::Decided(_) => return no,
            Test::All(parts) => {
                let parts = self.parts(parts).iter().rev();
                return parts.fold(yes, |yes, part| self.test(part, yes, no));
            }
            Test::Any(parts) => {
                let parts = self.parts(parts).iter().rev();
                return parts.fold(no, |no, part| self.test(part, yes, no));
            }
            Test::Not(part) => return self.test(&self.parts(part)[0], no, yes),
            Test::Within { fact, low, high, inside } => {
                if !inside {
                    (yes, no) = (no, yes);
                }
                What::Within { fact, low, more: high.wrapping_sub(low).cast_unsigned() }
            }
            Test::Among { fact, set } => What::Among { fact, set },
            Test::Every(of, body) => What::Each { of, body: self.body(body), always: true },
            Test::AtLeastOne(of, body) => {
                (yes, no) = (no, yes);
                What::Each { of, body: self.body(body), always: false }
            }
            Test::Compare(first, relation) => What::Compare { first, relation },
            Test::Node(node) => What::Node(node),
        };
        self.write(Step { what, yes, no })
    }

    fn body(&mut self, body: Parts) -> u32 {
        self.test(&self.parts(body)[0], YES, NO)
    }

    fn parts(&self, parts: Parts) -> &'t [Test] {
        &self.parts[parts.first as usize..][..parts.count as usize]
    }

    fn write(&mut self, step: Step) -> u32 {
        self.code.steps.push(step);
        place(self.code.steps.len() - 1)
    }
}

/// The end at a leaf of a topic; no leaf means that the topic does not matter.
pub(super) fn end(topic: &PlannedTopic, leaf: Option<usize>) -> u32 {
    let has_actions = leaf.filter(|leaf| !topic.leaves[*leaf].is_empty());
    has_actions.map_or(NOTHING, |leaf| LEAVES + place(leaf))
}
