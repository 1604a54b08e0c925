//! Days that move with the as-of date, such as `today + 1 month - 30 days`: when they have come or passed.
//!
//! Such a day may come, and be ahead again a month later. Intervals of as-of dates are halved until each says
//! on which side of the as-of date the day lies.

use crate::case::TODAY;
use crate::engine::members::Members;
use crate::engine::region::Region;
use crate::engine::view::{View, compare};
use crate::pack::program::{Node, NodeId, Relation};
use crate::terms::calendar::{Unit, shift};
use crate::terms::interval::Interval;
use std::collections::BTreeSet;

/// Intervals of as-of dates that are not longer are looked at day by day, for one sum of months.
const SHORT: i32 = 62;
/// Wide enough to decide nothing.
const ANYWHERE: Interval = Interval { low: -4_000_000, high: 4_000_000 };

/// Adds the as-of dates in a part of the box at which a day may pass the as-of date.
pub(crate) fn add_starts(
    view: &View<'_>,
    region: &Region,
    (node, members): (NodeId, &Members),
    starts: &mut BTreeSet<i32>,
) {
    let days = region.slots[TODAY];
    if days.is_known() || !view.ops.program.reads_today(node) {
        return;
    }
    for corner in [|slot: &Interval| slot.low, |slot: &Interval| slot.high] {
        let slots = region.slots.iter().map(|slot| Interval::exactly(corner(slot)));
        halve(view, &mut slots.collect(), (node, members), (days, &mut *starts));
    }
}

fn halve(
    view: &View<'_>,
    slots: &mut Vec<Interval>,
    (node, members): (NodeId, &Members),
    (days, starts): (Interval, &mut BTreeSet<i32>),
) {
    slots[TODAY] = days;
    let here = View { slots, constraints: &[], ..*view };
    let (ahead, now) = (here.ahead(node, members), Interval::exactly(0));
    let is_decided = |relation| compare(ahead, relation, now).is_known();
    if days.is_known() || is_decided(Relation::AtMost) && is_decided(Relation::Less) {
        return;
    }
    let middle = days.low + (days.high - days.low) / 2;
    starts.insert(middle + 1);
    halve(view, slots, (node, members), (Interval { high: middle, ..days }, &mut *starts));
    halve(view, slots, (node, members), (Interval { low: middle + 1, ..days }, starts));
}

impl View<'_> {
    /// How many days a day lies ahead of the as-of date, on each of the as-of dates that are looked at.
    fn ahead(&self, id: NodeId, members: &Members) -> Interval {
        let today = self.slots[TODAY];
        match self.ops.program.node(id) {
            Node::Today => Interval::exactly(0),
            Node::Shift { date, by, times, unit } if self.ops.program.reads_today(*date) => {
                let (from, by) = (self.ahead(*date, members), self.value(*by, members));
                from.plus(self.length((today.plus(from), by.times(*times)), *unit))
            }
            Node::Earlier(one, other) => {
                self.ahead(*one, members).lower(self.ahead(*other, members))
            }
            Node::Later(one, other) => {
                self.ahead(*one, members).higher(self.ahead(*other, members))
            }
            _ => self.value(id, members).plus(today.times(-1)),
        }
    }

    /// How many days a period is long that starts on one of these days.
    fn length(&self, (from, by): (Interval, Interval), unit: Unit) -> Interval {
        if unit == Unit::Days {
            return by;
        }
        if from.high - from.low > SHORT {
            return ANYWHERE;
        }
        let length = |day: i32, by: i32| shift(day, by, unit, self.ops.rounding) - day;
        let lengths =
            (from.low..=from.high).flat_map(|day| [length(day, by.low), length(day, by.high)]);
        lengths.map(Interval::exactly).reduce(Interval::around).unwrap_or(ANYWHERE)
    }
}
