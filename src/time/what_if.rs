//! Which values of one fact would change the advice, and how.

use crate::case::{Case, Member, Said};
use crate::engine::evaluate;
use crate::engine::outcome::{Need, Outcome};
use crate::engine::sections::sections_of_fact;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::runs::starts;
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
    ranges(pack, case, topics, (who, fact, pack.range(fact, case.on)))
}

/// The first day of every later run of days with other advice, for each date that is needed and partly known.
///
/// Where `2027-06` is known and 15 June decides, this is 15 June.
#[must_use]
pub fn thresholds(pack: &Pack, case: &Case, topics: &[usize], needs: &[Need]) -> Vec<Threshold> {
    let known_in_part = needs.iter().filter_map(|need| {
        let fact = pack.fact(need.who.of, &need.fact)?;
        let is_date = matches!(fact.kind, Kind::Date);
        let known = case.known(need.who, fact)[0];
        (is_date && case.said(need.who, fact) == Said::Value).then_some((need, fact, known))
    });
    let threshold = |(need, fact, known): (&Need, &Fact, Interval)| {
        let ranges = ranges(pack, case, topics, (need.who, fact, known));
        let starts = ranges.iter().skip(1).filter_map(|range| Date::from_number(range.values.low));
        Threshold { who: need.who, fact: need.fact.clone(), starts: starts.collect() }
    };
    known_in_part.map(threshold).filter(|threshold| !threshold.starts.is_empty()).collect()
}

/// The days within a partly known date on which the advice changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Whose fact.
    pub who: Member,
    /// The fact.
    pub fact: String,
    /// The first day of each later run.
    pub starts: Vec<Date>,
}

/// Runs of values with the same advice, among these.
fn ranges(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (who, fact, whole): (Member, &Fact, Interval),
) -> Vec<Range> {
    let with = |values| evaluate(pack, &case.with((who, fact), values), topics);
    let of = |value| with(Interval::exactly(value));
    let sections = sections_of_fact(pack, case, topics, (who, fact, whole));
    let mut runs: Vec<(Interval, Outcome)> = Vec::new();
    for section in sections {
        for (low, outcome) in starts(section, &of, is_same) {
            if runs.last().is_none_or(|(_, before)| !is_same(before, &outcome)) {
                if let Some((before, _)) = runs.last_mut() {
                    before.high = low - 1;
                }
                runs.push((Interval { low, high: whole.high }, outcome));
            }
        }
    }
    runs.into_iter().map(|(values, _)| Range { values, outcome: with(values) }).collect()
}

fn is_same(one: &Outcome, other: &Outcome) -> bool {
    sense(one) == sense(other)
}
