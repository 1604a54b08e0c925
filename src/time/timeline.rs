//! The days on which the advice changes while the facts stay the same.

use crate::case::Case;
use crate::engine::evaluate;
use crate::engine::outcome::Outcome;
use crate::engine::sections::sections_of_days;
use crate::pack::Pack;
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::time::told;
use std::collections::BTreeSet;

/// Days in a row with the same advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
    /// The advice on the first of them.
    pub outcome: Outcome,
}

/// The periods from the case's as-of date to `until`, both included; nothing if `until` lies before it.
///
/// A period ends where an action begins, ends, becomes certain, or changes in anything that a person is told of it,
/// where its window opens, and the day after its last day. Exact to the day: intervals of days are evaluated, not single days.
///
/// # Examples
///
/// ```
/// use dovidka::time::timeline::timeline;
/// use dovidka::{Case, Member, Pack};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2022-06-01".parse()?);
/// let covid = pack.topics.iter().position(|topic| topic.id == "covid");
/// let periods = timeline(&pack, &case, covid.as_slice(), "2022-12-31".parse()?);
/// assert_eq!(periods[1].first, "2022-06-08".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn timeline(pack: &Pack, case: &Case, topics: &[usize], until: Date) -> Vec<Period> {
    let (low, high) = (case.on.number(), until.number());
    if low > high {
        return Vec::new();
    }
    let sections = sections_of_days(pack, case, topics, Interval { low, high });
    let mut days: BTreeSet<i32> = sections.iter().map(|section| section.low).collect();
    for section in &sections {
        days.extend(windows(&outcome(pack, case, topics, section.low), *section));
    }
    let mut periods: Vec<Period> = Vec::new();
    for day in days {
        let outcome = outcome(pack, case, topics, day);
        let last = until;
        match periods.last_mut() {
            Some(before) if told(&before.outcome) == told(&outcome) => {}
            before => {
                if let Some(before) = before {
                    before.last = Date::from_number(day - 1).unwrap_or(before.last);
                }
                periods.push(Period { first: outcome.on, last, outcome });
            }
        }
    }
    periods
}

fn outcome(pack: &Pack, case: &Case, topics: &[usize], day: i32) -> Outcome {
    let on = Date::from_number(day).unwrap_or(case.on);
    evaluate(pack, &case.at(on), topics)
}

/// The days in a section on which a window opens, or on which a last day has just passed.
fn windows(outcome: &Outcome, section: Interval) -> Vec<i32> {
    let opens = outcome.advice.iter().filter_map(|advice| Some(advice.from?.latest.number()));
    let passed = outcome.advice.iter().filter_map(|advice| Some(advice.by?.latest.number() + 1));
    let is_inside = |day: &i32| section.low < *day && *day <= section.high;
    opens.chain(passed).filter(is_inside).collect()
}
