//! The values of one fact: their order, their bounds, and how a program writes them.
//!
//! **Must not know** what they are compared for.

use crate::case::written::value;
use crate::pack::Fact;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::what_if::Range;

/// A value of a fact as a person may write it: `2027-03-01`, `yes`, `39`, or the id of a choice.
#[must_use]
pub fn written(fact: &Fact, number: i32) -> String {
    value(&fact.kind, &[Interval::exactly(number)])
}

/// Whether the values of a fact have an order that a person thinks in; choices and yes/no have none.
#[must_use]
pub fn has_order(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Number | Kind::Date)
}

/// The first and the last value that is possible; of choices, any.
#[must_use]
pub fn possible(ranges: &[Range]) -> Option<Interval> {
    Some(Interval { low: ranges.first()?.values.low, high: ranges.last()?.values.high })
}
