//! The offices of an action as people are told of them: those of one service that only the city decides are one place.
//!
//! **Must not know** how an office is described.

use crate::case::Member;
use crate::engine::outcome::Outcome;
use crate::engine::statement::{Condition, What};
use crate::pack::Pack;
use crate::pack::raw::Role;
use crate::render::merge::{Entry, Visit};
use crate::terms::id::OfficeId;

/// Where an action is done, or whom it needs.
pub enum Place<'p> {
    /// At an office, to some or under a condition.
    Office(Entry, OfficeId),
    /// At the office of a service in the city, which is not known.
    InTown(&'p str),
}

/// The places of an action that are something to it.
pub fn places<'p>(
    (pack, outcome): (&'p Pack, &Outcome),
    visit: &Visit<'_>,
    role: Role,
) -> Vec<Place<'p>> {
    let entries = visit.said(|what| matches!(what, What::Office(..))).into_iter();
    let of_role = entries.filter_map(|entry| match entry.what {
        What::Office(office, own) if own == role => Some((entry, office)),
        _ => None,
    });
    let all: Vec<(Entry, OfficeId)> = of_role.collect();
    let service = |(entry, office): &(Entry, OfficeId)| {
        let is_of_city = is_of_city((pack, outcome), entry);
        if is_of_city { visit.service(pack, (*office, role)) } else { None }
    };
    let services: Vec<Option<&str>> = all.iter().map(service).collect();
    let mut places: Vec<Place<'p>> = Vec::new();
    for ((entry, office), service) in all.into_iter().zip(&services) {
        let count = services.iter().filter(|other| *other == service).count();
        match service.filter(|_| count > 1) {
            None => places.push(Place::Office(entry, office)),
            Some(service) => {
                let is_told =
                    |place: &Place<'_>| matches!(place, Place::InTown(known) if *known == service);
                if !places.iter().any(is_told) {
                    places.push(Place::InTown(service));
                }
            }
        }
    }
    places
}

/// Whether the city alone decides whether something is said.
fn is_of_city((pack, outcome): (&Pack, &Outcome), entry: &Entry) -> bool {
    let is_of_city = |condition: &Condition| {
        let values = condition.values.as_ref();
        values.is_some_and(|of| of.fact.who == Member::HOUSEHOLD && Some(of.fact.fact) == pack.city)
    };
    entry.who.is_empty()
        && !entry.conditions.is_empty()
        && entry.conditions.iter().all(|place| is_of_city(&outcome.conditions[*place]))
}
