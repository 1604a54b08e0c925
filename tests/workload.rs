//! The workload of the benchmarks: the engine and a plan give the answers that were decided by hand.

use dovidka::engine::plan::{Brief, Plan};
use dovidka::terms::calendar::Date;
use dovidka::terms::interval::Interval;
use dovidka::{Pack, case, evaluate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Each action as `action@who FROM..BY`, a missing day left out.
fn shown(action: &str, who: &str, days: [Option<Interval>; 2]) -> String {
    let day = |day: Option<Interval>| {
        let day = day.map(|day| Date::from_number(day.known().expect("all facts are known")));
        day.map_or_else(String::new, |day| day.expect("it is a day").to_string())
    };
    let [from, by] = days.map(day);
    format!("{action}@{who} {from}..{by}")
}

#[test]
fn the_engine_and_a_plan_decide_as_a_program_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench");
    let pack = Pack::load(&folder.join("workload")).expect("the workload is a pack");
    let text = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let on: Date = "2026-11-22".parse().unwrap();
    let (plan, mut brief) = (Plan::new(&pack, on, &[]), Brief::default());
    let topics: Vec<usize> = (0..pack.topics.len()).collect();
    let mut unseen: BTreeSet<&str> = pack.actions.iter().map(|action| action.id.as_str()).collect();
    for line in text.lines() {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let id = line["case"].as_object_mut().unwrap().remove("id");
        let case = case::read(&pack, &line["case"].to_string(), on).unwrap();
        let wanted: Vec<&str> = line["actions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|action| action.as_str().unwrap())
            .collect();
        let outcome = evaluate(&pack, &case, &topics);
        assert!(outcome.is_decided && outcome.needs.is_empty(), "{id:?}");
        let given = outcome.advice.iter().map(|advice| {
            let day = |day: dovidka::engine::outcome::Day| Interval {
                low: day.earliest.number(),
                high: day.latest.number(),
            };
            let days = [advice.from.map(day), advice.by.map(day)];
            shown(&pack.actions[advice.action].id, &advice.who.to_string(), days)
        });
        assert_eq!(given.collect::<Vec<_>>(), wanted, "{id:?}");
        plan.evaluate(&case, &mut brief);
        let given = brief.actions.iter().map(|action| {
            unseen.remove(pack.actions[action.action].id.as_str());
            shown(
                &pack.actions[action.action].id,
                &action.who.to_string(),
                [action.from, action.by],
            )
        });
        assert_eq!(given.collect::<Vec<_>>(), wanted, "a plan, {id:?}");
    }
    assert!(unseen.is_empty(), "no case has {unseen:?}");
}
