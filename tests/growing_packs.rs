//! Packs of growing size load, give the leaf that is known from how they were made, and stay within bounds.

mod growth;

use dovidka::engine::plan::{Brief, Plan};
use dovidka::{LoadError, Pack, case_file, evaluate, proof};
use growth::Grown;

fn load(grown: &Grown) -> Pack {
    Pack::from_files(grown.files.clone()).unwrap_or_else(|error| match error {
        LoadError::Wrong(problems, _) => panic!("{}: {}", grown.name, problems[0]),
        error => panic!("{}: {error}", grown.name),
    })
}

/// The packs of all kinds, as small as they can be and a little larger.
fn all() -> Vec<Grown> {
    let mut packs = vec![
        growth::destinations(1, 2),
        growth::destinations(7, 3),
        growth::destinations(200, 2),
        growth::branches(1, 1),
        growth::branches(250, 1),
        growth::branches(250, 50),
        growth::wide(1),
        growth::wide(64),
        growth::wide(65),
        growth::wide(1_000),
    ];
    packs.extend([1, 2, 3, 10, 60].map(growth::deep));
    for word in ["and", "or"] {
        packs.extend([1, 2, 65, 1_000].map(|count| growth::chain(count, word)));
    }
    packs
}

#[test]
fn every_leaf_is_the_one_that_the_pack_was_made_for() {
    for grown in all() {
        let pack = load(&grown);
        let topics: Vec<usize> = (0..pack.topics.len()).collect();
        let plan = Plan::new(&pack, growth::ON.parse().unwrap(), &[]);
        let mut brief = Brief::default();
        assert!(!grown.probes.is_empty());
        for (case, leaf) in &grown.probes {
            let case = case_file::read(&pack, case, plan.on).unwrap();
            let outcome = evaluate(&pack, &case, &topics);
            let reached: Vec<String> = outcome
                .leaves
                .iter()
                .map(|reached| {
                    let topic = &pack.topics[reached.topic];
                    format!("{}.{}", topic.id, topic.leaves[reached.leaf].id)
                })
                .collect();
            assert!(outcome.is_decided && reached.len() == pack.topics.len(), "{}", grown.name);
            assert!(reached.contains(leaf), "{}: {reached:?} (want {leaf})", grown.name);
            plan.evaluate(&case, &mut brief);
            assert!(brief.is_decided && brief.needs.is_empty(), "{}", grown.name);
            assert_eq!(brief.actions.len(), outcome.advice.len(), "{}", grown.name);
        }
        assert!(proof::run_cases(&pack).is_empty());
    }
}
