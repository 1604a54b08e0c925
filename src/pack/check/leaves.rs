//! Checks the leaves of a topic: each cites, and asks for actions with their kinds, days, offices and texts.

use super::actions::{self, Scope};
use super::at::At;
use super::checker::Checker;
use super::directory::{self, Claim};
use crate::pack::diagnostic::Problem;
use crate::pack::model::{self, Item, Leaf, LeafAction};
use crate::pack::program::{Entity, NodeId, Period};
use crate::pack::raw::{self, ActionKind, ByIs, Rung, Rungs, SourceKind};
use crate::pack::raw_topic;
use crate::pack::sentence::{Form, parse};
use crate::pack::warning::Warning;
use crate::terms::id::{ActionId, OfficeId, TextId};
use std::collections::HashSet;

pub fn leaves(
    checker: &mut Checker<'_>,
    at: &At,
    raw: &raw_topic::TopicFile,
    scope: Scope<'_>,
) -> Vec<Leaf> {
    let sources = scope.directory.sources;
    let mut seen = HashSet::new();
    let mut leaves = Vec::new();
    for (place, raw) in raw.leaves.iter().enumerate() {
        let at = at.to(place);
        checker.id(&at.to("id"), &raw.id);
        checker.once(&at.to("id"), &mut seen, ("leaf", &raw.id));
        let claim = Claim { what: "leaf", id: &raw.id, cite: &raw.cite };
        let cite = directory::cite_claim(checker, &at, &claim, sources);
        let mut kinds = cite.iter().map(|source| sources[source.place()].kind);
        let is_weak = !cite.is_empty() && kinds.all(|kind| kind == SourceKind::Inference);
        let mut done = HashSet::new();
        let mut actions = Vec::new();
        for (place, action) in raw.actions.iter().enumerate() {
            let at = at.to("actions").to(place);
            checker.once(&at, &mut done, ("action", &action.action));
            actions.extend(leaf_action(checker, &at, action, scope));
            let is_more = actions.last().is_some_and(|action| action.kind != ActionKind::Know);
            if is_weak && is_more && !raw.cite.is_empty() {
                let (leaf, action) = (raw.id.clone(), action.action.clone());
                checker.fault(&at, None, Problem::WeakSource { leaf, action });
            }
        }
        leaves.push(Leaf { id: raw.id.clone(), cite, reading: raw.reading.clone(), actions });
    }
    leaves
}

/// An action as it is declared, and as a leaf asks for it.
#[derive(Clone, Copy)]
struct Asked<'r> {
    declared: &'r raw::Action,
    /// Where it is declared.
    own: &'r At,
    leaf: &'r raw_topic::LeafAction,
    /// Where the leaf asks for it.
    at: &'r At,
}

fn leaf_action(
    checker: &mut Checker<'_>,
    at: &At,
    leaf: &raw_topic::LeafAction,
    scope: Scope<'_>,
) -> Option<LeafAction> {
    let of = scope.of;
    let (file, declared) = scope.directory.actions;
    let known = declared.actions.iter().map(|action| action.id.as_str());
    let action = checker.find(&at.to("do"), ("action", &leaf.action), known)?;
    let own = At::file(*file).to("actions").to(action);
    let asked = Asked { declared: &declared.actions[action], own: &own, leaf, at };
    let Asked { declared, .. } = asked;
    let text = leaf.text.clone().unwrap_or_else(|| format!("action.{}.text", leaf.action));
    let by_is = by_is(checker, &asked);
    let kinds = kinds(checker, &asked, of);
    let strongest = kinds.iter().map(|rung| rung.is).min();
    let bring = [(own.to("bring"), &declared.bring), (at.to("bring"), &leaf.bring)];
    let cautions = [(own.to("cautions"), &declared.cautions), (at.to("cautions"), &leaf.cautions)];
    let mut day = |name: &'static str, text: &Option<String>| {
        text.as_deref().and_then(|text| checker.day(&at.to(name), text, of))
    };
    Some(LeafAction {
        action: ActionId::at(action),
        kind: strongest.unwrap_or(declared.kind),
        kinds,
        rank: leaf.rank.unwrap_or(declared.rank),
        from: day("from", &leaf.from),
        by: day("by", &leaf.by),
        by_is,
        best_by: day("best_by", &leaf.best_by),
        condition: checker.only_if(at, leaf.condition.as_deref(), of),
        takes: takes(checker, &asked, of),
        needed_for: needed_for(checker, &asked, of),
        text: checker.text(text),
        offices: offices(checker, &asked, scope),
        bring: texts(checker, bring, scope),
        cautions: texts(checker, cautions, scope),
    })
}

/// The offices of an action: its own, then those of the leaf.
fn offices(checker: &mut Checker<'_>, asked: &Asked<'_>, scope: Scope<'_>) -> Vec<Item<OfficeId>> {
    let Asked { declared, own, leaf, at } = asked;
    let mut items = actions::offices(checker, &own.to("offices"), &declared.offices, scope);
    items.extend(actions::offices(checker, &at.to("offices"), &leaf.offices, scope));
    items
}

/// The papers or cautions of an action: its own, then those of the leaf.
fn texts(
    checker: &mut Checker<'_>,
    lists: [(At, &Vec<raw::Item>); 2],
    scope: Scope<'_>,
) -> Vec<Item<TextId>> {
    let of_list = |(at, list): (At, &Vec<raw::Item>)| actions::texts(checker, &at, list, scope);
    lists.into_iter().flat_map(of_list).collect()
}

/// What the last day of an action is; notes that it is said of none.
fn by_is(checker: &mut Checker<'_>, asked: &Asked<'_>) -> ByIs {
    if asked.leaf.by_is.is_some() && asked.leaf.by.is_none() {
        checker.fault(&asked.at.to("by_is"), None, Warning::NoLastDay.into());
    }
    asked.leaf.by_is.unwrap_or_default()
}

/// The ladder of kinds of an action; the last always holds.
fn kinds(checker: &mut Checker<'_>, asked: &Asked<'_>, of: Entity) -> Vec<model::Rung<ActionKind>> {
    let Some(ladder) = &asked.leaf.kind else {
        return vec![model::Rung { is: asked.declared.kind, condition: None }];
    };
    let at = asked.at.to("kind");
    let kinds = rungs(checker, &at, ladder, of);
    if kinds.last().is_none_or(|(.., condition)| condition.is_some()) {
        let how = "does not say what the action is otherwise (want a last one without `if`)";
        checker.fault(&at, None, Problem::BadItem { what: "kind", how });
    }
    let kinds = kinds.into_iter();
    kinds.map(|(_, is, condition)| model::Rung { is: *is, condition }).collect()
}

/// How long an action takes, as the leaf says it, or else the action.
fn takes(checker: &mut Checker<'_>, asked: &Asked<'_>, of: Entity) -> Vec<model::Rung<Period>> {
    let of_leaf = asked.leaf.takes.as_ref().map(|ladder| (asked.at, ladder));
    let of_action = || asked.declared.takes.as_ref().map(|ladder| (asked.own, ladder));
    let Some((at, ladder)) = of_leaf.or_else(of_action) else { return Vec::new() };
    let mut takes = Vec::new();
    for (at, is, condition) in rungs(checker, &at.to("takes"), ladder, of) {
        match period(is) {
            Some(is) => takes.push(model::Rung { is, condition }),
            None => checker.fault(&at.to("is"), None, Problem::BadPeriod(is.clone())),
        }
    }
    takes
}

/// What an action must be ready for.
fn needed_for(
    checker: &mut Checker<'_>,
    asked: &Asked<'_>,
    of: Entity,
) -> Vec<model::Rung<NodeId>> {
    let Some(ladder) = &asked.leaf.needed_for else { return Vec::new() };
    let rungs = rungs(checker, &asked.at.to("needed_for"), ladder, of).into_iter();
    let rung = |(at, is, condition): (At, &String, Option<NodeId>)| {
        Some(model::Rung { is: checker.day(&at.to("is"), is, of)?, condition })
    };
    rungs.filter_map(rung).collect()
}

/// The rungs of a ladder: where each stands, what it says, and when. Notes the first that comes after one that always
/// holds.
fn rungs<'r, T>(
    checker: &mut Checker<'_>,
    at: &At,
    Rungs(rungs): &'r Rungs<T>,
    of: Entity,
) -> Vec<(At, &'r T, Option<NodeId>)> {
    let end = rungs.iter().position(|rung| rung.condition.is_none());
    if let Some(after) = end.map(|end| end + 1).filter(|after| *after < rungs.len()) {
        checker.fault(&at.to(after), None, Problem::Unreachable);
    }
    let rung = |(place, rung): (usize, &'r Rung<T>)| {
        let at = at.to(place);
        let condition = checker.only_if(&at, rung.condition.as_deref(), of);
        (at, &rung.is, condition)
    };
    rungs.iter().enumerate().map(rung).collect()
}

/// A period as sentences write it: `3 months`, `5 working days`.
fn period(text: &str) -> Option<Period> {
    let moved = parse(&format!("today + {text}")).ok()?;
    let Form::Shift { date, by, times, unit } = moved.form else { return None };
    match (date.form, by.form) {
        (Form::Today, Form::Number(number)) if number > 0 => {
            Some(Period { amount: number.checked_mul(times)?, unit })
        }
        _ => None,
    }
}
