//! Random small packs: ladders over dates, months, ages and the as-of date, with windows that may move with it.

use crate::chance::Chance;
use dovidka::Pack;

/// How many actions a small pack has.
const ACTIONS: usize = 3;
/// The facts of a small pack.
const FACTS: [(&str, &str); 6] = [
    ("born", r#""type": "date", "range": ["2000-01-01", "today"]"#),
    ("d", r#""type": "date", "range": ["2023-01-01", "2026-12-31"], "changeable": true"#),
    ("e", r#""type": "date", "range": ["2023-01-01", "2026-12-31"], "changeable": true"#),
    ("n", r#""type": "number", "range": ["0", "100"], "changeable": true"#),
    ("a", r#""type": "yes_no", "changeable": true"#),
    ("c", r#""type": "choice", "choices": ["x", "y", "z"], "changeable": true"#),
];

fn one_of<'t>(chance: &mut Chance, texts: &[&'t str]) -> &'t str {
    texts[usize::try_from(chance.below(texts.len() as u64)).unwrap()]
}

/// A date expression; months and days are added and taken away, so that month ends matter.
fn date(chance: &mut Chance, depth: u32) -> String {
    if depth == 0 || chance.below(3) == 0 {
        let dates = ["d", "e", "today", "today", "2024-02-29", "2025-01-31", "born + 18 years"];
        return one_of(chance, &dates).into();
    }
    let inner = date(chance, depth - 1);
    match chance.below(6) {
        0..=1 => format!("({inner}) {} {} months", one_of(chance, &["+", "-"]), chance.below(7)),
        2 => format!("({inner}) {} {} days", one_of(chance, &["+", "-"]), chance.below(40)),
        3 => {
            let other = date(chance, depth - 1);
            format!("{} of {inner} and {other}", one_of(chance, &["later", "earlier"]))
        }
        4 => format!("last day of 90 in 180 days from {inner} after n"),
        _ => format!("({inner}) + {} working days", chance.below(6)),
    }
}

/// A condition.
fn condition(chance: &mut Chance, depth: u32) -> String {
    if depth == 0 || chance.below(3) == 0 {
        let relations = ["is before", "is on or before", "is after", "is on or after"];
        return match chance.below(8) {
            0 => "a".into(),
            1 => one_of(chance, &["c is not y", "c is one of x, y", "c is z"]).into(),
            2 => format!("n is more than {}", chance.below(60)),
            3 => format!("age on {} is at least {}", date(chance, 1), 16 + chance.below(3)),
            4 => format!("days from d through today is more than {}", chance.below(200)),
            _ => {
                let (left, right) = (date(chance, 1), date(chance, 2));
                format!("({left}) {} ({right})", one_of(chance, &relations))
            }
        };
    }
    let (one, other) = (condition(chance, depth - 1), condition(chance, depth - 1));
    match chance.below(3) {
        0 => format!("({one}) and ({other})"),
        1 => format!("({one}) or ({other})"),
        _ => format!("not ({one})"),
    }
}

/// A first or last day; one in three is ahead of the as-of date in some months and behind it in others.
fn window(chance: &mut Chance) -> String {
    if chance.below(3) > 0 {
        return date(chance, 2);
    }
    format!("today + {} months - {} days", 1 + chance.below(2), 29 + chance.below(3))
}

/// One action of a leaf, perhaps with a condition, a first day and a last day.
fn action(chance: &mut Chance, place: usize) -> String {
    let kind = one_of(chance, &["must", "can"]);
    let mut parts = vec![format!(r#""do": "act{place}", "kind": "{kind}""#)];
    for key in ["from", "by"] {
        if chance.below(2) == 0 {
            parts.push(format!(r#""{key}": "{}""#, window(chance)));
        }
    }
    if chance.below(4) == 0 {
        parts.push(format!(r#""if": "{}""#, condition(chance, 1)));
    }
    if chance.below(4) == 0 {
        let paper = condition(chance, 1);
        parts.push(format!(r#""bring": [{{ "id": "bring.paper", "if": "{paper}" }}]"#));
    }
    format!("{{ {} }}", parts.join(", "))
}

/// A pack with one random tree, and its topic as text.
pub fn small_pack(chance: &mut Chance) -> (Pack, String) {
    let rungs = 1 + usize::try_from(chance.below(4)).unwrap();
    let rung = |place| format!(r#"{{ "if": "{}", "leaf": "l{place}" }}"#, condition(chance, 2));
    let tree: Vec<String> = (0..rungs).map(rung).collect();
    let mut leaves = Vec::new();
    for place in 0..=rungs {
        let chosen: Vec<usize> = (0..ACTIONS).filter(|_| chance.below(2) == 0).collect();
        let actions: Vec<String> = chosen.into_iter().map(|place| action(chance, place)).collect();
        let actions = actions.join(",");
        leaves.push(format!(r#"{{ "id": "l{place}", "cite": ["law"], "actions": [{actions}] }}"#));
    }
    let topic = format!(
        r#"{{ "format": 1, "topic": "t", "for_each": "person",
        "tree": [{}, {{ "otherwise": true, "leaf": "l{rungs}" }}],
        "leaves": [{}] }}"#,
        tree.join(","),
        leaves.join(",\n")
    );
    let used: Vec<String> = (0..ACTIONS).map(|place| format!("act{place}")).collect();
    let used: Vec<String> = used.into_iter().filter(|id| topic.contains(id.as_str())).collect();
    let texts = texts(&topic, rungs, &used);
    let actions: Vec<String> =
        used.iter().map(|id| format!(r#"{{ "id": "{id}", "kind": "must", "rank": 1 }}"#)).collect();
    let pack = Pack::from_files("", files(&topic, &actions.join(","), &texts));
    (pack.unwrap_or_else(|error| panic!("{error:?}\n{topic}")), topic)
}

/// All texts that the pack must have.
fn texts(topic: &str, rungs: usize, actions: &[String]) -> String {
    let mut ids: Vec<String> = vec!["pack.title".into(), "topic.t".into()];
    ids.extend(["x", "y", "z"].map(|choice| format!("choice.c.{choice}")));
    let parts =
        |(id, _): &(&str, &str)| ["label", "ask", "why"].map(|part| format!("fact.{id}.{part}"));
    ids.extend(FACTS.iter().flat_map(parts));
    ids.extend(
        actions.iter().flat_map(|id| ["title", "text"].map(|part| format!("action.{id}.{part}"))),
    );
    ids.extend((0..=rungs).map(|place| format!("leaf.t.l{place}")));
    ids.extend(topic.contains("bring.paper").then(|| "bring.paper".into()));
    let texts: Vec<String> = ids.iter().map(|id| format!(r#""{id}": "…""#)).collect();
    texts.join(",")
}

fn files(topic: &str, actions: &str, texts: &str) -> Vec<(String, String)> {
    let fact = |(id, kind): &(&str, &str)| {
        format!(r#"{{ "id": "{id}", "of": "person", "topic": "t", {kind} }}"#)
    };
    let facts = FACTS.iter().map(fact).collect::<Vec<_>>().join(",");
    let file = |place: &str, text: String| (place.into(), text);
    vec![
        file("pack.json", r#"{ "format": 1, "id": "small", "version": "1", "jurisdiction": "zz", "time_zone": [{ "from": "1900-01-01", "offset": "+00:00" }],
            "languages": ["en"], "reviewed_on": "2024-01-01", "review_every": 100, "rounding": "last_day_of_month" }"#.into()),
        file("facts.json", format!(r#"{{ "format": 1, "facts": [{facts}] }}"#)),
        file("sources.json", r#"{ "format": 1, "sources": [{ "id": "law", "title": "law", "url": "https://law.example/", "read_on": "2024-01-01", "kind": "law" }] }"#.into()),
        file("offices.json", r#"{ "format": 1, "offices": [] }"#.into()),
        file("actions.json", format!(r#"{{ "format": 1, "actions": [{actions}] }}"#)),
        file("topics/t.json", topic.into()),
        file("text/en.json", format!(r#"{{ "format": 1, "language": "en", "texts": {{ {texts} }} }}"#)),
    ]
}
