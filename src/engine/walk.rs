//! Walks one topic for one member: from the root of its tree to a leaf, and what the leaf asks for.

use crate::case::{Case, Member};
use crate::engine::alike::differ;
use crate::engine::explore::{Answers, Explored, Part, explore};
use crate::engine::facts::{Facts, Members};
use crate::engine::needed::{add_needed, varying};
use crate::engine::open::Atom;
use crate::engine::region::Region;
use crate::engine::step::{Asked, Choice, Step};
use crate::pack::program::NodeId;
use crate::pack::{Branch, Pack, Then, Topic};
use crate::terms::interval::Interval;

/// Where a walk ended.
pub(crate) struct Reached<'p> {
    /// The leaf, and the branch that leads there; nothing where the topic does not matter.
    pub(crate) leaf: Option<(usize, usize)>,
    /// What the leaf asks for.
    pub(crate) steps: Vec<Step<'p>>,
}

/// Everywhere a topic may end for a member.
pub(crate) fn explore_topic<'p>(
    pack: &'p Pack,
    case: &Case,
    topic: usize,
    who: Member,
) -> Explored<Reached<'p>> {
    let (topic, members) = (&pack.topics[topic], Members::of(case, who));
    let (whole, mut asked) = (Facts::of(pack, case), Asked::new());
    explore(&whole, |facts, answers| walk(topic, (facts, &whole, members), (answers, &mut asked)))
}

fn walk<'p>(
    topic: &'p Topic,
    (facts, whole, members): (&Facts<'_>, &Facts<'_>, Members),
    (answers, named): (&mut Answers, &mut Asked),
) -> Result<Reached<'p>, Atom> {
    let mut holds = |condition: Option<NodeId>| match condition {
        Some(condition) => answers.next_or(|| facts.decide(condition, members)),
        None => Ok(true),
    };
    if !holds(topic.node())? {
        return Ok(Reached { leaf: None, steps: Vec::new() });
    }
    let (place, branch) = find_leaf(topic, &mut holds)?;
    let leaf = &topic.leaves[place];
    // Everything is asked before anything is made.
    for action in &leaf.actions {
        holds(action.condition)?;
    }
    let asked = leaf.actions.iter().filter(|action| action.condition.is_some()).count();
    let mut answers = answers.last(asked).iter();
    let mut steps = Vec::with_capacity(leaf.actions.len());
    for action in &leaf.actions {
        if action.condition.is_none() || answers.next() == Some(&true) {
            steps.push(Step::new((facts, whole), (leaf, action), (members, &mut *named)));
        }
    }
    Ok(Reached { leaf: Some((place, branch)), steps })
}

/// The leaf to which the answers lead, and the branch that leads there.
fn find_leaf(
    topic: &Topic,
    holds: &mut impl FnMut(Option<NodeId>) -> Result<bool, Atom>,
) -> Result<(usize, usize), Atom> {
    let mut ladder = topic.root;
    loop {
        let last = ladder.first + ladder.count - 1;
        let mut taken = last;
        for place in ladder.first..last {
            if holds(topic.branches[place].node())? {
                taken = place;
                break;
            }
        }
        match topic.branches[taken].then {
            Then::Ladder(inner) => ladder = inner,
            Then::Leaf(leaf) => return Ok((leaf, taken)),
        }
    }
}

impl Explored<Reached<'_>> {
    /// Whether everything is decided in its parts.
    pub(crate) fn is_decided(&self) -> bool {
        self.is_whole && self.pieces().all(|(_, found)| found.is_whole)
    }

    /// What is not known to be the same in a whole part, each with the part.
    fn pieces(&self) -> impl Iterator<Item = (&Region, &Explored<Choice>)> {
        self.parts.iter().flat_map(|part| {
            let picks = part.result.steps.iter().flat_map(|step| &step.picks);
            picks.filter_map(|pick| Some((&part.region, pick.pieces()?)))
        })
    }

    /// The values of a slot for which it gives the same advice, the others being as they are somewhere.
    pub(crate) fn values(&self, slot: usize) -> impl Iterator<Item = Interval> {
        let whole = self.parts.iter().map(move |part| part.region.slots[slot]);
        let pieces = self.pieces().flat_map(move |(here, found)| {
            let meet = move |piece: &Part<_>| here.slots[slot].meet(piece.region.slots[slot]);
            found.parts.iter().filter_map(meet)
        });
        whole.chain(pieces)
    }

    /// The first and last days that are named in each part.
    pub(crate) fn days(&self) -> impl Iterator<Item = (&Region, NodeId)> {
        self.parts.iter().flat_map(|part| {
            let days = part
                .result
                .steps
                .iter()
                .flat_map(|step| step.of.from.into_iter().chain(step.of.by));
            days.map(|day| (&part.region, day))
        })
    }

    /// Whether the advice may depend on a slot that is not known.
    pub(crate) fn depends_on(&self, facts: &Facts<'_>, (slot, members): (usize, Members)) -> bool {
        let mut cuts = self.pieces().map(|(_, found)| &found.cut).chain([&self.cut]);
        !self.is_decided()
            || cuts.any(|cut| cut.contains(&slot))
            || self.days().any(|(_, day)| facts.reads(day, members, slot))
    }

    /// The slots that make a difference to the advice.
    pub(crate) fn needed(&self, facts: &Facts<'_>, members: Members) -> Vec<usize> {
        let mut needed = Vec::new();
        add_needed(self, |parts, slot| differ((facts, members), parts, slot), &mut needed);
        for part in &self.parts {
            let here = (facts, &part.region);
            part.result.steps.iter().for_each(|step| step.add_needed(here, &mut needed));
        }
        for (region, day) in self.days() {
            needed.extend(varying(&region.facts(facts), day, members));
        }
        needed.sort_unstable();
        needed.dedup();
        needed
    }
}

impl Topic {
    /// The sentences of the branches that lead to one, and its own; `otherwise` is what the branches before it are not.
    pub(crate) fn because(&self, branch: usize) -> Vec<String> {
        let nested =
            self.branches.iter().enumerate().filter_map(|(place, branch)| match branch.then {
                Then::Ladder(ladder) => Some((ladder, Some(place))),
                Then::Leaf(_) => None,
            });
        let mut ladders = nested.chain([(self.root, None)]);
        let own = ladders
            .find(|(ladder, _)| (ladder.first..ladder.first + ladder.count).contains(&branch));
        let Some((ladder, outer)) = own else { return Vec::new() };
        let mut sentences = outer.map_or_else(Vec::new, |outer| self.because(outer));
        if let Some(text) = text(&self.branches[branch]) {
            sentences.push(text.clone());
        } else {
            let before = self.branches[ladder.first..branch].iter().filter_map(text);
            sentences.extend(before.map(|text| format!("not ({text})")));
        }
        sentences
    }
}

fn text(branch: &Branch) -> Option<&String> {
    Some(&branch.condition.as_ref()?.text)
}
