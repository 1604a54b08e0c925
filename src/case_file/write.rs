//! Case files as texts, for a person to keep and to read again.
//!
//! **Must not know** how they are read.

use super::{LISTS, STAYS};
use crate::case::{Case, Member, Said};
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::value::Kind;
use std::fmt::Write as _;

/// Writes a case file that [`read`](super::read) reads again; the lists of `counted` members are there even if they are empty.
#[must_use]
pub fn write(pack: &Pack, case: &Case, counted: &[Entity]) -> String {
    let mut text = String::from("{");
    let mut separator = "\n  ";
    for line in
        [Member::HOUSEHOLD, Member::YOU].into_iter().flat_map(|member| facts(pack, case, member))
    {
        let _ = write!(text, "{separator}{line}");
        separator = ",\n  ";
    }
    for (list, of) in LISTS {
        let members = case.members(of).filter(|member| *member != Member::YOU);
        let members: Vec<String> = members
            .map(|member| format!("{{ {} }}", facts(pack, case, member).join(", ")))
            .collect();
        if !members.is_empty() {
            let _ = write!(text, "{separator}\"{list}\": [\n    {}\n  ]", members.join(",\n    "));
            separator = ",\n  ";
        } else if counted.contains(&of) {
            let _ = write!(text, "{separator}\"{list}\": []");
            separator = ",\n  ";
        }
    }
    text.push_str("\n}\n");
    text
}

/// What was said of a member, as `"fact": value`.
fn facts(pack: &Pack, case: &Case, member: Member) -> Vec<String> {
    let said = |fact: &&Fact| case.said(member, fact) != Said::Nothing;
    let facts = pack.facts[member.of.place()].iter().filter(said);
    let line = |fact: &Fact| {
        let text = case.written(member, fact).unwrap_or_default();
        let value = match (&fact.kind, text.as_str()) {
            (_, "unknown") => "null".into(),
            (Kind::YesNo, "yes") => "true".into(),
            (Kind::YesNo, _) => "false".into(),
            (Kind::Number, number) => number.into(),
            (_, text) => format!("\"{text}\""),
        };
        format!("\"{}\": {value}", fact.id)
    };
    let stay = |stay: &String| {
        let (from, to) = stay.split_once("..").unwrap_or_default();
        format!("{{ \"from\": \"{from}\", \"to\": \"{to}\" }}")
    };
    let stays = case.written_stays(member).map(|stays| {
        let stays: Vec<String> = stays.iter().map(stay).collect();
        format!("\"{STAYS}\": [{}]", stays.join(", "))
    });
    facts.map(line).chain(stays).collect()
}
