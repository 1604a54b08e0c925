//! Walks one topic for one member: from the root of its tree to a leaf, and what the leaf asks for.

use crate::case::{Case, Member};
use crate::engine::explore::{Answers, Explored, explore};
use crate::engine::facts::{Facts, Members};
use crate::engine::region::Atom;
use crate::pack::raw::ActionKind;
use crate::pack::{Condition, Item, Ladder, Leaf, LeafAction, Pack, Then, Topic};
use crate::terms::interval::Interval;
use std::borrow::Cow;
use std::convert::Infallible;

/// How many sources the items of an action may have before there must be more room for them.
const MORE_SOURCES: usize = 16;

/// Where a walk ended; two are equal if they give the same advice, whichever way they took.
#[derive(Debug, Clone)]
pub(crate) struct Reached<'p> {
    /// The leaf; nothing where the topic does not matter.
    pub(crate) leaf: Option<usize>,
    /// The branches that were taken, each with its ladder.
    pub(crate) path: Vec<(Ladder, usize)>,
    /// What the leaf asks for.
    pub(crate) steps: Vec<Step<'p>>,
}

impl PartialEq for Reached<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

/// One action of a leaf, with everything that is conditional in it decided.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step<'p> {
    pub(crate) action: usize,
    pub(crate) kind: ActionKind,
    pub(crate) rank: u8,
    pub(crate) from: Option<Interval>,
    pub(crate) by: Option<Interval>,
    pub(crate) moves: bool,
    pub(crate) text: &'p str,
    pub(crate) offices: Vec<usize>,
    pub(crate) bring: Vec<&'p str>,
    pub(crate) cautions: Vec<Cow<'p, str>>,
    pub(crate) cite: Vec<usize>,
}

/// Everywhere a topic may end for a member.
pub(crate) fn explore_topic<'p>(
    pack: &'p Pack,
    case: &Case,
    topic: usize,
    who: Member,
) -> Explored<Reached<'p>> {
    let (topic, members) = (&pack.topics[topic], Members::of(case, who));
    explore(&Facts::of(pack, case), |facts, answers| walk(pack, topic, (facts, members), answers))
}

fn walk<'p>(
    pack: &Pack,
    topic: &'p Topic,
    (facts, members): (&Facts<'_>, Members),
    answers: &mut Answers,
) -> Result<Reached<'p>, Atom> {
    let mut path = Vec::new();
    let mut holds = |condition: Option<&Condition>| match condition {
        Some(condition) => answers.next_or(|| holds(facts, condition, members)),
        None => Ok(true),
    };
    if !holds(topic.only_if.as_ref())? {
        return Ok(Reached { leaf: None, path, steps: Vec::new() });
    }
    let mut ladder = topic.root;
    let leaf = loop {
        let last = ladder.count - 1;
        let mut taken = last;
        for offset in 0..last {
            if holds(topic.branches[ladder.first + offset].condition.as_ref())? {
                taken = offset;
                break;
            }
        }
        path.push((ladder, taken));
        match topic.branches[ladder.first + taken].then {
            Then::Ladder(inner) => ladder = inner,
            Then::Leaf(leaf) => break leaf,
        }
    };
    let decided = decide(&topic.leaves[leaf], holds)?;
    let steps = steps(pack, &topic.leaves[leaf], (facts, members), answers.last(decided));
    Ok(Reached { leaf: Some(leaf), path, steps })
}

fn holds(facts: &Facts<'_>, condition: &Condition, members: Members) -> Result<bool, Atom> {
    let truth = facts.range(condition.node, members);
    if truth.is_known() {
        return Ok(truth == Interval::TRUE);
    }
    facts.open_atom(condition.node, members).map_or(Ok(false), Err)
}

/// Asks everything that is conditional in a leaf, before anything is made of it; gives how many questions those were.
fn decide(
    leaf: &Leaf,
    mut holds: impl FnMut(Option<&Condition>) -> Result<bool, Atom>,
) -> Result<usize, Atom> {
    let mut asked = 0;
    let mut ask = |condition: Option<&Condition>| {
        asked += usize::from(condition.is_some());
        holds(condition)
    };
    for action in &leaf.actions {
        if ask(action.condition.as_ref())? {
            action.item_conditions().try_for_each(|condition| ask(condition).map(drop))?;
        }
    }
    Ok(asked)
}

/// What a leaf asks for, once everything in it is decided.
fn steps<'p>(
    pack: &Pack,
    leaf: &'p Leaf,
    (facts, members): (&Facts<'_>, Members),
    answers: &[bool],
) -> Vec<Step<'p>> {
    let mut answers = answers.iter();
    let mut holds = |condition: Option<&Condition>| {
        Ok::<_, Infallible>(condition.is_none() || answers.next() == Some(&true))
    };
    let mut steps = Vec::new();
    for action in &leaf.actions {
        let Ok(true) = holds(action.condition.as_ref()) else { continue };
        let mut cite = Vec::with_capacity(leaf.cite.len() + MORE_SOURCES);
        cite.extend(&leaf.cite);
        let Ok(mut cautions) =
            chosen(&action.cautions, |id| id.as_str().into(), &mut holds, &mut cite);
        let Ok((offices, last)) = offices(action, &mut holds, &mut cite);
        let last = last.iter().map(|office| format!("office.{}.last", pack.offices[*office].id));
        cautions.extend(last.map(Cow::Owned));
        let Ok(bring) = chosen(&action.bring, String::as_str, &mut holds, &mut cite);
        let day = |condition: &Condition| facts.range(condition.node, members);
        let mut days = action.from.iter().chain(&action.by);
        steps.push(Step {
            action: action.action,
            kind: action.kind,
            rank: action.rank,
            from: action.from.as_ref().map(day),
            by: action.by.as_ref().map(day),
            moves: days.any(|condition| facts.reads_today(condition.node)),
            text: &action.text,
            bring,
            offices,
            cautions,
            cite,
        });
    }
    steps
}

/// The items whose condition holds, each once; their sources are added to those of the leaf.
pub(crate) fn chosen<'p, T, N: PartialEq, E>(
    items: &'p [Item<T>],
    name: impl Fn(&'p T) -> N,
    holds: &mut impl FnMut(Option<&Condition>) -> Result<bool, E>,
    cite: &mut Vec<usize>,
) -> Result<Vec<N>, E> {
    let mut chosen = Vec::with_capacity(items.len());
    for item in items {
        let what = name(&item.what);
        if holds(item.condition.as_ref())? && !chosen.contains(&what) {
            chosen.push(what);
            cite.extend(&item.cite);
        }
    }
    Ok(chosen)
}

/// The offices of an action, those that must never be first at the end, and which of them those are.
pub(crate) fn offices<E>(
    action: &LeafAction,
    holds: &mut impl FnMut(Option<&Condition>) -> Result<bool, E>,
    cite: &mut Vec<usize>,
) -> Result<(Vec<usize>, Vec<usize>), E> {
    let mut offices = chosen(&action.offices, |office| *office, holds, cite)?;
    let mut last = Vec::new();
    for item in action.offices.iter().filter(|item| item.last_if.is_some()) {
        if holds(item.last_if.as_ref())? && offices.contains(&item.what) {
            offices.retain(|office| *office != item.what);
            last.push(item.what);
        }
    }
    offices.extend(&last);
    Ok((offices, last))
}

impl Topic {
    /// The sentences of the branches that were taken; `otherwise` is what the branches before it are not.
    pub(crate) fn because(&self, path: &[(Ladder, usize)]) -> Vec<String> {
        let mut sentences = Vec::new();
        for (ladder, taken) in path {
            let text = |offset: usize| self.branches[ladder.first + offset].condition.as_ref();
            match text(*taken) {
                Some(condition) => sentences.push(condition.text.clone()),
                None => sentences.extend(
                    (0..*taken)
                        .filter_map(text)
                        .map(|condition| format!("not ({})", condition.text)),
                ),
            }
        }
        sentences
    }
}
