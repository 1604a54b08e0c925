//! Walks one topic for one member: from the root of its tree to a leaf, and what the leaf asks for.

use crate::case::{Case, Member};
use crate::engine::explore::{Answers, Explored, explore};
use crate::engine::facts::{Facts, Members};
use crate::engine::open::Atom;
use crate::pack::{Condition, Item, Ladder, Leaf, LeafAction, Pack, Then, Topic};
use crate::terms::interval::Interval;
use std::borrow::Cow;
use std::convert::Infallible;
use std::ptr;
use std::rc::Rc;

/// Where a walk ended; two are equal if they give the same advice, whichever way they took.
#[derive(Debug, Clone)]
pub(crate) struct Reached<'p> {
    /// The leaf; nothing where the topic does not matter.
    pub(crate) leaf: Option<usize>,
    /// The branches that were taken, each with its ladder.
    pub(crate) path: Vec<(Ladder, usize)>,
    /// What the leaf asks for, each with its first day and its last.
    pub(crate) steps: Vec<(Rc<Step<'p>>, [Option<Interval>; 2])>,
}

impl PartialEq for Reached<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

/// One action of a leaf, with everything that is conditional in it decided.
#[derive(Debug)]
pub(crate) struct Step<'p> {
    /// The action as the leaf names it.
    pub(crate) of: &'p LeafAction,
    pub(crate) moves: bool,
    pub(crate) offices: Vec<usize>,
    pub(crate) bring: Vec<&'p str>,
    pub(crate) cautions: Vec<Cow<'p, str>>,
    pub(crate) cite: Vec<usize>,
    /// The answers to what is conditional in it.
    answers: Vec<bool>,
}

/// Two steps are equal if they say the same.
impl PartialEq for Step<'_> {
    fn eq(&self, other: &Self) -> bool {
        let action = |step: &Self| (step.of.action, step.of.kind, step.of.rank, step.moves);
        action(self) == action(other)
            && self.of.text == other.of.text
            && self.offices == other.offices
            && self.bring == other.bring
            && self.cautions == other.cautions
            && self.cite == other.cite
    }
}

impl Eq for Step<'_> {}

/// The steps that walks have come to; those that are the same are one.
type Steps<'p> = Vec<Rc<Step<'p>>>;

/// Everywhere a topic may end for a member.
pub(crate) fn explore_topic<'p>(
    pack: &'p Pack,
    case: &Case,
    topic: usize,
    who: Member,
) -> Explored<Reached<'p>> {
    let (topic, members) = (&pack.topics[topic], Members::of(case, who));
    let mut known = Steps::new();
    explore(&Facts::of(pack, case), |facts, answers| {
        walk(pack, topic, (facts, members), (answers, &mut known))
    })
}

fn walk<'p>(
    pack: &Pack,
    topic: &'p Topic,
    (facts, members): (&Facts<'_>, Members),
    (answers, known): (&mut Answers, &mut Steps<'p>),
) -> Result<Reached<'p>, Atom> {
    let mut holds = |condition: Option<&Condition>| match condition {
        Some(condition) => answers.next_or(|| holds(facts, condition, members)),
        None => Ok(true),
    };
    let (mut path, mut steps) = (Vec::new(), Vec::new());
    if !holds(topic.only_if.as_ref())? {
        return Ok(Reached { leaf: None, path, steps });
    }
    let place = find_leaf(topic, &mut path, &mut holds)?;
    let leaf = &*topic.leaves[place];
    let decided = decide(leaf, holds)?;
    let mut answers = answers.last(decided);
    for action in &leaf.actions {
        if action.condition.is_none() || answers.split_off_first() == Some(&true) {
            let own = action.item_conditions().flatten().count();
            let own = answers.split_off(..own).unwrap_or_default();
            let day = |day: &Option<Condition>| Some(facts.range(day.as_ref()?.node, members));
            let days = [day(&action.from), day(&action.by)];
            steps.push((step((pack, facts), (leaf, action), (own, known)), days));
        }
    }
    Ok(Reached { leaf: Some(place), path, steps })
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

/// One action with these answers to what is conditional in it.
fn step<'p>(
    (pack, facts): (&Pack, &Facts<'_>),
    (leaf, of): (&Leaf, &'p LeafAction),
    (answers, known): (&[bool], &mut Steps<'p>),
) -> Rc<Step<'p>> {
    let is_same = |step: &&Rc<Step<'_>>| ptr::eq(step.of, of) && step.answers == answers;
    if let Some(step) = known.iter().rfind(is_same) {
        return Rc::clone(step);
    }
    let mut left = answers.iter();
    let mut holds = |condition: Option<&Condition>| {
        Ok::<_, Infallible>(condition.is_none() || left.next() == Some(&true))
    };
    let mut cite = leaf.cite.clone();
    let Ok(mut cautions) = chosen(&of.cautions, |id| id.as_str().into(), &mut holds, &mut cite);
    let Ok((offices, last)) = offices(of, &mut holds, &mut cite);
    let last = last.iter().map(|office| format!("office.{}.last", pack.offices[*office].id));
    cautions.extend(last.map(Cow::Owned));
    let Ok(bring) = chosen(&of.bring, String::as_str, &mut holds, &mut cite);
    let moves = of.from.iter().chain(&of.by).any(|day| facts.reads_today(day.node));
    let answers = answers.into();
    let step = Rc::new(Step { of, moves, offices, bring, cautions, cite, answers });
    known.push(Rc::clone(&step));
    step
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
