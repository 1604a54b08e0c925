//! The 18 decisions of `workload/` in plain Rust: what one would write if the rules never changed.
//!
//! The days that depend on the as-of date alone are worked out once for all cases.

use crate::answer::{Action, Answer, Kind, Topic, Who};
use crate::day::Day;
use crate::household::{
    Child, ChildPassport, City, Household, Passport, Pet, Place, Species, Stay, Treatment, Work,
};

/// The as-of date, and the days that follow from it.
pub struct Today {
    day: Day,
    in_fourteen_days: Day,
    in_sixty_days: Day,
    in_a_month: Day,
}

impl Today {
    /// The as-of date `day`.
    #[must_use]
    pub const fn on(day: Day) -> Self {
        Self {
            day,
            in_fourteen_days: day.plus_days(14),
            in_sixty_days: day.plus_days(60),
            in_a_month: day.plus_months(1),
        }
    }
}

/// No first or last day.
const ANY_TIME: (Day, Day) = (Day::NONE, Day::NONE);

/// An action with a last day only.
const fn by(day: Day) -> (Day, Day) {
    (Day::NONE, day)
}

/// Takes the 18 decisions of one household.
pub fn decide(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    answer.clear();
    let enough_until = case.travel_date.plus_months(6);
    journey(case, today, answer);
    consul(case, answer);
    passport(case, today, answer);
    stay(case, today, answer);
    asylum(case, answer);
    work(case, answer);
    health(case, answer);
    force_majeure(case, today, answer);
    for (who, child) in (1..).map(Who::Child).zip(&case.children) {
        child_sixteen(child, who, today, answer);
    }
    for (who, child) in (1..).map(Who::Child).zip(&case.children) {
        child_passport(child, who, (case.travel_date, enough_until), answer);
    }
    pet_limit(case, answer);
    pets(case, answer);
    entry_validity(case, enough_until, answer);
    extension(case, today, answer);
    family_papers(case, answer);
    host_notice(case, today, answer);
    travel_home(case, answer);
}

fn journey(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    let (topic, who) = (Topic::Journey, Who::Household);
    if case.place == Place::Abroad && case.travel_date <= today.in_fourteen_days {
        answer.leaf(topic, who, "soon");
        answer.act(topic, who, Action::PreparePapers, by(case.travel_date));
    } else {
        answer.leaf(topic, who, "later");
    }
}

fn consul(case: &Household<'_>, answer: &mut Answer) {
    let (leaf, action) = match case.city {
        City::Astana => ("here", Action::VisitConsul),
        City::Almaty | City::Shymkent => ("far", Action::PlanConsulJourney),
        City::Konaev | City::Taldykorgan | City::Other => ("elsewhere", Action::CallConsul),
    };
    answer.leaf(Topic::Consul, Who::Household, leaf);
    answer.act(Topic::Consul, Who::Household, action, ANY_TIME);
}

fn passport(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    let (topic, who) = (Topic::Passport, Who::You);
    if matches!(case.passport, Passport::IdCard | Passport::None) {
        answer.leaf(topic, who, "no_document");
        return answer.act(topic, who, Action::NewPassport, ANY_TIME);
    }
    if case.passport_expires < today.day {
        answer.leaf(topic, who, "expired");
        return answer.act(topic, who, Action::NewPassport, ANY_TIME);
    }
    let opens = case.passport_expires.plus_months(-10);
    let (leaf, kind) =
        if today.day >= opens { ("renew", Kind::Must) } else { ("valid", Kind::Can) };
    answer.leaf(topic, who, leaf);
    answer.act_as(kind, (topic, who), Action::RenewPassport, (opens, case.passport_expires));
}

fn stay(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    let (topic, who) = (Topic::Stay, Who::You);
    if case.place != Place::Here {
        return;
    }
    match case.stay {
        Stay::None => {
            answer.leaf(topic, who, "irregular");
            return answer.act(topic, who, Action::ReportOverstay, by(today.day));
        }
        Stay::VisaFree => {
            let last_day = case.travel_date.plus_days(89);
            if today.day >= last_day.plus_days(-30) {
                answer.leaf(topic, who, "ends");
                return answer.act(topic, who, Action::LeaveOrApply, by(last_day));
            }
        }
        Stay::Visa | Stay::ResidencePermit => {
            let opens = case.stay_expires.plus_months(-1);
            if today.day >= opens {
                answer.leaf(topic, who, "renew");
                return answer.act(topic, who, Action::RenewStay, (opens, case.stay_expires));
            }
        }
        Stay::AsylumCertificate => {}
    }
    answer.leaf(topic, who, "lawful");
}

fn asylum(case: &Household<'_>, answer: &mut Answer) {
    let (topic, who) = (Topic::Asylum, Who::You);
    if case.wants_asylum && case.place != Place::Abroad {
        answer.leaf(topic, who, "apply");
        answer.act(topic, who, Action::ApplyAsylum, by(case.travel_date.plus_months(12)));
    } else if case.fear {
        answer.leaf(topic, who, "fear");
        answer.act(topic, who, Action::AskLawyer, ANY_TIME);
    } else {
        answer.leaf(topic, who, "none");
    }
}

fn work(case: &Household<'_>, answer: &mut Answer) {
    let (topic, who) = (Topic::Work, Who::You);
    match case.work {
        Work::Offer => {
            answer.leaf(topic, who, "offer");
            answer.act(topic, who, Action::VisaWork, ANY_TIME);
        }
        Work::InDemand if case.stay != Stay::ResidencePermit => {
            answer.leaf(topic, who, "in_demand");
            answer.act(topic, who, Action::ResidencePermit, ANY_TIME);
        }
        _ => answer.leaf(topic, who, "none"),
    }
}

fn health(case: &Household<'_>, answer: &mut Answer) {
    let (topic, who) = (Topic::Health, Who::You);
    match case.treatment {
        Treatment::Emergency => {
            answer.leaf(topic, who, "emergency");
            answer.act(topic, who, Action::CallEmergency, ANY_TIME);
        }
        Treatment::Planned => {
            answer.leaf(topic, who, "planned");
            let opens = case.travel_date.plus_months(-2);
            answer.act(topic, who, Action::MedicalVisa, (opens, Day::NONE));
        }
        Treatment::None => answer.leaf(topic, who, "none"),
    }
}

fn force_majeure(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    let (topic, who) = (Topic::ForceMajeure, Who::You);
    if case.cannot_leave && case.stay == Stay::Visa && case.stay_expires < today.in_a_month {
        answer.leaf(topic, who, "held");
        answer.act(topic, who, Action::ReportObstacle, by(case.stay_expires));
    } else {
        answer.leaf(topic, who, "free");
    }
}

fn child_sixteen(child: &Child, who: Who, today: &Today, answer: &mut Answer) {
    let birthday = child.born.plus_months(192);
    if birthday > today.day && birthday <= today.in_sixty_days {
        answer.leaf(Topic::ChildSixteen, who, "soon");
        answer.act(Topic::ChildSixteen, who, Action::OwnDocument, by(birthday));
    } else {
        answer.leaf(Topic::ChildSixteen, who, "not_soon");
    }
}

fn child_passport(
    child: &Child,
    who: Who,
    (travel_date, enough_until): (Day, Day),
    answer: &mut Answer,
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

fn pet_limit(case: &Household<'_>, answer: &mut Answer) {
    let (topic, who) = (Topic::PetLimit, Who::Household);
    let counted = |pet: &&Pet| matches!(pet.species, Species::Dog | Species::Cat);
    if case.pets.iter().filter(counted).count() > 2 {
        answer.leaf(topic, who, "many");
        answer.act(topic, who, Action::PetPermit, by(case.travel_date));
    } else {
        answer.leaf(topic, who, "few");
    }
}

fn pets(case: &Household<'_>, answer: &mut Answer) {
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

fn pet_papers(pet: &Pet, who: Who, (examined_from, travel_date): (Day, Day), answer: &mut Answer) {
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

fn rabies(pet: &Pet, who: Who, (year_before, fresh_after): (Day, Day), answer: &mut Answer) {
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

fn entry_validity(case: &Household<'_>, enough_until: Day, answer: &mut Answer) {
    let (topic, who) = (Topic::EntryValidity, Who::You);
    if case.place != Place::Here
        && matches!(case.passport, Passport::Biometric | Passport::NonBiometric)
        && case.passport_expires < enough_until
    {
        answer.leaf(topic, who, "too_short");
        answer.act(topic, who, Action::DoNotTravelYet, ANY_TIME);
    } else {
        answer.leaf(topic, who, "enough");
    }
}

fn extension(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    let (topic, who) = (Topic::Extension, Who::You);
    if case.passport == Passport::NonBiometric && case.passport_expires >= today.day {
        let opens = case.passport_expires.plus_months(-4);
        if today.day >= opens {
            answer.leaf(topic, who, "open");
            return answer.act(topic, who, Action::ExtendPassport, (opens, case.passport_expires));
        }
    }
    answer.leaf(topic, who, "closed");
}

fn family_papers(case: &Household<'_>, answer: &mut Answer) {
    let (topic, who) = (Topic::FamilyPapers, Who::Household);
    if case.children.iter().any(|child| child.passport != ChildPassport::Own) {
        answer.leaf(topic, who, "needed");
        answer.act(topic, who, Action::BringBirthCertificates, ANY_TIME);
    } else {
        answer.leaf(topic, who, "not_needed");
    }
}

fn host_notice(case: &Household<'_>, today: &Today, answer: &mut Answer) {
    let (topic, who) = (Topic::HostNotice, Who::Household);
    if case.place == Place::Here {
        let last_day = case.travel_date.plus_days(5);
        if today.day <= last_day {
            answer.leaf(topic, who, "arrived");
            let days = (case.travel_date, last_day);
            return answer.act(topic, who, Action::HostNotification, days);
        }
    }
    answer.leaf(topic, who, "settled");
}

fn travel_home(case: &Household<'_>, answer: &mut Answer) {
    let (topic, who) = (Topic::Return, Who::You);
    if case.passport == Passport::None && case.place == Place::Here {
        answer.leaf(topic, who, "certificate");
        answer.act(topic, who, Action::ReturnCertificate, ANY_TIME);
    } else {
        answer.leaf(topic, who, "none");
    }
}
