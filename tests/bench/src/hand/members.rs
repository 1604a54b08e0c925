//! The decisions for children and pets.

use super::{Today, by};
use crate::answer::{Action, Answer, Topic, Who};
use crate::day::Day;
use crate::household::{Child, ChildPassport, Household, Pet, Species};

pub(super) fn child_sixteen<const LEAVES: bool>(
    child: &Child,
    who: Who,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
    let birthday = child.born.plus_months(192);
    if birthday > today.day && birthday <= today.in_sixty_days {
        answer.leaf(Topic::ChildSixteen, who, "soon");
        answer.act(Topic::ChildSixteen, who, Action::OwnDocument, by(birthday));
    } else {
        answer.leaf(Topic::ChildSixteen, who, "not_soon");
    }
}

pub(super) fn child_passport<const LEAVES: bool>(
    child: &Child,
    who: Who,
    (travel_date, enough_until): (Day, Day),
    answer: &mut Answer<LEAVES>,
) {
    let birthday = child.born.plus_months(192);
    let (leaf, last_day) = match child.passport {
        ChildPassport::None => ("without", travel_date),
        ChildPassport::Entered if birthday <= travel_date => ("too_old", birthday),
        ChildPassport::Own if child.passport_expires < enough_until => {
            ("too_short", child.passport_expires)
        }
        _ => return answer.leaf(Topic::ChildPassport, who, "enough"),
    };
    answer.leaf(Topic::ChildPassport, who, leaf);
    answer.act(Topic::ChildPassport, who, Action::ChildPassport, by(last_day));
}

pub(super) fn pet_limit<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
    let (topic, who) = (Topic::PetLimit, Who::Household);
    let counted = |pet: &&Pet| matches!(pet.species, Species::Dog | Species::Cat);
    if case.pets.iter().filter(counted).count() > 2 {
        answer.leaf(topic, who, "many");
        answer.act(topic, who, Action::PetPermit, by(case.travel_date));
    } else {
        answer.leaf(topic, who, "few");
    }
}

pub(super) fn pets<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
    if case.pets.is_empty() {
        return;
    }
    let examined_from = case.travel_date.plus_days(-14);
    for (who, pet) in (1..).map(Who::Pet).zip(&case.pets) {
        pet_papers(pet, who, (examined_from, case.travel_date), answer);
    }
    let year_before = case.travel_date.plus_months(-12);
    let fresh_after = case.travel_date.plus_days(-20);
    for (who, pet) in (1..).map(Who::Pet).zip(&case.pets) {
        rabies(pet, who, (year_before, fresh_after), answer);
    }
}

fn pet_papers<const LEAVES: bool>(
    pet: &Pet,
    who: Who,
    (examined_from, travel_date): (Day, Day),
    answer: &mut Answer<LEAVES>,
) {
    let topic = Topic::PetPapers;
    if !pet.vet_passport {
        answer.leaf(topic, who, "passport");
        answer.act(topic, who, Action::VetPassport, by(travel_date));
    } else if pet.examined_on < examined_from {
        answer.leaf(topic, who, "exam");
        answer.act(topic, who, Action::PetExam, (examined_from, travel_date));
    } else {
        answer.leaf(topic, who, "ready");
    }
}

fn rabies<const LEAVES: bool>(
    pet: &Pet,
    who: Who,
    (year_before, fresh_after): (Day, Day),
    answer: &mut Answer<LEAVES>,
) {
    let topic = Topic::Rabies;
    if !matches!(pet.species, Species::Dog | Species::Cat | Species::Ferret) {
        return;
    }
    if pet.rabies_vaccinated_on < year_before {
        answer.leaf(topic, who, "too_old");
        answer.act(topic, who, Action::VaccinatePet, by(fresh_after));
    } else if pet.rabies_vaccinated_on > fresh_after {
        answer.leaf(topic, who, "too_fresh");
        let from = pet.rabies_vaccinated_on.plus_days(20);
        answer.act(topic, who, Action::WaitAfterVaccination, (from, Day::NONE));
    } else {
        answer.leaf(topic, who, "valid");
    }
}
