//! Random plans.

use super::plan::{Action, Item, Ladder, LeafAction, Plan, Then, Thing};
use super::sentence::{Condition, condition, day};
use super::{COUNT, Facts, below, one_of};
use crate::chance::Chance;
use dovidka::pack::raw::{ActionKind, Role};

/// How much a plan may hold.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The facts that may be read.
    pub facts: Facts,
    /// The most branches of a ladder, but the last.
    pub branches: u64,
    /// How deep the conditions of branches are.
    pub depth: u32,
    /// The most requires, and how deep they are.
    pub requires: (u64, u32),
    /// The most things that a leaf names of an action.
    pub items: u64,
}

/// One in so many of the parts that may be left out is there.
const RARELY: u64 = 4;
const KINDS: [ActionKind; 3] = [ActionKind::Must, ActionKind::Can, ActionKind::Know];
const THINGS: [Thing; 8] = [
    Thing::Office("one", Role::Do),
    Thing::Office("one", Role::First),
    Thing::Office("two", Role::Do),
    Thing::Office("two", Role::Help),
    Thing::Paper("paper.one"),
    Thing::Paper("paper.two"),
    Thing::Caution("caution.one"),
    Thing::Caution("caution.two"),
];

fn up_to(chance: &mut Chance, most: u64) -> usize {
    usize::try_from(chance.below(most + 1)).unwrap()
}

fn maybe<T>(chance: &mut Chance, make: impl FnOnce(&mut Chance) -> T) -> Option<T> {
    (chance.below(RARELY) == 0).then(|| make(chance))
}

/// A leaf of its own, or one to which another branch leads as well.
fn next(chance: &mut Chance, leaves: &mut usize) -> usize {
    if *leaves > 0 && chance.below(5) == 0 {
        return usize::try_from(chance.below(*leaves as u64)).unwrap();
    }
    *leaves += 1;
    *leaves - 1
}

impl Shape {
    /// A plan of about half of the facts.
    pub fn plan(self, chance: &mut Chance) -> Plan {
        let half = self.facts.map(|may_be_read| may_be_read && chance.below(2) == 0);
        let facts = if half == [false; COUNT] { self.facts } else { half };
        Self { facts, ..self }.plan_of_all(chance)
    }

    fn plan_of_all(self, chance: &mut Chance) -> Plan {
        let requires = (0..up_to(chance, self.requires.0)).map(|_| self.require(chance));
        let requires = requires.collect();
        let only_if = maybe(chance, |chance| self.condition(chance));
        let mut leaves = 0;
        let tree = self.ladder(chance, &mut leaves, 1);
        let leaves = (0..leaves).map(|_| self.leaf(chance)).collect();
        let mut action = |id, text, kind| {
            let items = maybe(chance, |chance| self.item(chance)).into_iter().collect();
            Action { id, text, kind, rank: 10, items }
        };
        let actions = vec![
            action("go", "action.go.text", ActionKind::Must),
            action("stay", "action.stay.text", ActionKind::Can),
        ];
        Plan { requires, only_if, tree, leaves, actions }
    }

    fn condition(self, chance: &mut Chance) -> Condition {
        condition(chance, self.facts, self.depth)
    }

    /// A condition of something that is named: short, as there are many.
    fn short(self, chance: &mut Chance) -> Condition {
        condition(chance, self.facts, self.depth.min(1))
    }

    fn require(self, chance: &mut Chance) -> Condition {
        condition(chance, self.facts, self.requires.1)
    }

    fn ladder(self, chance: &mut Chance, leaves: &mut usize, depth: u32) -> Ladder {
        let count = 1 + chance.below(self.branches);
        let branches = (0..count).map(|_| {
            let condition = self.condition(chance);
            let is_nested = depth > 0 && chance.below(2 * RARELY) == 0;
            let then = if is_nested {
                Then::Ladder(self.ladder(chance, leaves, depth - 1))
            } else {
                Then::Leaf(next(chance, leaves))
            };
            (condition, then)
        });
        Ladder { branches: branches.collect(), otherwise: next(chance, leaves) }
    }

    fn leaf(self, chance: &mut Chance) -> Vec<LeafAction> {
        let ways: [&[usize]; 5] = [&[0], &[0], &[1], &[0, 1], &[]];
        let actions = one_of(chance, &ways).iter();
        actions.map(|action| self.action(chance, *action)).collect()
    }

    fn action(self, chance: &mut Chance, action: usize) -> LeafAction {
        LeafAction {
            action,
            condition: maybe(chance, |chance| self.short(chance)),
            kinds: maybe(chance, |chance| {
                let rungs = 1 + chance.below(2);
                let ladder = (0..rungs).map(|_| (one_of(chance, &KINDS), self.short(chance)));
                (ladder.collect(), one_of(chance, &KINDS))
            }),
            rank: maybe(chance, |chance| u8::try_from(below(chance, 20)).unwrap()),
            text: maybe(chance, |_| "text.other"),
            days: [(); 2].map(|()| maybe(chance, |chance| day(chance, self.facts))),
            items: (0..up_to(chance, self.items)).map(|_| self.item(chance)).collect(),
        }
    }

    fn item(self, chance: &mut Chance) -> Item {
        let (thing, is_always) = (one_of(chance, &THINGS), chance.below(5) == 0);
        Item { thing, condition: (!is_always).then(|| self.short(chance)) }
    }
}
