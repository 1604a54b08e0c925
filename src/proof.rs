//! What a rule author wants proved of a pack: that its own cases come out as they say.
//!
//! **Must not know** the terminal.

use crate::case::{self, Member};
use crate::engine::day::Day;
use crate::engine::need::Need;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::rules::{Rules, Topics};
use crate::pack::Pack;
use crate::pack::raw::TestCase;
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
    let all = pack
        .topics
        .iter()
        .flat_map(|topic| topic.leaves.iter().map(move |leaf| format!("{}.{}", topic.id, leaf.id)));
    all.filter(|name| !reached.contains(name)).collect()
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
        let name = format!("{}.{}", topic.id, topic[reached.leaf].id);
        leaves.entry(topic.id.clone()).or_default().insert(name);
    }
    leaves
}

fn compare(pack: &Pack, test: &TestCase, outcome: &Outcome) -> Vec<String> {
    let mut problems = compare_leaves(pack, test, outcome);
    let id = |finding: &Finding| pack[finding.action].id.as_str();
    let needed = |need: &Need| pack[(need.who.of, need.fact)].id.as_str();
    let certain: BTreeSet<&str> =
        outcome.findings.iter().filter(|finding| finding.is_certain).map(id).collect();
    let possible: BTreeSet<&str> = outcome.findings.iter().map(id).collect();
    for action in test.actions.iter().filter(|action| !certain.contains(action.as_str())) {
        problems.push(format!(
            "the action `{action}` is not certain (certain are: {})",
            list(&certain)
        ));
    }
    for action in test.not_actions.iter().filter(|action| possible.contains(action.as_str())) {
        problems.push(format!("the action `{action}` is possible"));
    }
    problems.extend(compare_days("by", pack, outcome, (&test.by, |finding| finding.by)));
    problems.extend(compare_days("from", pack, outcome, (&test.from, |finding| finding.from)));
    if let Some(expected) = &test.needs {
        let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
        let needs: BTreeSet<&str> = outcome.needs.iter().map(needed).collect();
        if needs != expected {
            problems.push(format!("needed are: {} (want {})", list(&needs), list(&expected)));
        }
    }
    if let Some(expected) = test.decided.filter(|expected| *expected != outcome.is_decided) {
        let needs: BTreeSet<&str> = outcome.needs.iter().map(needed).collect();
        problems.push(format!("decided is not {expected} (needed are: {})", list(&needs)));
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
            let (found, expected) = (found.iter(), expected.iter());
            let names = |set: std::collections::btree_set::Iter<'_, String>| {
                list(&set.map(String::as_str).collect())
            };
            problems.push(format!(
                "certain leaves are: {} (want {})",
                names(found),
                names(expected)
            ));
        }
    }
    problems
}

/// Which of the two days of an action is looked at.
type DayOf = fn(&Finding) -> Option<Day>;

/// Compares days by `action` (of everybody who has it) or `action@who`.
fn compare_days(
    what: &str,
    pack: &Pack,
    outcome: &Outcome,
    (expected, day): (&BTreeMap<String, String>, DayOf),
) -> Vec<String> {
    let mut problems = Vec::new();
    for (key, expected) in expected {
        let (action, who) = key.split_once('@').map_or((key.as_str(), None), |(a, b)| (a, Some(b)));
        let of = |finding: &&Finding| {
            pack[finding.action].id == action
                && who.is_none_or(|who| Member::parse(who) == Some(finding.who))
        };
        let days: BTreeSet<String> =
            outcome.findings.iter().filter(of).map(|finding| show(day(finding))).collect();
        if days.len() != 1 || !days.contains(expected) {
            let days: BTreeSet<&str> = days.iter().map(String::as_str).collect();
            problems.push(format!("`{what}` of {key} is: {} (want {expected})", list(&days)));
        }
    }
    problems
}

fn show(day: Option<Day>) -> String {
    match day {
        None => "none".into(),
        Some(day) => match day.known() {
            Some(known) => known.to_string(),
            None => format!("{} to {}", day.earliest(), day.latest()),
        },
    }
}

fn list(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        "nothing".into()
    } else {
        names.iter().copied().collect::<Vec<_>>().join(", ")
    }
}
