//! The same answers and lines from dovidka, and where they differ from those by hand.

use crate::answer::Answer;
use crate::cases::ON;
use crate::hand::{self, Today};
use crate::household::Household;
use crate::line;
use dovidka::cli::pack_folder;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::{Finding, Outcome};
use dovidka::engine::{Detail, Workspace};
use dovidka::{Case, Pack, Rules, Topics, case};
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

/// The line of ids as a JSON value.
#[must_use]
pub fn ids(pack: &Pack, id: &Value, outcome: &Outcome) -> Value {
    let day = |day: Option<Day>| day.and_then(Day::known).map(|day| day.to_string());
    let action = |finding: &Finding| {
        json!({
            "action": pack[finding.action].id,
            "who": finding.who.to_string(),
            "kind": format!("{:?}", finding.kind).to_lowercase(),
            "kind_if": [],
            "certain": finding.is_certain,
            "from": day(finding.from),
            "best_by": day(finding.best_by),
            "by": day(finding.by),
            "by_is": finding.by.map(|_| finding.by_is.name()),
            "state": finding.state(outcome.on).name(),
        })
    };
    let needs = outcome.needs.iter().map(|need| {
        let fact = &pack[(need.who.of, need.fact)].id;
        json!({ "fact": fact, "who": need.who.to_string() })
    });
    json!({
        "id": id,
        "decided": outcome.is_decided,
        "actions": outcome.findings.iter().map(action).collect::<Vec<_>>(),
        "needs": needs.collect::<Vec<_>>(),
    })
}

/// The leaves of an outcome, each as `topic.leaf who`.
#[must_use]
pub fn leaves(pack: &Pack, outcome: &Outcome) -> Vec<String> {
    let leaf = |leaf: &dovidka::engine::outcome::ReachedLeaf| {
        let topic = &pack[leaf.topic];
        format!("{}.{} {}", topic.id, topic[leaf.leaf].id, leaf.who)
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
    let (today, mut answer) = (Today::on(ON), Answer::<true>::default());
    let (rules, on) = (Rules::new(&pack, &Topics::All), ON.to_string().parse()?);
    let (of_one_day, mut workspace) = (Rules::on(&pack, &Topics::All, on), Workspace::new(on));
    let mut differences = Vec::new();
    let mut unreached = all_leaves(&pack);
    for text in lines {
        let (id, _) = split(text)?;
        let case = read(&pack, text)?;
        let outcome = rules.evaluate(&case);
        of_one_day.evaluate_in(&mut workspace, &case, Detail::Days);
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
        if ours != by_hand || ours.0 != ids(&pack, &id, &workspace.outcome) {
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
