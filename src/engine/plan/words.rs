//! What actions say beside their days, word for word, to know which results are the same advice.

use super::reached::Decided;
use super::{PlannedTopic, Truth};
use crate::engine::step::{choose, named_first};
use crate::pack::program::NodeId;
use crate::pack::{Item, Pack};
use std::convert::Infallible;

/// What the actions of a result say beside their days, for those results of which it was asked.
pub(super) type Contents<'p> = Vec<Option<Vec<Word<'p>>>>;

/// A piece of what an action says beside its days.
#[derive(PartialEq)]
pub(super) enum Word<'p> {
    Place(usize),
    Count(usize),
    Text(&'p str),
    /// Whether an office is never named first.
    IsLast(bool),
}

/// Everything of the actions beside their days.
pub(super) fn words<'p>(pack: &'p Pack, topic: &PlannedTopic, decided: Decided) -> Vec<Word<'p>> {
    let mut words = Vec::new();
    let Some(leaf) = decided.leaf else { return words };
    let leaf = &pack.topics[topic.topic].leaves[leaf];
    let mut items = decided.items;
    for (place, planned) in topic.actions(decided) {
        let action = &leaf.actions[place];
        let answer = |(node, given): (Option<NodeId>, &Truth)| {
            let holds = match given {
                Truth::Open => {
                    let holds = items & 1 == 1;
                    items >>= 1;
                    holds
                }
                given => *given == Truth::Yes,
            };
            Some((node?, holds))
        };
        let answers: Vec<(NodeId, bool)> =
            action.item_conditions().zip(&planned.given).filter_map(answer).collect();
        let fixed =
            [planned.action, planned.kind as usize, planned.rank.into(), planned.moves.into()];
        words.extend(fixed.map(Word::Count));
        words.push(Word::Text(&action.text));
        words.push(Word::Count(leaf.cite.len()));
        words.extend(leaf.cite.iter().copied().map(Word::Place));
        name(&action.cautions, |id| Word::Text(id), &answers, &mut words);
        name(&action.offices, |office| Word::Place(*office), &answers, &mut words);
        name(&action.bring, |id| Word::Text(id), &answers, &mut words);
    }
    words
}

/// Adds what these items name, each with its sources, and how many things those are.
fn name<'p, T: PartialEq>(
    items: &'p [Item<T>],
    word: impl Fn(&'p T) -> Word<'p>,
    answers: &[(NodeId, bool)],
    words: &mut Vec<Word<'p>>,
) {
    let holds = |node: NodeId| {
        let answer = answers.iter().find(|(known, _)| *known == node);
        Ok::<_, Infallible>(answer.is_some_and(|(_, holds)| *holds))
    };
    let mut count = 0;
    for place in named_first(items) {
        let Ok(choice) = choose(&items[place..], holds);
        let Some((after, is_last)) = choice else { continue };
        let item = &items[place + after];
        words.extend([word(&item.what), Word::IsLast(is_last), Word::Count(item.cite.len())]);
        words.extend(item.cite.iter().copied().map(Word::Place));
        count += 1;
    }
    words.push(Word::Count(count));
}
