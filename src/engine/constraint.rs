//! Relations between two numbers that hold in a part of the box, and what they say of each other.
//!
//! Two relations of the same two numbers, each perhaps moved by days, are bounds of one difference: a last day that is
//! more than a week away is more than three days away too.

use crate::case::TODAY;
use crate::engine::members::Members;
use crate::engine::view::{Constraint, View};
use crate::pack::program::{Node, NodeId, Relation};
use crate::terms::calendar::{ALL_DAYS, Unit};
use crate::terms::interval::Interval;

/// By how much a number may be after another one; each is a node, or nothing if it is zero.
#[derive(Debug, Clone, Copy)]
struct Difference {
    of: [Option<NodeId>; 2],
    bounds: Interval,
}

/// The bounds of a difference of which nothing is known.
const ANY: Interval = Interval { low: -i32::MAX, high: i32::MAX };

impl Constraint {
    /// Whether one of the two sides depends on a slot.
    pub(crate) fn reads(&self, view: &View<'_>, slot: usize) -> bool {
        [self.left, self.right].into_iter().any(|side| view.reads(side, &self.members, slot))
    }

    /// Whether this and another relation cannot both hold, because they are of the same two numbers.
    pub(crate) fn excludes(&self, other: &Self, view: &View<'_>) -> bool {
        if (self.members, self.swap) != (other.members, other.swap) {
            return false;
        }
        let own = self.difference(view);
        let others = other.difference(view).bounds_of(own.of);
        others.is_some_and(|bounds| own.bounds.meet(bounds).is_none())
    }

    /// What holds of a difference where this relation does.
    fn difference(&self, view: &View<'_>) -> Difference {
        let sides = [self.left, self.right].map(|side| view.moved_from(side, &self.members));
        let [(left, after_left), (right, after_right)] = sides;
        let gap = after_right - after_left;
        let bounds = match self.relation {
            Relation::Less => Interval { high: gap - 1, ..ANY },
            Relation::AtMost => Interval { high: gap, ..ANY },
            Relation::Equal => Interval::exactly(gap),
        };
        Difference { of: [left, right], bounds }
    }
}

impl Difference {
    /// The bounds if it is a difference of these two, in this order or turned round.
    fn bounds_of(self, [left, right]: [Option<NodeId>; 2]) -> Option<Interval> {
        if self.of == [left, right] {
            return Some(self.bounds);
        }
        (self.of == [right, left]).then(|| self.bounds.times(-1))
    }
}

impl View<'_> {
    /// What the relations in this part of the box say of another one of the same two numbers.
    pub(crate) fn recall(&self, asked: &Constraint) -> Interval {
        if self.constraints.is_empty() {
            return Interval::OPEN;
        }
        let asked_of = asked.difference(self);
        let told = self.constraints.iter().filter(|told| told.members == asked.members);
        let bounds = told.filter_map(|told| told.difference(self).bounds_of(asked_of.of));
        let known = bounds.fold(ANY, |known, bounds| known.meet(bounds).unwrap_or(known));
        let both = known.meet(asked_of.bounds);
        Interval { low: (both == Some(known)).into(), high: both.is_some().into() }
    }

    /// A number as a node, and by how many days it is after it; a number that is written or today is after nothing.
    fn moved_from(&self, id: NodeId, members: &Members) -> (Option<NodeId>, i32) {
        match self.ops.program.node(id) {
            Node::Constant(number) => return (None, *number),
            Node::Today => {
                if let Some(today) = self.slots[TODAY].known() {
                    return (None, today);
                }
            }
            Node::Shift { date, by, times, unit: Unit::Days } => {
                let from = self.value(*date, members);
                let days = self.value(*by, members).times(*times).known();
                let stays = |days: &i32| {
                    let to = from.plus(Interval::exactly(*days));
                    [from, to].iter().all(|days| days.meet(ALL_DAYS) == Some(*days))
                };
                if let Some(days) = days.filter(stays) {
                    let (node, before) = self.moved_from(*date, members);
                    return (node, before + days);
                }
            }
            _ => {}
        }
        (Some(id), 0)
    }
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
            ("before departure_date - 1 month", "before departure_date - 27 days", Value::Open),
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
