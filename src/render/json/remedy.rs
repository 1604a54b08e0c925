//! The small changes that help, as JSON for programs.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** layout.

use crate::engine::outcome::Outcome;
use crate::pack::Pack;
use crate::render::json::write;
use crate::render::notices::notices;
use crate::render::what_if::written;
use crate::time::remedy::{Duty, Remedy};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct RemediesShape<'a> {
    format: u32,
    pack: &'a str,
    version: &'a str,
    on: String,
    lang: &'a str,
    changes: Vec<RemedyShape<'a>>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct RemedyShape<'a> {
    fact: &'a str,
    who: String,
    from: String,
    to: String,
    gone: Vec<DutyShape<'a>>,
    left: Vec<DutyShape<'a>>,
}

#[derive(Serialize)]
struct DutyShape<'a> {
    action: &'a str,
    who: String,
}

/// The changes, most helpful first; `from` and `to` are the first and the last value that helps.
pub fn remedies(pack: &Pack, outcome: &Outcome, found: &[Remedy<'_>], language: &str) -> String {
    let duties = |duties: &BTreeSet<Duty>| {
        let shape =
            |(action, who): &Duty| DutyShape { action: &pack[*action].id, who: who.to_string() };
        duties.iter().map(shape).collect()
    };
    let shape = |remedy: &Remedy<'_>| RemedyShape {
        fact: pack.fact(remedy.who.of, &remedy.fact.id).map_or("", |fact| fact.id.as_str()),
        who: remedy.who.to_string(),
        from: written(remedy.fact, remedy.values.low),
        to: written(remedy.fact, remedy.values.high),
        gone: duties(&remedy.gone),
        left: duties(&remedy.left),
    };
    write(&RemediesShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: outcome.on.to_string(),
        lang: language,
        changes: found.iter().map(shape).collect(),
        notices: notices(pack, outcome, language),
    })
}
