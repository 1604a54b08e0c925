//! A plan gives what evaluation gives: for random households of the pack, known, partly known and unknown.

use crate::chance::Chance;
use dovidka::engine::plan::{Brief, BriefAction, Plan};
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::terms::calendar::Date;
use dovidka::terms::interval::Interval;
use dovidka::terms::value::Kind;
use dovidka::{Case, Member, Outcome, Pack, evaluate};

/// What is said of a fact; nothing for about one in `gaps`.
fn answer(chance: &mut Chance, fact: &Fact, on: Date, gaps: u64) -> Option<String> {
    if chance.below(gaps) == 0 {
        return None;
    }
    let mut random = |limit: usize| usize::try_from(chance.below(limit as u64)).unwrap();
    Some(match &fact.kind {
        Kind::YesNo => ["yes", "no"][random(2)].into(),
        Kind::Number => random(90).to_string(),
        Kind::Choice(choices) | Kind::Choices(choices) => {
            choices.ids[random(choices.ids.len())].clone()
        }
        Kind::Date => {
            let years =
                if fact.id == "born" { -365 * i32::try_from(random(40)).unwrap() } else { 0 };
            let days = i32::try_from(random(900)).unwrap() - 400 + years;
            let day = Date::from_number(on.number() + days).unwrap().to_string();
            if random(9) == 0 { day[..7].to_owned() } else { day }
        }
    })
}

/// A household of up to two adults, three children and two pets.
fn household(pack: &Pack, seed: u64, on: Date, gaps: u64) -> Case {
    let mut chance = Chance(seed);
    let mut case = Case::new(pack, on);
    for (of, most) in [(Entity::Person, 2), (Entity::Child, 4), (Entity::Pet, 3)] {
        for _ in 0..chance.below(most) {
            case.add(pack, of);
        }
    }
    let members: Vec<Member> = Entity::ALL.into_iter().flat_map(|of| case.members(of)).collect();
    for who in members {
        for fact in &pack.facts[who.of.place()] {
            if let Some(text) = answer(&mut chance, fact, on, gaps) {
                // A random day may be out of the range of its fact; then it stays unknown.
                let _ = case.learn(pack, who, &fact.id, &text);
            }
        }
    }
    case
}

/// What a brief has of an outcome.
fn short(pack: &Pack, outcome: &Outcome) -> Brief {
    let mut brief = Brief::default();
    brief.is_decided = outcome.is_decided;
    let day = |day: dovidka::engine::outcome::Day| Interval {
        low: day.earliest.number(),
        high: day.latest.number(),
    };
    brief.actions.extend(outcome.advice.iter().map(|advice| BriefAction {
        action: advice.action,
        topic: advice.topic,
        who: advice.who,
        kind: advice.kind,
        rank: advice.rank,
        is_certain: advice.is_certain,
        from: advice.from.map(day),
        by: advice.by.map(day),
    }));
    let place = |of: Entity, id: &str| pack.facts[of.place()].iter().position(|f| f.id == id);
    brief.needs.extend(
        outcome.needs.iter().map(|need| (need.who, place(need.who.of, &need.fact).unwrap())),
    );
    brief
}

#[test]
fn a_plan_gives_what_evaluation_gives() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let all: Vec<usize> = (0..pack.topics.len()).collect();
    let mut brief = Brief::default();
    for on in ["2023-05-01", "2024-02-29", "2026-11-22"] {
        let on: Date = on.parse().unwrap();
        let plan = Plan::new(&pack, on, &[]);
        let mut decided = 0;
        for seed in 0..400 {
            let gaps = match seed % 40 {
                1 => 1,
                2 | 3 => 2,
                other if other % 4 == 0 => 6,
                _ => 1_000,
            };
            let case = household(&pack, seed, on, gaps);
            plan.evaluate(&case, &mut brief);
            let expected = short(&pack, &evaluate(&pack, &case, &all));
            assert_eq!(brief.is_decided, expected.is_decided, "{on}, seed {seed}");
            assert_eq!(brief.actions, expected.actions, "{on}, seed {seed}");
            assert_eq!(brief.needs, expected.needs, "{on}, seed {seed}");
            decided += u32::from(brief.is_decided);
        }
        assert!((40..360).contains(&decided), "{decided} are decided on {on}");
    }
}
