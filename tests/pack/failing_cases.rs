//! A case that fails says what was expected, what was found, and of which action and member.

use crate::readme_pack::readme_files;
use dovidka::{Pack, proof};

/// What is known: everything, all but `fear`, or all but `where`.
const ALL: &str =
    r#""where": "abroad", "city": "astana", "passport_expires": "2026-06-01", "fear": true"#;
const NO_FEAR: &str = r#""where": "abroad", "city": "astana", "passport_expires": "2026-06-01""#;
const NO_PLACE: &str = r#""city": "astana", "passport_expires": "2026-06-01", "fear": true"#;

/// The problems of one case on 1 February 2026 that knows these facts and expects something.
fn problems(facts: &str, expected: &str) -> Vec<String> {
    let mut files = readme_files();
    files[8].1 = format!(
        r#"{{ "format": 1, "cases": [ {{ "case": "one", "on": "2026-02-01", "facts": {{ {facts} }}, {expected} }} ] }}"#
    );
    let pack = Pack::from_files("", files.clone()).unwrap();
    let cases =
        Pack::cases_from_files("", files).unwrap_or_else(|error| panic!("{expected}: {error:?}"));
    proof::run_cases(&pack, &cases).remove(0).problems
}

fn compare(table: &[(&str, &str, &str)]) {
    for (facts, expected, problem) in table {
        let wanted: Vec<&str> =
            [*problem].into_iter().filter(|problem| !problem.is_empty()).collect();
        assert_eq!(problems(facts, expected), wanted, "{facts}: {expected}");
    }
}

#[test]
fn a_word_or_a_day_that_differs_is_said_with_what_was_found() {
    compare(&[
        // facts, what is expected, the problem; none if it is as expected
        (ALL, r#""kind": { "renew": "can" }"#, ""),
        (ALL, r#""kind": { "renew": "must" }"#, "`kind` of renew@you: can (want must)"),
        (NO_FEAR, r#""kind": { "renew": "can" }"#, ""),
        (
            ALL,
            r#""by": { "renew": "2026-06-02" }"#,
            "`by` of renew@you: 2026-06-01 (want 2026-06-02)",
        ),
        (ALL, r#""from": { "renew": "none" }"#, "`from` of renew@you: 2026-02-01 (want none)"),
        (ALL, r#""by_is": { "renew": "end" }"#, "`by_is` of renew@you: term (want end)"),
        (
            ALL,
            r#""best_by": { "renew": "2026-05-02" }"#,
            "`best_by` of renew@you: 2026-05-01 (want 2026-05-02)",
        ),
        (ALL, r#""by_open": { "renew": "2026-06-01" }"#, ""),
        (
            ALL,
            r#""by_open": { "renew": "2026-05-29" }"#,
            "`by_open` of renew@you: 2026-06-01 (want 2026-05-29)",
        ),
        (ALL, r#""state": { "renew": "later" }"#, "`state` of renew@you: open (want later)"),
        (
            ALL,
            r#""kind": { "renew@adult 1": "must" }"#,
            "`kind` of renew@adult 1: no such action is possible",
        ),
    ]);
}

#[test]
fn a_statement_that_differs_is_said_with_its_condition() {
    compare(&[
        // facts, what is expected, the problem; none if it is as expected
        (
            ALL,
            r#""offices": { "renew": { "first": ["lawyer"], "do": ["consulate"], "help": [] } }"#,
            "",
        ),
        (
            ALL,
            r#""offices": { "renew": { "do": ["lawyer"] } }"#,
            "`offices` of renew@you: do is consulate (want lawyer)",
        ),
        (
            NO_FEAR,
            r#""offices": { "renew": { "first": ["lawyer"] } }"#,
            "`offices` of renew@you: first is nothing (want lawyer)",
        ),
        (ALL, r#""bring": { "renew": ["bring.old_passport"] }"#, ""),
        (
            ALL,
            r#""bring": { "renew": ["caution.ask_first"] }"#,
            "`bring` of renew@you: `caution.ask_first` is not said (want it certain)",
        ),
        (ALL, r#""texts": { "renew": ["action.renew.text"] }"#, ""),
        (
            ALL,
            r#""texts": { "renew": ["bring.old_passport"] }"#,
            "`texts` of renew@you: `bring.old_passport` is not said (want it certain)",
        ),
        (
            ALL,
            r#""cautions": { "renew": ["action.renew.text"] }"#,
            "`cautions` of renew@you: `action.renew.text` is not said (want it certain)",
        ),
        (
            ALL,
            r#""ready": { "renew": "2026-06-01" }"#,
            "`ready` of renew@you: none (want 2026-06-01)",
        ),
        (
            ALL,
            r#""instead": { "renew": "2026-06-01" }"#,
            "`instead` of renew@you: none (want 2026-06-01)",
        ),
        (
            ALL,
            r#""not_said": { "renew": ["lawyer"] }"#,
            "`not_said` of renew@you: `lawyer` is certain (want it never said)",
        ),
        (
            NO_FEAR,
            r#""not_said": { "renew": ["lawyer"] }"#,
            "`not_said` of renew@you: `lawyer` depends on `fear` (want it never said)",
        ),
    ]);
}

#[test]
fn a_condition_that_differs_is_said_as_a_sentence() {
    compare(&[
        // facts, what is expected, the problem; none if it is as expected
        (NO_FEAR, r#""if": { "renew": { "lawyer": "not not fear" } }"#, ""),
        (
            NO_FEAR,
            r#""if": { "renew": { "lawyer": "not fear" } }"#,
            "`if` of renew@you: `lawyer` depends on `fear` (want `not fear`)",
        ),
        (
            ALL,
            r#""if": { "renew": { "lawyer": "fear" } }"#,
            "`if` of renew@you: `lawyer` is certain (want `fear`)",
        ),
        (NO_PLACE, r#""if": { "renew": { "action": "where is abroad" } }"#, ""),
        (
            NO_PLACE,
            r#""if": { "renew": { "action": "where is here" } }"#,
            "`if` of renew@you: `action` depends on `where is abroad` (want `where is here`)",
        ),
        (
            NO_FEAR,
            r#""if": { "renew": { "lawyer": "feer" } }"#,
            "`if` of renew@you: `lawyer`: `feer`: there is no fact or value `feer`; did you mean `fear`?",
        ),
    ]);
}

#[test]
fn a_name_that_the_pack_does_not_have_is_said_with_the_nearest() {
    compare(&[
        // facts, what is expected, the problem
        (ALL, r#""actions": ["renwe"]"#, "there is no action `renwe`; did you mean `renew`?"),
        (ALL, r#""not_actions": ["renwe"]"#, "there is no action `renwe`; did you mean `renew`?"),
        (
            ALL,
            r#""kind": { "renwe@you": "must" }"#,
            "there is no action `renwe`; did you mean `renew`?",
        ),
        (
            ALL,
            r#""state": { "renew@child": "open" }"#,
            "`child` is no member (want household, you, adult 1, child 1 or pet 1)",
        ),
        (
            ALL,
            r#""leaves": ["passport.renwe"]"#,
            "there is no leaf `passport.renwe`; did you mean `passport.renew`?",
        ),
        (ALL, r#""needs": ["feer"]"#, "there is no fact `feer`; did you mean `fear`?"),
        (
            ALL,
            r#""offices": { "renew": { "do": ["consul"] } }"#,
            "there is no office `consul`; did you mean `consulate`?",
        ),
        (
            ALL,
            r#""cautions": { "renew": ["caution.ask"] }"#,
            "there is no text `caution.ask`; did you mean `caution.ask_first`?",
        ),
        (
            ALL,
            r#""not_said": { "renew": ["lawer"] }"#,
            "there is no office or text `lawer`; did you mean `lawyer`?",
        ),
        (
            ALL,
            r#""if": { "renew": { "lawer": "fear" } }"#,
            "there is no office or text `lawer`; did you mean `lawyer`?",
        ),
    ]);
}
