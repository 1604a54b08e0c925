//! What a rule author wants proved of a pack: that its own cases come out as they say, and that it is for somebody.
//!
//! **Must not know** the terminal.

mod excluded;
mod expectations;
mod meaning;
mod names;

pub use self::excluded::{Excluding, With, requires_that_exclude_everybody};

use crate::case;
use crate::engine::need::Need;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::rules::{Rules, Topics};
use crate::pack::Pack;
use crate::pack::raw::TestCase;
use crate::proof::names::{leaf_name, list, unknown};
use std::collections::{BTreeMap, BTreeSet};

/// What came of one of a pack's cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The file in which the case stands.
    pub file: String,
    /// What the case shows.
    pub title: String,
    /// What is not as the case says; empty if it passed.
    pub problems: Vec<String>,
}

/// Runs cases of a pack, in their order.
#[must_use]
pub fn run_cases(pack: &Pack, cases: &[(String, TestCase)]) -> Vec<CaseResult> {
    let rules = Rules::new(pack, &Topics::All);
    let run = |(file, test): &(String, TestCase)| {
        let problems = match outcome_of(&rules, test) {
            Ok(outcome) => compare(pack, test, &outcome),
            Err(problem) => vec![problem],
        };
        CaseResult { file: file.clone(), title: test.title.clone(), problems }
    };
    cases.iter().map(run).collect()
}

/// The leaves, as `topic.leaf`, that none of these cases reaches for certain.
#[must_use]
pub fn leaves_without_case(pack: &Pack, cases: &[(String, TestCase)]) -> Vec<String> {
    let rules = Rules::new(pack, &Topics::All);
    let outcome = |test| outcome_of(&rules, test).ok();
    let outcomes = cases.iter().filter_map(|(_, test)| Some((outcome(test)?, &test.leaves)));
    let mut reached = BTreeSet::new();
    for (outcome, named) in outcomes {
        let names = leaves(pack, &outcome).into_values().flatten();
        reached.extend(names.filter(|name| named.contains(name)));
    }
    names::leaves(pack).filter(|name| !reached.contains(name)).collect()
}

fn outcome_of(rules: &Rules<'_>, test: &TestCase) -> Result<Outcome, String> {
    let on = test.on.parse().map_err(|error| format!("on: {error}"))?;
    let case = case::read(rules.pack, test.facts.get(), on)
        .map_err(|problem| format!("facts: {}", problem.message))?;
    Ok(rules.evaluate(&case))
}

/// The certain leaves by topic.
fn leaves(pack: &Pack, outcome: &Outcome) -> BTreeMap<String, BTreeSet<String>> {
    let mut leaves: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for reached in &outcome.leaves {
        let topic = &pack[reached.topic];
        let name = leaf_name(topic, &topic[reached.leaf]);
        leaves.entry(topic.id.clone()).or_default().insert(name);
    }
    leaves
}

fn compare(pack: &Pack, test: &TestCase, outcome: &Outcome) -> Vec<String> {
    let mut problems = unknown(pack, test);
    if !problems.is_empty() {
        return problems;
    }
    problems.extend(compare_leaves(pack, test, outcome));
    let id = |finding: &Finding| pack[finding.action].id.as_str();
    let needed = |need: &Need| pack[(need.who.of, need.fact)].id.as_str();
    let certain: BTreeSet<&str> =
        outcome.findings.iter().filter(|finding| finding.is_certain).map(id).collect();
    let possible: BTreeSet<&str> = outcome.findings.iter().map(id).collect();
    for action in test.actions.iter().filter(|action| !certain.contains(action.as_str())) {
        problems.push(format!(
            "the action `{action}` is not certain (certain are: {})",
            list(certain.iter().copied())
        ));
    }
    for action in test.not_actions.iter().filter(|action| possible.contains(action.as_str())) {
        problems.push(format!("the action `{action}` is possible"));
    }
    problems.extend(expectations::compare(pack, test, outcome));
    if let Some(expected) = &test.needs {
        let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
        let needs: BTreeSet<&str> = outcome.needs.iter().map(needed).collect();
        if needs != expected {
            problems.push(format!("needed are: {} (want {})", list(needs), list(expected)));
        }
    }
    if let Some(expected) = test.decided.filter(|expected| *expected != outcome.is_decided) {
        let needs: BTreeSet<&str> = outcome.needs.iter().map(needed).collect();
        problems.push(format!("decided is not {expected} (needed are: {})", list(needs)));
    }
    problems
}

fn compare_leaves(pack: &Pack, test: &TestCase, outcome: &Outcome) -> Vec<String> {
    let found = leaves(pack, outcome);
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for leaf in &test.leaves {
        let topic = leaf.split('.').next().unwrap_or_default();
        expected.entry(topic).or_default().insert(leaf.clone());
    }
    let mut problems = Vec::new();
    for (topic, expected) in expected {
        let none = BTreeSet::new();
        let found = found.get(topic).unwrap_or(&none);
        if *found != expected {
            let [found, expected] =
                [found, &expected].map(|names| list(names.iter().map(String::as_str)));
            problems.push(format!("certain leaves are: {found} (want {expected})"));
        }
    }
    problems
}
