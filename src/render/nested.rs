//! Conditions of which one asks for more than another: what stands under both is said under the wider one once.
//!
//! **Must not know** what is said.

use crate::engine::statement::{Claim, Condition};
use crate::pack::Pack;
use crate::pack::program::Node;
use crate::render::letter::Letter;
use crate::render::merge::Entry;

/// Lines under conditions; one whose condition asks for all that another one asks for, and more, follows that one with
/// what it asks for beyond it.
pub fn nested(letter: &Letter<'_>, lines: Vec<(Entry, String)>) -> Vec<(Entry, String)> {
    let wider = |(entry, _): &(Entry, String)| {
        let all = lines.iter().enumerate();
        let wider = all.filter_map(|(place, (other, _))| {
            Some((place, beyond(letter, only(letter, entry)?, only(letter, other)?)?))
        });
        wider.collect::<Vec<(usize, Condition)>>()
    };
    let wider: Vec<Vec<(usize, Condition)>> = lines.iter().map(wider).collect();
    // The widest of all: one that follows another one itself is not there to be followed.
    let widest = |of: &Vec<(usize, Condition)>| {
        of.iter().find(|(place, _)| wider[*place].is_empty()).cloned()
    };
    let wider: Vec<Option<(usize, Condition)>> = wider.iter().map(widest).collect();
    let mut said: Vec<String> = lines.iter().map(|(_, line)| line.clone()).collect();
    for (place, (_, line)) in lines.iter().enumerate() {
        if let Some((under, condition)) = &wider[place] {
            let inner = letter.said_under(condition, line);
            said[*under] =
                letter.words.fill("if.inside", &[("text", &said[*under]), ("inner", &inner)]);
        }
    }
    let all = lines.into_iter().zip(said).zip(wider);
    all.filter(|(_, wider)| wider.is_none()).map(|(((entry, _), said), _)| (entry, said)).collect()
}

/// The condition of what is said under one condition alone.
fn only<'l>(letter: &Letter<'l>, entry: &Entry) -> Option<&'l Condition> {
    match entry.conditions[..] {
        [place] if entry.who.is_empty() => Some(&letter.outcome.conditions[place]),
        _ => None,
    }
}

/// What a condition asks for beyond another, if that is all of it and more.
fn beyond(letter: &Letter<'_>, condition: &Condition, of: &Condition) -> Option<Condition> {
    if (condition.topic, condition.who) != (of.topic, of.who) {
        return None;
    }
    let mut left = parts(letter.pack, &condition.claim);
    for part in parts(letter.pack, &of.claim) {
        let place = left.iter().position(|own| *own == part)?;
        left.remove(place);
    }
    let is_more = !left.is_empty();
    is_more.then(|| Condition { claim: Claim::all(left), values: None, ..condition.clone() })
}

/// The claims that all hold where this one does.
fn parts(pack: &Pack, claim: &Claim) -> Vec<Claim> {
    match claim {
        Claim::All(parts) => parts.clone(),
        Claim::Is(node) => match pack.program.node(*node) {
            Node::All(parts) if pack.name_of(*node).is_none() => {
                parts.iter().copied().map(Claim::Is).collect()
            }
            _ => vec![claim.clone()],
        },
        _ => vec![claim.clone()],
    }
}
