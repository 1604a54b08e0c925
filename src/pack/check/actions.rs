//! Checks the actions: once each, used, and what leaves add to them.

use super::at::At;
use super::checker::Checker;
use super::directory::{self, Directory};
use super::services::{self, Meant};
use crate::pack::diagnostic::Problem;
use crate::pack::model::{Action, Item, Topic};
use crate::pack::program::{Entity, Node, NodeId};
use crate::pack::raw::{self, Role};
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

/// Checks the offices of an action; a service stands for every office that offers it.
pub fn offices(
    checker: &mut Checker<'_>,
    at: &At,
    raw: &[raw::OfficeItem],
    scope: Scope<'_>,
) -> Vec<Item<OfficeId>> {
    let mut items = Vec::new();
    for (place, raw) in raw.iter().enumerate() {
        let at = at.to(place);
        let meant = meant(checker, &at, raw, scope.directory);
        let own = checker.only_if(&at, raw.condition.as_deref(), scope.of);
        let cite = directory::cite(checker, &at, &raw.cite, scope.directory.sources);
        for Meant { office, only_in } in meant {
            let last_if = last_if(checker, office, scope);
            let condition = match (only_in, own) {
                (Some(place), Some(own)) => Some(checker.program.add(Node::All(vec![place, own]))),
                (place, own) => place.or(own),
            };
            let (what, cite) = (OfficeId::at(office), cite.clone());
            let service = raw.service.as_deref().map(Into::into);
            items.push(Item { what, condition, cite, last_if, role: raw.role, service });
        }
    }
    items
}

/// The offices that an item names by `id` or by `service`.
fn meant(
    checker: &mut Checker<'_>,
    at: &At,
    raw: &raw::OfficeItem,
    directory: &Directory<'_>,
) -> Vec<Meant> {
    match (&raw.id, &raw.service) {
        (Some(id), None) => {
            let known = directory.offices.iter().map(|office| office.id.as_str());
            let office = checker.find(&at.to("id"), ("office", id), known);
            office.map(|office| Meant { office, only_in: None }).into_iter().collect()
        }
        (None, Some(service)) => services::offering(checker, at, service, directory),
        _ => {
            let how = "is named in no one way (want one of `id` and `service`)";
            checker.fault(at, None, Problem::BadItem { what: "office", how });
            Vec::new()
        }
    }
}

/// For whom an office is never named first.
fn last_if(checker: &mut Checker<'_>, office: usize, scope: Scope<'_>) -> Option<NodeId> {
    let text = scope.directory.offices[office].last_if.as_deref()?;
    let at = At::file(file_of(checker, "offices.json")).to("offices").to(office).to("last_if");
    Some(checker.condition(&at, text, scope.of)?.node)
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
        Item { what, condition, cite, last_if: None, role: Role::Do, service: None }
    };
    raw.iter().enumerate().map(item).collect()
}

fn file_of(checker: &Checker<'_>, place: &str) -> usize {
    checker.files.iter().position(|file| file.place == place).unwrap_or(0)
}
