//! Rules for one as-of date find what rules for any day find: for random households of the pack, known, partly known
//! and unknown.

use crate::chance::Chance;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Finding;
use dovidka::engine::{Detail, Workspace};
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::pack::raw::ActionKind;
use dovidka::terms::calendar::Date;
use dovidka::terms::id::{ActionId, TopicId};
use dovidka::terms::value::Kind;
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics};

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

/// What is found without statements and leaves: what of which topic for whom, how, and on which days.
pub type Short = (ActionId, TopicId, Member, ActionKind, (u8, bool, bool), [Option<Day>; 2]);

pub fn short(outcome: &Outcome) -> Vec<Short> {
    let short = |finding: &Finding| {
        let Finding { action, topic, who, kind, rank, is_certain, moves, from, by, .. } = *finding;
        (action, topic, who, kind, (rank, is_certain, moves), [from, by])
    };
    outcome.findings.iter().map(short).collect()
}

#[test]
fn rules_for_one_day_find_what_rules_for_any_day_find() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let whole = Rules::new(&pack, &Topics::All);
    for on in ["2023-05-01", "2024-02-29", "2026-11-22"] {
        let on: Date = on.parse().unwrap();
        let (folded, mut workspace) = (Rules::on(&pack, &Topics::All, on), Workspace::new(on));
        let mut decided = 0;
        for seed in 0..400 {
            let gaps = match seed % 40 {
                1 => 1,
                2 | 3 => 2,
                other if other % 4 == 0 => 6,
                _ => 1_000,
            };
            let case = household(&pack, seed, on, gaps);
            folded.evaluate_in(&mut workspace, &case, Detail::Days);
            let (found, expected) = (&workspace.outcome, whole.evaluate(&case));
            assert_eq!(found.is_decided, expected.is_decided, "{on}, seed {seed}");
            assert_eq!(short(found), short(&expected), "{on}, seed {seed}");
            // What needs decide, and so their order, is not worked out where days alone are asked for.
            let mut needs = expected.needs.clone();
            needs.sort_unstable();
            assert_eq!(found.needs, needs, "{on}, seed {seed}");
            decided += u32::from(found.is_decided);
        }
        assert!((40..360).contains(&decided), "{decided} are decided on {on}");
    }
}
