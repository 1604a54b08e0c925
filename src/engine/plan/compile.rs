//! Turns the sentences of topics into tests for one as-of date.

use super::code::{NO, NOTHING};
use super::one_fact::OneFact;
use super::{Number, Parts, Place, PlannedAction, PlannedTopic, Table, Test, Truth};
use crate::case::Case;
use crate::engine::facts::Facts;
use crate::engine::step::named_first;
use crate::pack::program::{Entity, Node, NodeId};
use crate::pack::{Branch, Item, Ladder, LeafAction, Pack, Require, Topic};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;

/// Ladders that are shorter are walked.
const SHORTEST_TABLE: usize = 3;
/// Facts with more values get no table.
const LARGEST_TABLE: i32 = 4096;

/// Compiles topics; the parts of their conditions are gathered.
pub(super) struct Compiler<'p> {
    pub(super) one_fact: OneFact<'p>,
    pub(super) parts: Vec<Test>,
    pub(super) numbers: Vec<Number>,
    /// The node of each comparison, whose two sides stand one after the other in `numbers`.
    pub(super) comparisons: Vec<NodeId>,
    /// The member at hand and the members of each `where` around it.
    members: Vec<Entity>,
}

impl<'p> Compiler<'p> {
    pub(super) fn new(pack: &'p Pack, on: Date) -> Self {
        let one_fact = OneFact { pack, case: Case::new(pack, on) };
        let (parts, numbers, comparisons) = (Vec::new(), Vec::new(), Vec::new());
        Self { one_fact, parts, numbers, comparisons, members: Vec::new() }
    }

    pub(super) fn topic(&mut self, place: usize) -> PlannedTopic {
        let topic = &self.one_fact.pack.topics[place];
        self.members.clear();
        self.members.extend((topic.for_each != Entity::Household).then_some(topic.for_each));
        let branch = |branch: &Branch| (self.condition(branch.node()), branch.then);
        let branches: Vec<_> = topic.branches.iter().map(branch).collect();
        let mut tables: Vec<(usize, Table)> = ladders(topic)
            .filter_map(|ladder| {
                Some((ladder.first, self.table(&branches[ladder.first..][..ladder.count])?))
            })
            .collect();
        tables.sort_by_key(|(first, _)| *first);
        PlannedTopic {
            topic: place,
            for_each: topic.for_each,
            only_if: self.condition(topic.node()),
            root: topic.root,
            branches,
            tables,
            leaves: topic.leaves.iter().map(|leaf| self.actions(&leaf.actions)).collect(),
            start: NOTHING,
        }
    }

    /// What must hold, in the order of the pack.
    pub(super) fn requires(&mut self) -> Vec<Test> {
        let requires = &self.one_fact.pack.requires;
        let require = |require: &Require| {
            self.members.clear();
            self.members.extend((require.of != Entity::Household).then_some(require.of));
            self.test(require.condition.node)
        };
        requires.iter().map(require).collect()
    }

    fn actions(&mut self, actions: &[LeafAction]) -> Vec<PlannedAction> {
        let action = |action: &LeafAction| {
            let conditions = action.item_conditions();
            let items = conditions.map(|condition| self.condition(condition));
            let mut items: Vec<Test> = items.collect();
            let given = items.iter().map(|test| match test {
                Test::Decided(truth) => *truth,
                _ => Truth::Open,
            });
            let given = given.collect();
            items.retain(|test| !matches!(test, Test::Decided(_)));
            let facts = Facts::of(self.one_fact.pack, &self.one_fact.case);
            let mut days = action.from.into_iter().chain(action.by);
            PlannedAction {
                given,
                are_items_distinct: items.is_empty() || are_items_distinct(action),
                moves: days.any(|day| facts.reads_today(day)),
                condition: self.condition(action.condition),
                action: action.action,
                kind: action.kind,
                rank: action.rank,
                from: action.from.map(|from| self.number(from)),
                by: action.by.map(|by| self.number(by)),
                items,
                start: NO,
            }
        };
        actions.iter().map(action).collect()
    }

    fn number(&self, id: NodeId) -> Number {
        let of = &self.one_fact;
        let program = &of.pack.program;
        match program.node(id) {
            _ if of.is_constant(id) => Number::Fixed(of.constant(id).low),
            Node::Fact(read) => Number::Fact(of.place(*read)),
            Node::Shift { date, by, times, unit } if of.is_constant(*by) => {
                match program.node(*date) {
                    Node::Fact(read) => {
                        let by = of.constant(*by).low.saturating_mul(*times);
                        Number::Moved(of.place(*read), by, *unit)
                    }
                    _ => Number::Node(id),
                }
            }
            _ => Number::Node(id),
        }
    }

    /// No condition always holds.
    fn condition(&mut self, condition: Option<NodeId>) -> Test {
        condition.map_or(Test::Decided(Truth::Yes), |condition| self.test(condition))
    }

    fn test(&mut self, id: NodeId) -> Test {
        if self.one_fact.is_constant(id) {
            return match self.one_fact.constant(id) {
                Interval::TRUE => Test::Decided(Truth::Yes),
                _ => Test::Decided(Truth::No),
            };
        }
        if let Some(test) = self.one_fact.test(id, &self.members) {
            return test;
        }
        match self.one_fact.pack.program.node(id) {
            Node::All(parts) => Test::All(self.run(parts)),
            Node::Any(parts) => Test::Any(self.run(parts)),
            Node::Not(part) => Test::Not(self.run(&[*part])),
            Node::Every { of, body } => Test::Every(*of, self.body(*of, *body)),
            Node::AtLeastOne { of, body } => Test::AtLeastOne(*of, self.body(*of, *body)),
            Node::Compare { left, relation, right } => {
                let first = place(self.numbers.len());
                let sides = [*left, *right].map(|side| self.number(side));
                self.numbers.extend(sides);
                self.comparisons.push(id);
                Test::Compare(first, *relation)
            }
            _ => Test::Node(id),
        }
    }

    fn body(&mut self, of: Entity, body: NodeId) -> Parts {
        self.members.push(of);
        let parts = self.run(&[body]);
        self.members.pop();
        parts
    }

    /// Tests one after the other; those inside them are added before.
    fn run(&mut self, nodes: &[NodeId]) -> Parts {
        let tests: Vec<Test> = nodes.iter().map(|node| self.test(*node)).collect();
        let parts = Parts { first: place(self.parts.len()), count: place(tests.len()) };
        self.parts.extend(tests);
        parts
    }

    /// The table of a ladder all of whose rungs look at the same choice.
    fn table(&self, ladder: &[(Test, crate::pack::Then)]) -> Option<Table> {
        let rungs = &ladder[..ladder.len() - 1];
        let fact = rungs.first().and_then(|(test, _)| test.fact())?;
        let is_same = rungs.iter().all(|(test, _)| test.fact() == Some(fact));
        let last =
            self.one_fact.last_choice(fact, &self.members).filter(|last| *last <= LARGEST_TABLE)?;
        if ladder.len() < SHORTEST_TABLE || !is_same {
            return None;
        }
        let branch = |value: i32| {
            let taken = rungs.iter().position(|(test, _)| test.holds_for(value));
            u32::try_from(taken.unwrap_or(rungs.len())).ok()
        };
        Some(Table { fact, branches: (0..=last).map(branch).collect::<Option<_>>()? })
    }
}

impl Test {
    /// The fact that is looked at, if that is all.
    fn fact(&self) -> Option<Place> {
        match self {
            Self::Within { fact, .. } | Self::Among { fact, .. } => Some(*fact),
            _ => None,
        }
    }

    /// Whether a test of one fact holds for a value.
    fn holds_for(&self, value: i32) -> bool {
        match *self {
            Self::Within { low, high, inside, .. } => (low..=high).contains(&value) == inside,
            Self::Among { set, .. } => value < 64 && set >> value & 1 == 1,
            _ => false,
        }
    }
}

/// Whether each item is named once and the order of offices is fixed.
fn are_items_distinct(action: &LeafAction) -> bool {
    fn are_distinct<T: PartialEq>(items: &[Item<T>]) -> bool {
        named_first(items).count() == items.len()
    }
    action.offices.iter().all(|office| office.last_if.is_none())
        && are_distinct(&action.offices)
        && are_distinct(&action.bring)
        && are_distinct(&action.cautions)
}

/// A length or place in a list of the plan.
pub(super) fn place(length: usize) -> u32 {
    u32::try_from(length).expect("packs have fewer conditions")
}

/// All ladders of a topic.
fn ladders(topic: &Topic) -> impl Iterator<Item = Ladder> {
    let nested = topic.branches.iter().filter_map(|branch| match branch.then {
        crate::pack::Then::Ladder(ladder) => Some(ladder),
        crate::pack::Then::Leaf(_) => None,
    });
    std::iter::once(topic.root).chain(nested)
}
