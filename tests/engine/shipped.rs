//! The shipped pack: what is certain, possible and needed of a household with open facts is exactly what its
//! completions say, each evaluated with everything known.

use crate::chance::Chance;
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
    format!("{} {kind:?} {rank} {days:?} {told:?}", key(finding))
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

/// A household with some open facts, and all its completions that are tried.
struct Trial<'p> {
    title: String,
    outcome: Outcome,
    open: Vec<Open<'p>>,
    /// Whether no other completion is possible.
    is_whole: bool,
    chosen: Vec<Vec<usize>>,
    completions: Vec<(Case, Outcome)>,
}

impl<'p> Trial<'p> {
    fn new(rules: &Rules<'p>, full: &Case, title: &str, chance: &mut Chance) -> Self {
        let count = 1 + usize::try_from(chance.below(3)).unwrap();
        let (case, open) = open(rules.pack, full, count, chance);
        let is_whole = open.iter().all(|(who, fact, values)| {
            let known = case.known(*who, fact)[0];
            usize::try_from(known.high - known.low).unwrap() + 1 == values.len()
        });
        let all = completions(&case, &open).into_iter();
        let exists = all.filter(|(_, case)| rules.contradiction(case).is_none());
        let (chosen, cases): (Vec<_>, Vec<_>) = exists.unzip();
        let completions = cases.into_iter().map(|case| {
            let outcome = rules.evaluate(&case);
            (case, outcome)
        });
        let ids: Vec<_> = open.iter().map(|(who, fact, _)| format!("{who} {}", fact.id)).collect();
        let title = format!("{title}: {}", ids.join(", "));
        let outcome = rules.evaluate(&case);
        let completions = completions.collect();
        Self { title, outcome, open, is_whole, chosen, completions }
    }

    /// What is certain is in all completions, and what is possible in some.
    fn check_actions(&self) {
        let Self { title, outcome, completions, .. } = self;
        let certain = keys(outcome.findings.iter().filter(|finding| finding.is_certain));
        let possible = keys(outcome.findings.iter());
        let (mut in_all, mut in_some) = (possible.clone(), BTreeSet::new());
        for (_, completion) in completions {
            assert!(completion.is_decided && completion.needs.is_empty(), "{title}");
            let found = keys(completion.findings.iter());
            in_all = in_all.intersection(&found).cloned().collect();
            in_some.extend(found);
        }
        assert!(certain.is_subset(&in_all) && in_some.is_subset(&possible), "{title}");
        if self.is_whole {
            assert_eq!((certain, possible), (in_all, in_some), "{title}");
        }
    }

    /// What is certain of an action is said by every completion that names it, what has a condition exactly where
    /// the condition holds, and nothing else is said.
    fn check_statements(&self, rules: &Rules<'_>) {
        let Self { title, outcome, .. } = self;
        for (case, completion) in &self.completions {
            let holds = |place: usize| {
                let condition = &outcome.conditions[place];
                let holds = rules.holds(condition, case);
                assert!(holds.is_some(), "{title}: {}", condition.sentence(rules.pack));
                let values = condition.values.as_ref().map(|values| {
                    let fact = &rules.pack[(values.fact.who.of, values.fact.fact)];
                    let known = case.known(values.fact.who, fact)[0];
                    values.runs.iter().any(|run| run.meet(known).is_some())
                });
                assert!(values.is_none() || values == holds, "{title}: {condition:?}");
                holds == Some(true)
            };
            for own in &outcome.findings {
                let of = completion.findings.iter().find(|of| key(own) == key(of));
                if let Some(condition) = own.condition {
                    assert_eq!(holds(condition), of.is_some(), "{title}: {}", key(own));
                }
                let Some(of) = of else { continue };
                for statement in outcome.statements(own) {
                    let mut said = completion.statements(of).iter();
                    let is_said = said.any(|said| said.what == statement.what);
                    let is_wanted = statement.condition.is_none_or(holds);
                    assert_eq!(is_said, is_wanted, "{title}: {} {statement:?}", key(own));
                }
                let possible: Vec<What> =
                    outcome.statements(own).iter().map(|said| said.what).collect();
                let mut all = completion.statements(of).iter();
                assert!(all.all(|said| possible.contains(&said.what)), "{title}");
                let mut kinds = outcome.stronger_kinds(own).iter();
                let kind =
                    kinds.find(|kind| holds(kind.condition)).map_or(own.kind, |kind| kind.kind);
                assert_eq!(kind, of.kind, "{title}: {}", key(own));
            }
        }
    }

    /// The days of a completion lie among those that are possible.
    fn check_days(&self) {
        let Self { title, outcome, .. } = self;
        for (_, completion) in &self.completions {
            for of in &completion.findings {
                let own = outcome.findings.iter().find(|own| key(own) == key(of)).unwrap();
                assert!(own.rank <= of.rank, "{title}");
                for (whole, day) in
                    [(own.from, of.from), (own.by, of.by), (own.best_by, of.best_by)]
                {
                    let (whole, day) = (whole.map(Day::numbers), day.map(Day::numbers));
                    let holds = |day: Interval| whole.is_some_and(|all| all.meet(day) == Some(day));
                    assert!(day.is_none_or(holds), "{title}: {}", said(completion, of));
                }
            }
        }
    }

    fn is_needed(&self, pack: &Pack, place: usize) -> bool {
        let (who, fact, _) = &self.open[place];
        let mut needs = self.outcome.needs.iter();
        needs.any(|need| need.who == *who && pack[(need.who.of, need.fact)].id == fact.id)
    }

    /// A fact is needed if two completions that differ in it alone say different things, and only then.
    fn check_needs(&self, pack: &Pack) -> usize {
        let says: Vec<_> = self.completions.iter().map(|(_, outcome)| all_said(outcome)).collect();
        let differ_in = |place: usize, one: usize, other: usize| {
            let [own, others] = [one, other].map(|at| &self.chosen[at]);
            let mut places = (0..self.open.len()).filter(|at| own[*at] != others[*at]);
            (places.next(), places.next()) == (Some(place), None) && says[one] != says[other]
        };
        let all = 0..self.completions.len();
        for place in 0..self.open.len() {
            let differs = all.clone().any(|one| (0..one).any(|other| differ_in(place, one, other)));
            let (is_needed, id) = (self.is_needed(pack, place), &self.open[place].1.id);
            assert!(!differs || is_needed, "{}: {id} is needed", self.title);
            assert!(differs || !self.is_whole || !is_needed, "{}: {id} is not", self.title);
        }
        (0..self.open.len()).filter(|place| self.is_needed(pack, *place)).count()
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
            let full = full(&pack, &sampler.line(number), day);
            // What does not matter was set to some value: perhaps to one that contradicts another.
            if rules.contradiction(&full).is_some() {
                continue;
            }
            let trial = Trial::new(&rules, &full, &format!("{day} {number}"), &mut chance);
            assert!(trial.outcome.is_explored, "{}", trial.title);
            trial.check_actions();
            trial.check_statements(&rules);
            trial.check_days();
            needs += trial.check_needs(&pack);
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
