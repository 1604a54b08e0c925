//! Many cases in, one line out for each, in the same order and in bounded memory.
//!
//! ```text
//! bytes ─► blocks of whole lines ─► workers: line ─► Case ─► Outcome ─► line ─► blocks in order ─► bytes
//! ```
//!
//! A worker takes the next block, works on it alone, and waits for its turn to write. So memory is that of one
//! block a worker, whatever the size of the input.
//!
//! **Must not know** the terminal: who runs a batch is told of it through [`Hear`].

mod answer;
mod block;
mod columns;
mod csv_case;
mod csv_line;
mod json_case;
mod json_line;
mod lines;
mod member_column;
mod order;
mod own;
mod quotes;
mod recognise;
mod record;
mod records;
mod run;
mod summary;
mod summary_text;
mod tell;
mod work;

pub use self::recognise::{Form, Unreadable};
pub use self::run::{Done, Stopped, run};
pub use self::summary::Summary;
pub use self::tell::{Column, Hear, Problem, Progress, Unknown};

use crate::case_file::Columns;
use crate::engine::rules::Topics;
use crate::pack::Pack;
use crate::render::View;
use crate::terms::calendar::Date;

/// The longest line, and the longest record of a spreadsheet, in bytes.
pub const LONGEST_LINE: usize = crate::case_file::LARGEST;

/// What a line out holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// The caller's own id, whether it is decided, the actions with who and when, and what is needed.
    Ids,
    /// The whole outcome.
    Full,
    /// No line at all, for those who only want the summary.
    None,
}

/// What a batch reads and writes.
#[derive(Debug, Clone)]
pub struct Settings<'s> {
    /// The rules.
    pub pack: &'s Pack,
    /// The day whose law applies.
    pub on: Date,
    /// The topics.
    pub topics: Topics,
    /// What comes in; `None` is recognised by its first bytes.
    pub input: Option<Form>,
    /// What goes out.
    pub output: Form,
    /// What a line out holds.
    pub fields: Fields,
    /// Whether columns that are no facts are given back.
    pub keeps: bool,
    /// Whether the households are counted.
    pub counts: bool,
    /// Whether the first bad line is the end.
    pub is_strict: bool,
    /// Columns that stand for a fact. Others are let be, whatever this says of them: no list has facts only.
    pub columns: Columns,
    /// How many threads work, up to 256.
    pub threads: usize,
    /// How an outcome is written in full, and the language of messages.
    pub view: View<'s>,
}
