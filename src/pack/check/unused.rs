//! Looks for what is declared and never used: named values, offices and sources.
//!
//! **Must not know** texts and actions, of which it is an error.

use super::at::At;
use super::checker::Checker;
use crate::pack::checked::Pack;
use crate::pack::model::{Item, LeafAction};
use crate::pack::warning::Warning;
use crate::terms::id::{OfficeId, SourceId};
use std::collections::HashSet;

/// Notes what is not used; the lists stand in these files: the pack's own, that of offices, that of sources.
pub fn unused(checker: &mut Checker<'_>, [own, offices, sources]: [&At; 3], pack: &Pack) {
    for (place, value) in pack.values.iter().enumerate() {
        if !pack.program.is_used(place) {
            note(checker, &own.to("values").to(place), ("value", &value.id));
        }
    }
    let sent: HashSet<OfficeId> =
        actions(pack).flat_map(|action| &action.offices).map(|item| item.what).collect();
    for (place, office) in pack.offices.iter().enumerate() {
        if !sent.contains(&OfficeId::at(place)) {
            note(checker, &offices.to("offices").to(place), ("office", &office.id));
        }
    }
    let cited = cited(pack);
    for (place, source) in pack.sources.iter().enumerate() {
        if !cited.contains(&SourceId::at(place)) {
            note(checker, &sources.to("sources").to(place), ("source", &source.id));
        }
    }
}

fn note(checker: &mut Checker<'_>, at: &At, (what, id): (&'static str, &str)) {
    checker.fault(&at.to("id"), None, Warning::Unused { what, id: id.into() }.into());
}

fn actions(pack: &Pack) -> impl Iterator<Item = &LeafAction> {
    let leaves = pack.topics.iter().flat_map(|topic| &topic.leaves);
    leaves.flat_map(|leaf| &leaf.actions)
}

/// All sources that anything cites.
fn cited(pack: &Pack) -> HashSet<SourceId> {
    fn of_items<T>(items: &[Item<T>]) -> impl Iterator<Item = &SourceId> {
        items.iter().flat_map(|item| &item.cite)
    }
    let leaves = pack.topics.iter().flat_map(|topic| &topic.leaves).flat_map(|leaf| &leaf.cite);
    let items = actions(pack).flat_map(|action| {
        let texts = of_items(&action.bring).chain(of_items(&action.cautions));
        of_items(&action.offices).chain(texts)
    });
    let offices = pack.offices.iter().flat_map(|office| &office.cite);
    let holidays = pack.holidays.cite.iter().chain(&pack.holidays.complete_cite).flatten();
    leaves.chain(items).chain(offices).chain(holidays).copied().collect()
}
