//! What is known of one household on an as-of date.
//!
//! **Owns** the members, the one way in which an answer becomes a fact, and the one reader and the one writer of a
//! case in JSON: files, lines and stored cases. **Must not know** how a case is evaluated, or where a text comes from.

mod answer;
mod columns;
mod done;
mod fault;
mod fields;
mod history;
mod household;
mod json;
mod member;
mod parse;
mod presumed;
mod reading;
mod stays;
mod stored;
mod template;
mod write;
pub(crate) mod written;

pub use self::answer::{BadAnswer, Said, StandIn};
pub use self::columns::{Columns, LARGEST, LISTS, MOST_MEMBERS};
pub use self::done::{BadDone, Done};
pub use self::fault::CaseProblem;
pub use self::fields::CallerFields;
pub use self::household::Case;
pub use self::json::{CaseFile, Reader, read, read_file};
pub use self::member::Member;
pub use self::stays::BadStay;
pub use self::stored::{Span, Stored, StoredAction, StoredState, stored};
pub(crate) use self::template::Template;
pub use self::write::{write, write_stored};
pub use crate::pack::program::Entity;

pub(crate) use self::columns::{DONE, STAYS};
pub(crate) use self::fault::shorten;
pub(crate) use self::household::TODAY;
