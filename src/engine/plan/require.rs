//! Answers that cannot both be true.

use super::{Plan, Truth};
use crate::case::{Case, Member};
use crate::engine::facts::Members;
use crate::pack::Require;

impl<'p> Plan<'p> {
    /// The first of the answers that cannot both be true, and whose they are, as
    /// [`contradictions`](crate::engine::contradictions) finds them.
    #[must_use]
    pub fn contradiction(&self, case: &Case) -> Option<(&'p Require, Member)> {
        for (require, test) in self.pack.requires.iter().zip(&self.requires) {
            for who in case.members(require.of) {
                if self.holds(test, case, Members::of(case, who)) == Truth::No {
                    return Some((require, who));
                }
            }
        }
        None
    }
}
