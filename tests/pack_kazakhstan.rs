//! The shipped pack: it loads, its own cases pass, and every leaf has a case.

use dovidka::{LoadError, Pack, proof};

fn pack() -> Pack {
    match Pack::embedded("kazakhstan") {
        Ok(pack) => pack,
        Err(LoadError::Wrong(problems, _)) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", problems.join("\n"))
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn its_own_cases_pass() {
    let results = proof::run_cases(&pack());
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
    let missing = proof::leaves_without_case(&pack());
    assert!(missing.is_empty(), "no case reaches {missing:?}");
}

#[test]
fn the_directory_has_every_contact_of_the_guide() {
    let pack = pack();
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
