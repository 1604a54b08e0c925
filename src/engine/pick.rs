//! What an action may name: kinds, offices, papers and cautions, each by the first of some items whose conditions hold.

use crate::engine::statement::What;
use crate::pack::Item;
use crate::pack::program::NodeId;
use crate::pack::raw::{ActionKind, Role};
use crate::terms::id::{OfficeId, SourceId, TextId};

/// What an action may name, in the order of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    /// A kind that it is; it is one of several, and stands first.
    Kind,
    Office(OfficeId, Role),
    Paper(TextId),
    Caution(TextId),
}

/// Something that an action may name. Its walk ends at the number of the item that names it.
#[derive(Debug, Clone)]
pub(crate) struct Pick {
    pub(crate) what: Named,
    /// Its place among all that the action may name.
    pub(crate) place: usize,
    pub(crate) start: u32,
    /// Its first item in [`Rules::items`], and how many it has.
    pub(crate) items: (u32, u32),
    /// Of an office: where the condition starts under which it is never named first.
    pub(crate) last: u32,
}

/// One of the items that may name something.
#[derive(Debug, Clone)]
pub(crate) struct PickItem<'p> {
    /// Under these conditions.
    pub(crate) conditions: Vec<NodeId>,
    pub(crate) cite: &'p [SourceId],
    /// Items with another number say other things.
    pub(crate) says: u32,
    /// What kind the action is, if it is a kind that is named.
    pub(crate) kind: ActionKind,
}

impl Named {
    /// In which list it stands, counted in the order of telling.
    pub(crate) fn list(self) -> u8 {
        match self {
            Self::Kind => 0,
            Self::Office(..) => 1,
            Self::Paper(_) => 2,
            Self::Caution(_) => 3,
        }
    }

    /// What it says; a kind says nothing of its own.
    pub(crate) fn statement(self) -> Option<What> {
        match self {
            Self::Kind => None,
            Self::Office(office, role) => Some(What::Office(office, role)),
            Self::Paper(text) => Some(What::Paper(text)),
            Self::Caution(text) => Some(What::Caution(text)),
        }
    }
}

/// What names something.
#[derive(Clone)]
pub(crate) struct Given<'p> {
    pub(crate) conditions: Vec<NodeId>,
    pub(crate) cite: &'p [SourceId],
    /// Of an office: when it is never named first.
    pub(crate) last_if: Option<NodeId>,
}

impl<'p> Given<'p> {
    pub(crate) fn of<T>(item: &'p Item<T>) -> Self {
        let conditions = item.condition.into_iter().collect();
        Self { conditions, cite: &item.cite, last_if: None }
    }
}
