//! Conditions on a single fact: for which of its values they hold.
//!
//! **Owns** the search for the values at which an answer changes. Of few values each is tried; of many, such as
//! days, those of a comparison are found by halving, if its two sides can cross only once.

use super::{Place, Test, Truth};
use crate::case::{Case, Member};
use crate::engine::facts::{Facts, Members};
use crate::pack::compile::MOST_MEMBERS;
use crate::pack::program::{Entity, Node, NodeId, Read, Relation, Whose};
use crate::pack::{Fact, Pack};
use crate::terms::interval::Interval;

/// Facts with more values are not tried one by one; as many as a set has places.
const FEW: i32 = 64;

/// Where an answer changes: the first value, then each value from which on it is the other one.
type Runs = Vec<(i32, bool)>;

/// The pack, and a household of which nothing is read but the as-of date.
pub(super) struct OneFact<'p> {
    pub(super) pack: &'p Pack,
    pub(super) case: Case,
}

/// How a number moves when the fact grows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Still,
    Up,
    Down,
    Unclear,
}

impl Direction {
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Still, one) | (one, Self::Still) => one,
            _ if self == other => self,
            _ => Self::Unclear,
        }
    }

    fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            other => other,
        }
    }
}

impl<'p> OneFact<'p> {
    /// Where a sentence reads a fact: the household and you stand at the start of every case.
    pub(super) fn place(&self, read: Read) -> Place {
        let (base, depth) = match read.whose {
            Whose::Household => (self.case.base(Member::HOUSEHOLD), 0),
            Whose::You => (self.case.base(Member::YOU), 0),
            Whose::Member(depth) => (0, depth + 1),
        };
        let slot = u32::try_from(base).expect("a case has few slots") + u32::from(read.slot);
        Place { slot, depth }
    }

    /// Whether a node depends on nothing but the as-of date.
    pub(super) fn is_constant(&self, id: NodeId) -> bool {
        let mut reads = Vec::new();
        self.collect(id, &mut reads) && reads.is_empty()
    }

    /// What such a node is worth.
    pub(super) fn constant(&self, id: NodeId) -> Interval {
        Facts::of(self.pack, &self.case).range(id, Members::NONE)
    }

    /// The last place in the list of choices, if the fact is one of them.
    pub(super) fn last_choice(&self, place: Place, members: &[Entity]) -> Option<i32> {
        let whole = [Whose::Household, Whose::You].into_iter().map(|whose| (whose, 0));
        let at_hand = (0..members.len())
            .filter_map(|depth| Some((Whose::Member(u8::try_from(depth).ok()?), depth)));
        for (whose, _) in whole.chain(at_hand) {
            let of = entity(whose, members)?;
            for fact in &self.pack.facts[of.place()] {
                if self.place(Read { whose, slot: fact.slot }) == place {
                    let is_choice = matches!(fact.kind, crate::terms::value::Kind::Choice(_));
                    return is_choice.then(|| fact.kind.widest().high);
                }
            }
        }
        None
    }

    /// The test of a condition that reads one fact only; nothing if it reads others or its values are no run or set.
    pub(super) fn test(&self, id: NodeId, members: &[Entity]) -> Option<Test> {
        let mut reads = Vec::new();
        let is_plain = self.collect(id, &mut reads);
        let [read] = reads[..] else { return None };
        if !is_plain {
            return None;
        }
        let fact = self.fact(read, members)?;
        let whole = self.pack.range(fact, self.case.on);
        let mut probe = Probe::new(self, read);
        let runs = if whole.high.saturating_sub(whole.low) < FEW {
            joined((whole.low..=whole.high).map(|value| (value, probe.holds(id, value))).collect())
        } else {
            probe.runs(id, whole)?
        };
        as_test(self.place(read), &runs, whole)
    }

    /// Gathers the facts that a node reads; gives false if it looks at members or at listed stays.
    fn collect(&self, id: NodeId, reads: &mut Vec<Read>) -> bool {
        let mut read = |read: Read| {
            if !reads.contains(&read) {
                reads.push(read);
            }
            true
        };
        match self.pack.program.node(id) {
            Node::Fact(fact) | Node::OneOf { fact, .. } => read(*fact),
            Node::LastDay { .. }
            | Node::AtLeastOne { .. }
            | Node::Every { .. }
            | Node::Count { .. } => false,
            node => node.parts().into_iter().all(|part| self.collect(part, reads)),
        }
    }

    fn fact(&self, read: Read, members: &[Entity]) -> Option<&'p Fact> {
        let of = entity(read.whose, members)?;
        self.pack.facts[of.place()].iter().rfind(|fact| fact.slot <= read.slot)
    }
}

/// What the member is from whom a sentence reads.
fn entity(whose: Whose, members: &[Entity]) -> Option<Entity> {
    match whose {
        Whose::Household => Some(Entity::Household),
        Whose::You => Some(Entity::Person),
        Whose::Member(depth) => members.get(usize::from(depth)).copied(),
    }
}

/// Asks what a node is worth for values of one fact.
struct Probe<'o> {
    facts: Facts<'o>,
    slots: Vec<Interval>,
    slot: usize,
    members: Members,
}

impl<'o> Probe<'o> {
    fn new(of: &'o OneFact<'_>, read: Read) -> Self {
        let facts = Facts::of(of.pack, &of.case);
        // Only one slot is read, so that all members may stand in the same place.
        let members = (0..MOST_MEMBERS).fold(Members::NONE, |members, _| members.and(1));
        let slot = facts.slot(read, members);
        let mut slots = of.case.slots.clone();
        slots.resize(slots.len().max(slot + 1), Interval::exactly(0));
        Self { facts, slots, slot, members }
    }

    fn holds(&mut self, id: NodeId, value: i32) -> bool {
        self.slots[self.slot] = Interval::exactly(value);
        let facts = Facts { slots: &self.slots, ..self.facts };
        facts.range(id, self.members) == Interval::TRUE
    }

    /// The runs of a condition over many values.
    fn runs(&mut self, id: NodeId, whole: Interval) -> Option<Runs> {
        let program = self.facts.program;
        match program.node(id) {
            Node::All(parts) => self.both(parts, whole, |one, other| one && other),
            Node::Any(parts) => self.both(parts, whole, |one, other| one || other),
            Node::Not(part) => {
                let runs = self.runs(*part, whole)?;
                Some(runs.into_iter().map(|(start, holds)| (start, !holds)).collect())
            }
            Node::Compare { left, relation, right } => {
                let direction = self.direction(*left).with(self.direction(*right).turned());
                if direction == Direction::Unclear {
                    return None;
                }
                let mut at = |value: i32, relation: Relation| {
                    self.slots[self.slot] = Interval::exactly(value);
                    let facts = Facts { slots: &self.slots, ..self.facts };
                    let of = |side| facts.range(side, self.members).low;
                    match relation {
                        Relation::Less => of(*left) < of(*right),
                        Relation::AtMost => of(*left) <= of(*right),
                        Relation::Equal => of(*left) == of(*right),
                    }
                };
                if *relation != Relation::Equal {
                    return Some(step(whole, |value| at(value, *relation)));
                }
                let below = step(whole, |value| at(value, Relation::Less));
                let upto = step(whole, |value| at(value, Relation::AtMost));
                Some(merged(&below, &upto, |is_below, is_upto| is_upto && !is_below))
            }
            Node::OneOf { set, .. } => {
                let all = whole.low..=whole.high;
                Some(joined(all.map(|value| (value, set.holds(value))).collect()))
            }
            Node::Constant(_) => Some(vec![(whole.low, self.holds(id, whole.low))]),
            _ => None,
        }
    }

    fn both(
        &mut self,
        parts: &[NodeId],
        whole: Interval,
        join: fn(bool, bool) -> bool,
    ) -> Option<Runs> {
        let mut all = parts.iter().map(|part| self.runs(*part, whole));
        let first = all.next()??;
        all.try_fold(first, |runs, part| Some(merged(&runs, &part?, join)))
    }

    fn direction(&self, id: NodeId) -> Direction {
        let of = |id: &NodeId| self.direction(*id);
        let times = |direction: Direction, times: i32| match times.signum() {
            0 => Direction::Still,
            1 => direction,
            _ => direction.turned(),
        };
        match self.facts.program.node(id) {
            Node::Constant(_) | Node::Today => Direction::Still,
            Node::Fact(_) => Direction::Up,
            Node::Shift { date, by, times: number, .. } => of(date).with(times(of(by), *number)),
            Node::Add(one, other) | Node::Earlier(one, other) | Node::Later(one, other) => {
                of(one).with(of(other))
            }
            Node::Subtract(one, other) => of(one).with(of(other).turned()),
            Node::Times(number, one) => times(of(one), *number),
            Node::Age { born, on } => of(born).turned().with(of(on)),
            _ => Direction::Unclear,
        }
    }
}

/// The runs of an answer that changes at most once.
fn step(whole: Interval, mut holds: impl FnMut(i32) -> bool) -> Runs {
    let (first, last) = (holds(whole.low), holds(whole.high));
    if first == last {
        return vec![(whole.low, first)];
    }
    let (mut same, mut other) = (whole.low, whole.high);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if holds(middle) == first { same = middle } else { other = middle }
    }
    vec![(whole.low, first), (other, last)]
}

fn merged(one: &Runs, other: &Runs, join: fn(bool, bool) -> bool) -> Runs {
    let at =
        |runs: &Runs, value: i32| runs.iter().rfind(|run| run.0 <= value).is_some_and(|run| run.1);
    let mut starts: Vec<i32> = one.iter().chain(other).map(|run| run.0).collect();
    starts.sort_unstable();
    starts.dedup();
    joined(
        starts.into_iter().map(|start| (start, join(at(one, start), at(other, start)))).collect(),
    )
}

fn joined(mut runs: Runs) -> Runs {
    runs.dedup_by_key(|run| run.1);
    runs
}

/// One run, all but one run, or a set of small numbers.
fn as_test(fact: Place, runs: &Runs, whole: Interval) -> Option<Test> {
    let end = |place: usize| runs.get(place + 1).map_or(i32::MAX, |next| next.0 - 1);
    let start = |place: usize| if place == 0 { i32::MIN } else { runs[place].0 };
    let within = |place: usize, inside: bool| Test::Within {
        fact,
        low: start(place),
        high: end(place),
        inside,
    };
    match runs[..] {
        [(_, always)] => Some(Test::Decided(if always { Truth::Yes } else { Truth::No })),
        [(_, first), _] => Some(within(usize::from(!first), true)),
        [(_, first), _, _] => Some(within(1, !first)),
        _ if whole.low >= 0 && whole.high < FEW => {
            let holds =
                |value: i32| runs.iter().rfind(|run| run.0 <= value).is_some_and(|run| run.1);
            let set = (whole.low..=whole.high).filter(|value| holds(*value));
            Some(Test::Among { fact, set: set.fold(0, |set, value| set | 1 << value) })
        }
        _ => None,
    }
}
