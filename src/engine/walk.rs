//! Walks one topic for one member: from the root of its tree to a leaf, and what the leaf asks for.

use crate::case::{Case, Member};
use crate::engine::explore::{Answers, Explored, explore};
use crate::engine::facts::{Facts, Members};
use crate::engine::region::Atom;
use crate::pack::program::NodeId;
use crate::pack::raw::ActionKind;
use crate::pack::{Condition, Item, Ladder, Leaf, LeafAction, Pack, Then, Topic};
use crate::terms::interval::Interval;
use std::borrow::Cow;
use std::convert::Infallible;
use std::rc::Rc;

/// Where a walk ended; two are equal if they give the same advice, whichever way they took.
#[derive(Debug, Clone)]
pub(crate) struct Reached<'p> {
    /// The branches that were taken, each with its ladder.
    pub(crate) path: Vec<(Ladder, usize)>,
    pub(crate) end: Rc<End<'p>>,
    /// The first day and the last of each step.
    pub(crate) days: Vec<[Option<Interval>; 2]>,
}

impl PartialEq for Reached<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.days == other.days
            && (Rc::ptr_eq(&self.end, &other.end) || self.end.steps == other.end.steps)
    }
}

/// What all walks have in common that end at the same leaf, with the same answers to what is conditional in it.
#[derive(Debug, Default)]
pub(crate) struct End<'p> {
    /// The leaf; nothing where the topic does not matter.
    pub(crate) leaf: Option<usize>,
    /// What the leaf asks for.
    pub(crate) steps: Vec<Step<'p>>,
    /// The first day and the last of each step.
    pub(crate) days: Vec<[Option<NodeId>; 2]>,
    answers: Vec<bool>,
}

/// One action of a leaf, with everything that is conditional in it decided.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step<'p> {
    pub(crate) action: usize,
    pub(crate) kind: ActionKind,
    pub(crate) rank: u8,
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
    let mut ends = Vec::new();
    explore(&Facts::of(pack, case), |facts, answers| {
        walk(pack, topic, (facts, members), (answers, &mut ends))
    })
}

fn walk<'p>(
    pack: &Pack,
    topic: &'p Topic,
    (facts, members): (&Facts<'_>, Members),
    (answers, ends): (&mut Answers, &mut Vec<Rc<End<'p>>>),
) -> Result<Reached<'p>, Atom> {
    let mut holds = |condition: Option<&Condition>| match condition {
        Some(condition) => answers.next_or(|| holds(facts, condition, members)),
        None => Ok(true),
    };
    let mut path = Vec::new();
    let leaf = if holds(topic.only_if.as_ref())? {
        Some(find_leaf(topic, &mut path, &mut holds)?)
    } else {
        None
    };
    let decided = leaf.map_or(Ok(0), |leaf| decide(&topic.leaves[leaf], holds))?;
    let answers = answers.last(decided);
    let is_same = |end: &&Rc<End<'_>>| end.leaf == leaf && end.answers == answers;
    let end = if let Some(end) = ends.iter().rfind(is_same) {
        Rc::clone(end)
    } else {
        let to = |leaf| End::at((pack, facts), (topic, leaf), answers);
        let end = Rc::new(leaf.map_or_else(End::default, to));
        ends.push(Rc::clone(&end));
        end
    };
    let day = |node: Option<NodeId>| node.map(|node| facts.range(node, members));
    let days = end.days.iter().map(|days| days.map(day)).collect();
    Ok(Reached { path, end, days })
}

/// The leaf to which the answers lead; the branches that were taken are added to `path`.
fn find_leaf(
    topic: &Topic,
    path: &mut Vec<(Ladder, usize)>,
    holds: &mut impl FnMut(Option<&Condition>) -> Result<bool, Atom>,
) -> Result<usize, Atom> {
    let mut ladder = topic.root;
    loop {
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
            Then::Leaf(leaf) => return Ok(leaf),
        }
    }
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

impl<'p> End<'p> {
    /// A leaf in which everything that is conditional has its answer.
    fn at(
        (pack, facts): (&Pack, &Facts<'_>),
        (topic, place): (&'p Topic, usize),
        answers: &[bool],
    ) -> Self {
        let leaf = &topic.leaves[place];
        let (mut steps, mut days) = (Vec::with_capacity(leaf.actions.len()), Vec::new());
        let mut left = answers.iter();
        let mut holds =
            |condition: Option<&Condition>| condition.is_none() || left.next() == Some(&true);
        for action in &leaf.actions {
            if holds(action.condition.as_ref()) {
                steps.push(step((pack, facts), (leaf, action), &mut holds));
                let node = |condition: &Condition| condition.node;
                days.push([&action.from, &action.by].map(|day| day.as_ref().map(node)));
            }
        }
        Self { leaf: Some(place), steps, days, answers: answers.into() }
    }
}

/// One action, with the items that `holds` grants.
fn step<'p>(
    (pack, facts): (&Pack, &Facts<'_>),
    (leaf, action): (&Leaf, &'p LeafAction),
    mut holds: impl FnMut(Option<&Condition>) -> bool,
) -> Step<'p> {
    let mut holds = |condition: Option<&Condition>| Ok::<_, Infallible>(holds(condition));
    let mut cite = leaf.cite.clone();
    let Ok(mut cautions) = chosen(&action.cautions, |id| id.as_str().into(), &mut holds, &mut cite);
    let Ok((offices, last)) = offices(action, &mut holds, &mut cite);
    let last = last.iter().map(|office| format!("office.{}.last", pack.offices[*office].id));
    cautions.extend(last.map(Cow::Owned));
    let Ok(bring) = chosen(&action.bring, String::as_str, &mut holds, &mut cite);
    let mut days = action.from.iter().chain(&action.by);
    Step {
        action: action.action,
        kind: action.kind,
        rank: action.rank,
        moves: days.any(|day| facts.reads_today(day.node)),
        text: &action.text,
        bring,
        offices,
        cautions,
        cite,
    }
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
