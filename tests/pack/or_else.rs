//! What a fact must be in whose place a sentence stands where it was not told, and what the sentence must be.

use crate::readme_pack::readme_files;
use crate::warnings::said;
use dovidka::{Case, Pack, Rules, Topics, case};

const EXPIRES: &str =
    r#""id": "passport_expires", "of": "person", "topic": "passport", "type": "date""#;
const FEAR: &str = r#""id": "fear", "of": "person", "topic": "asylum", "type": "yes_no""#;

#[test]
fn a_sentence_that_cannot_stand_for_a_fact_is_refused() {
    let table = [
        // the fact, what it has, what is said; nothing if it may
        (EXPIRES, r#""or": "born + 5 years""#, ""),
        (EXPIRES, r#""or": "born + 5 years", "or_if": "fear""#, ""),
        (EXPIRES, r#""or": "earlier of born and your entered_on""#, ""),
        (FEAR, r#""or": "today""#, "cannot have `or`: want a date or a number"),
        (EXPIRES, r#""or": "today", "same_as_you": true"#, "and no other stand-in"),
        (EXPIRES, r#""or_if": "fear""#, "cannot have `or_if` alone: want `or` too"),
        (
            EXPIRES,
            r#""or": "earlier_days""#,
            "this is a number (want what the fact is: a date or a number)",
        ),
        (EXPIRES, r#""or": "today", "or_if": "born""#, "this is a date (want a condition)"),
        (
            EXPIRES,
            r#""or": "today", "or_if": "passport_expires is before today""#,
            "`passport_expires` is made of itself",
        ),
        (EXPIRES, r#""or": "passport_expires + 1 day""#, "`passport_expires` is made of itself"),
        (EXPIRES, r#""or": "bron + 1 day""#, "did you mean `born`?"),
        (EXPIRES, r#""or": "born +""#, "the end of the sentence cannot stand here"),
    ];
    for (fact, parts, expected) in table {
        let changed = format!("{fact}, {parts}");
        let found = said(&[("facts.json", fact, &changed)]);
        let is_told = |line: &&String| line.starts_with("facts.json:") && line.contains(expected);
        match expected {
            "" => assert!(!found.iter().any(|line| line.contains("error")), "{parts}: {found:?}"),
            _ => assert!(found.iter().any(|line| is_told(&line)), "{parts}: {found:?}"),
        }
    }
}

/// The pack of the reference in whose place of a passport's last day a sentence stands.
fn pack(or: &str) -> Pack {
    let mut files = readme_files();
    let (_, text) = files.iter_mut().find(|(place, _)| place == "facts.json").unwrap();
    *text = text.replacen(EXPIRES, &format!("{EXPIRES}, {or}"), 1);
    Pack::from_files("", files).unwrap()
}

#[test]
fn what_is_computed_is_dropped_where_it_breaks_a_require() {
    let table = [
        // the sentence, born, how many are computed
        ("born + 5 years", "1990-05-05", 1),
        ("born - 5 years", "1990-05-05", 0),
        ("entered_on", "1990-05-05", 0), // it is not known
    ];
    for (or, born, count) in table {
        let pack = pack(&format!(r#""or": "{or}", "or_if": "where is abroad""#));
        let text = format!(r#"{{ "where": "abroad", "born": "{born}" }}"#);
        let case: Case = case::read(&pack, &text, "2026-02-01".parse().unwrap()).unwrap();
        let rules = Rules::new(&pack, &Topics::All);
        assert!(rules.contradiction(&case).is_none(), "only told answers contradict: {or}");
        let computed = rules.computed(&rules.standing(&case));
        let known = computed.iter().filter(|(_, _, value)| value.is_known());
        assert_eq!(known.count(), count, "{or}");
        assert!(rules.evaluate(&case).presumed.len() <= count, "{or}");
    }
}
