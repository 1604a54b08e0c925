//! The evaluator against a naive second one: every completion of the unknown facts is written out and
//! evaluated on its own, by code that shares nothing with the engine.

use crate::chance::Chance;
use dovidka::engine::need::Need;
use dovidka::engine::sentence::{Value, evaluate_sentence};
use dovidka::engine::statement::What;
use dovidka::engine::{Detail, Workspace};
use dovidka::terms::calendar::Date;
use dovidka::{Case, Member, Pack, Rules, Topics, evaluate};
use std::collections::BTreeSet;

/// The facts of the small pack: id, and how many values it has (dates run from 28 January 2024).
const FACTS: [(&str, i32); 6] = [("a", 2), ("b", 2), ("c", 3), ("n", 4), ("d", 36), ("e", 36)];
const CHOICES: [&str; 3] = ["x", "y", "z"];

/// Whether a condition holds at a point.
type Holds = Box<dyn Fn(&[i32; 6]) -> bool>;

/// A condition as this file understands it: text for the engine, and a function of a point.
struct Condition {
    text: String,
    holds: Holds,
}

fn number(chance: &mut Chance, limit: i32) -> i32 {
    i32::try_from(chance.below(u64::try_from(limit).unwrap())).unwrap()
}

fn first_day() -> i32 {
    "2024-01-28".parse::<Date>().unwrap().number()
}

fn date(number: i32) -> Date {
    Date::from_number(number).unwrap()
}

/// Months by counting on one's fingers: the same day, or the last one that the month has.
fn add_months(day: i32, months: i32) -> i32 {
    let (year, month, day) = date(day).parts();
    let count = year * 12 + i32::try_from(month).unwrap() - 1 + months;
    let (year, month) = (count.div_euclid(12), u32::try_from(count.rem_euclid(12)).unwrap() + 1);
    (1..=day).rev().find_map(|day| Date::new(year, month, day)).unwrap().number()
}

fn atom(chance: &mut Chance) -> Condition {
    match chance.below(9) {
        0 => Condition { text: "a".into(), holds: Box::new(|p| p[0] == 1) },
        1 => Condition { text: "b is no".into(), holds: Box::new(|p| p[1] == 0) },
        2 => {
            let choice = number(chance, 3);
            let text = format!("c is not {}", CHOICES[usize::try_from(choice).unwrap()]);
            Condition { text, holds: Box::new(move |p| p[2] != choice) }
        }
        3 => Condition { text: "c is one of x, z".into(), holds: Box::new(|p| p[2] != 1) },
        4 => {
            let limit = number(chance, 4);
            let text = format!("n is more than {limit}");
            Condition { text, holds: Box::new(move |p| p[3] > limit) }
        }
        5 => {
            let limit = first_day() + number(chance, 36);
            let text = format!("d is on or before {}", date(limit));
            Condition { text, holds: Box::new(move |p| p[4] <= limit) }
        }
        6 => {
            let (days, months) = (number(chance, 9) - 4, number(chance, 3) - 1);
            let sign = |n: i32| if n < 0 { format!("- {}", -n) } else { format!("+ {n}") };
            let text = format!("d is before e {} months {} days", sign(months), sign(days));
            Condition { text, holds: Box::new(move |p| p[4] < add_months(p[5], months) + days) }
        }
        7 => {
            let limit = number(chance, 12);
            let text = format!("days from d to e - n days is at least {limit}");
            Condition { text, holds: Box::new(move |p| p[5] - p[3] - p[4] >= limit) }
        }
        _ => {
            let text = "later of d and 2024-02-10 is e".into();
            let limit = "2024-02-10".parse::<Date>().unwrap().number();
            Condition { text, holds: Box::new(move |p| p[4].max(limit) == p[5]) }
        }
    }
}

fn condition(chance: &mut Chance, depth: u32) -> Condition {
    if depth == 0 || chance.below(4) == 0 {
        return atom(chance);
    }
    let (one, other) = (condition(chance, depth - 1), condition(chance, depth - 1));
    let (first, second) = (one.holds, other.holds);
    match chance.below(3) {
        0 => Condition {
            text: format!("({}) and ({})", one.text, other.text),
            holds: Box::new(move |p| first(p) && second(p)),
        },
        1 => Condition {
            text: format!("({}) or ({})", one.text, other.text),
            holds: Box::new(move |p| first(p) || second(p)),
        },
        _ => Condition { text: format!("not ({})", one.text), holds: Box::new(move |p| !first(p)) },
    }
}

fn file(place: &str, text: impl Into<String>) -> (String, String) {
    (place.into(), text.into())
}

/// A pack with the facts above and one topic with this tree of these conditions; the papers `p` and `q` are brought
/// to stay under the other conditions: each under its own, or `p` under either.
fn pack(ladder: &[Condition], papers: &[Condition; 2]) -> Pack {
    let fact = |(id, _): &(&str, i32)| {
        let kind = match *id {
            "a" | "b" => r#""type": "yes_no""#,
            "c" => r#""type": "choice", "choices": ["x", "y", "z"]"#,
            "n" => r#""type": "number", "range": ["0", "3"]"#,
            _ => r#""type": "date", "range": ["2024-01-28", "2024-03-03"]"#,
        };
        format!(r#"{{ "id": "{id}", "of": "person", "topic": "t", {kind} }}"#)
    };
    let facts = FACTS.iter().map(fact).collect::<Vec<_>>().join(",");
    let rung = |(place, condition): (usize, &Condition)| {
        format!(r#"{{ "if": "{}", "leaf": "l{place}" }}"#, condition.text)
    };
    let rungs = ladder.iter().enumerate().map(rung).collect::<Vec<_>>().join(",");
    let leaf = |place: usize| {
        let [first, second] = papers.each_ref().map(|condition| &condition.text);
        let actions = match place % 3 {
            0 => r#"{ "do": "go", "by": "d + 1 month" }"#.to_owned(),
            1 => format!(
                r#"{{ "do": "stay", "bring": [{{ "id": "p", "if": "{first}" }}, {{ "id": "q", "if": "{second}" }}] }}"#
            ),
            _ => format!(
                r#"{{ "do": "stay", "bring": [{{ "id": "p", "if": "{first}" }}, {{ "id": "p", "if": "{second}" }}] }},
                {{ "do": "go", "if": "a" }}"#
            ),
        };
        format!(r#"{{ "id": "l{place}", "cite": ["law"], "actions": [{actions}] }}"#)
    };
    let leaves = (0..=ladder.len()).map(leaf).collect::<Vec<_>>().join(",");
    let last = ladder.len();
    let mut texts: Vec<String> = FACTS
        .iter()
        .flat_map(|(id, _)| ["label", "ask", "why"].map(|part| format!("fact.{id}.{part}")))
        .collect();
    texts.extend(
        ["pack.title", "topic.t", "choice.c.x", "choice.c.y", "choice.c.z"].map(String::from),
    );
    texts.extend(
        ["go", "stay"]
            .iter()
            .flat_map(|id| ["title", "text"].map(|part| format!("action.{id}.{part}"))),
    );
    texts.extend((0..=last).map(|place| format!("leaf.t.l{place}")));
    texts.extend(["p", "q"].map(String::from));
    let texts = texts.iter().map(|id| format!(r#""{id}": "…""#)).collect::<Vec<_>>().join(",");
    let actions =
        ["go", "stay"].map(|id| format!(r#"{{ "id": "{id}", "kind": "must", "rank": 1 }}"#));
    let actions = actions.join(",");
    Pack::from_files("", vec![
        file("pack.json", r#"{ "format": 1, "id": "small", "version": "1", "jurisdiction": "zz", "time_zone": [{ "from": "1900-01-01", "offset": "+00:00" }],
            "languages": ["en"], "reviewed_on": "2024-01-01", "review_every": 100, "rounding": "last_day_of_month" }"#),
        file("facts.json", format!(r#"{{ "format": 1, "facts": [{facts}] }}"#)),
        file("sources.json", r#"{ "format": 1, "sources": [{ "id": "law", "title": "law", "url": "https://law.example/", "read_on": "2024-01-01", "kind": "law" }] }"#),
        file("offices.json", r#"{ "format": 1, "offices": [] }"#),
        file("actions.json", format!(r#"{{ "format": 1, "actions": [{actions}] }}"#)),
        file("topics/t.json", format!(r#"{{ "format": 1, "topic": "t", "for_each": "person", "leaves": [{leaves}],
            "tree": [{rungs}, {{ "otherwise": true, "leaf": "l{last}" }}] }}"#)),
        file("text/en.json", format!(r#"{{ "format": 1, "language": "en", "texts": {{ {texts} }} }}"#)),
    ]).expect("the small pack is right")
}

/// What is known: every fact a value or nothing; dates may be known to the month.
fn knowledge(chance: &mut Chance, pack: &Pack) -> (Case, Vec<Vec<i32>>) {
    let mut case = Case::new(pack, "2024-02-15".parse().unwrap());
    let mut possible = Vec::new();
    for (id, size) in FACTS {
        let first = if size > 4 { first_day() } else { 0 };
        let value = first + number(chance, size);
        let is_february = |day: &i32| date(*day).parts().1 == 2;
        let all: Vec<i32> = (first..first + size).collect();
        let (text, values) = match (chance.below(5), id) {
            (0..=1, "d" | "e") => (date(value).to_string(), vec![value]),
            (2, "d" | "e") => ("2024-02".into(), all.into_iter().filter(is_february).collect()),
            (0..=1, "c") => (CHOICES[usize::try_from(value).unwrap()].into(), vec![value]),
            (0..=1, "n") => (value.to_string(), vec![value]),
            (0..=1, _) => (if value == 1 { "yes" } else { "no" }.into(), vec![value]),
            _ => ("unknown".into(), all),
        };
        case.learn(pack, Member::YOU, id, &text).unwrap();
        possible.push(values);
    }
    (case, possible)
}

fn points(possible: &[Vec<i32>]) -> Vec<[i32; 6]> {
    let mut points = vec![[0; 6]];
    for (place, values) in possible.iter().enumerate() {
        let with = |point: [i32; 6]| {
            values.iter().map(move |value| {
                let mut point = point;
                point[place] = *value;
                point
            })
        };
        points = points.into_iter().flat_map(with).collect();
    }
    points
}

fn needed<'p>(pack: &'p Pack, needs: &[Need]) -> BTreeSet<&'p str> {
    needs.iter().map(|need| pack[(need.who.of, need.fact)].id.as_str()).collect()
}

/// The facts for which two points that differ in it alone have different results.
fn differences<T: Ord + Clone>(
    points: &[[i32; 6]],
    result: impl Fn(&[i32; 6]) -> T,
) -> BTreeSet<&'static str> {
    let mut needed = BTreeSet::new();
    for (place, (id, _)) in FACTS.iter().enumerate() {
        let mut results: Vec<([i32; 6], T)> = points
            .iter()
            .map(|point| {
                let mut rest = *point;
                rest[place] = 0;
                (rest, result(point))
            })
            .collect();
        results.sort();
        results.dedup();
        if results.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            needed.insert(*id);
        }
    }
    needed
}

#[test]
fn a_sentence_is_decided_exactly_if_all_completions_agree() {
    let is_yes = |id: &str, place: usize| Condition {
        text: id.into(),
        holds: Box::new(move |p| p[place] == 1),
    };
    let pack = pack(&[is_yes("a", 0), is_yes("b", 1)], &[is_yes("a", 0), is_yes("b", 1)]);
    for seed in 0..700 {
        let mut chance = Chance(seed);
        let condition = condition(&mut chance, 3);
        let (case, possible) = knowledge(&mut chance, &pack);
        let points = points(&possible);
        if points.len() > 20_000 {
            continue;
        }
        let results: BTreeSet<bool> = points.iter().map(|point| (condition.holds)(point)).collect();
        let expected = match results.iter().collect::<Vec<_>>()[..] {
            [only] => Value::Truth(*only),
            _ => Value::Open,
        };
        let evaluated = evaluate_sentence(&pack, &case, &condition.text).expect(&condition.text);
        assert_eq!(evaluated.value, expected, "seed {seed}: {}", condition.text);
        let needs = needed(&pack, &evaluated.needs);
        let wanted = differences(&points, |point| (condition.holds)(point));
        assert_eq!(needs, wanted, "seed {seed}: {}", condition.text);
    }
}

#[test]
fn an_outcome_is_decided_exactly_if_all_completions_give_the_same_advice() {
    let mut tried = 0;
    for seed in 0..500 {
        let mut chance = Chance(seed);
        let ladder: Vec<Condition> =
            (0..2 + chance.below(3)).map(|_| condition(&mut chance, 2)).collect();
        let papers = [condition(&mut chance, 1), condition(&mut chance, 1)];
        let pack = pack(&ladder, &papers);
        let (case, possible) = knowledge(&mut chance, &pack);
        let points = points(&possible);
        if points.len() > 20_000 {
            continue;
        }
        tried += 1;
        // The advice of a point: which actions, with which last day and which papers.
        let advice = |point: &[i32; 6]| {
            let leaf = ladder.iter().position(|rung| (rung.holds)(point)).unwrap_or(ladder.len());
            let [first, second] = papers.each_ref().map(|paper| (paper.holds)(point));
            match leaf % 3 {
                0 => vec![("go", add_months(point[4], 1), "")],
                1 => {
                    let papers = match (first, second) {
                        (true, true) => "pq",
                        (true, false) => "p",
                        (false, true) => "q",
                        (false, false) => "",
                    };
                    vec![("stay", 0, papers)]
                }
                _ => {
                    let stay = ("stay", 0, if first || second { "p" } else { "" });
                    if point[0] == 1 { vec![stay, ("go", 0, "")] } else { vec![stay] }
                }
            }
        };
        let results: BTreeSet<Vec<(&str, i32, &str)>> = points.iter().map(advice).collect();
        let outcome = evaluate(&pack, &case, &Topics::All);
        let rungs: Vec<&str> = ladder.iter().map(|rung| rung.text.as_str()).collect();
        assert_eq!(outcome.is_decided, results.len() == 1, "seed {seed}: {rungs:#?}");
        for name in ["go", "stay"] {
            let among =
                |advice: &Vec<(&str, i32, &str)>| advice.iter().any(|(action, ..)| *action == name);
            let found = outcome.findings.iter().find(|finding| pack[finding.action].id == name);
            assert_eq!(
                found.is_some(),
                results.iter().any(among),
                "seed {seed}: {name} {rungs:#?}"
            );
            let is_certain = found.is_some_and(|finding| finding.is_certain);
            assert_eq!(is_certain, results.iter().all(among), "seed {seed}: {name} {rungs:#?}");
            let brought: BTreeSet<char> = found
                .into_iter()
                .flat_map(|finding| outcome.statements(finding))
                .filter_map(|said| match said.what {
                    What::Paper(paper) => Some(paper),
                    _ => None,
                })
                .flat_map(|paper| pack[paper].chars())
                .collect();
            let all = results.iter().flatten().filter(|(action, ..)| *action == name);
            let wanted: BTreeSet<char> = all.flat_map(|(.., papers)| papers.chars()).collect();
            assert_eq!(brought, wanted, "seed {seed}: {name} {rungs:#?}");
        }
        let needs = needed(&pack, &outcome.needs);
        assert_eq!(needs, differences(&points, advice), "seed {seed}: {rungs:#?}");
        let mut workspace = Workspace::new(case.on);
        Rules::on(&pack, &Topics::All, case.on).evaluate_in(&mut workspace, &case, Detail::Days);
        let folded = needed(&pack, &workspace.outcome.needs);
        assert_eq!(folded, needs, "seed {seed}, on one day: {rungs:#?}");
    }
    assert!(tried > 200, "only {tried} small enough boxes");
}
