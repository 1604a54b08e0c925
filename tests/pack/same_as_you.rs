//! What a fact must be for which yours may stand in.

use crate::warnings::said;

#[test]
fn a_fact_that_cannot_be_the_same_as_yours_is_refused() {
    let table = [
        (
            r#""of": "household", "topic": "entry", "type": "choice", "choices": ["abroad""#,
            "",
            "want a fact of a person or child",
        ),
        (
            r#""of": "person", "topic": "asylum", "type": "yes_no""#,
            r#""presume": "no", "#,
            "cannot be both presumed and `same_as_you`",
        ),
        (r#""of": "child", "topic": "child", "type": "date""#, "", ""),
    ];
    for (fact, presume, expected) in table {
        let changed = format!("\"same_as_you\": true, {presume}{fact}");
        let found = said(&[("facts.json", fact, &changed)]);
        let of_fact = found.iter().filter(|line| line.contains("`same_as_you`"));
        let of_fact: Vec<&String> = of_fact.collect();
        assert_eq!(of_fact.len(), usize::from(!expected.is_empty()), "{found:?}");
        let is_told = |line: &&String| line.starts_with("facts.json:") && line.contains(expected);
        assert!(of_fact.iter().all(is_told), "{of_fact:?}");
    }
}

#[test]
fn a_fact_of_another_type_or_without_one_of_yours_is_refused() {
    let of_child = r#"{ "id": "passport_expires", "of": "child", "topic": "child", "type": "date""#;
    for (id, kind) in [("passport_expires", "number"), ("left_on", "date")] {
        let changed = format!(
            r#"{{ "id": "{id}", "of": "child", "same_as_you": true, "topic": "child", "type": "{kind}""#
        );
        let found = said(&[("facts.json", of_child, &changed)]);
        let wanted = "want a fact of a person of this name, type and choices";
        assert!(found.iter().any(|line| line.contains(wanted)), "{id}: {found:?}");
    }
}
