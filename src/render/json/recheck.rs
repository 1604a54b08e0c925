//! What has changed since cases were stored, as JSON for programs.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** layout.

use crate::pack::Pack;
use crate::render::json::shape::{DoneShape, StateShape};
use crate::render::json::{done, write};
use crate::render::notices::notices;
use crate::terms::calendar::Date;
use crate::time::recheck::{Change, Recheck, State, Why};
use serde::Serialize;

#[derive(Serialize)]
struct RecheckShape<'a> {
    format: u32,
    pack: &'a str,
    version: &'a str,
    on: String,
    files: Vec<FileShape<'a>>,
}

#[derive(Serialize)]
struct FileShape<'a> {
    file: &'a str,
    stored_on: String,
    stored_version: &'a str,
    changes: Vec<ChangeShape<'a>>,
    /// What was done and must be done again.
    lapsed: Vec<DoneShape<'a>>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct ChangeShape<'a> {
    action: &'a str,
    who: String,
    topic: &'a str,
    change: &'static str,
    why: &'static str,
    before: Option<StateShape>,
    after: Option<StateShape>,
}

/// All files with their changes; a day that is open is `first..last`, as in a case file.
pub fn recheck(pack: &Pack, on: Date, files: &[Recheck], language: &str) -> String {
    let shapes = files.iter().map(|known| FileShape {
        file: &known.file,
        stored_on: known.stored_on.to_string(),
        stored_version: &known.stored_version,
        changes: known.changes.iter().map(change).collect(),
        lapsed: known.lapsed().map(|step| done(pack, step)).collect(),
        notices: notices(pack, &known.outcome, language),
    });
    write(&RecheckShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: on.to_string(),
        files: shapes.collect(),
    })
}

fn change(change: &Change) -> ChangeShape<'_> {
    ChangeShape {
        action: &change.action,
        who: change.who.to_string(),
        topic: &change.topic,
        change: match (change.before, change.after) {
            (None, _) => "begins",
            (_, None) => "ends",
            _ => "changes",
        },
        why: match change.why {
            Why::Time => "time",
            Why::Rules => "rules",
            Why::Both => "both",
        },
        before: change.before.map(state),
        after: change.after.map(state),
    }
}

fn state(state: State) -> StateShape {
    StateShape {
        kind: state.told.kind,
        certain: state.told.is_certain,
        open: state.is_open,
        overdue: state.is_over,
        from: state.told.from.map(|day| day.to_string()),
        by: state.told.by.map(|day| day.to_string()),
    }
}
