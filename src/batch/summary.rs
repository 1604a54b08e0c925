//! How many households have which action, and how many must do something in which week; as a text with bars, or as JSON.

use crate::engine::outcome::{Finding, Outcome};
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::render::json::summary::{ActionCount, SummaryShape, WeekCount, summary};
use crate::render::{View, visible};
use crate::terms::calendar::Date;
use crate::terms::id::ActionId;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use textwrap::core::display_width;

/// How many weeks the text shows one by one.
const WEEKS: i32 = 12;
/// The longest bar.
const LONGEST_BAR: u64 = 30;

/// The counts of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The households that were evaluated.
    pub households: u64,
    /// Of these, those whose advice is the same whatever the unknown facts are.
    pub decided: u64,
    /// Of these, those that must do something now.
    pub due: u64,
    /// For each action (a place in [`Pack::actions`](crate::Pack::actions)), the households that have it.
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
            outcome.findings.iter().map(|of| (of.action, !of.is_certain)).collect();
        actions.sort_unstable();
        actions.dedup_by_key(|(action, _)| *action);
        for (action, is_possible) in actions {
            let known = self.actions.entry(action).or_default();
            *(if is_possible { &mut known.possible } else { &mut known.certain }) += 1;
        }
        self.due += u64::from(outcome.due().next().is_some());
        let is_duty = |of: &&Finding| of.is_certain && of.strongest == ActionKind::Must;
        let duties = outcome.findings.iter().filter(is_duty);
        let days = duties.filter_map(|duty| duty.by?.number_to_keep(outcome.on.number()));
        let mut weeks: Vec<i32> = days.map(monday).collect();
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

    /// The summary as a text for people; each bar is as long as its share of the longest.
    #[must_use]
    pub fn text(&self, (pack, on): (&Pack, Date), view: &View<'_>) -> String {
        let Self { households, decided, due, .. } = self;
        let mut text = String::new();
        let _ = writeln!(text, "{households} households, {decided} decided, {due} must act now\n");
        let title = |action: ActionId| visible(pack.title(view.language, action)).into_owned();
        let count = |place: ActionId| self.actions[&place].certain + self.actions[&place].possible;
        let mut actions: Vec<ActionId> = self.actions.keys().copied().collect();
        actions.sort_by_key(|place| std::cmp::Reverse(count(*place)));
        let rows = actions.into_iter().map(|place| {
            let possible = self.actions[&place].possible;
            let note = if possible > 0 { format!(" ({possible} possible)") } else { String::new() };
            (title(place), count(place), note)
        });
        bars(&mut text, ("Households by action", rows.collect()), view.width);
        bars(&mut text, ("Households with a last day", self.week_rows(on)), view.width);
        text
    }

    /// The weeks from that of the as-of date on, each with its households; those before and long after in one row each.
    fn week_rows(&self, on: Date) -> Vec<(String, u64, String)> {
        let first = monday(on.number());
        let day =
            |number: i32| Date::from_number(number).map_or_else(String::new, |day| day.to_string());
        let count = |weeks: Range<i32>| self.weeks.range(weeks).map(|(_, count)| count).sum();
        let row = |name: String, weeks: Range<i32>| (name, count(weeks), String::new());
        let end = first + 7 * WEEKS;
        let mut rows = vec![row(format!("before {}", day(first)), i32::MIN..first)];
        rows.extend((0..WEEKS).map(|week| {
            let start = first + 7 * week;
            row(format!("{} to {}", day(start), day(start + 6)), start..start + 7)
        }));
        rows.push(row(format!("from {} on", day(end)), end..i32::MAX));
        rows
    }

    /// The summary as JSON, with a line end.
    #[must_use]
    pub fn json(&self, pack: &Pack) -> String {
        let action = |(place, counts): (&ActionId, &Households)| ActionCount {
            action: &pack[*place].id,
            certain: counts.certain,
            possible: counts.possible,
        };
        let day = |number| Date::from_number(number).map(|day| day.to_string());
        let week = |(monday, count): (&i32, &u64)| WeekCount {
            from: day(*monday),
            households: *count,
            to: day(*monday + 6),
        };
        summary(&SummaryShape {
            actions: self.actions.iter().map(action).collect(),
            decided: self.decided,
            due: self.due,
            format: 1,
            households: self.households,
            weeks: self.weeks.iter().map(week).collect(),
        })
    }
}

/// The Monday of the week of a day; the day numbered 1 was a Monday.
fn monday(day: i32) -> i32 {
    day - (day - 1).rem_euclid(7)
}

/// A heading and a bar for each row: its name, its count, and a note.
fn bars(text: &mut String, (heading, rows): (&str, Vec<(String, u64, String)>), width: usize) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "{heading}");
    let most = rows.iter().map(|row| row.1).max().unwrap_or(1);
    let digits = most.to_string().len();
    let notes = rows.iter().map(|row| display_width(&row.2)).max().unwrap_or(0);
    let room = width.saturating_sub(6 + digits + notes).max(20);
    let longest = rows.iter().map(|row| display_width(&row.0)).max().unwrap_or(0);
    let names = longest.min(room * 2 / 3);
    let bar_room = LONGEST_BAR.min((room - names.min(room)) as u64).max(5);
    for (name, count, note) in rows {
        let length = (count * bar_room).div_ceil(most.max(1));
        let bar = "█".repeat(usize::try_from(length).unwrap_or(0));
        let mut lines = textwrap::wrap(&name, names.max(10)).into_iter();
        let first = lines.next().unwrap_or_default();
        let pad = " ".repeat(names.saturating_sub(display_width(&first)));
        let row = format!("  {first}{pad}  {count:>digits$}  {bar}{note}");
        let _ = writeln!(text, "{}", row.trim_end());
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

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
