//! How long an action takes, and for which day it must be ready, as ops.
//!
//! **Must not know** households, except as a walk sees them.

use crate::engine::members::Members;
use crate::engine::ops::{NO, Number, YES};
use crate::engine::view::View;
use crate::pack::Period;
use crate::pack::program::NodeId;

/// How long an action takes and what it must be ready for: of each ladder the first rung whose condition holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub(crate) takes: Vec<Rung<Period>>,
    pub(crate) needed_for: Vec<Rung<PlannedDay>>,
}

impl Plan {
    /// Whether nothing is said of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.takes.is_empty() && self.needed_for.is_empty()
    }

    /// Where its conditions start.
    pub(crate) fn starts(&mut self) -> impl Iterator<Item = &mut u32> {
        let takes = self.takes.iter_mut().map(|rung| &mut rung.start);
        takes.chain(self.needed_for.iter_mut().map(|rung| &mut rung.start))
    }
}

/// What one rung of a ladder says, and where its condition starts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rung<T> {
    pub(crate) start: u32,
    pub(crate) is: T,
}

/// A day for which something must be ready.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlannedDay {
    pub(crate) node: NodeId,
    pub(crate) number: Number,
}

/// What the rungs of a ladder may say; `None` where none may hold.
pub(crate) fn possible<T: Copy>(
    view: &View<'_>,
    members: &Members,
    rungs: &[Rung<T>],
) -> Vec<Option<T>> {
    let mut all = Vec::new();
    for rung in rungs {
        let end = view.walk(rung.start, members);
        if end != NO {
            all.push(Some(rung.is));
        }
        if end == YES {
            return all;
        }
    }
    all.push(None);
    all
}
