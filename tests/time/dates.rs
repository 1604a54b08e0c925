//! Dates that were computed without the program, by `dates/compute.py`, against what the program says.

use crate::kazakhstan::kazakhstan;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Finding;
use dovidka::engine::sentence::{Value, evaluate_sentence};
use dovidka::engine::statement::What;
use dovidka::pack::program::Entity;
use dovidka::time::timeline::timeline;
use dovidka::{Case, Member, Outcome, Pack, Topics, evaluate};

/// The as-of date, the facts, the question and the answer of each row.
fn table() -> Vec<[&'static str; 4]> {
    let rows = include_str!("dates/dates.tsv").lines().skip(1);
    rows.map(|row| row.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// Facts such as `where=kazakhstan child.born=2018-05-01 stay_in=2025-01-01..2025-02-09`.
fn case(pack: &Pack, on: &str, facts: &str) -> Case {
    let mut case = Case::new(pack, on.parse().unwrap());
    let mut stays = Vec::new();
    for (name, value) in facts.split_whitespace().map(|fact| fact.split_once('=').unwrap()) {
        let (who, id) = match name.split_once('.') {
            Some((of, id)) => {
                let of = if of == "child" { Entity::Child } else { Entity::Pet };
                let who = case.members(of).next();
                (who.unwrap_or_else(|| case.add(pack, of)), id)
            }
            None if name == "stay_in" => {
                stays.push(value);
                continue;
            }
            None => {
                let own = pack.fact(Entity::Household, name).map(|_| Member::HOUSEHOLD);
                (own.unwrap_or(Member::YOU), name)
            }
        };
        case.learn(pack, who, id, value).unwrap();
    }
    if !stays.is_empty() {
        case.learn_stays(pack, Member::YOU, &stays).unwrap();
    }
    case
}

fn answer(pack: &Pack, case: &Case, question: &str) -> String {
    let outcome = || evaluate(pack, case, &Topics::All);
    match question.split(' ').collect::<Vec<_>>()[..] {
        ["=", ..] => match evaluate_sentence(pack, case, &question[2..]).unwrap().value {
            Value::Truth(truth) => truth.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Number(number) => number.to_string(),
            other => format!("{other:?}"),
        },
        ["leaf", id] => leaf(pack, &outcome(), id),
        ["by", id] => day(pack, &outcome(), id, |finding| finding.by),
        ["from", id] => day(pack, &outcome(), id, |finding| finding.from),
        ["says", id, caution] => {
            let outcome = outcome();
            let mut said = outcome.statements(certain(pack, &outcome, id)).iter();
            let says =
                said.any(|said| matches!(said.what, What::Caution(text) if pack[text] == *caution));
            if says { "yes" } else { "no" }.into()
        }
        ["timeline", id, until] => {
            let topic = Topics::named(pack, id).unwrap();
            let periods = timeline(pack, case, &topic, until.parse().unwrap());
            let mut told: Vec<(String, String)> = Vec::new();
            for period in periods {
                let leaf = leaf(pack, &period.outcome, id);
                if told.last().is_none_or(|(_, before)| *before != leaf) {
                    told.push((period.first.to_string(), leaf));
                }
            }
            let told: Vec<String> =
                told.iter().map(|(day, leaf)| format!("{day}={leaf}")).collect();
            told.join(" ")
        }
        _ => panic!("no such question: {question}"),
    }
}

/// The one leaf of a topic that is certain.
fn leaf(pack: &Pack, outcome: &Outcome, topic: &str) -> String {
    let reached = outcome.leaves.iter().filter(|reached| pack[reached.topic].id == topic);
    let ids: Vec<&str> =
        reached.map(|reached| pack[reached.topic][reached.leaf].id.as_str()).collect();
    ids.join("+")
}

fn certain<'o>(pack: &Pack, outcome: &'o Outcome, id: &str) -> &'o Finding {
    let is_it = |finding: &&Finding| finding.is_certain && pack[finding.action].id == id;
    outcome.findings.iter().find(is_it).unwrap_or_else(|| panic!("`{id}` is not certain"))
}

fn day(pack: &Pack, outcome: &Outcome, id: &str, of: fn(&Finding) -> Option<Day>) -> String {
    let day = of(certain(pack, outcome, id)).and_then(Day::known);
    day.map_or_else(|| "none".into(), |day| day.to_string())
}

#[test]
fn the_program_says_the_dates_that_were_computed_without_it() {
    let pack = kazakhstan();
    let mut wrong = Vec::new();
    for (row, [on, facts, question, wanted]) in table().into_iter().enumerate() {
        let said = answer(&pack, &case(&pack, on, facts), question);
        if said != wanted {
            let line = row + 2;
            wrong.push(format!("line {line}, on {on}, {facts}: {question}: {said}, not {wanted}"));
        }
    }
    assert!(table().len() > 200);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
