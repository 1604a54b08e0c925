//! 90 days in 180: the computed cases of the domain notes, and a naive second count.

use crate::chance::Chance;
use dovidka::terms::calendar::Date;
use dovidka::terms::stay::{
    Allowance, Reading, Stay, first_day, first_full_stay, last_day, strictest,
};

const RULE: Allowance = Allowance { days: 90, within: 180 };

fn day(text: &str) -> i32 {
    text.parse::<Date>().unwrap().number()
}

fn stay(first: &str, last: &str) -> Stay {
    day(first)..=day(last)
}

fn date(number: i32) -> String {
    Date::from_number(number).unwrap().to_string()
}

#[test]
fn the_last_day_is_the_ninetieth_of_any_hundred_and_eighty() {
    let table = [
        // entry, earlier stays, last day looking back, last day from the first crossing
        ("2025-01-01", vec![], "2025-03-31", "2025-03-31"),
        ("2026-01-15", vec![], "2026-04-14", "2026-04-14"),
        ("2024-02-01", vec![], "2024-04-30", "2024-04-30"),
        ("2025-05-01", vec![stay("2025-01-01", "2025-02-09")], "2025-06-19", "2025-06-19"),
        ("2025-05-01", vec![stay("2025-01-01", "2025-01-10")], "2025-07-29", "2025-09-27"),
        ("2025-07-01", vec![stay("2025-01-01", "2025-03-31")], "2025-09-28", "2025-09-28"),
        ("2025-04-01", vec![stay("2025-01-01", "2025-03-31")], "2025-03-31", "2025-03-31"),
    ];
    for (entry, earlier, back, first) in table {
        let last = |reading| date(last_day(RULE, reading, &earlier, day(entry)));
        assert_eq!(last(Reading::LookingBack), back, "{entry} {earlier:?}");
        assert_eq!(last(Reading::FromFirstCrossing), first, "{entry} {earlier:?}");
    }
}

#[test]
fn a_full_stay_is_possible_again_when_the_old_days_have_dropped_out() {
    let earlier = [stay("2025-01-01", "2025-03-31")];
    let again = |reading| date(first_full_stay(RULE, reading, &earlier, day("2025-04-01")));
    assert_eq!(again(Reading::LookingBack), "2025-06-30");
    assert_eq!(again(Reading::FromFirstCrossing), "2025-06-30");
}

#[test]
fn looking_back_agrees_with_marking_every_day() {
    let mut chance = Chance(7);
    let mut below = |limit: u64| i32::try_from(chance.below(limit)).unwrap();
    for case in 0..300 {
        let entry = 1_000;
        let mut earlier: Vec<Stay> = Vec::new();
        let mut at = entry - 260 + below(60);
        while at < entry - 2 && earlier.len() < 5 {
            let last = (at + below(50)).min(entry - 1);
            earlier.push(at..=last);
            at = last + 2 + below(60);
        }
        let present = |day: i32, last: i32| {
            (entry..=last).contains(&day) || earlier.iter().any(|stay| stay.contains(&day))
        };
        let mut last = entry - 1;
        loop {
            let next = last + 1;
            let count = (next - 179..=next).filter(|day| present(*day, next)).count();
            if count > 90 {
                break;
            }
            last = next;
        }
        assert_eq!(
            last_day(RULE, Reading::LookingBack, &earlier, entry),
            last,
            "case {case}: {earlier:?}"
        );
    }
}

#[test]
fn a_later_entry_never_brings_an_earlier_last_day() {
    let mut chance = Chance(11);
    let mut below = |limit| i32::try_from(chance.below(limit)).unwrap();
    for case in 0..300 {
        let mut earlier: Vec<Stay> = Vec::new();
        let mut at = 1_000;
        for _ in 0..below(6) {
            let last = at + below(120);
            earlier.push(at..=last);
            at = last + below(150);
        }
        let end = earlier.last().map_or(1_000, |stay| *stay.end());
        let lasts: Vec<i32> =
            (end..end + 400).map(|entry| strictest(RULE, &earlier, entry).0).collect();
        assert!(lasts.is_sorted(), "case {case}: {earlier:?}");
        // A stay may begin on the first day that is a lawful last day of it.
        for from in end - 100..end + 300 {
            let start = if earlier.is_empty() { from } else { from.max(end) };
            let first = (start..start + 360).find(|day| strictest(RULE, &earlier, *day).0 >= *day);
            assert_eq!(Some(first_day(RULE, &earlier, from)), first, "case {case}: {earlier:?}");
        }
    }
}
