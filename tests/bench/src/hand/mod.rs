//! The 18 decisions of `workload/` in plain Rust: what one would write if the rules never changed.
//!
//! The days that depend on the as-of date alone are worked out once for all cases.

mod members;
mod person;

use crate::answer::{Action, Answer, Topic, Who};
use crate::day::Day;
use crate::household::{ChildPassport, City, Household, Place};

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
pub fn decide<const LEAVES: bool>(
    case: &Household<'_>,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
    answer.clear();
    let enough_until = case.travel_date.plus_months(6);
    journey(case, today, answer);
    consul(case, answer);
    person::passport(case, today, answer);
    person::stay(case, today, answer);
    person::asylum(case, answer);
    person::work(case, answer);
    person::health(case, answer);
    person::force_majeure(case, today, answer);
    for (who, child) in (1..).map(Who::Child).zip(&case.children) {
        members::child_sixteen(child, who, today, answer);
    }
    for (who, child) in (1..).map(Who::Child).zip(&case.children) {
        members::child_passport(child, who, (case.travel_date, enough_until), answer);
    }
    members::pet_limit(case, answer);
    members::pets(case, answer);
    person::entry_validity(case, enough_until, answer);
    person::extension(case, today, answer);
    family_papers(case, answer);
    host_notice(case, today, answer);
    person::travel_home(case, answer);
}

fn journey<const LEAVES: bool>(case: &Household<'_>, today: &Today, answer: &mut Answer<LEAVES>) {
    let (topic, who) = (Topic::Journey, Who::Household);
    if case.place == Place::Abroad && case.travel_date <= today.in_fourteen_days {
        answer.leaf(topic, who, "soon");
        answer.act(topic, who, Action::PreparePapers, by(case.travel_date));
    } else {
        answer.leaf(topic, who, "later");
    }
}

fn consul<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
    let (leaf, action) = match case.city {
        City::Astana => ("here", Action::VisitConsul),
        City::Almaty | City::Shymkent => ("far", Action::PlanConsulJourney),
        City::Konaev | City::Taldykorgan | City::Other => ("elsewhere", Action::CallConsul),
    };
    answer.leaf(Topic::Consul, Who::Household, leaf);
    answer.act(Topic::Consul, Who::Household, action, ANY_TIME);
}

fn family_papers<const LEAVES: bool>(case: &Household<'_>, answer: &mut Answer<LEAVES>) {
    let (topic, who) = (Topic::FamilyPapers, Who::Household);
    if case.children.iter().any(|child| child.passport != ChildPassport::Own) {
        answer.leaf(topic, who, "needed");
        answer.act(topic, who, Action::BringBirthCertificates, ANY_TIME);
    } else {
        answer.leaf(topic, who, "not_needed");
    }
}

fn host_notice<const LEAVES: bool>(
    case: &Household<'_>,
    today: &Today,
    answer: &mut Answer<LEAVES>,
) {
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
