//! The workload of the benchmarks: rules for any day and for one day give the answers that were decided by hand.

use dovidka::cli::pack_folder;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Finding;
use dovidka::engine::{Detail, Workspace};
use dovidka::terms::calendar::Date;
use dovidka::{Pack, Rules, Topics, case};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// An action as `action@who FROM..BY`, a missing day left out.
fn shown(pack: &Pack, finding: &Finding) -> String {
    let day = |day: Option<Day>| {
        let day = day.map(|day| day.known().expect("all facts are known"));
        day.map_or_else(String::new, |day| day.to_string())
    };
    let [from, by] = [finding.from, finding.by].map(day);
    format!("{}@{} {from}..{by}", pack[finding.action].id, finding.who)
}

#[test]
fn rules_for_any_day_and_for_one_decide_as_a_program_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench");
    let pack = pack_folder::load(&folder.join("workload")).expect("the workload is a pack");
    let text = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let on: Date = "2026-11-22".parse().unwrap();
    let rules = Rules::new(&pack, &Topics::All);
    let (of_one_day, mut workspace) = (Rules::on(&pack, &Topics::All, on), Workspace::new(on));
    let mut missing: BTreeSet<&str> =
        pack.actions.iter().map(|action| action.id.as_str()).collect();
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
        let outcome = rules.evaluate(&case);
        assert!(outcome.is_decided && outcome.needs.is_empty(), "{id:?}");
        let given = outcome.findings.iter().map(|finding| shown(&pack, finding));
        assert_eq!(given.collect::<Vec<_>>(), wanted, "{id:?}");
        of_one_day.evaluate_in(&mut workspace, &case, Detail::Days);
        let given = workspace.outcome.findings.iter().map(|finding| {
            missing.remove(pack[finding.action].id.as_str());
            shown(&pack, finding)
        });
        assert_eq!(given.collect::<Vec<_>>(), wanted, "for one day, {id:?}");
    }
    assert!(missing.is_empty(), "no case has {missing:?}");
}
