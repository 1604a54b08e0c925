//! What is walked, for whom, and what holds in every completion.

use crate::case::Case;
use crate::engine::members::Members;
use crate::engine::ops::Ops;
use crate::engine::premise::Premises;
use crate::engine::view::View;

/// What is walked: the ops of some topics, for a case, with the members at hand.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'s> {
    pub(crate) ops: &'s Ops<'s>,
    pub(crate) case: &'s Case,
    pub(crate) members: Members,
    pub(crate) premises: &'s Premises,
}

impl<'s> Scene<'s> {
    /// The case as it is known.
    pub(crate) fn view(&self) -> View<'s> {
        View::of(self.ops, self.case)
    }
}
