//! A case as the premises narrow it: what cannot be true together, as far as what is known leaves it open.

use crate::case::{Case, Template};
use crate::engine::members::Members;
use crate::engine::ops::is_end;
use crate::engine::premise::{Premise, Premises};
use crate::engine::reach::Reach;
use crate::engine::rules::Rules;
use crate::engine::view::View;
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::interval::Interval;

/// A case with its facts narrowed by its premises, and the premises.
#[derive(Debug, Clone)]
pub(crate) struct Narrowed {
    pub(crate) case: Case,
    pub(crate) premises: Premises,
    /// What the slots would be if nothing had been told of the household.
    pub(crate) untold: Vec<Interval>,
}

impl Narrowed {
    /// A case with its premises; without any if they cannot all hold, which is refused where a case comes in.
    pub(crate) fn of(rules: &Rules<'_>, case: &Case) -> Self {
        let (mut premises, mut narrowed) = (open_premises(rules, case), case.clone());
        if premises.narrow_case(&View::of(&rules.ops, case), &mut narrowed.slots).is_err() {
            (premises, narrowed) = (Premises::default(), case.clone());
        }
        Self { case: narrowed, premises, untold: untold(rules.pack, case) }
    }
}

/// A premise that cannot hold together with the others.
pub(crate) fn unfulfillable(rules: &Rules<'_>, case: &Case) -> Option<Premise> {
    let mut premises = open_premises(rules, case);
    if premises.is_empty() {
        return None;
    }
    premises.narrow_case(&View::of(&rules.ops, case), &mut case.slots.clone()).err()
}

/// All requires for all members that are not decided in a case.
fn open_premises(rules: &Rules<'_>, case: &Case) -> Premises {
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
    Premises::new(open)
}

fn untold(pack: &Pack, case: &Case) -> Vec<Interval> {
    let (template, mut slots) = (Template::new(pack, case.on), case.slots.clone());
    for of in Entity::ALL {
        let own = template.slots(of);
        for base in case.bases(of) {
            slots[*base as usize..][..own.len()].copy_from_slice(own);
        }
    }
    slots
}
