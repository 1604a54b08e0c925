//! The shipped pack: what is certain, possible and needed of a household with open facts is exactly what its
//! completions say, each evaluated with everything known.

use crate::chance::Chance;
use crate::trial::{Advice, Completion, Said, Trial, key};
use dovidka::case::Said as Told;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Finding;
use dovidka::engine::statement::What;
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::interval::Interval;
use dovidka::terms::value::Kind;
use dovidka::time::remedy::{Remedy, remedies};
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics, case};
use std::collections::BTreeSet;

const DAYS: [&str; 3] = ["2026-11-22", "2024-03-01", "2027-02-27"];

/// A fact of somebody, and the values that are tried.
type Open<'p> = (Member, &'p Fact, Vec<i32>);

/// Everything that an outcome of which nothing is open says of one action, its sources and reasons aside.
fn said(outcome: &Outcome, finding: &Finding) -> String {
    let statements = outcome.statements(finding).iter();
    let told = statements.map(|said| said.what).filter(|what| !matches!(what, What::Why(_)));
    let Finding { kind, rank, from, by, best_by, .. } = finding;
    let days = [from, by, best_by].map(|day| day.map(Day::numbers));
    let told: BTreeSet<What> = told.collect();
    format!("{:?} {kind:?} {rank} {days:?} {told:?}", key(finding))
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

/// All completions of some open facts with the values that are tried, each with its values.
fn completions(case: &Case, open: &[Open<'_>]) -> Vec<(Vec<i32>, Case)> {
    let mut all = vec![(Vec::new(), case.clone())];
    for (who, fact, values) in open {
        let with = |(chosen, case): &(Vec<i32>, Case)| {
            let each = values.iter().map(|value| {
                let chosen = [&chosen[..], &[*value]].concat();
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
    // What is computed stays so: it is not told, nor is opened what decides whether it is.
    known.retain(|(who, fact)| {
        let mut siblings = pack.facts[who.of.place()].iter();
        let is_computed = |of: &Fact| of.or_else.is_some() && full.said(*who, of) == Told::Unknown;
        fact.id != "stay" && !is_computed(fact) || !siblings.any(is_computed)
    });
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

/// The same household in which the last day of each visa-free stay is not told, but computed.
fn computed(pack: &Pack, full: &Case) -> Case {
    let mut case = full.clone();
    for who in full.members(Entity::Person) {
        let told = |id: &str| full.written(who, pack.fact(Entity::Person, id).unwrap());
        if told("stay").as_deref() == Some("visa_free") {
            case.learn(pack, who, "stay_expires", "unknown").unwrap();
        }
    }
    case
}

/// The same household in which all is told that stands in.
fn told(pack: &Pack, case: &Case) -> Case {
    let stand_ins = case.stand_ins(pack);
    stand_ins
        .fold(case.clone(), |told, (who, fact, _)| told.with((who, fact), case.known(who, fact)[0]))
}

/// What an outcome says of which nothing is open.
fn advice(outcome: &Outcome) -> Advice {
    let day = |day: Day| day.known().expect("nothing is open").number();
    let said = outcome.findings.iter().map(|finding| {
        let Finding { kind, rank, from, by, best_by, .. } = *finding;
        let all = outcome.statements(finding).iter().map(|said| said.what);
        let statements = all.filter(|what| !matches!(what, What::Why(_))).collect();
        let days = [from, by, best_by].map(|of| of.map(day));
        (key(finding), Said { kind, rank, days, statements })
    });
    said.collect()
}

/// Opens some facts of a household of which everything is known, and tries completions of them.
fn trial<'p>(rules: &'p Rules<'p>, full: &Case, title: &str, chance: &mut Chance) -> Trial<'p> {
    let count = 1 + usize::try_from(chance.below(3)).unwrap();
    let (case, open) = open(rules.pack, full, count, chance);
    let stand_ins = |case: &Case| {
        let all = rules.standing(case);
        let computed = rules.computed(&all).into_iter().map(|(who, fact, _)| (who, fact.slot));
        let standing = all.stand_ins(rules.pack).map(|(who, fact, _)| (who, fact.slot));
        standing.chain(computed).collect::<Vec<_>>()
    };
    let stands_apart = |completion: &Case| {
        rules.contradiction(completion).is_none() && stand_ins(completion) != stand_ins(&case)
    };
    if completions(&case, &open).iter().any(|(_, case)| stands_apart(case)) {
        // What stands in for a fact in some completions and not in others: it is told.
        return trial(rules, &told(rules.pack, full), title, chance);
    }
    let is_whole = open.iter().all(|(who, fact, values)| {
        let known = case.known(*who, fact)[0];
        usize::try_from(known.high - known.low).unwrap() + 1 == values.len()
    });
    let ids: Vec<_> = open.iter().map(|(who, fact, _)| format!("{who} {}", fact.id)).collect();
    let title = format!("{title}: {}", ids.join(", "));
    let mut all = Vec::new();
    let cases = completions(&case, &open).into_iter();
    let exists = cases.filter(|(_, case)| rules.contradiction(case).is_none());
    let completions = exists.map(|(chosen, case)| {
        let outcome = rules.evaluate(&case);
        assert!(outcome.is_decided && outcome.needs.is_empty(), "{title}");
        let advice = advice(&outcome);
        let place = all.iter().position(|known| *known == advice).unwrap_or_else(|| {
            all.push(advice);
            all.len() - 1
        });
        let leaves = outcome.leaves.iter().map(|of| ((of.topic, of.who), of.leaf));
        Completion { case, chosen, advice: place, leaves: leaves.collect() }
    });
    let completions = completions.collect();
    Trial {
        title: title.clone(),
        rules,
        outcome: rules.evaluate(&case),
        tied: (0..open.len()).collect(),
        open: open.into_iter().map(|(who, fact, _)| (who, fact)).collect(),
        is_whole,
        completions,
        advice: all,
    }
}

#[test]
fn open_facts_say_exactly_what_their_completions_say() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let (mut open, mut needs, mut completed) = (0, 0, 0);
    for (day, seed) in DAYS.into_iter().zip(1..) {
        let mut sampler = Sampler::new(&pack, day.parse().unwrap(), seed, Gaps::NONE);
        let mut chance = Chance(seed);
        for number in 1..=250 {
            let mut full = full(&pack, &sampler.line(number), day);
            if number % 2 == 0 {
                full = computed(&pack, &full);
            }
            // What does not matter was set to some value: perhaps to one that contradicts another.
            if rules.contradiction(&full).is_some() {
                continue;
            }
            let trial = trial(&rules, &full, &format!("{day} {number}"), &mut chance);
            trial.check();
            needs += trial.needed().len();
            open += trial.outcome.findings.iter().filter(|finding| !finding.is_certain).count();
            completed += trial.completions.len();
        }
    }
    assert!(open > 300 && needs > 150 && completed > 4_000, "{open} {needs} {completed}");
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

/// You and so many adults, children and pets; of them and of the household only the years of all dates are known, and
/// which passports they have.
fn in_years(pack: &Pack, of_each: usize) -> Case {
    let mut case = Case::new(pack, DAYS[0].parse().unwrap());
    for of in [Entity::Person, Entity::Child, Entity::Pet] {
        for _ in 0..of_each {
            case.add(pack, of);
        }
    }
    for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)).collect::<Vec<_>>() {
        for fact in &pack.facts[who.of.place()] {
            let text = match (&fact.kind, fact.id.as_str()) {
                (Kind::Choice(choices), "passport" | "stay") => &choices.ids[0],
                (Kind::YesNo, "fear_authorities" | "applied_for_asylum" | "wants_asylum") => "no",
                (Kind::Date, "born") => "2010",
                (Kind::Date, "passport_issued") => continue,
                (Kind::Date, _) => "2026",
                _ => continue,
            };
            case.learn(pack, who, &fact.id, text).unwrap();
        }
    }
    case
}

/// All that is said of a member and needed of it, as if it were another one.
fn said_of(outcome: &Outcome, who: Member, as_if: Member) -> BTreeSet<String> {
    let findings = outcome.findings.iter().filter(|finding| finding.who == who);
    let said = findings.map(|finding| {
        let mut finding = *finding;
        finding.who = as_if;
        format!("{} {}", said(outcome, &finding), finding.is_certain)
    });
    let needs = outcome.needs.iter().filter(|need| need.who == who);
    said.chain(needs.map(|need| format!("needs {:?}", need.fact))).collect()
}

/// A household of some size: how many members there are changes nothing of what is said to each.
#[test]
fn of_many_members_in_years_is_said_what_is_said_of_one_of_each_kind() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let (few, all) = (in_years(&pack, 1), in_years(&pack, 4));
    let (of_few, of_all) = (rules.evaluate(&few), rules.evaluate(&all));
    assert!(of_few.is_explored && of_all.is_explored && !of_all.is_decided);
    let as_if = |who: Member| {
        let last = few.members(who.of).last().unwrap();
        Member { number: who.number.min(last.number), ..who }
    };
    for who in Entity::ALL.into_iter().flat_map(|of| all.members(of)) {
        let expected = said_of(&of_few, as_if(who), as_if(who));
        assert!(!expected.is_empty(), "{who}: nothing to compare");
        assert_eq!(said_of(&of_all, who, as_if(who)), expected, "{who}");
    }
    let [help_few, help_all] = [&few, &all].map(|case| remedies(&pack, case, &Topics::All));
    for remedy in &help_all {
        let gone = remedy.gone.iter().map(|(action, who)| (*action, as_if(*who))).collect();
        let is_same =
            |of: &&Remedy<'_>| (of.who, &of.fact.id) == (as_if(remedy.who), &remedy.fact.id);
        let expected = help_few.iter().find(is_same).unwrap();
        assert_eq!((remedy.values, gone), (expected.values, expected.gone.clone()));
    }
    assert_eq!((help_few.len(), help_all.len()), (2, 5), "your passport and those of the adults");
}
