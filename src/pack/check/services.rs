//! Says which offices are meant by a service, and for which city each of them.
//!
//! **Must not know** what an action needs of the service.

use super::at::At;
use super::checker::Checker;
use super::directory::Directory;
use crate::pack::diagnostic::Problem;
use crate::pack::model::Office;
use crate::pack::program::{Entity, Node, NodeId, Read, Whose};
use crate::terms::choice_set::ChoiceSet;
use crate::terms::value::Kind;

/// An office that is meant.
pub struct Meant {
    /// Its place in the directory.
    pub office: usize,
    /// Whether it is meant for the city; `None` if for every city.
    pub only_in: Option<NodeId>,
}

/// All offices that offer a service: those of a city for it, those of the last choice also for every city that has no
/// such office, and those of no city for all.
pub fn offering(
    checker: &mut Checker<'_>,
    at: &At,
    service: &str,
    directory: &Directory<'_>,
) -> Vec<Meant> {
    let Directory { offices, city, .. } = *directory;
    let known = offices.iter().flat_map(|office| office.services.iter().map(String::as_str));
    if checker.find(&at.to("service"), ("service", service), known).is_none() {
        return Vec::new();
    }
    let Some(city) = city.and_then(|city| City::of(checker, city)) else {
        let how = "is named by a service (want a `city_fact` in pack.json)";
        checker.fault(&at.to("service"), None, Problem::BadItem { what: "office", how });
        return Vec::new();
    };
    let offers = |office: &&Office| office.services.iter().any(|known| known == service);
    let others = offices.iter().filter(offers).filter_map(|office| city.place(office));
    let others: ChoiceSet = others.filter(|place| *place != city.last()).collect();
    let meant = |(place, office): (usize, &Office)| {
        let only_in = city.place(office).and_then(|own| city.only_in(checker, own, &others));
        Meant { office: place, only_in }
    };
    let offering = offices.iter().enumerate().filter(|(_, office)| offers(office));
    offering.map(meant).collect()
}

/// The fact of the city.
struct City {
    read: Read,
    choices: Vec<String>,
}

impl City {
    fn of(checker: &Checker<'_>, place: usize) -> Option<Self> {
        let fact = checker.facts[Entity::Household.place()].get(place)?;
        let Kind::Choice(choices) = &fact.kind else { return None };
        let read = Read { whose: Whose::Household, slot: fact.slot, may_be_yours: false };
        Some(Self { read, choices: choices.ids.clone() })
    }

    fn last(&self) -> usize {
        self.choices.len().saturating_sub(1)
    }

    /// The place of an office's city among the choices.
    fn place(&self, office: &Office) -> Option<usize> {
        self.choices.iter().position(|choice| Some(choice) == office.city.as_ref())
    }

    /// Whether the office in the city at `own` is meant, if there are others in the cities of `others`.
    fn only_in(&self, checker: &mut Checker<'_>, own: usize, others: &ChoiceSet) -> Option<NodeId> {
        let mut is_one_of = |set| checker.program.add(Node::OneOf { fact: self.read, set });
        if own != self.last() {
            return Some(is_one_of([own].into_iter().collect()));
        }
        others.last()?;
        let other = is_one_of(others.clone());
        Some(checker.program.add(Node::Not(other)))
    }
}
