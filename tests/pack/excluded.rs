//! Requires that exclude everybody are found, and those that leave somebody are not.

use crate::kazakhstan::kazakhstan;
use crate::readme_pack::readme_files;
use dovidka::Pack;
use dovidka::proof::{Excluding, With, requires_that_exclude_everybody};
use std::fmt::Write as _;

/// Of whom a require is, and what must hold.
type Requires = &'static [(&'static str, &'static str)];

/// What excludes everybody in the example, with these requires after its own.
fn excluding(requires: &[(&str, &str)]) -> Vec<(usize, With)> {
    let mut files = readme_files();
    let (mut facts, mut texts) = (String::new(), String::new());
    for (place, (of, that)) in requires.iter().enumerate() {
        let _ =
            write!(facts, ", {{ \"id\": \"r{place}\", \"of\": \"{of}\", \"that\": \"{that}\" }}");
        let _ = write!(texts, "\"require.r{place}\": \"…\", ");
    }
    for (_, text) in &mut files {
        *text = text.replace("is after born\" }", &format!("is after born\" }}{facts}"));
        *text = text.replace("\"pack.title\"", &format!("{texts}\"pack.title\""));
    }
    let pack = Pack::from_files("", files).unwrap();
    let found = requires_that_exclude_everybody(&pack).into_iter();
    found.map(|Excluding { require, with }| (require, with)).collect()
}

#[test]
fn a_require_that_nobody_meets_is_found() {
    let table: [(Requires, (usize, With)); 11] = [
        // requires after the one of the example, and which of them excludes everybody
        (&[("person", "born is after today")], (1, With::None)),
        (&[("person", "fear and not fear")], (1, With::None)),
        (&[("person", "earlier_days is more than 180")], (1, With::None)),
        (&[("household", "today is before 2026-01-01")], (1, With::None)),
        (&[("household", "where is here"), ("household", "where is abroad")], (2, With::One(1))),
        (
            &[("person", "fear"), ("person", "where is here"), ("person", "not fear")],
            (3, With::One(1)),
        ),
        (&[("person", "where is here"), ("household", "where is abroad")], (2, With::One(1))),
        (&[("person", "passport_expires is before born")], (1, With::One(0))),
        (&[("child", "passport_expires is before 1900-01-01")], (1, With::None)),
        (&[("child", "your fear"), ("person", "not fear")], (2, With::One(1))),
        (
            &[
                ("person", "entered_on is on or after born + 150 years"),
                ("person", "born is on or after 1990-01-01"),
                ("person", "entered_on is on or before 2100-01-01"),
            ],
            (1, With::Several),
        ),
    ];
    for (requires, expected) in table {
        assert_eq!(excluding(requires), [expected], "{requires:?}");
    }
}

#[test]
fn a_require_that_somebody_meets_is_not_named() {
    let table: [Requires; 6] = [
        &[],
        &[("person", "fear or not fear")],
        &[("person", "born is before today and earlier_days is at least 180")],
        &[("household", "where is here"), ("person", "fear")],
        // Whom these exclude depends on how many children there are.
        &[("household", "count of child is at least 2")],
        &[("household", "not any child where passport_expires is after today")],
    ];
    for requires in table {
        assert_eq!(excluding(requires), [], "{requires:?}");
    }
    assert_eq!(requires_that_exclude_everybody(&kazakhstan()), []);
}

#[test]
fn thousands_of_requires_are_looked_at_in_bounded_time() {
    let texts: Vec<String> = (0..3_000).map(|day| format!("earlier_days is not {day}")).collect();
    let requires: Vec<(&str, &str)> = texts.iter().map(|text| ("person", text.as_str())).collect();
    let start = std::time::Instant::now();
    let _ = excluding(&requires);
    assert!(start.elapsed().as_secs() < 20, "it took {:?}", start.elapsed());
}
