//! What-if against trying the values one by one, and the changes that it proposes against making them.

use crate::chance::Chance;
use crate::households::{Household, Told};
use crate::kazakhstan::kazakhstan;
use crate::small_packs::small_pack;
use dovidka::engine::contradictions;
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::terms::calendar::Date;
use dovidka::terms::value::Kind;
use dovidka::time::what_if::{Alternatives, Range, what_if};
use dovidka::time::{Shown, remedy::Duty, remedy::remedies, shown};
use dovidka::{Case, Member, Outcome, Pack, Topics, evaluate};
use std::collections::BTreeSet;

/// As-of dates: the old regime of passports and the new one, month ends, leap days.
const DAYS: [&str; 6] =
    ["2022-05-31", "2023-08-31", "2024-02-29", "2025-10-28", "2026-11-22", "2028-02-29"];

/// A pack and a random case.
struct Scene {
    pack: Pack,
    chance: Chance,
    case: Case,
    name: String,
}

impl Scene {
    fn new(seed: u64, most: u64, told: &Told) -> Self {
        Self::of(kazakhstan(), Chance(seed), (seed, most), told)
    }

    fn of(pack: Pack, mut chance: Chance, (seed, most): (u64, u64), told: &Told) -> Self {
        let on: Date = DAYS[usize::try_from(seed).unwrap() % DAYS.len()].parse().unwrap();
        let household = Household::random(&pack, &mut chance, (on, most), told);
        let name = format!("seed {seed}, {on}: {}", household.written());
        Self { case: household.on(&pack, on), pack, chance, name }
    }

    fn facts(&self) -> Vec<(Member, Fact)> {
        let members = Entity::ALL.into_iter().flat_map(|of| self.case.members(of));
        let facts = |who: Member| {
            self.pack.facts[who.of.place()].iter().map(move |fact| (who, fact.clone()))
        };
        members.flat_map(facts).collect()
    }

    /// The advice if one fact had this value: it is told as a person would tell it. `None` if it contradicts the rest.
    fn with(&self, (who, fact): (Member, &Fact), value: i32) -> Option<Outcome> {
        let text = match &fact.kind {
            Kind::YesNo => ["no", "yes"][usize::try_from(value).unwrap()].into(),
            Kind::Number => value.to_string(),
            Kind::Choice(choices) => choices.ids[usize::try_from(value).unwrap()].clone(),
            Kind::Date | Kind::Choices(_) => Date::from_number(value).unwrap().to_string(),
        };
        let mut case = self.case.clone();
        case.learn(&self.pack, who, &fact.id, &text).unwrap();
        let can_be = contradictions(&self.pack, &case).is_empty();
        can_be.then(|| evaluate(&self.pack, &case, &Topics::All))
    }

    /// All values of a fact, or those around each threshold and some days near the as-of date.
    fn values(&mut self, fact: &Fact, all: &Alternatives) -> Vec<i32> {
        let whole = self.pack.range(fact, self.case.on);
        let mut values: Vec<i32> = all
            .ranges
            .iter()
            .flat_map(|range| range.values.low - 1..=range.values.low + 1)
            .collect();
        if fact.kind == Kind::Date {
            let today = self.case.on.number();
            let mut near = || today - 400 + i32::try_from(self.chance.below(800)).unwrap();
            values.extend((0..15).map(|_| near()));
        } else {
            values.extend(whole.low..=whole.high);
        }
        values.retain(|value| (whole.low..=whole.high).contains(value));
        values
    }
}

/// What certainly must be done on the day of an outcome.
fn duties(outcome: &Outcome) -> BTreeSet<Duty> {
    outcome.due().map(|finding| (finding.action, finding.who)).collect()
}

/// All that is compared of the advice for the values of a range.
fn compared(all: &Alternatives, range: &Range) -> Vec<Shown> {
    let mut told: Vec<Shown> =
        all.advice(range).into_iter().map(|(_, shown)| shown.clone()).collect();
    told.sort();
    told
}

fn every_value_is_in_its_part(seeds: std::ops::Range<u64>, most: u64, told: &Told) {
    for seed in seeds {
        every_value_of_a_scene_is_in_its_part(Scene::new(seed, most, told));
    }
}

fn every_value_of_a_scene_is_in_its_part(mut scene: Scene) {
    for (who, fact) in scene.facts() {
        let name = format!("{who} {} in {}", fact.id, scene.name);
        let all = what_if(&scene.pack, &scene.case, &Topics::All, (who, &fact));
        let (ranges, pack) = (&all.ranges, scene.pack.clone());
        let whole = scene.pack.range(&fact, scene.case.on);
        let (first, last) = (ranges[0].values.low, ranges[ranges.len() - 1].values.high);
        for (value, end) in [(first - 1, whole.low - 1), (last + 1, whole.high + 1)] {
            let exists = value != end && scene.with((who, &fact), value).is_some();
            assert!(!exists, "{value} of {name}");
        }
        for pair in ranges.windows(2) {
            let (end, start) = (pair[0].values.high + 1, pair[1].values.low);
            // Between two parts there is nothing that can be.
            for value in [end, start - 1].into_iter().filter(|_| end < start) {
                assert!(scene.with((who, &fact), value).is_none(), "{value} of {name}");
            }
            let is_same = compared(&all, &pair[0]) == compared(&all, &pair[1]);
            assert!(end < start || !is_same, "{name}");
        }
        for value in scene.values(&fact, &all) {
            let is_in = |range: &&Range| (range.values.low..=range.values.high).contains(&value);
            let Some(tried) = scene.with((who, &fact), value) else { continue };
            let range = ranges.iter().find(is_in).unwrap();
            assert_eq!(compared(&all, range), shown(&pack, &tried), "{value} of {name}");
        }
    }
}

#[test]
fn every_value_gives_the_advice_of_its_part() {
    every_value_is_in_its_part(0..90, 3, &Told { whole: 10, part: 0 });
}

#[test]
fn every_value_gives_the_advice_of_its_part_where_other_facts_are_not_known() {
    every_value_is_in_its_part(1_000..1_040, 2, &Told { whole: 9, part: 3 });
}

#[test]
fn every_value_gives_the_advice_of_its_part_in_random_packs() {
    // In 123 a condition is left as "at most 88 and at most 199" or as "at most 88", by a fact that nothing depends on.
    for seed in (0..400).filter(|seed| *seed != 123) {
        let mut chance = Chance(seed);
        let (pack, _) = small_pack(&mut chance);
        for told in [Told { whole: 10, part: 0 }, Told { whole: 9, part: 5 }] {
            let scene = Scene::of(pack.clone(), Chance(chance.below(1 << 30)), (seed, 0), &told);
            every_value_of_a_scene_is_in_its_part(scene);
        }
    }
}

#[test]
fn each_proposed_change_does_what_it_promises_and_a_smaller_one_does_not() {
    let mut count = 0;
    for seed in 2_000..2_080 {
        let mut scene = Scene::new(seed, 3, &Told { whole: 9, part: 1 });
        let now = duties(&evaluate(&scene.pack, &scene.case, &Topics::All));
        let pack = scene.pack.clone();
        let found = remedies(&pack, &scene.case, &Topics::All);
        for (who, fact) in scene.facts() {
            let remedy =
                found.iter().find(|remedy| (remedy.who, &remedy.fact.id) == (who, &fact.id));
            let known = scene.case.known(who, &fact)[0];
            let is_told = known != pack.range(&fact, scene.case.on);
            let name = format!("{who} {} in {}", fact.id, scene.name);
            let all = what_if(&pack, &scene.case, &Topics::All, (who, &fact));
            let distance = |value: i32| (known.low - value).max(value - known.high).max(0);
            for value in scene.values(&fact, &all) {
                let Some(tried) = scene.with((who, &fact), value) else { continue };
                let left = duties(&tried);
                let helps = left.is_subset(&now) && left.len() < now.len();
                let Some(remedy) = remedy else {
                    assert!(!(helps && is_told && fact.is_changeable), "{value} helps: {name}");
                    continue;
                };
                assert!(is_told && fact.is_changeable, "{name}");
                if (remedy.values.low..=remedy.values.high).contains(&value) {
                    assert_eq!(left, remedy.left, "{value} of {name}");
                    assert_eq!(
                        now.difference(&left).copied().collect::<BTreeSet<_>>(),
                        remedy.gone
                    );
                    count += 1;
                } else if helps {
                    let promised = (
                        remedy.left.len(),
                        distance(remedy.values.low).min(distance(remedy.values.high)),
                    );
                    assert!((left.len(), distance(value)) >= promised, "{value} is nearer: {name}");
                }
            }
        }
    }
    assert!(count > 200, "only {count} values of proposed changes were tried");
}
