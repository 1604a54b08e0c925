//! The timeline against telling the household anew on every day.

use crate::chance::Chance;
use crate::households::{Household, Told};
use crate::kazakhstan::kazakhstan;
use crate::small_packs::small_pack;
use dovidka::terms::calendar::Date;
use dovidka::time::{Shown, shown, timeline::timeline};
use dovidka::{Outcome, Pack, Topics, evaluate};

/// First and last days: regimes that end, month ends, leap days, the end of what the pack claims.
const SPANS: [(&str, &str); 6] = [
    ("2022-05-31", "2023-03-02"),
    ("2023-08-31", "2024-06-30"),
    ("2024-02-28", "2025-01-05"),
    ("2025-01-31", "2025-12-31"),
    ("2026-05-20", "2027-03-05"),
    ("2027-11-30", "2028-12-31"),
];

const WHOLE: Told = Told { whole: 10, part: 0 };
const PARTLY: Told = Told { whole: 10, part: 4 };
const LITTLE: Told = Told { whole: 7, part: 3 };

fn days((first, last): (&str, &str)) -> (Date, Date) {
    (first.parse().unwrap(), last.parse().unwrap())
}

/// What a person notices of an outcome.
fn noticed(pack: &Pack, outcome: &Outcome) -> (bool, Vec<Shown>) {
    (outcome.is_decided, shown(pack, outcome))
}

/// The household is told to an empty case on each day, as `check --on` would do.
fn compare(pack: &Pack, household: &Household, (first, last): (Date, Date), name: &str) {
    let periods = timeline(pack, &household.on(pack, first), &Topics::All, last);
    let mut firsts: Vec<Date> = Vec::new();
    let mut before = None;
    for day in first.number()..=last.number() {
        let day = Date::from_number(day).unwrap();
        let today = noticed(pack, &evaluate(pack, &household.on(pack, day), &Topics::All));
        if before.as_ref() != Some(&today) {
            firsts.push(day);
            before = Some(today);
        }
    }
    let found: Vec<Date> = periods.iter().map(|period| period.first).collect();
    assert_eq!(found, firsts, "{name}: {}", household.written());
    assert_eq!(periods.last().map(|period| period.last), Some(last), "{name}");
    for pair in periods.windows(2) {
        assert_eq!(pair[0].last.number() + 1, pair[1].first.number(), "{name}");
    }
}

fn compare_all(seeds: std::ops::Range<u64>, told: &Told, most: u64) {
    let pack = kazakhstan();
    for seed in seeds {
        let span = days(SPANS[usize::try_from(seed).unwrap() % SPANS.len()]);
        let household = Household::random(&pack, &mut Chance(seed), (span.0, most), told);
        compare(&pack, &household, span, &format!("seed {seed}"));
    }
}

#[test]
fn it_is_exact_for_households_that_tell_everything() {
    compare_all(0..240, &WHOLE, 5);
}

#[test]
fn it_is_exact_for_households_that_know_some_dates_to_the_month_or_year() {
    compare_all(1_000..1_060, &PARTLY, 3);
}

#[test]
fn it_is_exact_for_households_that_tell_little() {
    compare_all(2_000..2_024, &LITTLE, 1);
}

#[test]
fn it_is_exact_over_six_years_with_two_leap_days() {
    let pack = kazakhstan();
    let span = days(("2023-01-31", "2028-12-31"));
    for (seed, told) in (3_000..3_018).zip([&WHOLE, &WHOLE, &PARTLY].into_iter().cycle()) {
        let household = Household::random(&pack, &mut Chance(seed), (span.0, 3), told);
        compare(&pack, &household, span, &format!("seed {seed}"));
    }
}

#[test]
fn it_is_exact_for_random_packs() {
    let span = days(("2024-01-20", "2025-06-10"));
    for seed in 0..100 {
        let mut chance = Chance(seed);
        let (pack, topic) = small_pack(&mut chance);
        for told in [WHOLE, PARTLY, Told { whole: 9, part: 5 }] {
            let household = Household::random(&pack, &mut chance, (span.0, 0), &told);
            compare(&pack, &household, span, &format!("seed {seed}, {topic}"));
        }
    }
}

#[test]
fn a_fact_that_is_not_known_may_be_on_any_day_that_has_come() {
    let pack = kazakhstan();
    let (first, last) = days(("2026-11-10", "2026-12-20"));
    let mut case = dovidka::Case::new(&pack, first);
    case.learn(&pack, dovidka::Member::YOU, "danger_known_on", "2026-11").unwrap();
    let fact = pack.fact(dovidka::Member::YOU.of, "danger_known_on").unwrap();
    let possible = |case: &dovidka::Case| {
        let days = case.known(dovidka::Member::YOU, fact)[0];
        (Date::from_number(days.low).unwrap(), Date::from_number(days.high).unwrap())
    };
    assert_eq!(possible(&case), days(("2026-11-01", "2026-11-10")));
    assert_eq!(possible(&case.at(&pack, last)), days(("2026-11-01", "2026-11-30")));
    assert_eq!(case.written(dovidka::Member::YOU, fact).as_deref(), Some("2026-11"));
}
