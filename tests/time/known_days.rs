//! What-if and remedies at known dates; stored cases checked again; certain actions stay certain.

use crate::chance::Chance;
use crate::households::{Household, Told};
use crate::kazakhstan::kazakhstan;
use dovidka::case::{Span, Stored};
use dovidka::engine::contradictions;
use dovidka::pack::program::Entity;
use dovidka::terms::calendar::Date;
use dovidka::terms::id::{ActionId, TopicId};
use dovidka::terms::value::Kind;
use dovidka::time::recheck::{Why, recheck, to_store};
use dovidka::time::remedy::remedies;
use dovidka::time::what_if::{Range, what_if};
use dovidka::{Case, Member, Pack, Topics, case, evaluate};
use std::collections::BTreeSet;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A household with a child and a pet, everything answered at random; one date in eight to the month only.
fn household(pack: &Pack, seed: u64, on: Date) -> Case {
    let mut chance = Chance(seed);
    let mut case = Case::new(pack, on);
    let members = [
        Member::HOUSEHOLD,
        Member::YOU,
        case.add(pack, Entity::Child),
        case.add(pack, Entity::Pet),
    ];
    for who in members {
        for fact in &pack.facts[who.of.place()] {
            let mut random = |limit: usize| usize::try_from(chance.below(limit as u64)).unwrap();
            let text = match &fact.kind {
                Kind::YesNo => ["yes", "no"][random(2)].to_owned(),
                Kind::Number => random(90).to_string(),
                Kind::Choice(choices) => choices.ids[random(choices.ids.len())].clone(),
                Kind::Choices(_) => "none".into(),
                Kind::Date => {
                    let years = if fact.id == "born" { -9000 } else { 0 };
                    let days = i32::try_from(random(700)).unwrap() - 200 + years;
                    let day = Date::from_number(on.number() + days).unwrap().to_string();
                    if random(8) == 0 { day[..7].to_owned() } else { day }
                }
            };
            if case.learn(pack, who, &fact.id, &text).is_err() {
                case.learn(pack, who, &fact.id, "unknown").unwrap();
            }
        }
    }
    case
}

#[test]
fn what_if_finds_the_exact_day() {
    let pack = kazakhstan();
    let entry = Topics::named(&pack, "entry").unwrap();
    let table = [
        // entry date, first expiry with which one may enter
        ("2025-03-01", "2025-09-01"),
        ("2024-08-31", "2025-02-28"),
        ("2023-08-31", "2024-02-29"),
        ("2025-08-31", "2026-02-28"),
    ];
    for (entry_date, first_good) in table {
        let mut case = Case::new(&pack, date("2023-05-01"));
        case.learn(&pack, Member::YOU, "where", "third_country").unwrap();
        case.learn(&pack, Member::YOU, "entry_date", entry_date).unwrap();
        case.learn(&pack, Member::YOU, "passport", "biometric").unwrap();
        let fact = pack.fact(Entity::Person, "passport_expires").unwrap();
        let all = what_if(&pack, &case, &entry, (Member::YOU, fact));
        let blocked = |range: &&Range| {
            all.advice(range)
                .iter()
                .any(|(one, _)| one.is_certain && pack[one.action].id == "do_not_travel_yet")
        };
        let first = all.ranges.iter().find(|range| !blocked(range)).unwrap();
        assert_eq!(
            Date::from_number(first.values.low),
            Some(date(first_good)),
            "entry {entry_date}"
        );
    }
}

#[test]
fn the_smallest_change_makes_a_duty_go_away() {
    let pack = kazakhstan();
    let entry = Topics::named(&pack, "entry").unwrap();
    let mut case = Case::new(&pack, date("2025-02-01"));
    for (who, fact, value) in [
        (Member::YOU, "where", "third_country"),
        (Member::YOU, "entry_date", "2025-03-15"),
        (Member::YOU, "passport", "biometric"),
        (Member::YOU, "passport_expires", "2025-09-01"),
        (Member::YOU, "fear", "no"),
    ] {
        case.learn(&pack, who, fact, value).unwrap();
    }
    let found = remedies(&pack, &case, &entry);
    let of = |id: &str| found.iter().find(|remedy| remedy.fact.id == id).unwrap();
    // Travel earlier by the missing days, or get a passport with six months left.
    assert_eq!(Date::from_number(of("entry_date").values.high), Some(date("2025-03-01")));
    assert_eq!(Date::from_number(of("passport_expires").values.low), Some(date("2025-09-15")));
    assert!(of("entry_date").left.is_empty());
}

#[test]
fn with_the_same_rules_a_stored_case_changes_with_time_only() {
    let pack = kazakhstan();
    let all = Topics::All;
    let mut total = 0;
    for seed in 0..40 {
        let mut then = household(&pack, seed, date("2026-11-22"));
        let advice = to_store(&pack, &evaluate(&pack, &then, &all), &all);
        let text = case::write_stored(&pack, &then, &[], &advice);
        assert_eq!(case::stored(&text), Ok(Some(advice.clone())), "seed {seed}");
        then = case::read(&pack, &text, then.on).unwrap();
        let (_, changes) = recheck(&pack, &advice, (&then, &then));
        assert_eq!(changes, [], "seed {seed}");
        let (outcome, changes) =
            recheck(&pack, &advice, (&then, &then.at(&pack, date("2027-11-22"))));
        assert!(changes.iter().all(|change| change.why == Why::Time), "seed {seed}: {changes:?}");
        let now = to_store(&pack, &outcome, &all).actions;
        let is_named = |actions: &[case::StoredAction], change: (&str, Member)| {
            actions.iter().any(|action| (action.action.as_str(), action.who) == change)
        };
        for change in &changes {
            let key = (change.action.as_str(), change.who);
            assert_eq!(change.before.is_some(), is_named(&advice.actions, key), "seed {seed}");
            assert_eq!(change.after.is_some(), is_named(&now, key), "seed {seed}");
        }
        total += changes.len();
    }
    assert!(total > 40, "a year changes something for most households");
}

/// A case that is stored, read again and checked on a later day tells exactly the actions that begin, end,
/// open, pass or become certain in between, or that have another day.
#[test]
fn a_stored_household_is_told_what_has_changed_on_any_later_day() {
    let pack = kazakhstan();
    let all = Topics::All;
    let days = ["2023-08-31", "2024-02-29", "2025-10-28", "2026-12-31", "2028-02-29"].map(date);
    for seed in 0..120 {
        let told = Told { whole: 10, part: seed % 3 };
        let household = Household::random(&pack, &mut Chance(seed), (days[0], 4), &told);
        let name = format!("seed {seed}: {}", household.written());
        for (place, day) in days.into_iter().enumerate() {
            let case = household.on(&pack, day);
            let stored = to_store(&pack, &evaluate(&pack, &case, &all), &all);
            let text = case::write_stored(&pack, &case, &[], &stored);
            let then = case::read(&pack, &text, day).unwrap();
            for later in &days[place..] {
                let now = case::read(&pack, &text, *later).unwrap();
                let (outcome, changes) = recheck(&pack, &stored, (&then, &now));
                let today = to_store(&pack, &outcome, &all);
                assert_eq!(
                    today.actions,
                    to_store(&pack, &evaluate(&pack, &household.on(&pack, *later), &all), &all)
                        .actions,
                    "{name}"
                );
                assert!(changes.iter().all(|change| change.why == Why::Time), "{name}");
                let named: BTreeSet<(String, Member)> =
                    changes.iter().map(|change| (change.action.clone(), change.who)).collect();
                assert_eq!(named, differing((&stored, day), (&today, *later)), "{later}, {name}");
            }
        }
    }
}

/// The actions of which something else is said, days that are open or move with the as-of date left out.
fn differing(
    (one, before): (&Stored, Date),
    (other, after): (&Stored, Date),
) -> BTreeSet<(String, Member)> {
    let passed = after.days_since(before);
    let find = |stored: &Stored, key: &(String, Member)| {
        let mut actions = stored.actions.iter();
        actions
            .find(|action| (&action.action, action.who) == (&key.0, key.1))
            .map(case::StoredAction::state)
    };
    let both = one.actions.iter().chain(&other.actions);
    let keys: BTreeSet<(String, Member)> =
        both.map(|action| (action.action.clone(), action.who)).collect();
    let differs = |key: &(String, Member)| {
        let (Some(old), Some(new)) = (find(one, key), find(other, key)) else { return true };
        let state = |told: case::StoredState, on| {
            let is_open = told.from.is_none_or(|day| day.last <= on);
            (told.kind, told.is_certain, is_open, told.by.is_some_and(|day| day.last < on))
        };
        let day = |old: Option<Span>, new: Option<Span>| match (old, new) {
            (Some(old), Some(new)) => {
                let moved =
                    |old: Date, new: Date| old == new || (new.days_since(old) - passed).abs() <= 3;
                !(moved(old.first, new.first) && moved(old.last, new.last))
            }
            (old, new) => old.is_some() != new.is_some(),
        };
        state(old, before) != state(new, after) || day(old.from, new.from) || day(old.by, new.by)
    };
    keys.into_iter().filter(differs).collect()
}

#[test]
fn a_new_fact_takes_no_certain_action_back() {
    let pack = kazakhstan();
    let all = Topics::All;
    let certain = |case: &Case| -> Vec<(ActionId, TopicId, Member)> {
        let findings = evaluate(&pack, case, &all).findings.into_iter();
        findings.filter(|one| one.is_certain).map(|one| (one.action, one.topic, one.who)).collect()
    };
    for seed in 100..400 {
        let full = household(&pack, seed, date("2026-11-22"));
        if !contradictions(&pack, &full).is_empty() {
            continue;
        }
        let mut part = full.clone();
        let mut chance = Chance(seed);
        for of in Entity::ALL {
            for who in full.members(of) {
                for fact in pack.facts[of.place()].iter().filter(|_| chance.below(4) == 0) {
                    part.learn(&pack, who, &fact.id, "unknown").unwrap();
                }
            }
        }
        let known = certain(&full);
        for action in certain(&part) {
            let id = &pack[action.0].id;
            assert!(known.contains(&action), "seed {seed}: `{id}` of {} is gone", action.2);
        }
    }
}
