//! Plans that cannot come true: held against a second, naive reading of what takes long, and against what is said of the
//! same household that plans another day.

use crate::chance::Chance;
use dovidka::engine::conflict::{Conflict, Instead};
use dovidka::engine::outcome::Finding;
use dovidka::pack::raw::ActionKind;
use dovidka::pack::{LeafAction, Period};
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::calendar::shift;
use dovidka::terms::interval::Interval;
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics, case};

const DAYS: [&str; 3] = ["2026-11-22", "2024-03-01", "2027-02-27"];

fn key<'p>(pack: &'p Pack, finding: &Finding) -> (&'p str, &'p str, Member) {
    (&pack[finding.action].id, &pack[finding.topic].id, finding.who)
}

fn of_conflict<'p>(pack: &'p Pack, of: &Conflict) -> (&'p str, &'p str, Member) {
    (&pack[of.action].id, &pack[of.topic].id, of.who)
}

/// The day of entry on which a household plans, as far as the plans of the shipped pack read it.
fn entry(pack: &Pack, case: &Case, who: Member) -> Option<i32> {
    let whose = if who.of.name() == "pet" { Member::YOU } else { who };
    let facts = &pack.facts[whose.of.place()];
    let fact = facts.iter().find(|fact| fact.id == "entry_date")?;
    case.known(whose, fact)[0].known()
}

/// The conflicts of a household of which everything is known, as a person would find them: of each action that has no
/// ladder of lengths, what is started today, or on its first day, is not ready before its length is over.
fn naive(pack: &Pack, case: &Case, outcome: &Outcome) -> Vec<((String, Member), i32)> {
    let mut found = Vec::new();
    for finding in &outcome.findings {
        let leaf = &pack[finding.topic][finding.leaf.unwrap()];
        let is_own = |of: &&LeafAction| of.action == finding.action;
        let action = leaf.actions.iter().find(is_own).unwrap();
        let today = case.on.number();
        let Some(planned) = entry(pack, case, finding.who).filter(|day| *day > today) else {
            continue;
        };
        // A condition of what it is needed for is that of the leaf in which the journey is ruled out.
        let is_needed = action.needed_for.iter().any(|rung| {
            let is_open = |of: &Finding| pack[of.action].id == "do_not_travel_yet";
            rung.condition.is_none()
                || outcome.findings.iter().any(|of| is_open(of) && of.who == finding.who)
        });
        let start = finding.from.map_or(today, |day| day.known().unwrap().number().max(today));
        let ready = match action.takes[..] {
            [] => start,
            [rung] => {
                let Period { amount, unit } = rung.is;
                shift(start, amount, unit, pack.rounding)
            }
            _ => panic!("the shipped pack has no ladder of lengths"),
        };
        if is_needed && ready > planned {
            found.push(((pack[finding.action].id.clone(), finding.who), ready));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Makes the households of a day.
fn households<'p>(pack: &'p Pack, day: &str, seed: u64) -> impl Iterator<Item = Case> + use<'p> {
    let mut sampler = Sampler::new(pack, day.parse().unwrap(), seed, Gaps::NONE);
    let on = day.parse().unwrap();
    (1..=1_000).map(move |number| case::read(pack, &sampler.line(number), on).unwrap())
}

#[test]
fn conflicts_are_those_that_a_person_would_find() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let mut count = 0;
    for (day, seed) in DAYS.into_iter().zip(1..) {
        for case in households(&pack, day, seed) {
            let outcome = rules.evaluate(&case);
            if !outcome.is_decided {
                continue;
            }
            let certain = outcome.conflicts.iter().filter(|conflict| conflict.is_certain);
            let mut found: Vec<_> = certain
                .map(|of| ((pack[of.action].id.clone(), of.who), of.ready_on().number()))
                .collect();
            found.sort();
            found.dedup();
            assert_eq!(found, naive(&pack, &case, &outcome), "{day} {case:?}");
            count += found.len();
        }
    }
    assert!(count > 50, "only {count} conflicts");
}

/// The same household that plans the day to which it is put off.
fn put_off(pack: &Pack, case: &Case, instead: &Instead) -> Case {
    let day = Interval::exactly(instead.on.number());
    instead
        .plans
        .iter()
        .fold(case.clone(), |case, (who, fact)| case.with((*who, &pack[(who.of, *fact)]), day))
}

#[test]
fn what_holds_instead_is_what_is_said_to_who_plans_that_day() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let mut count = 0;
    for (day, seed) in DAYS.into_iter().zip(11..) {
        for case in households(&pack, day, seed) {
            let outcome = rules.evaluate(&case);
            for instead in &outcome.insteads {
                let other = put_off(&pack, &case, instead);
                if rules.contradiction(&other).is_some() {
                    // Another plan contradicts it, which is taken back.
                    continue;
                }
                let then = rules.evaluate(&other);
                let days = |of: &Finding| (key(&pack, of), [of.from, of.by, of.best_by]);
                let is_said = |of: &Finding| {
                    let mut before = outcome.findings.iter().filter(|old| old.is_certain);
                    before.any(|old| days(old) == days(of))
                };
                let certain = then.findings.iter().filter(|of| of.is_certain && !is_said(of));
                let mut certain: Vec<_> = certain.map(days).collect();
                let mut told: Vec<_> = instead.findings.iter().map(days).collect();
                certain.sort();
                told.sort();
                assert_eq!(told, certain, "{day} {case:?}");
                // It was put off far enough: what must be done is ready then.
                let is_must = |of: &Conflict| {
                    let same = |finding: &&Finding| key(&pack, finding) == of_conflict(&pack, of);
                    let found = then.findings.iter().find(same);
                    found.is_some_and(|finding| finding.strongest == ActionKind::Must)
                };
                let plans =
                    |of: &Conflict| of.plan.is_some_and(|plan| instead.plans.contains(&plan));
                let again = then.conflicts.iter().filter(|of| of.is_certain && plans(of));
                assert_eq!(again.filter(|of| is_must(of)).count(), 0, "{day} {case:?}");
                count += 1;
            }
        }
    }
    assert!(count > 30, "only {count} plans");
}

#[test]
fn what_is_certain_of_open_facts_holds_of_what_they_are() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let (mut chance, mut count) = (Chance(7), 0);
    for (day, seed) in DAYS.into_iter().zip(21..) {
        for full in households(&pack, day, seed) {
            let known = rules.evaluate(&full);
            let mut open = full.clone();
            for _ in 0..2 {
                let facts = &pack.facts[Member::YOU.of.place()];
                let place = usize::try_from(chance.below(facts.len() as u64)).unwrap();
                open.learn(&pack, Member::YOU, &facts[place].id, "unknown").unwrap();
            }
            let certain = rules.evaluate(&open).conflicts;
            for conflict in certain.iter().filter(|of| of.is_certain) {
                let of = of_conflict(&pack, conflict);
                let same = known.conflicts.iter().find(|known| of_conflict(&pack, known) == of);
                let same = same.unwrap_or_else(|| panic!("{of:?} {day} {full:?}"));
                assert!(same.is_certain && same.ready_on() <= conflict.ready_on(), "{of:?}");
                count += 1;
            }
        }
    }
    assert!(count > 50, "only {count} conflicts");
}
