//! Checks the actions: once each, used, and what leaves add to them.

use super::at::At;
use super::checker::Checker;
use super::directory::{self, Directory};
use crate::pack::diagnostic::Problem;
use crate::pack::model::{Action, Item, Topic};
use crate::pack::program::Entity;
use crate::pack::raw;
use crate::terms::id::{OfficeId, TextId};
use std::collections::HashSet;

pub fn actions(
    checker: &mut Checker<'_>,
    file: usize,
    raw: &raw::ActionsFile,
    topics: &[Topic],
) -> Vec<Action> {
    let list = At::file(file).to("actions");
    let mut seen = HashSet::new();
    let mut actions = Vec::new();
    let leaves = || topics.iter().flat_map(|topic| &topic.leaves);
    let used: HashSet<usize> =
        leaves().flat_map(|leaf| &leaf.actions).map(|action| action.action.place()).collect();
    for (place, raw) in raw.actions.iter().enumerate() {
        let at = list.to(place).to("id");
        checker.id(&at, &raw.id);
        checker.once(&at, &mut seen, ("action", &raw.id));
        if !used.contains(&place) {
            checker.fault(&at, None, Problem::Unused { what: "action", id: raw.id.clone() });
        }
        actions.push(Action {
            id: raw.id.clone(),
            kind: raw.kind,
            rank: raw.rank,
            lead: raw.lead.clone(),
        });
    }
    actions
}

/// For whom an action is, and what it may name.
#[derive(Clone, Copy)]
pub struct Scope<'d> {
    pub of: Entity,
    pub directory: &'d Directory<'d>,
}

/// Checks the offices of an action.
pub fn offices(
    checker: &mut Checker<'_>,
    at: &At,
    raw: &[raw::Item],
    scope: Scope<'_>,
) -> Vec<Item<OfficeId>> {
    let Scope { of, directory: Directory { offices, sources, .. } } = scope;
    let mut items = Vec::new();
    for (place, raw) in raw.iter().enumerate() {
        let at = at.to(place);
        let known = offices.iter().map(|office| office.id.as_str());
        let Some(office) = checker.find(&at.to("id"), ("office", &raw.id), known) else { continue };
        let last_if = offices[office].last_if.as_deref();
        let place =
            At::file(file_of(checker, "offices.json")).to("offices").to(office).to("last_if");
        let last_if = last_if.and_then(|text| checker.condition(&place, text, of));
        let last_if = last_if.map(|condition| condition.node);
        let condition = checker.only_if(&at, raw.condition.as_deref(), of);
        let cite = directory::cite(checker, &at, &raw.cite, sources);
        items.push(Item { what: OfficeId::at(office), condition, cite, last_if });
    }
    items
}

/// Checks the papers or cautions of an action.
pub fn texts(
    checker: &mut Checker<'_>,
    at: &At,
    raw: &[raw::Item],
    scope: Scope<'_>,
) -> Vec<Item<TextId>> {
    let item = |(place, raw): (usize, &raw::Item)| {
        let at = at.to(place);
        let what = checker.text(raw.id.clone());
        let condition = checker.only_if(&at, raw.condition.as_deref(), scope.of);
        let cite = directory::cite(checker, &at, &raw.cite, scope.directory.sources);
        Item { what, condition, cite, last_if: None }
    };
    raw.iter().enumerate().map(item).collect()
}

fn file_of(checker: &Checker<'_>, place: &str) -> usize {
    checker.files.iter().position(|file| file.place == place).unwrap_or(0)
}
