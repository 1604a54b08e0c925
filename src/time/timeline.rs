//! The days on which the advice changes while the facts stay the same.

use crate::case::Case;
use crate::engine::outcome::Outcome;
use crate::engine::rules::{Rules, Topics};
use crate::engine::sections::sections_of_days;
use crate::pack::Pack;
use crate::terms::calendar::Date;
use crate::time::runs::starts;
use crate::time::{Shown, shown};

/// Days in a row with the same advice.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Period {
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
    /// The advice on the first of them.
    pub outcome: Outcome,
}

/// The periods from the case's as-of date to `until`, both included; none if `until` lies before it.
///
/// A period ends where an action begins, ends, becomes certain, or changes in anything that a person is shown of it,
/// where its window opens, the day after its last day, and where the advice becomes decided or open. Exact to the day: intervals of days are evaluated, not single days.
///
/// # Examples
///
/// ```
/// use dovidka::time::timeline::timeline;
/// use dovidka::{Case, Pack, Topics};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2022-06-01".parse()?);
/// let covid = Topics::named(&pack, "covid").expect("it is a topic of the pack");
/// let periods = timeline(&pack, &case, &covid, "2022-12-31".parse()?);
/// assert_eq!(periods[1].first, "2022-06-08".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn timeline(pack: &Pack, case: &Case, topics: &Topics, until: Date) -> Vec<Period> {
    if until < case.on {
        return Vec::new();
    }
    let rules = Rules::new(pack, topics);
    let on = |day: i32| {
        let on = Date::from_number(day).unwrap_or(case.on);
        let mut outcome = rules.evaluate(&case.at(pack, on));
        outcome.forget_done();
        Advice { shown: shown(pack, &outcome), outcome }
    };
    let sections = sections_of_days(&rules, case, (case.on, until));
    let starts = sections.into_iter().flat_map(|section| starts(section, &on, Advice::is_same));
    periods(starts.map(|(_, advice)| advice), until)
}

/// What is found on a day, and what of it is compared with other days.
#[derive(Clone)]
struct Advice {
    outcome: Outcome,
    shown: Vec<Shown>,
}

impl Advice {
    /// Whether the same is said, and as much of it is decided.
    fn is_same(&self, other: &Self) -> bool {
        self.outcome.is_decided == other.outcome.is_decided && self.shown == other.shown
    }
}

/// Runs of the same advice from that of all days on which it may change.
fn periods(all: impl Iterator<Item = Advice>, until: Date) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    let mut before: Option<Advice> = None;
    for advice in all {
        if before.as_ref().is_some_and(|before| before.is_same(&advice)) {
            continue;
        }
        let first = advice.outcome.on;
        if let Some(last) = periods.last_mut() {
            last.last = Date::from_number(first.number() - 1).unwrap_or(last.last);
        }
        periods.push(Period { first, last: until, outcome: advice.outcome.clone() });
        before = Some(advice);
    }
    periods
}
