//! Which values of one fact would change the advice, and how.

use crate::case::{Case, Member};
use crate::engine::evaluate;
use crate::engine::outcome::Outcome;
use crate::engine::sections::sections_of_fact;
use crate::pack::{Fact, Pack};
use crate::terms::interval::Interval;
use crate::time::sense;

/// Values in a row that give the same advice.
#[derive(Debug, Clone)]
pub struct Range {
    /// The first and the last of them, as numbers of the evaluation.
    pub values: Interval,
    /// The advice that they give; days that depend on the fact lie between the days of the first and the last.
    pub outcome: Outcome,
}

/// All values of a fact, in order, by the advice that they give; the other facts stay as they are.
///
/// Thresholds are exact. A fact with many choices at once has no such order and gives nothing.
#[must_use]
pub fn what_if(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (who, fact): (Member, &Fact),
) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for (values, changed) in sections_of_fact(pack, case, topics, (who, fact)) {
        let outcome = evaluate(pack, &changed, topics);
        match ranges.last_mut() {
            Some(before) if sense(&before.outcome) == sense(&outcome) => {
                before.values.high = values.high;
            }
            _ => ranges.push(Range { values, outcome }),
        }
    }
    ranges
}
