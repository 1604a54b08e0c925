//! Facts that were told and that nothing needs that was asked for, and facts that are presumed.

use crate::case::{Case, Member, Said};
use crate::engine::need::Need;
use crate::engine::rules::Rules;
use crate::pack::Fact;
use crate::pack::program::Entity;
use crate::terms::id::FactId;

/// A fact that was told and is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unused {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
    /// Whether it is known that it does not matter to this household; otherwise no topic that is asked for reads it.
    pub does_not_matter: bool,
}

/// The facts that are presumed and that something looks at, in the order of the case.
pub(crate) fn presumed(rules: &Rules<'_>, case: &Case) -> Vec<Need> {
    let (pack, readers) = (rules.pack, &rules.readers);
    let is_read = |(who, fact): &(Member, &Fact)| {
        let when = fact.matters_when.as_ref();
        let matters = |node| readers.matters.holds((case, &case.slots), *who, node);
        readers.read(*who, fact) && when.and_then(|when| matters(when.node)) != Some(false)
    };
    let need = |(who, fact): (Member, &Fact)| {
        let place = pack.facts[who.of.place()].iter().position(|known| known.slot == fact.slot);
        Need { who, fact: FactId::at(place.unwrap_or_default()) }
    };
    case.presumed(pack).filter(is_read).map(need).collect()
}

/// The facts that were told and are not needed, in the order of the case.
pub(crate) fn unused(rules: &Rules<'_>, case: &Case) -> Vec<Unused> {
    let (pack, readers) = (rules.pack, &rules.readers);
    let mut unused = Vec::new();
    for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)) {
        for (place, fact) in pack.facts[who.of.place()].iter().enumerate() {
            if case.said(who, fact) != Said::Value {
                continue;
            }
            let matters = |node| readers.matters.holds((case, &case.slots), who, node);
            let holds = fact.matters_when.as_ref().and_then(|when| matters(when.node));
            let does_not_matter = holds == Some(false);
            if does_not_matter || !readers.read(who, fact) {
                unused.push(Unused { who, fact: FactId::at(place), does_not_matter });
            }
        }
    }
    unused
}
