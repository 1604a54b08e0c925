//! A fact that is needed, whose it is, and what it decides.

use crate::case::{Case, Member};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::id::{ActionId, FactId};

/// A fact that is still needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Need {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
}

/// An action that a need decides: whether it is named, its kind or a day of it differs between households that differ
/// in this fact alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Decision {
    /// The fact that is needed.
    pub need: Need,
    /// Who does the action.
    pub who: Member,
    /// The action.
    pub action: ActionId,
}

/// Whose fact a slot is, and which; it is looked for at `near` first.
pub(crate) fn need(pack: &Pack, case: &Case, (near, slot): (Member, usize)) -> Need {
    let find = |who: Member| {
        let offset = slot.checked_sub(case.base(who))?;
        let facts = &pack.facts[who.of.place()];
        let place =
            facts.partition_point(|fact| usize::from(fact.slot) <= offset).checked_sub(1)?;
        let end = usize::from(facts[place].slot) + facts[place].kind.width();
        (offset < end).then_some(Need { who, fact: FactId::at(place) })
    };
    let others = Entity::ALL.into_iter().flat_map(|of| case.members(of));
    let mut all = [near, Member::HOUSEHOLD, Member::YOU].into_iter().chain(others);
    all.find_map(find).expect("every slot belongs to a fact")
}
