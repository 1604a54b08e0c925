//! Random households: they load, fit together, are the same for a seed, and reach what the rules tell apart.

use crate::kazakhstan::kazakhstan;
use crate::readme_pack::readme_files;
use dovidka::engine::contradictions;
use dovidka::pack::Leaf;
use dovidka::pack::program::Entity;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::calendar::Date;
use dovidka::terms::id::TopicId;
use dovidka::terms::value::Kind;
use dovidka::{Case, Member, Pack, Topics, case, evaluate};
use std::collections::BTreeSet;

/// The leaves of the Kazakhstan pack that no household can reach on the day of these tests, because the rules that
/// lead to them have ended: passports are extended and children entered in them until 2025-10-28, papers about
/// COVID are asked for until 2022-06-07.
const OF_THE_PAST: [&str; 14] = [
    "child.entered_here",
    "child.entered_with_ties",
    "child.entered_without_ties",
    "child.own_extend_later",
    "child.own_extend_now",
    "child.own_gap",
    "child.paste",
    "child.paste_ask",
    "covid.in_force",
    "passport.extend_later",
    "passport.extend_now",
    "passport.gap",
    "passport.non_biometric",
    "passport.non_biometric_later",
];

/// Nobody under 18 is sampled as an adult, so nobody of 13 is at the screen alone.
const NEVER_SAMPLED: [&str; 1] = ["minor.under_14"];

fn day() -> Date {
    "2026-11-22".parse().unwrap()
}

/// The pack of `rules/README.md` after some changes to its files.
fn example(changes: &[(&str, &str)]) -> Pack {
    let mut files = readme_files();
    for (from, to) in changes {
        let (_, text) = files.iter_mut().find(|(_, text)| text.contains(from)).unwrap();
        *text = text.replacen(from, to, 1);
    }
    Pack::from_files("", files).unwrap()
}

/// A line as a case: without the id, which is no fact.
fn case(pack: &Pack, on: Date, number: u64, line: &str) -> Case {
    let id = format!("{{\"id\":\"case-{number}\"");
    let rest = line.strip_prefix(&id).unwrap_or_else(|| panic!("{line} has no id"));
    let text = format!("{{{}", rest.trim_start_matches(','));
    case::read(pack, &text, on).unwrap_or_else(|problem| panic!("{problem}: {text}"))
}

/// The households 1 to `count` of a seed.
fn cases(pack: &Pack, gaps: Gaps, count: u64) -> impl Iterator<Item = Case> {
    cases_on(pack, day(), gaps, count)
}

fn cases_on(pack: &Pack, on: Date, gaps: Gaps, count: u64) -> impl Iterator<Item = Case> {
    let mut sampler = Sampler::new(pack, on, 1, gaps);
    (1..=count).map(move |number| case(pack, on, number, &sampler.line(number)))
}

/// Takes away the leaves that some household reaches for certain; only the topics of leaves that are left are walked.
fn take_reached(pack: &Pack, case: &Case, left: &mut BTreeSet<String>) {
    let name = |topic: TopicId, leaf: &Leaf| format!("{}.{}", pack[topic].id, leaf.id);
    let has_left =
        |topic: &TopicId| pack[*topic].leaves.iter().any(|leaf| left.contains(&name(*topic, leaf)));
    let topics = Topics::All.of(pack).into_iter().filter(has_left).collect();
    for reached in evaluate(pack, case, &Topics::Some(topics)).leaves {
        left.remove(&name(reached.topic, &pack[reached.topic][reached.leaf]));
    }
}

#[test]
fn every_household_loads_and_does_not_contradict_itself() {
    let packs = [
        kazakhstan(),
        example(&[]),
        // Answers that can hardly be true together: they are drawn again, or left out.
        example(&[("passport_expires is after born", "passport_expires is born + 3650 days")]),
        example(&[(
            "passport_expires is after born",
            "not any child or earlier_days is 180 and fear",
        )]),
    ];
    for pack in &packs {
        for gaps in [Gaps::default(), Gaps { unknown: 30, partly: 60 }] {
            for case in cases(pack, gaps, 2_000) {
                let found = contradictions(pack, &case);
                assert!(found.is_empty(), "{}: {found:?}", case::write(pack, &case, &[]));
            }
        }
    }
}

#[test]
fn the_households_of_a_seed_never_change() {
    let pack = example(&[]);
    let mut sampler = Sampler::new(&pack, day(), 7, Gaps::default());
    let lines: Vec<String> = (1..=4).map(|number| sampler.line(number)).collect();
    let expected = include_str!("sample_seed_7.jsonl");
    assert_eq!(lines.concat(), expected, "people repeat their tests with these households");
    // Whichever was drawn before it.
    assert_eq!(sampler.line(2), lines[1]);
    let mut other = Sampler::new(&pack, day(), 8, Gaps::default());
    assert_ne!(other.line(2), lines[1]);
}

#[test]
fn every_value_of_every_fact_appears() {
    let pack = kazakhstan();
    let mut left = BTreeSet::new();
    for fact in pack.facts.iter().flatten() {
        let name = |value: &str| format!("{} {} {value}", fact.of.name(), fact.id);
        match &fact.kind {
            Kind::Choice(choices) => left.extend(choices.ids.iter().map(|id| name(id))),
            Kind::YesNo => left.extend(["yes", "no"].map(name)),
            _ => {}
        }
        left.insert(name("unknown"));
    }
    for case in cases(&pack, Gaps::default(), 2_000) {
        for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)) {
            for fact in &pack.facts[who.of.place()] {
                if let Some(value) = case.written(who, fact) {
                    left.remove(&format!("{} {} {value}", fact.of.name(), fact.id));
                }
            }
        }
    }
    assert_eq!(left, BTreeSet::new());
}

#[test]
fn every_leaf_appears_while_its_rule_is_in_force() {
    let pack = kazakhstan();
    let all = pack
        .topics
        .iter()
        .flat_map(|topic| topic.leaves.iter().map(move |leaf| format!("{}.{}", topic.id, leaf.id)));
    let mut left: BTreeSet<String> = all.collect();
    let gaps = Gaps { unknown: 2, partly: 2 };
    cases(&pack, gaps, 20_000).for_each(|case| take_reached(&pack, &case, &mut left));
    for never in NEVER_SAMPLED {
        assert!(left.remove(never), "{never} is reached: take it off the list");
    }
    assert_eq!(left, OF_THE_PAST.map(str::to_owned).into());
    let past = "2022-01-15".parse().unwrap();
    cases_on(&pack, past, gaps, 5_000).for_each(|case| take_reached(&pack, &case, &mut left));
    assert_eq!(left, BTreeSet::new());
}

#[test]
fn so_many_facts_are_unknown_as_asked() {
    let pack = kazakhstan();
    let top = |case: &Case, id: &str| {
        let fact = pack.fact(Entity::Person, id).unwrap();
        case.written(Member::YOU, fact)
    };
    for (unknown, partly) in [(0, 0), (10, 5), (40, 70), (100, 0), (0, 100)] {
        let (mut absent, mut null, mut parts) = (0, 0, 0);
        for case in cases(&pack, Gaps { unknown, partly }, 4_000) {
            // These two always matter.
            match top(&case, "where").as_deref() {
                None => absent += 1,
                Some("unknown") => null += 1,
                Some(_) => {}
            }
            parts += usize::from(
                top(&case, "entry_date").is_some_and(|day| day.len() < 10 && day != "unknown"),
            );
        }
        // Out of 4000, within three in a hundred.
        let close = |found: usize, percent: usize| found.abs_diff(percent * 40) < 120;
        let (unknown, partly) = (usize::from(unknown), usize::from(partly));
        let told = format!("{unknown} {partly}: {absent} {null} {parts}");
        assert!(close(absent, unknown / 2) && close(null, unknown / 2), "{told}");
        assert!(close(parts, partly * (100 - unknown) / 100), "{told}");
        assert!(unknown > 0 || absent + null == 0, "{told}");
    }
}

#[test]
fn what_does_not_matter_is_mostly_left_out() {
    let pack = kazakhstan();
    let stay = pack.fact(Entity::Person, "stay").unwrap();
    let place = pack.fact(Entity::Person, "where").unwrap();
    let (mut told, mut all) = (0, 0);
    for case in cases(&pack, Gaps::NONE, 2_000) {
        let is_told = case.written(Member::YOU, stay).is_some();
        if case.written(Member::YOU, place).as_deref() == Some("kazakhstan") {
            assert!(is_told, "the stay matters here");
        } else {
            (told, all) = (told + usize::from(is_told), all + 1);
        }
    }
    assert!(0 < told && told < all / 5, "{told} of {all}");
}

#[test]
fn dates_are_close_to_today_and_people_are_of_plausible_ages() {
    let pack = kazakhstan();
    let expires = pack.fact(Entity::Person, "passport_expires").unwrap();
    let born = |of| pack.fact(of, "born").unwrap();
    let (mut close, mut all, mut edge) = (0, 0, 0);
    let years = |days: i32| days / 365;
    for case in cases(&pack, Gaps::NONE, 2_000) {
        for who in case.members(Entity::Person) {
            let age = years(day().number() - case.known(who, born(Entity::Person))[0].low);
            assert!((17..=91).contains(&age), "{age}");
            if let Some(text) = case.written(who, expires) {
                let days = text.parse::<Date>().unwrap().days_since(day());
                (close, all) = (close + usize::from(days.abs() <= 730), all + 1);
                edge += usize::from((-1..=1).contains(&days));
            }
        }
        for who in case.members(Entity::Child) {
            let age = years(day().number() - case.known(who, born(Entity::Child))[0].low);
            assert!((0..=21).contains(&age), "{age}");
        }
    }
    assert!(close * 10 > all * 8, "{close} of {all} within two years");
    assert!(edge * 100 > all, "{edge} of {all} on the day on which the answer turns");
}

#[test]
fn a_fact_that_is_called_id_is_the_facts_own() {
    let pack = example(&[
        ("\"id\": \"speaks\", \"of\": \"person\"", "\"id\": \"id\", \"of\": \"person\""),
        ("fact.speaks.label", "fact.id.label"),
        ("fact.speaks.ask", "fact.id.ask"),
        ("fact.speaks.why", "fact.id.why"),
        ("choice.speaks.en", "choice.id.en"),
        ("choice.speaks.uk", "choice.id.uk"),
    ]);
    let mut sampler = Sampler::new(&pack, day(), 1, Gaps::NONE);
    for number in 1..=200 {
        let line = sampler.line(number);
        assert!(!line.contains("case-"), "{line}");
        case::read(&pack, &line, day()).unwrap_or_else(|problem| panic!("{problem}: {line}"));
    }
}
