//! The shipped pack: what is certain, possible and needed of a household with open facts is exactly what its
//! completions say, each evaluated with everything known.

use crate::chance::Chance;
use dovidka::engine::outcome::Finding;
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::interval::Interval;
use dovidka::terms::value::Kind;
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics, case};
use std::collections::BTreeSet;

const DAYS: [&str; 3] = ["2026-11-22", "2024-03-01", "2027-02-27"];

/// A fact of somebody, and the values that are tried.
type Open<'p> = (Member, &'p Fact, Vec<i32>);

/// Everything that an outcome says of one action, its sources and leaf aside.
fn said(outcome: &Outcome, finding: &Finding) -> String {
    let texts = |ids: BTreeSet<String>| ids.into_iter().collect::<Vec<_>>().join(" ");
    let papers = outcome.papers(finding).map(|text| format!("{text:?}")).collect();
    let cautions = outcome.cautions(finding).map(|text| format!("{text:?}")).collect();
    let offices = outcome.offices(finding).map(|office| format!("{office:?}")).collect();
    let Finding { kind, rank, from, by, text, .. } = finding;
    let days = [from, by].map(|day| day.map(|day| day.numbers()));
    let said = [texts(papers), texts(cautions), texts(offices)].join(" | ");
    format!("{} {kind:?} {rank} {days:?} {text:?} {said}", key(finding))
}

fn key(finding: &Finding) -> String {
    format!("{:?} {:?} {}", finding.action, finding.topic, finding.who)
}

fn all_said(outcome: &Outcome) -> BTreeSet<String> {
    outcome.findings.iter().map(|finding| said(outcome, finding)).collect()
}

fn keys<'o>(findings: impl Iterator<Item = &'o Finding>) -> BTreeSet<String> {
    findings.map(key).collect()
}

/// The values to try of a fact: all of a few, or some around what it was and around the edges of the rules.
fn values(pack: &Pack, on: &Case, (who, fact): (Member, &Fact), chance: &mut Chance) -> Vec<i32> {
    let range = pack.range(fact, on.on);
    if range.high - range.low < 10 {
        return (range.low..=range.high).collect();
    }
    let known = on.known(who, fact)[0];
    let mut near = |middle: i32, width: u64| {
        let offset = i32::try_from(chance.below(2 * width)).unwrap();
        middle - i32::try_from(width).unwrap() + offset
    };
    let today = on.on.number();
    let tried = match fact.kind {
        Kind::Date => [
            known.low,
            near(known.low, 40),
            near(today, 40),
            near(today, 400),
            near(today - 16 * 365, 700),
            near(today, 4_000),
        ],
        _ => [range.low, range.high, known.low, near(known.low, 20), 30, 90],
    };
    let tried = tried.into_iter().filter(|value| (range.low..=range.high).contains(value));
    tried.collect::<BTreeSet<i32>>().into_iter().collect()
}

/// All completions of some open facts with the values that are tried, each with its choice of them.
fn completions(case: &Case, open: &[Open<'_>]) -> Vec<(Vec<usize>, Case)> {
    let mut all = vec![(Vec::new(), case.clone())];
    for (who, fact, values) in open {
        let with = |(chosen, case): &(Vec<usize>, Case)| {
            let each = values.iter().enumerate().map(|(place, value)| {
                let chosen = [&chosen[..], &[place]].concat();
                (chosen, case.with((*who, fact), Interval::exactly(*value)))
            });
            each.collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// Opens some facts of a household of which everything is known.
fn open<'p>(
    pack: &'p Pack,
    full: &Case,
    count: usize,
    chance: &mut Chance,
) -> (Case, Vec<Open<'p>>) {
    let mut known: Vec<(Member, &Fact)> = Vec::new();
    for who in Entity::ALL.into_iter().flat_map(|of| full.members(of)) {
        let facts = pack.facts[who.of.place()].iter();
        known.extend(facts.filter(|fact| fact.kind.width() == 1).map(|fact| (who, fact)));
    }
    let (mut case, mut open) = (full.clone(), Vec::<Open<'_>>::new());
    for _ in 0..count {
        let place = usize::try_from(chance.below(known.len() as u64)).unwrap();
        let (who, fact) = known.swap_remove(place);
        open.push((who, fact, values(pack, full, (who, fact), chance)));
        case.learn(pack, who, &fact.id, "unknown").unwrap();
    }
    (case, open)
}

/// A household with everything known: what the sampler leaves out because it does not matter is set to some value.
fn full(pack: &Pack, line: &str, on: &str) -> Case {
    let mut case = case::read(pack, line, on.parse().unwrap()).unwrap();
    for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)).collect::<Vec<_>>() {
        for fact in pack.facts[who.of.place()].iter().filter(|fact| fact.kind.width() == 1) {
            let known = case.known(who, fact)[0];
            if !known.is_known() {
                let typical = case.on.number().clamp(known.low, known.high);
                let value = if matches!(fact.kind, Kind::Date) { typical } else { known.low };
                case = case.with((who, fact), Interval::exactly(value));
            }
        }
    }
    case
}

#[test]
fn open_facts_say_exactly_what_their_completions_say() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let (mut is_possible_only, mut needs, mut completed) = (0, 0, 0);
    for (day, seed) in DAYS.into_iter().zip(1..) {
        let mut sampler = Sampler::new(&pack, day.parse().unwrap(), seed, Gaps::NONE);
        let mut chance = Chance(seed);
        for number in 1..=150 {
            let full = full(&pack, &sampler.line(number), day);
            let (case, open) = open(&pack, &full, 1 + number as usize % 3, &mut chance);
            let outcome = rules.evaluate(&case);
            assert!(outcome.is_explored);
            let certain = keys(outcome.findings.iter().filter(|finding| finding.is_certain));
            let possible = keys(outcome.findings.iter());
            let are_all_tried = open.iter().all(|(who, fact, values)| {
                let known = case.known(*who, fact)[0];
                usize::try_from(known.high - known.low).unwrap() + 1 == values.len()
            });
            let (mut in_all, mut in_some) = (possible.clone(), BTreeSet::new());
            let all: Vec<(Vec<usize>, Outcome)> = completions(&case, &open)
                .into_iter()
                .map(|(chosen, case)| (chosen, rules.evaluate(&case)))
                .collect();
            let title = format!(
                "{day} {number} {:?}",
                open.iter().map(|o| (o.0, &o.1.id)).collect::<Vec<_>>()
            );
            for (_, completion) in &all {
                assert!(completion.is_decided && completion.needs.is_empty(), "{title}");
                let found = keys(completion.findings.iter());
                in_all = in_all.intersection(&found).cloned().collect();
                in_some.extend(found.iter().cloned());
                for of in &completion.findings {
                    let own = outcome.findings.iter().find(|own| key(own) == key(of));
                    let own = own.unwrap_or_else(|| panic!("{title}: {}", key(of)));
                    assert!(own.kind >= of.kind && own.rank <= of.rank, "{title}");
                    for (whole, day) in [(own.from, of.from), (own.by, of.by)] {
                        let (whole, day) = (whole.map(|w| w.numbers()), day.map(|d| d.numbers()));
                        let is_in = whole.is_none_or(|whole| {
                            day.is_some_and(|day| whole.meet(day) == Some(day))
                        });
                        assert!(is_in, "{title}: {}", said(completion, of));
                    }
                    assert!(
                        completion.papers(of).all(|p| outcome.papers(own).any(|o| o == p)),
                        "{title}"
                    );
                    assert!(
                        completion.cautions(of).all(|p| outcome.cautions(own).any(|o| o == p)),
                        "{title}"
                    );
                    assert!(
                        completion.offices(of).all(|p| outcome.offices(own).any(|o| o == p)),
                        "{title}"
                    );
                }
                completed += 1;
            }
            assert!(certain.is_subset(&in_all) && in_some.is_subset(&possible), "{title}");
            if are_all_tried {
                assert_eq!((&certain, &possible), (&in_all, &in_some), "{title}");
            }
            // Two completions that differ in one fact alone say the same, unless the fact is needed.
            let is_needed = |place: usize| {
                let (who, fact, _) = &open[place];
                outcome
                    .needs
                    .iter()
                    .any(|need| need.who == *who && pack[(need.who.of, need.fact)].id == fact.id)
            };
            for place in 0..open.len() {
                let differs = all.iter().enumerate().any(|(first, (one, says))| {
                    all[first..].iter().any(|(other, others)| {
                        let mut places = (0..open.len()).filter(|at| one[*at] != other[*at]);
                        places.next() == Some(place)
                            && places.next().is_none()
                            && all_said(says) != all_said(others)
                    })
                });
                assert!(!differs || is_needed(place), "{title}: {} is needed", open[place].1.id);
                assert!(
                    differs || !are_all_tried || !is_needed(place),
                    "{title}: {} is not needed",
                    open[place].1.id
                );
                needs += usize::from(is_needed(place));
            }
            is_possible_only += possible.len() - certain.len();
        }
    }
    assert!(
        is_possible_only > 300 && needs > 150 && completed > 4_000,
        "{is_possible_only} {needs} {completed}"
    );
}

#[test]
fn a_household_of_eight_is_always_explored_in_full() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let mut case = Case::new(&pack, DAYS[0].parse().unwrap());
    for of in [
        Entity::Person,
        Entity::Child,
        Entity::Child,
        Entity::Pet,
        Entity::Child,
        Entity::Person,
        Entity::Pet,
    ] {
        case.add(&pack, of);
    }
    assert!(rules.evaluate(&case).is_explored, "nothing is known");
    let mut chance = Chance(8);
    for seed in 0..60 {
        let mut known = case.clone();
        for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)) {
            for fact in &pack.facts[who.of.place()] {
                let range = pack.range(fact, case.on);
                if fact.kind.width() == 1 && chance.below(10) < 3 {
                    let today = case.on.number().clamp(range.low, range.high);
                    let year = Interval { low: today, high: (today + 364).min(range.high) };
                    let year = if matches!(fact.kind, Kind::Date) {
                        year
                    } else {
                        Interval::exactly(range.low)
                    };
                    known = known.with((who, fact), year);
                }
            }
        }
        assert!(rules.evaluate(&known).is_explored, "seed {seed}");
    }
}
