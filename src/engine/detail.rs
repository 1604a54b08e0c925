//! How much is asked for: of each topic and member, and of what is found.

use crate::case::Member;
use crate::terms::id::TopicId;

/// A topic, and the member for whom it is walked.
pub(crate) type Walk = (TopicId, Member);

/// How much an outcome holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The findings with their days alone.
    Findings,
    /// These, and what is needed: no statements, no leaves, no stays.
    Days,
    /// Everything.
    Statements,
}
