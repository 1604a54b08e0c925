//! Actions of one leaf that depend on different choices are looked at on their own: they do not multiply.

use dovidka::engine::{Detail, Workspace};
use dovidka::pack::raw::ActionKind;
use dovidka::{Case, Member, Outcome, Pack, Rules, Topics};

/// How many choices may be chosen together.
const CHOICES: usize = 11;

/// A pack whose one leaf names an action for each choice of one fact; the last one must be done.
fn pack() -> Pack {
    let all = || (0..CHOICES).map(|number| (format!("c{number}"), format!("a{number}")));
    let list = |one: fn((String, String)) -> String| all().map(one).collect::<Vec<_>>().join(", ");
    let choices = list(|(choice, _)| format!(r#""{choice}""#));
    let actions = list(|(_, action)| {
        let kind = if action == "a10" { "must" } else { "can" };
        format!(r#"{{ "id": "{action}", "kind": "{kind}", "rank": 50 }}"#)
    });
    let named =
        list(|(choice, action)| format!(r#"{{ "do": "{action}", "if": "chosen has {choice}" }}"#));
    let texts = list(|(choice, action)| {
        format!(
            r#""choice.chosen.{choice}": "C", "action.{action}.title": "A", "action.{action}.text": "A""#
        )
    });
    let files = [
        (
            "pack.json",
            r#"{ "format": 1, "id": "many", "version": "1", "jurisdiction": "zz",
            "time_zone": [ { "from": "1900-01-01", "offset": "+00:00" } ], "languages": ["en"],
            "reviewed_on": "2026-11-01", "review_every": 180, "rounding": "last_day_of_month" }"#
                .to_owned(),
        ),
        (
            "facts.json",
            format!(
                r#"{{ "format": 1, "facts": [ {{ "id": "chosen", "of": "household", "topic": "t",
                "type": "choices", "choices": [ {choices} ] }} ] }}"#
            ),
        ),
        (
            "sources.json",
            r#"{ "format": 1, "sources": [ { "id": "law", "title": "An Act",
            "url": "https://law.example/1", "read_on": "2026-11-01", "kind": "law" } ] }"#
                .to_owned(),
        ),
        ("offices.json", r#"{ "format": 1, "offices": [] }"#.to_owned()),
        ("actions.json", format!(r#"{{ "format": 1, "actions": [ {actions} ] }}"#)),
        (
            "topics/t.json",
            format!(
                r#"{{ "format": 1, "topic": "t", "for_each": "household",
                "tree": [ {{ "otherwise": true, "leaf": "l" }} ],
                "leaves": [ {{ "id": "l", "cite": ["law"], "actions": [ {named} ] }} ] }}"#
            ),
        ),
        (
            "text/en.json",
            format!(
                r#"{{ "format": 1, "language": "en", "texts": {{ "pack.title": "Many", "topic.t": "T",
                "leaf.t.l": "L", "fact.chosen.label": "L", "fact.chosen.ask": "?",
                "fact.chosen.why": "!", {texts} }} }}"#
            ),
        ),
    ];
    Pack::from_files("many", files).unwrap_or_else(|error| panic!("{error:?}"))
}

fn check(outcome: &Outcome) {
    assert!(outcome.is_explored && !outcome.is_decided);
    assert_eq!((outcome.findings.len(), outcome.needs.len()), (CHOICES, 1));
    let musts = outcome.findings.iter().filter(|finding| finding.kind == ActionKind::Must);
    assert_eq!(musts.map(|finding| finding.is_certain).collect::<Vec<_>>(), [false]);
}

#[test]
fn a_possible_must_stays_among_many_actions_that_depend_on_different_choices() {
    let pack = pack();
    let mut case = Case::new(&pack, "2026-11-22".parse().unwrap());
    let rules = Rules::new(&pack, &Topics::All);
    check(&rules.evaluate(&case));
    let mut workspace = Workspace::new(case.on);
    Rules::on(&pack, &Topics::All, case.on).evaluate_in(&mut workspace, &case, Detail::Days);
    check(&workspace.outcome);
    case.learn(&pack, Member::HOUSEHOLD, "chosen", "c3+c10").unwrap();
    let outcome = rules.evaluate(&case);
    let ids: Vec<&str> = outcome.findings.iter().map(|of| pack[of.action].id.as_str()).collect();
    assert_eq!((ids, outcome.is_decided), (vec!["a10", "a3"], true));
}
