//! The names in a pack's own cases: each must be one of the pack's, or its case could never fail.
//!
//! **Must not know** outcomes.

use crate::case::Member;
use crate::pack::raw::TestCase;
use crate::pack::{Leaf, Pack, Topic};
use crate::terms::id::{did_you_mean, nearest};
use std::collections::BTreeSet;

/// The names in a case that the pack does not have, each with the nearest one that it has.
pub(super) fn unknown(pack: &Pack, test: &TestCase) -> Vec<String> {
    let actions = pack.actions.iter().map(|action| action.id.as_str()).collect();
    let offices: BTreeSet<&str> = pack.offices.iter().map(|office| office.id.as_str()).collect();
    let texts: BTreeSet<&str> = pack.named_texts.iter().map(String::as_str).collect();
    let facts = pack.facts.iter().flatten().map(|fact| fact.id.as_str()).collect();
    let leaves: Vec<String> = leaves(pack).collect();
    let leaves = leaves.iter().map(String::as_str).collect();
    let said: BTreeSet<&str> = offices.union(&texts).copied().collect();
    let keys = keys(test).map(|key| parts(key).0);
    let named_actions = test.actions.iter().chain(&test.not_actions).map(String::as_str);
    let named_offices = test.offices.values().flat_map(|roles| roles.values().flatten());
    let named_texts = [&test.bring, &test.cautions, &test.texts].into_iter();
    let conditions = test.conditions.values().flat_map(|ids| ids.keys());
    let conditions = conditions.filter(|id| *id != ACTION);
    let named = test.not_said.values().flatten().chain(conditions);
    let mut problems = missing("leaf", test.leaves.iter().map(String::as_str), &leaves);
    problems.extend(missing("action", named_actions.chain(keys), &actions));
    problems.extend(members(test));
    problems.extend(missing("office", named_offices.map(String::as_str), &offices));
    let named_texts = named_texts.flat_map(|by_action| by_action.values().flatten());
    problems.extend(missing("text", named_texts.map(String::as_str), &texts));
    problems.extend(missing("office or text", named.map(String::as_str), &said));
    problems.extend(missing("fact", test.needs.iter().flatten().map(String::as_str), &facts));
    problems
}

/// What stands for the action itself among the ids whose conditions are expected.
pub(super) const ACTION: &str = "action";

/// The action of a key such as `extend_passport@child 1`, and the member if it names one.
pub(super) fn parts(key: &str) -> (&str, Option<&str>) {
    key.split_once('@').map_or((key, None), |(action, who)| (action, Some(who)))
}

/// All leaves of a pack, as `topic.leaf`.
pub(super) fn leaves(pack: &Pack) -> impl Iterator<Item = String> {
    let of = |topic| move |leaf: &Leaf| leaf_name(topic, leaf);
    pack.topics.iter().flat_map(move |topic| topic.leaves.iter().map(of(topic)))
}

/// A leaf as `topic.leaf`.
pub(super) fn leaf_name(topic: &Topic, leaf: &Leaf) -> String {
    format!("{}.{}", topic.id, leaf.id)
}

/// Names one after the other.
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}

/// All keys of what is expected of actions.
fn keys(test: &TestCase) -> impl Iterator<Item = &str> {
    let days = [&test.by, &test.from, &test.best_by, &test.by_open, &test.state];
    let plans = [&test.ready, &test.instead].into_iter().flat_map(|expected| expected.keys());
    let said = [&test.bring, &test.cautions, &test.texts, &test.not_said];
    let days = days.into_iter().flat_map(|expected| expected.keys());
    let said = said.into_iter().flat_map(|expected| expected.keys());
    let kinds = test.kind.keys().chain(test.by_is.keys());
    let others = test.offices.keys().chain(test.conditions.keys());
    days.chain(plans).chain(said).chain(kinds).chain(others).map(String::as_str)
}

fn members(test: &TestCase) -> Vec<String> {
    let names = keys(test).filter_map(|key| parts(key).1);
    let wrong: BTreeSet<&str> = names.filter(|who| Member::parse(who).is_none()).collect();
    let want = "want household, you, adult 1, child 1 or pet 1";
    wrong.into_iter().map(|who| format!("`{who}` is no member ({want})")).collect()
}

fn missing<'n>(
    what: &str,
    names: impl Iterator<Item = &'n str>,
    known: &BTreeSet<&str>,
) -> Vec<String> {
    let wrong: BTreeSet<&str> = names.filter(|name| !known.contains(name)).collect();
    let say = |name: &str| {
        let hint = did_you_mean(nearest(name, known.iter().copied()));
        format!("there is no {what} `{name}`{hint}")
    };
    wrong.into_iter().map(say).collect()
}
