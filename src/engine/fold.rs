//! What comparisons become if the as-of date is known: an answer, or a run of values of the one fact that they read.
//!
//! **Owns** the search for the values at which an answer changes: by halves, if the two sides can cross only once.

use crate::case::Case;
use crate::engine::members::Members;
use crate::engine::ops::Ops;
use crate::engine::view::View;
use crate::pack::compile::MOST_MEMBERS;
use crate::pack::program::{Entity, Node, NodeId, Program, Read, Relation, Whose};
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;

/// A comparison on one day.
pub(crate) enum Folded {
    /// It holds, or does not.
    Known(bool),
    /// It holds if a fact is one of these numbers.
    Within { read: Read, low: i32, high: i32 },
}

/// A pack on one day, and a household of which nothing is read but the as-of date and one fact.
pub(crate) struct Fold<'p> {
    pack: &'p Pack,
    ops: Ops<'p>,
    case: Case,
    slots: Vec<Interval>,
    /// All members stand in the same place, as one slot alone is read.
    members: Members,
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

    fn reversed(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            other => other,
        }
    }

    fn times(self, times: i32) -> Self {
        match times.signum() {
            0 => Self::Still,
            1 => self,
            _ => self.reversed(),
        }
    }
}

impl<'p> Fold<'p> {
    pub(crate) fn new(pack: &'p Pack, program: &'p Program, on: Date) -> Self {
        let case = Case::new(pack, on);
        let members = (0..MOST_MEMBERS).fold(Members::NONE, |members, _| members.and(1));
        let mut slots = case.slots.clone();
        let widest = Entity::ALL.iter().map(|of| pack.width(*of)).max().unwrap_or(0);
        slots.resize(slots.len().max(widest + 1), Interval::exactly(0));
        Self { pack, ops: Ops::none(pack, program), case, slots, members }
    }

    /// What a number is worth that reads nothing but the as-of date.
    pub(crate) fn constant(&self, id: NodeId) -> Option<i32> {
        let is_constant = reads(self.ops.program, id).is_some_and(|reads| reads.is_empty());
        is_constant.then(|| self.value(id))
    }

    /// What a comparison of these two numbers becomes; `None` if it reads several facts, or its sides may cross more
    /// than once.
    pub(crate) fn comparison(
        &mut self,
        [left, right]: [NodeId; 2],
        relation: Relation,
        members: &[Entity],
    ) -> Option<Folded> {
        let program = self.ops.program;
        let mut all = reads(program, left)?;
        all.extend(reads(program, right)?);
        all.dedup();
        let read = match all[..] {
            [] => return Some(Folded::Known(self.holds([left, right], relation))),
            [read] => read,
            _ => return None,
        };
        if self.direction(left).with(self.direction(right).reversed()) == Direction::Unclear {
            return None;
        }
        let fact = self.fact(read, members)?;
        let whole = self.pack.range(fact, self.case.on);
        let slot = View::of(&self.ops, &self.case).slot(read, &self.members);
        let mut at = |value: i32, relation: Relation| {
            self.slots[slot] = Interval::exactly(value);
            self.holds([left, right], relation)
        };
        if relation != Relation::Equal {
            return Some(match change(whole, |value| at(value, relation)) {
                (holds, None) => Folded::Known(holds),
                (true, Some(first)) => Folded::Within { read, low: i32::MIN, high: first - 1 },
                (false, Some(first)) => Folded::Within { read, low: first, high: i32::MAX },
            });
        }
        // Equal is not larger, and not smaller.
        let low = change(whole, |value| at(value, Relation::Less));
        let high = change(whole, |value| at(value, Relation::AtMost));
        let runs = [low.1, high.1].into_iter().flatten().chain([whole.low]);
        let mut starts: Vec<i32> = runs.collect();
        starts.sort_unstable();
        starts.dedup();
        let equal: Vec<bool> = starts.iter().map(|start| at(*start, relation)).collect();
        let end = |place: usize| starts.get(place + 1).map_or(i32::MAX, |next| next - 1);
        let start = |place: usize| if place == 0 { i32::MIN } else { starts[place] };
        Some(match equal.iter().position(|equal| *equal) {
            None => Folded::Known(false),
            Some(_) if equal.iter().all(|equal| *equal) => Folded::Known(true),
            Some(place) => Folded::Within { read, low: start(place), high: end(place) },
        })
    }

    /// The fact that a sentence reads.
    fn fact(&self, read: Read, members: &[Entity]) -> Option<&'p Fact> {
        let of = match read.whose {
            Whose::Household => Entity::Household,
            Whose::You => Entity::Person,
            Whose::Member(depth) => *members.get(usize::from(depth))?,
        };
        self.pack.facts[of.place()].iter().rfind(|fact| fact.slot <= read.slot)
    }

    fn value(&self, id: NodeId) -> i32 {
        let view = View { slots: &self.slots, ..View::of(&self.ops, &self.case) };
        view.value(id, &self.members).low
    }

    fn holds(&self, sides: [NodeId; 2], relation: Relation) -> bool {
        let [left, right] = sides.map(|side| self.value(side));
        match relation {
            Relation::Less => left < right,
            Relation::AtMost => left <= right,
            Relation::Equal => left == right,
        }
    }

    fn direction(&self, id: NodeId) -> Direction {
        let of = |id: &NodeId| self.direction(*id);
        match self.ops.program.node(id) {
            Node::Constant(_) | Node::Today => Direction::Still,
            Node::Fact(_) => Direction::Up,
            Node::Shift { date, by, times, .. } => of(date).with(of(by).times(*times)),
            Node::Add(one, other) | Node::Earlier(one, other) | Node::Later(one, other) => {
                of(one).with(of(other))
            }
            Node::Subtract(one, other) => of(one).with(of(other).reversed()),
            Node::Times(times, one) => of(one).times(*times),
            Node::Age { born, on } => of(born).reversed().with(of(on)),
            _ => Direction::Unclear,
        }
    }
}

/// The facts that a number reads; `None` if it looks at members or at a stay.
fn reads(program: &Program, id: NodeId) -> Option<Vec<Read>> {
    match program.node(id) {
        Node::Fact(read) => Some(vec![*read]),
        Node::LastDay { .. } | Node::Count { .. } => None,
        node => {
            let mut all: Vec<Read> = Vec::new();
            for part in node.numbers() {
                all.extend(reads(program, part)?);
            }
            all.dedup();
            Some(all)
        }
    }
}

/// An answer that changes at most once: what it is at first, and the first value at which it is the other one.
fn change(whole: Interval, mut holds: impl FnMut(i32) -> bool) -> (bool, Option<i32>) {
    let (first, last) = (holds(whole.low), holds(whole.high));
    if first == last {
        return (first, None);
    }
    let (mut same, mut other) = (whole.low, whole.high);
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if holds(middle) == first { same = middle } else { other = middle }
    }
    (first, Some(other))
}
