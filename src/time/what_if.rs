//! Which values of one fact would change the advice, and how.

use crate::case::{Case, Member, Said};
use crate::engine::Detail;
use crate::engine::need::Need;
use crate::engine::outcome::Outcome;
use crate::engine::rules::{Rules, Topics};
use crate::engine::sections::{Sections, sections_of_fact};
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::FactId;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::runs::starts;
use crate::time::{Status, statuses};

/// Values in a row that give the same advice.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Range {
    /// The first and the last of them, as numbers of the evaluation.
    pub values: Interval,
    /// The advice that they give; days that depend on the fact lie between the days of the first and the last.
    pub outcome: Outcome,
}

/// All values of a fact, in order, by the advice that they give; the other facts stay as they are.
///
/// Thresholds are exact. A fact with many choices at once has no such order: there are no ranges.
#[must_use]
pub fn what_if(
    pack: &Pack,
    case: &Case,
    topics: &Topics,
    (who, fact): (Member, &Fact),
) -> Vec<Range> {
    let rules = Rules::new(pack, topics);
    let runs = runs(&rules, case, (who, fact, pack.range(fact, case.on))).runs;
    let of = |values| rules.evaluate(&case.with((who, fact), values));
    runs.into_iter().map(|values| Range { values, outcome: of(values) }).collect()
}

/// The first day of every later run of days with other advice, for each date that is needed and partly known.
///
/// Where `2027-06` is known and 15 June decides, this is 15 June.
#[must_use]
pub fn thresholds(pack: &Pack, case: &Case, topics: &Topics, needs: &[Need]) -> Vec<Threshold> {
    let known_in_part = needs.iter().filter_map(|need| {
        let fact = &pack[(need.who.of, need.fact)];
        let is_date = matches!(fact.kind, Kind::Date);
        let known = case.known(need.who, fact)[0];
        (is_date && case.said(need.who, fact) == Said::Value).then_some((need, fact, known))
    });
    let known_in_part: Vec<_> = known_in_part.collect();
    if known_in_part.is_empty() {
        return Vec::new();
    }
    let rules = Rules::new(pack, topics);
    let threshold = |(need, fact, known): (&Need, &Fact, Interval)| {
        let runs = runs(&rules, case, (need.who, fact, known)).runs;
        let starts = runs.iter().skip(1).filter_map(|values| Date::from_number(values.low));
        Threshold { who: need.who, fact: need.fact, starts: starts.collect() }
    };
    known_in_part
        .into_iter()
        .map(threshold)
        .filter(|threshold| !threshold.starts.is_empty())
        .collect()
}

/// The days within a partly known date on which the advice changes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Threshold {
    /// Whose fact.
    pub who: Member,
    /// The fact.
    pub fact: FactId,
    /// The first day of each later run.
    pub starts: Vec<Date>,
}

/// Runs of values with the same findings, among these, and the walks that look at the fact: all others find the same.
pub(super) fn runs(
    rules: &Rules<'_>,
    case: &Case,
    (who, fact, whole): (Member, &Fact, Interval),
) -> Sections {
    let Sections { runs: sections, walks } = sections_of_fact(rules, case, (who, fact, whole));
    let of = |value| {
        let case = case.with((who, fact), Interval::exactly(value));
        statuses(&rules.evaluate_walks(&case, &walks, Detail::Days))
    };
    let last = sections.last().map_or(whole.high, |section| section.high);
    let mut runs: Vec<(Interval, Vec<Status>)> = Vec::new();
    for section in sections {
        for (low, statuses) in starts(section, &of, |one, other| one == other) {
            if runs.last().is_none_or(|(_, before)| *before != statuses) {
                if let Some((before, _)) = runs.last_mut() {
                    before.high = low - 1;
                }
                runs.push((Interval { low, high: last }, statuses));
            }
        }
    }
    Sections { runs: runs.into_iter().map(|(values, _)| values).collect(), walks }
}
