//! Which values of one fact would change the advice, and how.

use crate::case::{Case, Member, Said, StandIn};
use crate::engine::need::Need;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::rules::{Rules, Topics};
use crate::engine::sections::{Sections, sections_of_fact};
use crate::engine::{Detail, Walk};
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::FactId;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::runs::starts;
use crate::time::{Shown, shown, statuses};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The advice for every value of a fact, the other facts staying as they are.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Alternatives {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
    /// The advice for what is known now.
    pub now: Outcome,
    /// All values in order, by the advice that they give; none of a fact with many choices at once, which has no such
    /// order.
    pub ranges: Vec<Range>,
    /// What is found that does not look at the fact.
    others: Vec<(Finding, Shown)>,
}

/// Values in a row that give the same advice.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Range {
    /// The first and the last of them, as numbers of the evaluation.
    pub values: Interval,
    /// What is found that looks at the fact.
    own: Vec<(Finding, Shown)>,
}

impl Alternatives {
    /// The advice for the values of a range, in the order of an outcome: each finding, and what is compared of it.
    ///
    /// A day that depends on the fact lies between those of the first and of the last value.
    #[must_use]
    pub fn advice<'a>(&'a self, range: &'a Range) -> Vec<&'a (Finding, Shown)> {
        let mut all: Vec<_> = self.others.iter().chain(&range.own).collect();
        all.sort_by_key(|(finding, _)| (finding.order(), finding.topic, finding.who));
        all
    }
}

/// All values of a fact, in order, by the advice that they give; the other facts stay as they are.
///
/// What is compared is [all that is shown](crate::time::Shown). Thresholds are exact.
///
/// # Panics
///
/// If the fact is not one of the pack.
#[must_use]
pub fn what_if(
    pack: &Pack,
    case: &Case,
    topics: &Topics,
    (who, fact): (Member, &Fact),
) -> Alternatives {
    let rules = Rules::new(pack, topics);
    // Told of somebody, it says nothing of yours any more.
    let is_yours = case.stand_in(who, fact) == Some(StandIn::Yours);
    let apart = is_yours.then(|| case.with((who, fact), case.known(who, fact)[0]));
    let mut now = rules.evaluate(apart.as_ref().unwrap_or(case));
    now.forget_done();
    let whole = pack.range(fact, case.on);
    let Sections { runs: sections, walks } =
        sections_of_fact(&rules, case, (who, fact, whole), None);
    let find = |values: Interval| {
        let case = case.with((who, fact), values);
        rules.evaluate_walks(&case, &walks, Detail::Statements)
    };
    let seen = |value: i32| {
        let found = find(Interval::exactly(value));
        Rc::new((shown(pack, &found), found))
    };
    let mut range = |(values, first): (Interval, Rc<(Vec<Shown>, Outcome)>)| {
        let first = &first.1;
        now.is_explored &= first.is_explored;
        let all = (!values.is_known()).then(|| find(values));
        let own = first.findings.iter().map(|finding| {
            let own = (*finding, Shown::of(pack, first, finding));
            all.as_ref().map_or_else(|| own.clone(), |all| for_all(pack, &own, all))
        });
        Range { values, own: own.collect() }
    };
    let runs = joined(sections, &seen, |one, other| one.0 == other.0);
    let ranges = runs.into_iter().map(&mut range).collect();
    let is_other = |finding: &&Finding| !walks.contains(&(finding.topic, finding.who));
    let others = now.findings.iter().filter(is_other);
    let others = others.map(|finding| (*finding, Shown::of(pack, &now, finding))).collect();
    Alternatives { who, fact: pack.place_of(fact), now, ranges, others }
}

/// What is found of a first value, as it is put for all values of its range, from what may be found of any of them.
fn for_all(pack: &Pack, (first, shown): &(Finding, Shown), all: &Outcome) -> (Finding, Shown) {
    let Some(twin) = all.findings.iter().find(|twin| twin.key() == first.key()) else {
        return (*first, shown.clone());
    };
    let Finding { from, by, best_by, .. } = *twin;
    let finding = Finding { from, by, best_by, ..*first };
    (finding, shown.with_words_of(&Shown::of(pack, all, twin)))
}

/// The first day of every later run of days with other advice, for each date that is needed and partly known.
///
/// Where `2027-06` is known and 15 June decides, this is 15 June.
#[must_use]
pub fn thresholds(pack: &Pack, case: &Case, topics: &Topics, outcome: &Outcome) -> Vec<Threshold> {
    let known_in_part = outcome.needs.iter().filter_map(|need| {
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
        let asking = outcome.asked_by.iter().filter(|(asked, _)| asked == need);
        let asking: BTreeSet<Walk> = asking.map(|(_, walk)| *walk).collect();
        let runs = runs(&rules, case, (need.who, fact, known), Some(&asking)).runs;
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

/// Runs of values with the same statuses, among these, and the walks that look at the fact: all others find the same.
/// If `only` some walks are looked at, they are the runs of what these find.
pub(super) fn runs(
    rules: &Rules<'_>,
    case: &Case,
    (who, fact, whole): (Member, &Fact, Interval),
    only: Option<&BTreeSet<Walk>>,
) -> Sections {
    let Sections { runs: sections, walks } =
        sections_of_fact(rules, case, (who, fact, whole), only);
    let of = |value| {
        let case = case.with((who, fact), Interval::exactly(value));
        statuses(&rules.evaluate_walks(&case, &walks, Detail::Findings))
    };
    let runs = joined(sections, &of, |one, other| one == other).into_iter();
    Sections { runs: runs.map(|(values, _)| values).collect(), walks }
}

/// Runs of values of which the same is found, each with what is found of its first value, from sections in each of
/// which the same leaves can be reached.
fn joined<T: Clone>(
    sections: Vec<Interval>,
    of: &impl Fn(i32) -> T,
    is_same: fn(&T, &T) -> bool,
) -> Vec<(Interval, T)> {
    let last = sections.last().map_or(0, |section| section.high);
    let mut runs: Vec<(Interval, T)> = Vec::new();
    for (low, found) in sections.into_iter().flat_map(|section| starts(section, of, is_same)) {
        match runs.last_mut() {
            Some((_, before)) if is_same(before, &found) => continue,
            Some((before, _)) => before.high = low - 1,
            None => {}
        }
        runs.push((Interval { low, high: last }, found));
    }
    runs
}
