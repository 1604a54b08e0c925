//! Relations between two numbers that hold in a part of the box, and what they say of each other.
//!
//! Two relations of the same two numbers, each perhaps moved by days, are bounds of one difference: a last day that is
//! more than a week away is more than three days away too.

use crate::case::TODAY;
use crate::engine::members::Members;
use crate::engine::ops::Number;
use crate::engine::view::{Computed, Constraint, View};
use crate::pack::program::{Node, NodeId, Relation};
use crate::terms::calendar::{ALL_DAYS, Unit, shift};
use crate::terms::interval::Interval;

/// A number without the days by which it is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    Slot(usize),
    /// A day that is moved by months or years.
    Moved(usize, i32, Unit),
    /// Any other number, for these members, of the first point or of its twin.
    Node(NodeId, Members, bool),
}

/// By how much a number may be after another one; each is a root, or nothing if it is zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Difference {
    of: [Option<Root>; 2],
    bounds: Interval,
}

/// The bounds of a difference of which nothing is known.
const ANY: Interval = Interval { low: -i32::MAX, high: i32::MAX };

impl Constraint {
    /// That two numbers are related so, for some members.
    pub(crate) fn new(sides: [Number; 2], relation: Relation, members: Members) -> Self {
        Self { sides, relation, members, of_twin: [false; 2] }
    }

    /// The slots that are not known and on which it depends.
    pub(crate) fn open_slots(&self, view: &View<'_>) -> Vec<usize> {
        self.sides.into_iter().flat_map(|side| view.open_slots_of(side, &self.members)).collect()
    }

    /// Whether one of the two sides depends on a slot.
    pub(crate) fn reads(&self, view: &View<'_>, slot: usize) -> bool {
        self.sides.into_iter().any(|side| view.number_reads(side, &self.members, slot))
    }

    /// With its sides exchanged.
    pub(crate) fn turned(mut self) -> Self {
        self.sides.reverse();
        self.of_twin.reverse();
        self
    }
}

impl Root {
    /// The same number of the twin of a point, whose value of one slot stands at `copy`.
    pub(crate) fn of_twin(self, twin: Option<usize>, copy: usize) -> Self {
        match self {
            Self::Slot(slot) if twin == Some(slot) => Self::Slot(copy),
            Self::Moved(slot, by, unit) if twin == Some(slot) => Self::Moved(copy, by, unit),
            Self::Node(node, members, _) => Self::Node(node, members, true),
            other => other,
        }
    }
}

impl Difference {
    /// What holds of the difference of two numbers, each a root and by how many days it is after it, where they are
    /// related so.
    pub(crate) fn between(
        [(left, after_left), (right, after_right)]: [(Option<Root>, i32); 2],
        relation: Relation,
    ) -> Self {
        let gap = after_right - after_left;
        let bounds = match relation {
            Relation::Less => Interval { high: gap - 1, ..ANY },
            Relation::AtMost => Interval { high: gap, ..ANY },
            Relation::Equal => Interval::exactly(gap),
        };
        Self { of: [left, right], bounds }
    }

    /// The bounds if it is a difference of these two, in this order or turned round.
    fn bounds_of(self, [left, right]: [Option<Root>; 2]) -> Option<Interval> {
        if self.of == [left, right] {
            return Some(self.bounds);
        }
        (self.of == [right, left]).then(|| self.bounds.times(-1))
    }

    /// Whether this and another one cannot both hold, because they are of the same two numbers.
    pub(crate) fn excludes(self, other: Self) -> bool {
        other.bounds_of(self.of).is_some_and(|bounds| self.bounds.meet(bounds).is_none())
    }
}

impl View<'_> {
    /// What the relations in this part of the box say of another one of the same two numbers.
    pub(crate) fn recall(&self, asked: &Constraint) -> Interval {
        if self.constraints.is_empty() {
            return Interval::OPEN;
        }
        let asked = self.difference(asked);
        let told = self.constraints.iter();
        let bounds = told.filter_map(|told| self.difference(told).bounds_of(asked.of));
        let known = bounds.fold(ANY, |known, bounds| known.meet(bounds).unwrap_or(known));
        let both = known.meet(asked.bounds);
        Interval { low: (both == Some(known)).into(), high: both.is_some().into() }
    }

    fn difference(&self, relation: &Constraint) -> Difference {
        let sides = relation.sides.map(|side| self.moved_from(side, &relation.members));
        Difference::between(sides, relation.relation)
    }

    /// The root of a number, and by how many days it is after it; a number that is known is after nothing.
    pub(crate) fn moved_from(&self, number: Number, members: &Members) -> (Option<Root>, i32) {
        match number {
            Number::Fixed(number) => (None, number),
            Number::Fact(place) => self.moved_slot(self.slot_at(place, members), (0, Unit::Days)),
            Number::Moved(place, by, unit) => {
                self.moved_slot(self.slot_at(place, members), (by, unit))
            }
            Number::Node(node) => self.moved_from_node(node, members),
        }
    }

    fn moved_slot(&self, slot: usize, (by, unit): (i32, Unit)) -> (Option<Root>, i32) {
        let from = self.slots[slot];
        if let Some(day) = from.known() {
            return (None, shift(day, by, unit, self.ops.rounding));
        }
        if by == 0 || unit == Unit::Days && stays(from, by) {
            return (Some(Root::Slot(slot)), by);
        }
        (Some(Root::Moved(slot, by, unit)), 0)
    }

    fn moved_from_node(&self, id: NodeId, members: &Members) -> (Option<Root>, i32) {
        match self.ops.program.node(id) {
            Node::Constant(number) => return (None, *number),
            Node::Today => return self.moved_slot(TODAY, (0, Unit::Days)),
            Node::Fact(read) => return self.moved_slot(self.slot(*read, members), (0, Unit::Days)),
            Node::OrElse { fact, plain, value, .. } => match self.or_else(id, *fact, members) {
                Computed::Yes => return self.moved_from_node(*value, members),
                Computed::No => return self.moved_from_node(*plain, members),
                Computed::Perhaps(_) => {}
            },
            Node::Shift { date, by, times, unit } => {
                let by = self.value(*by, members).times(*times).known();
                match (self.ops.program.node(*date), by) {
                    (Node::Fact(read), Some(by)) => {
                        return self.moved_slot(self.slot(*read, members), (by, *unit));
                    }
                    (_, Some(by))
                        if *unit == Unit::Days && stays(self.value(*date, members), by) =>
                    {
                        let (root, before) = self.moved_from_node(*date, members);
                        return (root, before + by);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        (Some(Root::Node(id, *members, false)), 0)
    }
}

/// Whether some days stay within the calendar if they are moved by days.
fn stays(from: Interval, by: i32) -> bool {
    let to = from.plus(Interval::exactly(by));
    [from, to].iter().all(|days| days.meet(ALL_DAYS) == Some(*days))
}

#[cfg(test)]
mod tests {
    use crate::case::Case;
    use crate::engine::sentence::{Value, evaluate_sentence};
    use crate::pack::Pack;

    #[test]
    fn what_is_known_of_two_days_is_known_of_days_before_and_after_them() {
        let table = [
            // one relation of two days that are not known, another one, and what is known of the other then
            ("after departure_date + 5 days", "after departure_date + 3 days", Value::Truth(true)),
            (
                "after departure_date + 5 days",
                "on or before departure_date + 5 days",
                Value::Truth(false),
            ),
            (
                "after departure_date + 5 days",
                "on or after departure_date + 6 days",
                Value::Truth(true),
            ),
            ("after departure_date + 5 days", "after departure_date + 6 days", Value::Open),
            ("departure_date + 5 days", "before departure_date + 6 days", Value::Truth(true)),
            ("departure_date - 2 days", "departure_date - 3 days", Value::Truth(false)),
            ("before departure_date - 1 week", "before departure_date + 1 day", Value::Truth(true)),
            (
                "before departure_date - 1 month",
                "before departure_date - 27 days",
                Value::Truth(true),
            ),
            ("before departure_date - 1 month", "before departure_date - 29 days", Value::Open),
            ("after today + 2 days", "after today", Value::Truth(true)),
            ("before 2026-12-24", "after today + 31 days", Value::Truth(false)),
        ];
        let pack = Pack::embedded("kazakhstan").unwrap();
        let case = Case::new(&pack, "2026-11-22".parse().unwrap());
        for (known, asked, value) in table {
            // The other is known where it is false that both hold, or that only the first does.
            let both = |joint: &str| format!("entry_date is {known} {joint} entry_date is {asked}");
            let told = evaluate_sentence(&pack, &case, &both("and")).unwrap().value;
            let turned = evaluate_sentence(&pack, &case, &both("and not")).unwrap().value;
            let found = match (told, turned) {
                (Value::Truth(false), _) => Value::Truth(false),
                (_, Value::Truth(false)) => Value::Truth(true),
                _ => Value::Open,
            };
            assert_eq!(found, value, "{known}: {asked}");
        }
    }
}
