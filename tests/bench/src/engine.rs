//! The same answers and lines from dovidka, and where they differ from those by hand.

use crate::answer::Answer;
use crate::cases::ON;
use crate::hand::{self, Today};
use crate::household::Household;
use crate::line;
use dovidka::cli::pack_folder;
use dovidka::engine::outcome::{Advice, Day, Outcome};
use dovidka::engine::plan::{Brief, BriefAction, Plan};
use dovidka::pack::raw::ActionKind;
use dovidka::terms::calendar::Date;
use dovidka::terms::interval::Interval;
use dovidka::{Case, Member, Pack, case, evaluate};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

/// The folder of the workload's rules.
#[must_use]
pub fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/workload"))
}

/// Splits a line into the caller's own id and the case file that dovidka reads.
///
/// # Errors
///
/// The line is no JSON object with an id.
pub fn split(line: &str) -> Result<(Value, String), Box<dyn Error>> {
    let mut object: serde_json::Map<String, Value> = serde_json::from_str(line)?;
    let id = object.remove("id").ok_or("a case has no id")?;
    Ok((id, serde_json::to_string(&object)?))
}

/// Reads the case in a line; its id is left out.
///
/// # Errors
///
/// The line is no case of the pack.
pub fn read(pack: &Pack, line: &str) -> Result<Case, Box<dyn Error>> {
    let (_, text) = split(line)?;
    Ok(case::read(pack, &text, ON.to_string().parse()?)?)
}

/// The places of all topics.
#[must_use]
pub fn topics(pack: &Pack) -> Vec<usize> {
    (0..pack.topics.len()).collect()
}

/// The line of ids as a JSON value.
#[must_use]
pub fn ids(pack: &Pack, id: &Value, outcome: &Outcome) -> Value {
    let day = |day: Option<Day>| day.and_then(Day::known).map(|day| day.to_string());
    let action = |advice: &Advice| {
        let days = [day(advice.from), day(advice.by)];
        action(pack, (advice.action, advice.kind, advice.who), advice.is_certain, days)
    };
    let needs = outcome.needs.iter().map(|need| self::need(&need.fact, need.who));
    object(id, outcome.is_decided, outcome.advice.iter().map(action), needs)
}

/// The line of ids from a plan, as a JSON value.
#[must_use]
pub fn brief_ids(pack: &Pack, id: &Value, brief: &Brief) -> Value {
    let day = |day: Option<Interval>| {
        day.and_then(Interval::known).and_then(Date::from_number).map(|day| day.to_string())
    };
    let action = |advice: &BriefAction| {
        let days = [day(advice.from), day(advice.by)];
        action(pack, (advice.action, advice.kind, advice.who), advice.is_certain, days)
    };
    let fact = |(who, place): &(Member, usize)| need(&pack.facts[who.of.place()][*place].id, *who);
    object(id, brief.is_decided, brief.actions.iter().map(action), brief.needs.iter().map(fact))
}

/// An action in a line of ids: what, for whom, and from when to when.
fn action(
    pack: &Pack,
    (action, kind, who): (usize, ActionKind, Member),
    is_certain: bool,
    [from, by]: [Option<String>; 2],
) -> Value {
    json!({
        "action": pack.actions[action].id,
        "who": who.to_string(),
        "kind": format!("{kind:?}").to_lowercase(),
        "certain": is_certain,
        "from": from,
        "by": by,
    })
}

fn need(fact: &str, who: Member) -> Value {
    json!({ "fact": fact, "who": who.to_string() })
}

fn object(
    id: &Value,
    is_decided: bool,
    actions: impl Iterator<Item = Value>,
    needs: impl Iterator<Item = Value>,
) -> Value {
    json!({
        "id": id,
        "decided": is_decided,
        "actions": actions.collect::<Vec<_>>(),
        "needs": needs.collect::<Vec<_>>(),
    })
}

/// The leaves of an outcome, each as `topic.leaf who`.
#[must_use]
pub fn leaves(pack: &Pack, outcome: &Outcome) -> Vec<String> {
    let leaf = |leaf: &dovidka::engine::outcome::ReachedLeaf| {
        let topic = &pack.topics[leaf.topic];
        format!("{}.{} {}", topic.id, topic.leaves[leaf.leaf].id, leaf.who)
    };
    outcome.leaves.iter().map(leaf).collect()
}

/// The leaves of an answer by hand, each as `topic.leaf who`.
#[must_use]
pub fn hand_leaves(pack: &Pack, answer: &Answer<true>) -> Vec<String> {
    let leaf = |leaf: &crate::answer::Leaf| {
        let mut who = Vec::new();
        line::who(leaf.who, &mut who);
        let who = String::from_utf8_lossy(&who).into_owned();
        format!("{}.{} {who}", pack.topics[leaf.topic as usize].id, leaf.id)
    };
    answer.leaves.iter().map(leaf).collect()
}

/// How the answers of dovidka and those by hand compare.
pub struct Comparison {
    /// Each case whose answers differ, with both answers.
    pub differences: Vec<String>,
    /// The leaves of the pack, as `topic.leaf`, that no case has reached.
    pub unreached: BTreeSet<String>,
}

/// Compares the answers of dovidka and those by hand, for fully known cases.
///
/// # Errors
///
/// The pack does not load, or a line is no case.
pub fn compare(lines: &[String]) -> Result<Comparison, Box<dyn Error>> {
    let pack = pack_folder::load(folder())?;
    let (topics, today, mut answer) = (topics(&pack), Today::on(ON), Answer::<true>::default());
    let plan = Plan::new(&pack, ON.to_string().parse()?, &[]);
    let (mut brief, mut differences) = (Brief::default(), Vec::new());
    let mut unreached = all_leaves(&pack);
    for text in lines {
        let (id, _) = split(text)?;
        let case = read(&pack, text)?;
        let outcome = evaluate(&pack, &case, &topics);
        plan.evaluate(&case, &mut brief);
        let case: Household<'_> = serde_json::from_str(text)?;
        hand::decide(&case, &today, &mut answer);
        answer.sort();
        let mut line = Vec::new();
        line::write(case.id, &answer, &mut line);
        let ours = (ids(&pack, &id, &outcome), leaves(&pack, &outcome));
        let by_hand = (serde_json::from_slice::<Value>(&line)?, hand_leaves(&pack, &answer));
        for leaf in &ours.1 {
            unreached.remove(leaf.split(' ').next().unwrap_or_default());
        }
        if ours != by_hand || ours.0 != brief_ids(&pack, &id, &brief) {
            differences.push(format!("{text}\n  dovidka {ours:?}\n  by hand {by_hand:?}"));
        }
    }
    Ok(Comparison { differences, unreached })
}

/// All leaves of the pack, as `topic.leaf`.
fn all_leaves(pack: &Pack) -> BTreeSet<String> {
    let of = |topic: &dovidka::pack::Topic| {
        let leaves = topic.leaves.iter();
        leaves.map(|leaf| format!("{}.{}", topic.id, leaf.id)).collect::<Vec<_>>()
    };
    pack.topics.iter().flat_map(of).collect()
}
