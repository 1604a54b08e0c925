//! What actions say beside their days, word for word, to know which results are the same advice.

use super::reached::Decided;
use super::{PlannedTopic, Truth};
use crate::pack::{Item, LeafAction, Pack};

/// What the actions of a result say beside their days, for those results of which it was asked.
pub(super) type Contents<'p> = Vec<Option<Vec<Word<'p>>>>;

/// A piece of what an action says beside its days.
#[derive(PartialEq)]
pub(super) enum Word<'p> {
    Place(usize),
    Count(usize),
    Text(&'p str),
    LastOffice(usize),
}

/// Everything of the actions beside their days.
pub(super) fn words<'p>(pack: &'p Pack, topic: &PlannedTopic, decided: Decided) -> Vec<Word<'p>> {
    let mut words = Vec::new();
    let Some(leaf) = decided.leaf else { return words };
    let leaf = &pack.topics[topic.topic].leaves[leaf];
    let mut items = decided.items;
    for (place, planned) in topic.actions(decided) {
        let action = &leaf.actions[place];
        let mut cite: Vec<usize> = leaf.cite.clone();
        let mut given = planned.given.iter();
        // The answers stand in the order of the items.
        let mut holds = || match given.next() {
            Some(Truth::Open) => {
                let holds = items & 1 == 1;
                items >>= 1;
                holds
            }
            given => given == Some(&Truth::Yes),
        };
        let cautions = chosen(&action.cautions, String::as_str, &mut holds, &mut cite);
        let (offices, last) = offices(action, &mut holds, &mut cite);
        let bring = chosen(&action.bring, String::as_str, &mut holds, &mut cite);
        let fixed =
            [planned.action, planned.kind as usize, planned.rank.into(), planned.moves.into()];
        words.extend(fixed.map(Word::Count));
        words.push(Word::Text(&action.text));
        words.extend([cautions.len(), offices.len(), last.len(), bring.len()].map(Word::Count));
        words.extend(cautions.into_iter().chain(bring).map(Word::Text));
        words.extend(offices.into_iter().map(Word::Place));
        words.extend(last.into_iter().map(Word::LastOffice));
        words.push(Word::Count(cite.len()));
        words.extend(cite.into_iter().map(Word::Place));
    }
    words
}

/// The items whose condition holds, each once; their sources are added to those of the leaf.
fn chosen<'p, T, N: PartialEq>(
    items: &'p [Item<T>],
    name: impl Fn(&'p T) -> N,
    holds: &mut impl FnMut() -> bool,
    cite: &mut Vec<usize>,
) -> Vec<N> {
    let mut chosen = Vec::with_capacity(items.len());
    for item in items {
        let what = name(&item.what);
        if holds() && !chosen.contains(&what) {
            chosen.push(what);
            cite.extend(&item.cite);
        }
    }
    chosen
}

/// The offices of an action, those that must never be first at the end, and which of them those are.
fn offices(
    action: &LeafAction,
    holds: &mut impl FnMut() -> bool,
    cite: &mut Vec<usize>,
) -> (Vec<usize>, Vec<usize>) {
    let mut offices = chosen(&action.offices, |office| *office, holds, cite);
    let mut last = Vec::new();
    for item in action.offices.iter().filter(|item| item.last_if.is_some()) {
        if holds() && offices.contains(&item.what) {
            offices.retain(|office| *office != item.what);
            last.push(item.what);
        }
    }
    offices.extend(&last);
    (offices, last)
}
