//! The turning points of a pack's dates and numbers: the first value of each run for which a comparison of the
//! rules stays the same. Households near them are those whose advice is easily got wrong.
//!
//! **Must not know** how values are drawn.

use crate::case::{Case, Member};
use crate::engine::members::Members;
use crate::engine::rules::{Rules, Topics};
use crate::engine::view::{View, compare};
use crate::pack::Pack;
use crate::pack::program::{Entity, Node, NodeId, Relation};
use crate::terms::calendar::{Date, Rounding, Unit, shift};
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use std::collections::{BTreeSet, HashMap};

/// The most turning points that one comparison gives for one fact.
const MOST_TURNS: usize = 8;

/// The turning points of each slot of a household with one member of each kind.
pub struct Turns<'p> {
    rules: Rules<'p>,
    /// The household; nothing is known of it.
    case: Case,
    /// What other facts are while one of them is varied.
    typical: Vec<Interval>,
    found: Vec<BTreeSet<i32>>,
}

impl<'p> Turns<'p> {
    /// Finds them in all sentences of the topics.
    pub fn of(pack: &'p Pack, on: Date) -> Self {
        let case = one_of_each(pack, on);
        let slots = case.slots.len();
        let typical =
            (0..slots).map(|slot| Interval::exactly(typical(pack, &case, slot))).collect();
        let rules = Rules::new(pack, &Topics::All);
        let mut turns = Self { rules, case, typical, found: vec![BTreeSet::new(); slots] };
        let mut seen = HashMap::new();
        for topic in &pack.topics {
            let who = Member { of: topic.for_each, number: 0 };
            let members = Members::of(&turns.case, who);
            for node in topic.nodes() {
                turns.look_at(node, members, &mut seen);
            }
        }
        turns
    }

    /// The turning points of a fact, in order.
    pub fn fact(&self, of: Entity, slot: u16) -> &BTreeSet<i32> {
        &self.found[self.case.base(Member { of, number: 0 }) + usize::from(slot)]
    }

    fn look_at(&mut self, id: NodeId, members: Members, seen: &mut HashMap<NodeId, Vec<Members>>) {
        let known = seen.entry(id).or_default();
        if known.contains(&members) {
            return;
        }
        known.push(members);
        let node = self.rules.pack.program.node(id);
        if let Node::Compare { left, relation, right } = *node {
            self.compare((id, [left, right], relation), &members);
        }
        let inner = match node {
            Node::Every { of, .. } | Node::AtLeastOne { of, .. } | Node::Count { of, .. } => {
                View::of(&self.rules.ops, &self.case).each(*of, &members).next()
            }
            _ => None,
        };
        for part in node.parts() {
            self.look_at(part, inner.unwrap_or(members), seen);
        }
    }

    /// Varies each fact that a comparison reads, from end to end.
    fn compare(
        &mut self,
        (id, sides, relation): (NodeId, [NodeId; 2], Relation),
        members: &Members,
    ) {
        let view = View::of(&self.rules.ops, &self.case);
        for slot in view.open_slots(id, members) {
            let whole = self.case.slots[slot];
            let mut slots = self.typical.clone();
            let mut range = |low: i32, high: i32| {
                slots[slot] = Interval { low, high };
                let view = View { slots: &slots, ..view };
                let [left, right] = sides.map(|side| view.value(side, members));
                compare(left, relation, right)
            };
            let mut low = whole.low;
            for _ in 0..MOST_TURNS {
                let first = range(low, low);
                let end = last_that(low, whole.high, |high| range(low, high) == first);
                if end == whole.high {
                    break;
                }
                low = end + 1;
                self.found[slot].insert(low);
            }
        }
    }
}

/// The last number from `low` to `high` up to which `holds` stays true; it is true of the first.
fn last_that(mut low: i32, mut high: i32, mut holds: impl FnMut(i32) -> bool) -> i32 {
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if holds(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

/// A household with one person, one child and one pet, of which nothing is known.
fn one_of_each(pack: &Pack, on: Date) -> Case {
    let mut case = Case::new(pack, on);
    case.add(pack, Entity::Child);
    case.add(pack, Entity::Pet);
    case
}

/// What a fact is while another one is varied: today, a birth some years ago, no days, the first choice.
fn typical(pack: &Pack, case: &Case, slot: usize) -> i32 {
    let whole = case.slots[slot];
    if whole.is_known() {
        return whole.low;
    }
    let today = case.on.number();
    let years_ago = |years: i32| shift(today, -12 * years, Unit::Months, Rounding::LastDayOfMonth);
    let (_, fact) = case.owner(pack, slot);
    let usual = match (&fact.kind, fact.of, fact.id.as_str()) {
        (Kind::Date, Entity::Person, "born") => years_ago(30),
        (Kind::Date, Entity::Child, "born") => years_ago(8),
        (Kind::Date, ..) => today,
        _ => 0,
    };
    usual.clamp(whole.low, whole.high)
}
