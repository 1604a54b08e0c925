//! How many households have which action, and how many must do something in which week.

use crate::engine::outcome::Outcome;
use crate::pack::raw::ActionKind;
use crate::terms::id::ActionId;
use std::collections::BTreeMap;

/// The counts of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The households that were evaluated.
    pub households: u64,
    /// Of these, those whose advice is the same whatever the unknown facts are.
    pub decided: u64,
    /// Of these, those that must do something now.
    pub due: u64,
    /// For each action, the households that have it.
    pub actions: BTreeMap<ActionId, Households>,
    /// For each week, by the day number of its Monday, the households of which somebody has the last day of a
    /// certain duty in it.
    pub weeks: BTreeMap<i32, u64>,
}

/// The households that have an action, each once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Households {
    /// Somebody certainly has it.
    pub certain: u64,
    /// Somebody perhaps has it, and nobody certainly.
    pub possible: u64,
}

impl Summary {
    /// Counts one household.
    pub(super) fn add(&mut self, outcome: &Outcome) {
        self.households += 1;
        self.decided += u64::from(outcome.is_decided);
        let mut actions: Vec<(ActionId, bool)> =
            outcome.findings.iter().map(|action| (action.action, !action.is_certain)).collect();
        actions.sort_unstable();
        actions.dedup_by_key(|(action, _)| *action);
        for (action, is_possible) in actions {
            let known = self.actions.entry(action).or_default();
            *(if is_possible { &mut known.possible } else { &mut known.certain }) += 1;
        }
        let duties = || {
            let musts = outcome.findings.iter().filter(|action| action.kind == ActionKind::Must);
            musts.filter(|action| action.is_certain)
        };
        let is_open = outcome.due().next().is_some();
        self.due += u64::from(is_open);
        let mut weeks: Vec<i32> =
            duties().filter_map(|duty| Some(monday(duty.by?.numbers().low))).collect();
        weeks.sort_unstable();
        weeks.dedup();
        for week in weeks {
            *self.weeks.entry(week).or_default() += 1;
        }
    }

    /// Adds the counts of another part.
    pub(super) fn merge(&mut self, other: &Self) {
        self.households += other.households;
        self.decided += other.decided;
        self.due += other.due;
        for (action, counts) in &other.actions {
            let known = self.actions.entry(*action).or_default();
            known.certain += counts.certain;
            known.possible += counts.possible;
        }
        for (week, count) in &other.weeks {
            *self.weeks.entry(*week).or_default() += count;
        }
    }
}

/// The Monday of the week of a day; the day numbered 1 was a Monday.
pub(super) fn monday(day: i32) -> i32 {
    day - (day - 1).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::calendar::Date;

    #[test]
    fn weeks_begin_on_monday() {
        let day = |text: &str| text.parse::<Date>().unwrap().number();
        for (text, expected) in [
            ("2026-11-22", "2026-11-16"),
            ("2026-11-23", "2026-11-23"),
            ("2024-02-29", "2024-02-26"),
        ] {
            assert_eq!(monday(day(text)), day(expected), "{text}");
        }
    }
}
