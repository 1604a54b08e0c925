//! The premises of a case: what cannot be true together, as far as what is known leaves it open.

use crate::case::Case;
use crate::engine::members::Members;
use crate::engine::ops::is_end;
use crate::engine::premise::{Premise, narrow};
use crate::engine::reach::Reach;
use crate::engine::rules::Rules;
use crate::engine::view::View;

/// A case, and the premises that what is known of it leaves open.
#[derive(Debug, Clone)]
pub(crate) struct Premises {
    /// The case with its facts narrowed by the premises.
    pub(crate) case: Case,
    pub(crate) open: Vec<Premise>,
}

impl Premises {
    /// The premises of a case; an error with the first that cannot hold.
    pub(crate) fn of(rules: &Rules<'_>, case: &Case) -> Result<Self, Premise> {
        let open = open_premises(rules, case);
        let (mut narrowed, view) = (case.clone(), View::of(&rules.ops, case));
        let all: Vec<usize> = (0..case.slots.len()).collect();
        if let Err(broken) = narrow(&open, &view, (&mut narrowed.slots, all)) {
            return Err(broken.clone());
        }
        Ok(Self { case: narrowed, open })
    }

    /// The premises of a case; none if they cannot all hold, which is refused where a case comes in.
    pub(crate) fn or_none(rules: &Rules<'_>, case: &Case) -> Self {
        Self::of(rules, case).unwrap_or_else(|_| Self { case: case.clone(), open: Vec::new() })
    }
}

/// All requires for all members that are not decided in a case.
fn open_premises(rules: &Rules<'_>, case: &Case) -> Vec<Premise> {
    let view = View::of(&rules.ops, case);
    let mut open = Vec::new();
    for (require, start) in rules.requires.iter().enumerate() {
        for who in case.members(rules.pack.requires[require].of) {
            let members = Members::of(case, who);
            if is_end(view.walk(*start, &members)) {
                continue;
            }
            let mut found = Reach::default();
            view.reach(*start, &members, &mut found);
            open.push(Premise { require, who, start: *start, members, slots: found.slots });
        }
    }
    open
}
