//! What a batch reads and writes.

use crate::case::Columns;
use crate::engine::rules::Topics;
use crate::pack::Pack;
use crate::render::View;
use crate::terms::calendar::Date;

/// The longest line, and the longest record of a spreadsheet, in bytes.
pub const LONGEST_LINE: usize = crate::case::LARGEST;

/// The form of the input or of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One JSON object in each line.
    JsonLines,
    /// A spreadsheet with a line of column names.
    Csv,
}

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
///
/// # Examples
///
/// ```
/// use dovidka::batch::{Form, Settings};
/// use dovidka::{Pack, render::View};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut settings = Settings::new(&pack, "2026-11-22".parse()?, View::new("en"));
/// settings.output = Form::Csv;
/// settings.threads = 4;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
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
    /// Whether columns that are not facts are given back.
    pub keeps: bool,
    /// Whether the households are counted.
    pub counts: bool,
    /// Whether the batch ends at the first bad line.
    pub is_strict: bool,
    /// Columns that stand for a fact. Columns that are not facts are ignored regardless of `has_others`: every real
    /// list has some.
    pub columns: Columns,
    /// How many threads work, up to 256.
    pub threads: usize,
    /// How an outcome is written in full, and the language of messages.
    pub view: View<'s>,
}

impl<'s> Settings<'s> {
    /// All topics on an as-of date; whatever comes in, JSON Lines of ids go out; one thread works.
    #[must_use]
    pub fn new(pack: &'s Pack, on: Date, view: View<'s>) -> Self {
        Self {
            pack,
            on,
            topics: Topics::All,
            input: None,
            output: Form::JsonLines,
            fields: Fields::Ids,
            keeps: false,
            counts: false,
            is_strict: false,
            columns: Columns::default(),
            threads: 1,
            view,
        }
    }
}
