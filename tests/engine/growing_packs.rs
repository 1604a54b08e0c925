//! Packs of growing size load, give the leaf that is known from how they were made, and stay within bounds.

use crate::growth::{self, Grown};
use dovidka::engine::statement::What;
use dovidka::engine::{Detail, Workspace};
use dovidka::{Case, Finding, LoadError, Outcome, Pack, Rules, Topics, case, evaluate};
use std::time::Instant;

fn load(grown: &Grown) -> Pack {
    Pack::from_files("", grown.files.clone()).unwrap_or_else(|error| match error {
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
        let on = growth::ON.parse().unwrap();
        let (rules, mut workspace) = (Rules::on(&pack, &Topics::All, on), Workspace::new(on));
        assert!(!grown.probes.is_empty());
        for (case, leaf) in &grown.probes {
            let case = case::read(&pack, case, on).unwrap();
            let outcome = evaluate(&pack, &case, &Topics::All);
            let reached: Vec<String> = outcome
                .leaves
                .iter()
                .map(|reached| {
                    let topic = &pack[reached.topic];
                    format!("{}.{}", topic.id, topic[reached.leaf].id)
                })
                .collect();
            assert!(outcome.is_decided && reached.len() == pack.topics.len(), "{}", grown.name);
            assert!(reached.contains(leaf), "{}: {reached:?} (want {leaf})", grown.name);
            rules.evaluate_in(&mut workspace, &case, Detail::Days);
            let folded = &workspace.outcome;
            assert!(folded.is_decided && folded.needs.is_empty(), "{}", grown.name);
            assert_eq!(folded.findings.len(), outcome.findings.len(), "{}", grown.name);
        }
    }
}

/// A small pack with named values, whose one condition is the last of them.
fn with_values(values: impl Iterator<Item = String>, last: usize) -> Vec<(String, String)> {
    let values: Vec<String> = values
        .enumerate()
        .map(|(id, is)| format!(r#"{{ "id": "v{id}", "is": "{is}" }}"#))
        .collect();
    let mut files = growth::chain(1, "and").files;
    for (_, text) in &mut files {
        let values =
            format!(r#""rounding": "last_day_of_month", "values": [ {} ]"#, values.join(","));
        *text = text.replace(r#""rounding": "last_day_of_month""#, &values);
        *text = text.replace("\"if\": \"n0 is 1\"", &format!("\"if\": \"v{last}\""));
    }
    files
}

#[test]
fn what_grows_without_bounds_is_refused_in_bounded_time() {
    // Each value names the one before it twice: the last one has 2^40 parts.
    let twice = |id: usize| match id {
        0 => "n0 is 1".to_owned(),
        _ => format!("v{0} and v{0}", id - 1),
    };
    // Each value names the one before it, 50,000 deep.
    let once = |id: usize| match id {
        0 => "n0 is 1".to_owned(),
        _ => format!("not v{}", id - 1),
    };
    let table = [
        // files, code of the problem
        (with_values((0..=5).map(twice), 5), None),
        (with_values((0..=40).map(twice), 40), Some("sentence")),
        (with_values((0..=60).map(once), 60), None),
        (with_values((0..=50_000).map(once), 50_000), Some("sentence")),
        (growth::wide(1_001).files, Some("too-many")),
        (growth::chain(4_000, "or").files, Some("sentence")),
        (growth::deep(100).files, Some("shape")),
    ];
    for (row, (files, expected)) in table.into_iter().enumerate() {
        let start = Instant::now();
        let found: Vec<&str> = match Pack::from_files("", files) {
            Ok(_) => Vec::new(),
            Err(LoadError::Wrong(problems, _)) => {
                problems.iter().map(|problem| problem.problem.code()).collect()
            }
            Err(error) => panic!("row {row}: {error}"),
        };
        let is_right = expected.map_or(found.is_empty(), |code| found.contains(&code));
        assert!(is_right, "row {row}: {found:?}");
        assert!(start.elapsed().as_secs() < 20, "row {row} takes {:?}", start.elapsed());
    }
}

/// A small pack whose leaves name papers, each under one of these conditions, of `facts` numbers.
fn with_papers(facts: usize, conditions: &[String]) -> Pack {
    let chain: Vec<String> = (0..facts).map(|place| format!("n{place} is 1")).collect();
    let papers = conditions.iter().enumerate();
    let paper = |(place, condition)| format!(r#"{{ "id": "p{place}", "if": "{condition}" }}"#);
    let bring = papers.clone().map(paper).collect::<Vec<_>>().join(", ");
    let texts: Vec<String> = papers.map(|(place, _)| format!(r#""p{place}": "A paper""#)).collect();
    let mut grown = growth::chain(facts, "and");
    for (_, text) in &mut grown.files {
        let act = format!(r#""do": "act", "bring": [ {bring} ]"#);
        let with_texts = format!(r#""texts": {{ {}, "#, texts.join(", "));
        *text = text.replace(&chain.join(" and "), "n0 is 1");
        *text = text.replace(r#""do": "act""#, &act);
        *text = text.replace(r#""texts": { "#, &with_texts);
    }
    load(&grown)
}

/// How many papers an action may name.
fn papers(outcome: &Outcome, finding: &Finding) -> usize {
    let said = outcome.statements(finding).iter();
    said.filter(|said| matches!(said.what, What::Paper(_))).count()
}

#[test]
fn papers_that_depend_on_different_facts_do_not_multiply() {
    let conditions: Vec<String> = (0..40).map(|place| format!("n{place} is 1")).collect();
    let pack = with_papers(40, &conditions);
    let case = Case::new(&pack, growth::ON.parse().unwrap());
    let outcome = evaluate(&pack, &case, &Topics::All);
    let [act] = &outcome.findings[..] else { panic!("{:?}", outcome.findings) };
    assert!(act.is_certain);
    assert_eq!((papers(&outcome, act), outcome.needs.len()), (40, 40));
    let mut workspace = Workspace::new(case.on);
    Rules::on(&pack, &Topics::All, case.on).evaluate_in(&mut workspace, &case, Detail::Days);
    assert!(workspace.outcome.findings[0].is_certain);
    assert_eq!(workspace.outcome.needs.len(), 40);
}

#[test]
fn a_paper_that_is_too_much_to_decide_is_named_and_all_facts_are_needed() {
    let pair = |place: usize| format!("n{} is 1 and n{} is 1", 2 * place, 2 * place + 1);
    let pairs: Vec<String> = (1..20).map(|place| format!("({})", pair(place))).collect();
    let pairs = pairs.join(" or ");
    // It holds where `n2` is large, which is looked at last.
    let late = format!("({pairs}) and not ({pairs}) or n2 is at least 2");
    let pack = with_papers(40, &[late, "n1 is 2".into()]);
    let case = Case::new(&pack, growth::ON.parse().unwrap());
    let outcome = evaluate(&pack, &case, &Topics::All);
    let [act] = &outcome.findings[..] else { panic!("{:?}", outcome.findings) };
    assert!(act.is_certain && !outcome.is_decided);
    assert_eq!((papers(&outcome, act), outcome.needs.len()), (2, 40));
}

/// Twenty pairs of numbers, one of which must hold: what does not hold can fail in millions of ways.
fn pairs() -> String {
    let pair = |place: usize| format!("(n{} is 1 and n{} is 1)", 2 * place, 2 * place + 1);
    (0..20).map(pair).collect::<Vec<_>>().join(" or ")
}

#[test]
fn a_tree_that_is_too_much_to_decide_loses_nothing() {
    let mut grown = growth::chain(41, "and");
    let chain: Vec<String> = (0..41).map(|place| format!("n{place} is 1")).collect();
    for (_, text) in &mut grown.files {
        // The leaf is reached last, and only if all pairs have failed.
        let late = format!("not ({}) and n40 is 1", pairs());
        *text = text.replace(&chain.join(" and "), &late);
    }
    let pack = load(&grown);
    let case = Case::new(&pack, growth::ON.parse().unwrap());
    for rules in [Rules::new(&pack, &Topics::All), Rules::on(&pack, &Topics::All, case.on)] {
        let outcome = rules.evaluate(&case);
        assert!(!outcome.is_explored && !outcome.is_decided);
        assert_eq!(outcome.needs.len(), 41);
        // Both leaves name the same action, so that it is certain all the same.
        let [act] = &outcome.findings[..] else { panic!("{:?}", outcome.findings) };
        assert!(act.is_certain && act.leaf.is_none());
        assert!(outcome.leaves.is_empty(), "two leaves can be reached");
    }
}
