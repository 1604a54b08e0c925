//! The shipped pack: it loads, its own cases pass, and every leaf has a case.

use crate::kazakhstan::kazakhstan;
use dovidka::pack::program::Entity;
use dovidka::pack::raw::TestCase;
use dovidka::terms::holidays::Knowledge;
use dovidka::{Pack, proof};

fn cases() -> Vec<(String, TestCase)> {
    Pack::embedded_cases("kazakhstan").unwrap()
}

#[test]
fn its_own_cases_pass() {
    let results = proof::run_cases(&kazakhstan(), &cases());
    assert!(results.len() > 200, "only {} cases", results.len());
    let failed: Vec<String> = results
        .iter()
        .filter(|result| !result.problems.is_empty())
        .map(|result| {
            format!("{}: {}\n  {}", result.file, result.title, result.problems.join("\n  "))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_leaf_has_a_case() {
    let missing = proof::leaves_without_case(&kazakhstan(), &cases());
    assert!(missing.is_empty(), "no case reaches {missing:?}");
}

#[test]
fn the_directory_has_every_contact_of_the_guide() {
    let pack = kazakhstan();
    let phones = |id: &str| {
        let office = pack.offices.iter().find(|office| office.id == id);
        office.unwrap_or_else(|| panic!("no office `{id}`")).phones.clone()
    };
    let table: [(&str, &[&str]); 7] = [
        ("embassy", &["+77017447238", "+77057556610", "+77172577025"]),
        ("unhcr_astana", &["+77172696545", "+77172696546"]),
        ("unhcr_almaty", &["+77272584598"]),
        ("kibhr_almaty", &["+77272496044"]),
        ("kibhr_shymkent", &["+77015589253"]),
        ("red_crescent", &["+77272913791"]),
        ("border_service", &["+77172719111"]),
    ];
    for (office, expected) in table {
        let found = phones(office);
        for phone in expected {
            assert!(found.iter().any(|found| found == phone), "{office} has no {phone}: {found:?}");
        }
    }
    for id in [
        "employment_astana",
        "employment_almaty",
        "employment_shymkent",
        "employment_konaev",
        "employment_taldykorgan",
        "employment_other",
        "migration_service",
        "vet_service",
    ] {
        phones(id);
    }
}

/// The calendar of days off in 2026 as Kazinform printed it on 2 January 2026, without 30 August, which the labour
/// ministry took off on 18 March 2026.
#[test]
fn the_holidays_of_2026_are_those_that_were_published() {
    let days = |first: &str, last: &str| -> Vec<String> {
        let holidays = kazakhstan().holidays.calendar;
        let days = holidays.between(first.parse().unwrap(), last.parse().unwrap());
        days.iter().map(|(date, _)| date.to_string()).collect()
    };
    let published = "01-01 01-02 01-07 03-08 03-09 03-21 03-22 03-23 03-24 03-25 05-01 05-07 05-09 \
                     05-11 05-27 07-06 10-25 10-26 12-16";
    let published: Vec<String> =
        published.split_whitespace().map(|day| format!("2026-{day}")).collect();
    assert_eq!(days("2026-01-01", "2026-12-31"), published);
    assert_eq!(days("2027-03-09", "2027-03-20"), ["2027-03-15"], "the new Constitution Day");
    assert_eq!(days("2025-08-15", "2025-09-15"), ["2025-08-30", "2025-09-01"], "the old one");
}

#[test]
fn only_2026_claims_to_have_all_holidays() {
    let holidays = kazakhstan().holidays.calendar;
    let known = |day: &str| holidays.known(day.parse().unwrap(), day.parse().unwrap());
    assert_eq!(known("2025-12-31"), Knowledge::Part);
    assert_eq!(known("2026-01-01"), Knowledge::Everything);
    assert_eq!(known("2026-12-31"), Knowledge::Everything);
    assert_eq!(known("2027-01-01"), Knowledge::Part);
}

#[test]
fn a_question_is_put_to_you_or_asked_about_somebody_else() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let table = [
        ("where", "Where are you now?", "Where is this person now?"),
        ("born", "What is the date of birth?", "What is the date of birth?"),
    ];
    for (id, to_you, about) in table {
        let fact = pack.fact(Entity::Person, id).unwrap();
        assert_eq!([true, false].map(|is_yours| pack.ask("en", fact, is_yours)), [to_you, about]);
    }
}
