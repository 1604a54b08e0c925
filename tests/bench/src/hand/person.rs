//! The decisions for you.

use super::{ANY_TIME, Today, by};
use crate::answer::{Action, Answer, Kind, Topic, Who};
use crate::day::Day;
use crate::household::{Household, Passport, Place, Stay, Treatment, Work};

pub(super) fn passport<const LEAVES: bool>(
    case: &Household<'_>,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
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

pub(super) fn entry_validity<const LEAVES: bool>(
    case: &Household<'_>,
    enough_until: Day,
    answer: &mut Answer<LEAVES>,
) {
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

pub(super) fn extension<const LEAVES: bool>(
    case: &Household<'_>,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
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

pub(super) fn stay<const LEAVES: bool>(
    case: &Household<'_>,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
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

pub(super) fn work<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
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

pub(super) fn asylum<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
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

pub(super) fn health<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
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

pub(super) fn force_majeure<const LEAVES: bool>(
    case: &Household<'_>,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
    let (topic, who) = (Topic::ForceMajeure, Who::You);
    if case.cannot_leave && case.stay == Stay::Visa && case.stay_expires < today.in_a_month {
        answer.leaf(topic, who, "held");
        answer.act(topic, who, Action::ReportObstacle, by(case.stay_expires));
    } else {
        answer.leaf(topic, who, "free");
    }
}

pub(super) fn travel_home<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
    let (topic, who) = (Topic::Return, Who::You);
    if case.passport == Passport::None && case.place == Place::Here {
        answer.leaf(topic, who, "certificate");
        answer.act(topic, who, Action::ReturnCertificate, ANY_TIME);
    } else {
        answer.leaf(topic, who, "none");
    }
}
