//! How many days of an allowed stay are used and left.

use crate::case::{Case, Member};
use crate::engine::members::Members;
use crate::engine::ops::YES;
use crate::engine::rules::Rules;
use crate::engine::view::View;
use crate::pack::StayAllowance;
use crate::pack::program::Entity;
use crate::terms::calendar::Date;
use crate::terms::stay::{Allowance, Reading, Stay, first_full_stay_of_both, strictest, used_on};

/// How many days of an allowed stay are used and left on the as-of date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StayCount {
    /// Whose stay.
    pub who: Member,
    /// How many days are allowed in how many.
    pub rule: Allowance,
    /// The days that count, the as-of date included.
    pub used: i32,
    /// The days after the as-of date on which one may still stay.
    pub left: i32,
    /// The last day on which one may stay.
    pub last_day: Date,
    /// How it was counted.
    pub counted: Counted,
    /// The first day of a new stay of all allowed days, after leaving on the last day or, if that is over, today.
    pub full_from: Date,
}

/// From what the days of a stay are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Counted {
    /// Only the number of earlier days is known: all of them are taken off.
    NumberOfDays,
    /// Earlier stays are listed, and both readings of the rule give the same last day.
    BothReadings,
    /// Earlier stays are listed, and this reading is stricter.
    Stricter(Reading),
}

/// The count of every person for whom the pack counts a stay and whose days are known.
pub(crate) fn stays(rules: &Rules<'_>, case: &Case) -> Vec<StayCount> {
    let (Some(allowance), Some(start)) = (&rules.pack.allowance, rules.allowance) else {
        return Vec::new();
    };
    let view = View::of(&rules.ops, case);
    let counts = |who: &Member| view.walk(start, &Members::of(case, *who)) == YES;
    let people = case.members(Entity::Person).filter(counts);
    people.filter_map(|who| count(case, allowance, who)).collect()
}

/// The count of one person; `None` while the entry or the earlier days are not known, or before the entry.
fn count(case: &Case, allowance: &StayAllowance, who: Member) -> Option<StayCount> {
    let (rule, today) = (allowance.rule, case.on.number());
    let known = |read| case.slots[case.place(who, read)].known();
    let entry = known(allowance.entry).filter(|entry| *entry <= today)?;
    let (last, used, counted, full_from) = if let Some(earlier) = case.stays(who) {
        let (last, reading) = strictest(rule, earlier, entry);
        let used = used_on(rule, reading, (earlier, entry), today);
        let end = last.max(today);
        let all: Vec<Stay> = earlier.iter().cloned().chain([entry..=end]).collect();
        let counted = reading.map_or(Counted::BothReadings, Counted::Stricter);
        (last, used, counted, first_full_stay_of_both(rule, &all, end + 1))
    } else {
        let earlier = known(allowance.earlier)?;
        let last = entry + rule.days - 1 - earlier;
        let full_from = last.max(today) + rule.within - rule.days + 1;
        (last, earlier + today - entry + 1, Counted::NumberOfDays, full_from)
    };
    Some(StayCount {
        who,
        rule,
        used,
        left: (last - today).max(0),
        last_day: Date::from_number(last)?,
        counted,
        full_from: Date::from_number(full_from)?,
    })
}
