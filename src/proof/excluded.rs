//! Requires that exclude everybody: no household is left that could meet them.
//!
//! **Must not know** how answers are told that they cannot be true.

use crate::case::Case;
use crate::engine::contradictions;
use crate::engine::sentence::{Value, evaluate_sentence};
use crate::pack::program::{Entity, Program};
use crate::pack::{Pack, Require};

/// The most bytes of sentences that are evaluated: a pack may have thousands of requires.
const MOST_TEXT: usize = 1 << 18;

/// A require that excludes everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excluding {
    /// Its place among those of the pack.
    pub require: usize,
    /// With which others it does so.
    pub with: With,
}

/// With which other requires one excludes everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// Alone.
    None,
    /// With the one at this place.
    One(usize),
    /// With several.
    Several,
}

/// The requires that exclude everybody, on the day on which the pack was reviewed.
///
/// Each is looked at alone, with each one before it, and all together as far as the ranges of facts go. A require that
/// looks at all members of a kind is left out: whom it excludes depends on how many there are.
#[must_use]
pub fn requires_that_exclude_everybody(pack: &Pack) -> Vec<Excluding> {
    let case = one_of_each(pack);
    // Each sentence is compiled anew; what others are made of would be copied every time.
    let bare = Pack { program: Program::default(), ..pack.clone() };
    let mut text_left = MOST_TEXT;
    let mut is_false = |requires: &[usize]| {
        if text_left == 0 {
            return false;
        }
        let requires: Vec<&Require> = requires.iter().map(|place| &pack.requires[*place]).collect();
        let sentence = sentence(&requires);
        text_left = text_left.saturating_sub(sentence.len());
        let found = evaluate_sentence(&bare, &case, &sentence);
        found.is_ok_and(|found| found.value == Value::Truth(false))
    };
    let all = (0..pack.requires.len()).filter(|place| is_of_one(pack, &pack.requires[*place]));
    let (alone, others): (Vec<usize>, Vec<usize>) = all.partition(|place| is_false(&[*place]));
    let alone = alone.into_iter().map(|require| Excluding { require, with: With::None });
    let mut excluding: Vec<Excluding> = alone.collect();
    let mut left: Vec<usize> = Vec::new();
    for require in others {
        match left.iter().copied().find(|other| is_false(&[*other, require])) {
            Some(other) => excluding.push(Excluding { require, with: With::One(other) }),
            None => left.push(require),
        }
    }
    if excluding.is_empty() {
        excluding.extend(several(pack, &case));
    }
    excluding
}

/// You, a child and a pet, of whom nothing is known.
fn one_of_each(pack: &Pack) -> Case {
    let mut case = Case::new(pack, pack.reviewed_on);
    for of in [Entity::Child, Entity::Pet] {
        case.add(pack, of);
    }
    case
}

/// A require that excludes everybody together with several others.
fn several(pack: &Pack, case: &Case) -> Option<Excluding> {
    let mut of_one = pack.clone();
    of_one.requires.retain(|require| is_of_one(pack, require));
    let broken = contradictions(&of_one, case).first()?.require.id.clone();
    let require = pack.requires.iter().position(|require| require.id == broken)?;
    Some(Excluding { require, with: With::Several })
}

/// Whether a require is about the facts of one member, the household's and yours alone.
fn is_of_one(pack: &Pack, require: &Require) -> bool {
    let inside = pack.program.inside(require.condition.node, require.of.at_hand());
    inside.iter().all(|(node, _)| pack.program.node(*node).each().is_none())
}

/// Requires as one sentence about a household with at most one member of each kind.
fn sentence(requires: &[&Require]) -> String {
    let of_one = |of: Entity| {
        let own = requires.iter().filter(|require| require.of == of);
        let own: Vec<String> = own.map(|it| format!("({})", it.condition.text)).collect();
        let own = (!own.is_empty()).then(|| own.join(" and "))?;
        Some(match of {
            Entity::Household => own,
            of => format!("any {} where ({own})", of.name()),
        })
    };
    let parts: Vec<String> =
        Entity::ALL.into_iter().filter_map(of_one).map(|it| format!("({it})")).collect();
    parts.join(" and ")
}
