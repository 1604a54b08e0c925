//! The counts of a batch as JSON for programs.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** how the households were counted.

use crate::render::json::write;
use serde::Serialize;

/// The counts of a batch, in the order in which they are written.
#[derive(Debug, Serialize)]
pub struct SummaryShape<'a> {
    /// The households with each action.
    pub actions: Vec<ActionCount<'a>>,
    /// The households whose advice is the same whatever the unknown facts are.
    pub decided: u64,
    /// The households that must do something now.
    pub due: u64,
    /// The version of this shape.
    pub format: u32,
    /// The households that were evaluated.
    pub households: u64,
    /// The households with a last day in each week.
    pub weeks: Vec<WeekCount>,
}

/// The households that have an action.
#[derive(Debug, Serialize)]
pub struct ActionCount<'a> {
    /// The action.
    pub action: &'a str,
    /// Somebody certainly has it.
    pub certain: u64,
    /// Somebody perhaps has it, and nobody certainly.
    pub possible: u64,
}

/// The households of which somebody has a last day in a week.
#[derive(Debug, Serialize)]
pub struct WeekCount {
    /// The Monday of the week.
    pub from: Option<String>,
    /// How many there are.
    pub households: u64,
    /// The Sunday of the week.
    pub to: Option<String>,
}

/// The summary as JSON, with a line end.
#[must_use]
pub fn summary(summary: &SummaryShape<'_>) -> String {
    write(summary)
}
