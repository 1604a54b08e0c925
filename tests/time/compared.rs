//! What counts as a change of the advice, and what does not: a fact for each thing that an action may say.

use dovidka::terms::calendar::Date;
use dovidka::time::timeline::timeline;
use dovidka::time::what_if::{Alternatives, what_if};
use dovidka::time::{About, Part};
use dovidka::{Case, Member, Pack, Topics, case, render};
use std::collections::BTreeSet;

const FACTS: [&str; 8] =
    ["nothing", "reason", "office", "paper", "caution", "firm", "late", "sure"];

const TOPIC: &str = r#"{ "format": 1, "topic": "t", "for_each": "person",
    "tree": [
        { "if": "nothing", "leaf": "two" },
        { "if": "reason", "leaf": "one" },
        { "otherwise": true, "leaf": "two" } ],
    "leaves": [
        { "id": "one", "cite": ["law"], "actions": [{ "do": "apply", "by": "ends - 10 days",
            "kind": [{ "is": "must", "if": "firm" }, { "is": "can" }] }] },
        { "id": "two", "cite": ["law"], "actions": [{ "do": "apply", "by": "ends - 10 days",
            "kind": [{ "is": "must", "if": "firm" }, { "is": "can" }] }] } ] }"#;

const ACTIONS: &str = r#"{ "format": 1, "actions": [{ "id": "apply", "rank": 1,
    "kind": "must",
    "offices": [{ "id": "desk" }, { "id": "lawyer", "role": "first", "if": "office" }],
    "bring": [{ "id": "bring.paper", "if": "paper" }, { "id": "bring.proof", "if": "late or sure" }],
    "cautions": [{ "id": "caution.ask", "if": "caution" }] }] }"#;

fn pack() -> Pack {
    let yes_no = |id: &&str| {
        format!(r#"{{ "id": "{id}", "of": "person", "topic": "t", "type": "yes_no" }}"#)
    };
    let mut facts: Vec<String> = FACTS.iter().map(yes_no).collect();
    facts.push(
        r#"{ "id": "ends", "of": "person", "topic": "t", "type": "date", "range": ["2026-01-01", "2027-12-31"] }"#
            .into(),
    );
    let mut texts: Vec<String> = ["pack.title", "topic.t", "bring.paper", "bring.proof"]
        .into_iter()
        .chain(["caution.ask", "leaf.t.one", "leaf.t.two", "action.apply.title"])
        .chain(["action.apply.text", "office.desk.name", "office.lawyer.name"])
        .map(Into::into)
        .collect();
    for id in FACTS.iter().chain(&["ends"]) {
        texts.extend(["label", "ask", "why"].map(|part| format!("fact.{id}.{part}")));
    }
    let texts: Vec<String> = texts.iter().map(|id| format!(r#""{id}": "{id}""#)).collect();
    let office = |id: &str| {
        format!(
            r#"{{ "id": "{id}", "phones": [], "mail": [], "links": [], "services": [], "standing": "confirmed", "cite": ["law"] }}"#
        )
    };
    let file = |place: &str, text: String| (place.to_owned(), text);
    let list = |name: &str, all: String| format!(r#"{{ "format": 1, "{name}": [{all}] }}"#);
    let files = [
        file("pack.json", r#"{ "format": 1, "id": "small", "version": "1", "jurisdiction": "zz",
            "time_zone": [{ "from": "1900-01-01", "offset": "+00:00" }], "languages": ["en"],
            "reviewed_on": "2026-01-01", "review_every": 1000, "rounding": "last_day_of_month" }"#.into()),
        file("facts.json", list("facts", facts.join(","))),
        file("sources.json", list("sources", r#"{ "id": "law", "title": "law", "url": "https://law.example/", "read_on": "2026-01-01", "kind": "law" }"#.into())),
        file("offices.json", list("offices", [office("desk"), office("lawyer")].join(","))),
        file("actions.json", ACTIONS.into()),
        file("topics/t.json", TOPIC.into()),
        file("text/en.json", format!(r#"{{ "format": 1, "language": "en", "texts": {{ {} }} }}"#, texts.join(","))),
    ];
    Pack::from_files("", files).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Everything is answered with no, except `late`.
fn household(pack: &Pack) -> Case {
    let facts = r#"{ "nothing": false, "reason": false, "office": false, "paper": false, "caution": false, "firm": false,
        "sure": false, "ends": "2026-09-01" }"#;
    case::read(pack, facts, "2026-06-01".parse().unwrap()).unwrap()
}

fn alternatives(pack: &Pack, id: &str) -> Alternatives {
    let fact = pack.fact(Member::YOU.of, id).unwrap();
    what_if(pack, &household(pack), &Topics::All, (Member::YOU, fact))
}

/// What is not the same for all values.
fn differing(all: &Alternatives) -> BTreeSet<String> {
    let parts = |range| {
        let advice = all.advice(range).into_iter();
        let parts: Vec<Part> = advice.flat_map(|(_, shown)| shown.parts.clone()).collect();
        parts
    };
    let told: Vec<Vec<Part>> = all.ranges.iter().map(parts).collect();
    let mut names = BTreeSet::new();
    for part in told.iter().flatten() {
        if !told.iter().all(|other| other.contains(part)) {
            let name = match part.about {
                About::Said(what) => format!("{what:?}"),
                other => format!("{other:?}"),
            };
            names.insert(name.split('(').next().unwrap().to_lowercase());
        }
    }
    names
}

#[test]
fn a_fact_that_changes_one_thing_that_is_said_changes_the_advice() {
    let pack = pack();
    let table: [(&str, usize, &[&str]); 8] = [
        // fact, ranges, what differs
        ("nothing", 1, &[]),
        ("reason", 2, &["why"]), // the day is another one of the same sentence
        ("office", 2, &["office"]),
        ("paper", 2, &["paper"]),
        ("caution", 2, &["caution"]),
        ("firm", 2, &["kind"]),
        ("late", 2, &["paper"]),
        ("sure", 2, &["paper"]), // certain, or under a condition
    ];
    for (fact, ranges, wanted) in table {
        let all = alternatives(&pack, fact);
        assert_eq!(all.ranges.len(), ranges, "{fact}");
        assert_eq!(differing(&all).iter().collect::<Vec<_>>(), wanted, "{fact}");
        let text = render::what_if::text(&pack, &all, &render::View::new("en"));
        let says_same = text.contains("advice is the same whatever the answer");
        assert_eq!(says_same, ranges == 1, "{fact}: {text}");
        let same_steps = text.contains("The steps are the same whatever the answer; what changes:");
        assert_eq!(same_steps, ranges == 2 && fact != "firm", "{fact}: {text}");
    }
}

#[test]
fn a_day_that_moves_with_the_fact_is_no_change_until_it_has_passed() {
    let pack = pack();
    let all = alternatives(&pack, "ends");
    let firsts: Vec<Option<Date>> =
        all.ranges.iter().map(|range| Date::from_number(range.values.low)).collect();
    let days = ["2026-01-01", "2026-06-11"].map(|day| day.parse().ok());
    assert_eq!(firsts, days, "the last day is ten days earlier, and today is 1 June");
}

#[test]
fn a_timeline_counts_no_days() {
    let pack = pack();
    let until = "2026-12-31".parse().unwrap();
    let periods = timeline(&pack, &household(&pack), &Topics::All, until);
    let firsts: Vec<String> = periods.iter().map(|period| period.first.to_string()).collect();
    assert_eq!(firsts, ["2026-06-01", "2026-08-23"], "the last day is 22 August");
}

#[test]
fn json_says_of_each_action_what_is_not_said_for_all_values() {
    let pack = pack();
    let table: [(&str, [&str; 2]); 4] = [
        (
            "office",
            [r"{}", r#"{"offices":[{"certain":true,"if":null,"office":"lawyer","role":"first"}]}"#],
        ),
        (
            "paper",
            [
                r"{}",
                r#"{"bring":[{"certain":true,"id":"bring.paper","if":null,"say":"bring.paper"}]}"#,
            ],
        ),
        (
            "sure",
            [
                r#"{"bring":[{"certain":false,"id":"bring.proof","if":{"sentence":"late","words":"fact.late.label: yes"},"say":"bring.proof"}]}"#,
                r#"{"bring":[{"certain":true,"id":"bring.proof","if":null,"say":"bring.proof"}]}"#,
            ],
        ),
        (
            "reason",
            [
                r#"{"why":[{"certain":true,"id":"leaf.t.two","if":null,"say":"leaf.t.two"}]}"#,
                r#"{"why":[{"certain":true,"id":"leaf.t.one","if":null,"say":"leaf.t.one"}]}"#,
            ],
        ),
    ];
    for (fact, wanted) in table {
        let text = render::what_if::json(&pack, &alternatives(&pack, fact), "en");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (place, wanted) in wanted.into_iter().enumerate() {
            let range = &value["ranges"][place];
            assert_eq!(range["values"][0], ["no", "yes"][place], "{fact}");
            assert_eq!(range["actions"][0]["differs"].to_string(), wanted, "{fact}");
        }
    }
}
