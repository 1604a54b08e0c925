//! How many days of an allowed stay are used and left.

use crate::case::{Case, Member};
use crate::engine::computed::Difference;
use crate::engine::members::Members;
use crate::engine::ops::YES;
use crate::engine::rules::Rules;
use crate::engine::view::View;
use crate::pack::StayAllowance;
use crate::pack::program::Entity;
use crate::terms::calendar::Date;
use crate::terms::stay::{
    Allowance, Reading, Stay, first_day, first_full_stay_of_both, strictest, used_on,
};

/// How many days of an allowed stay are used and left on the as-of date, or on the first day of one that lies ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StayCount {
    /// Whose stay.
    pub who: Member,
    /// How many days are allowed in how many.
    pub rule: Allowance,
    /// The first day on which a stay that lies ahead may begin: the entry, or a later one if no days are left then.
    pub first_day: Option<Date>,
    /// The days that count, the as-of date included; of a stay that lies ahead, those before its first day.
    pub used: i32,
    /// The days after the as-of date on which one may still stay; of a stay that lies ahead, all its days.
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

/// The count of one person; `None` while the entry or the earlier days are not known, or if the days are used up on an
/// entry that lies ahead and the earlier stays are not listed.
fn count(case: &Case, allowance: &StayAllowance, who: Member) -> Option<StayCount> {
    let (rule, today) = (allowance.rule, case.on.number());
    let known = |read| case.slots[case.place(who, read)].known();
    let mut entry = known(allowance.entry)?;
    let is_ahead = entry > today;
    let (last, used, counted, full_from) = if let Some(earlier) = case.stays(who) {
        if is_ahead {
            entry = first_day(rule, earlier, entry);
        }
        let (last, reading) = strictest(rule, earlier, entry);
        let used = used_on(rule, reading, (earlier, entry), entry.max(today)) - i32::from(is_ahead);
        let end = last.max(today);
        let all: Vec<Stay> = earlier.iter().cloned().chain([entry..=end]).collect();
        let counted = reading.map_or(Counted::BothReadings, Counted::Stricter);
        (last, used, counted, first_full_stay_of_both(rule, &all, end + 1))
    } else {
        let earlier = known(allowance.earlier)?;
        let last = entry + rule.days - 1 - earlier;
        let full_from = last.max(today) + rule.within - rule.days + 1;
        let used = earlier + (today - entry + 1).max(0);
        (last, used, Counted::NumberOfDays, full_from)
    };
    if is_ahead && last < entry {
        return None;
    }
    Some(StayCount {
        who,
        rule,
        first_day: if is_ahead { Some(Date::from_number(entry)?) } else { None },
        used,
        left: (last - today.max(entry - 1)).max(0),
        last_day: Date::from_number(last)?,
        counted,
        full_from: Date::from_number(full_from)?,
    })
}

/// Ends each stay on the day that was told, where that is earlier than the day that is counted.
pub(crate) fn keep_told_days(stays: &mut [StayCount], differences: &[Difference]) {
    for stay in stays {
        let is_own = |of: &&Difference| {
            of.who == stay.who && of.computed.known() == Some(stay.last_day.number())
        };
        let told = differences.iter().find(is_own).map(|of| of.told.low);
        let earlier = told.filter(|day| *day < stay.last_day.number());
        if let Some(day) = earlier.and_then(Date::from_number) {
            stay.left = (stay.left - stay.last_day.days_since(day)).max(0);
            stay.last_day = day;
        }
    }
}
