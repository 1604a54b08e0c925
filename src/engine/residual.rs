//! What is left of a condition where an action stands: the parts of it that have one answer there become that answer.
//!
//! What is left is equal to the whole condition wherever the action stands.
//!
//! **Must not know** what is said under the condition.

use crate::case::{Case, Member, StandIn};
use crate::engine::explore::{Part, Space};
use crate::engine::members::Members;
use crate::engine::need::need;
use crate::engine::ops::NO;
use crate::engine::reach::Reach;
use crate::engine::region::Region;
use crate::engine::rules::Rules;
use crate::engine::scene::Scene;
use crate::engine::statement::{Claim, Condition, Values};
use crate::engine::topic::TopicOps;
use crate::engine::view::View;
use crate::pack::Topic;
use crate::pack::program::{Node, NodeId};
use crate::terms::id::LeafId;
use crate::terms::interval::Interval;
use std::cell::RefCell;
use std::collections::HashMap;

/// The parts of a box in which something stands.
pub(crate) struct Ground<'g> {
    rules: &'g Rules<'g>,
    topic: &'g TopicOps,
    scene: &'g Scene<'g>,
    who: Member,
    space: &'g Space,
    /// Each of the parts, and the smallest box around them.
    regions: Vec<Region>,
    around: Region,
    /// The conditions that were asked for, each with its one answer in all parts.
    answers: RefCell<HashMap<NodeId, Option<bool>>>,
}

/// For whom a topic was explored.
#[derive(Clone, Copy)]
pub(crate) struct Explorer<'g> {
    pub(crate) rules: &'g Rules<'g>,
    pub(crate) topic: &'g TopicOps,
    pub(crate) scene: &'g Scene<'g>,
    pub(crate) who: Member,
    pub(crate) space: &'g Space,
}

impl<'g> Ground<'g> {
    /// The ground of some parts; there is at least one.
    pub(crate) fn new(of: Explorer<'g>, parts: impl Iterator<Item = Part>) -> Self {
        let Explorer { rules, topic, scene, who, space } = of;
        let regions: Vec<Region> = parts.map(|part| space.region(scene.case, part)).collect();
        let mut around =
            Region { slots: regions[0].slots.clone(), constraints: Vec::new(), twin: None };
        for region in &regions[1..] {
            for (slot, other) in around.slots.iter_mut().zip(&region.slots) {
                *slot = slot.around(*other);
            }
        }
        Self { rules, topic, scene, who, space, regions, around, answers: RefCell::default() }
    }

    /// Whether a condition, given by where it starts, may hold in one of the parts.
    pub(crate) fn may_hold(&self, start: u32) -> bool {
        let view = self.scene.view();
        self.around.view(&view).walk(start, &self.scene.members) != NO
    }

    /// The condition that is left of a claim, which holds in some of these parts and is not decided in all.
    pub(crate) fn condition(
        &self,
        claim: &Claim,
        holds_in: impl Iterator<Item = Part>,
    ) -> Condition {
        let claim = self.left(claim);
        let values = self.values(&claim, holds_in);
        let (pack, case) = (self.rules.pack, self.scene.case);
        let yours = case.stand_ins_of(pack, self.who).filter(|(_, by)| *by == StandIn::Yours);
        let yours = yours.map(|(fact, _)| pack.place_of(fact)).collect();
        Condition { topic: self.topic.id, who: self.who, yours, claim, values }
    }

    /// What is left of a claim.
    fn left(&self, claim: &Claim) -> Claim {
        match claim {
            Claim::Is(node) => match self.answer(*node) {
                Some(true) => Claim::ALWAYS,
                Some(false) => Claim::NEVER,
                None => self.named(*node),
            },
            Claim::Not(inner) => self.left(inner).opposite(),
            Claim::All(parts) => Claim::all(parts.iter().map(|part| self.left(part))),
            Claim::Any(parts) => Claim::any(parts.iter().map(|part| self.left(part))),
            Claim::Leaf(leaf, inner) => match self.left(inner) {
                known if known == Claim::ALWAYS || known == Claim::NEVER => known,
                open => Claim::Leaf(*leaf, Box::new(open)),
            },
            Claim::Value(_, inner) => self.left(inner),
        }
    }

    /// What is left of a condition that has not one answer, by its name if it has one.
    fn named(&self, node: NodeId) -> Claim {
        let left = self.inside(node);
        let has_name = self.rules.pack.name_of(node).is_some();
        let is_part = has_name && !matches!(left, Claim::Is(_) | Claim::Value(..));
        if is_part { Claim::Value(node, Box::new(left)) } else { left }
    }

    /// What is left of a condition that has not one answer; the condition itself if all of it is left.
    fn inside(&self, node: NodeId) -> Claim {
        let (parts, is_all) = match self.rules.pack.program.node(node) {
            Node::All(parts) => (parts, true),
            Node::Any(parts) => (parts, false),
            Node::Not(part) => {
                let left = self.left(&Claim::Is(*part));
                let is_whole = left == Claim::Is(*part);
                return if is_whole { Claim::Is(node) } else { left.opposite() };
            }
            _ => return Claim::Is(node),
        };
        let left: Vec<Claim> = parts.iter().map(|part| self.left(&Claim::Is(*part))).collect();
        let is_whole = left.iter().zip(parts).all(|(left, part)| *left == Claim::Is(*part));
        match is_whole {
            true => Claim::Is(node),
            false if is_all => Claim::all(left),
            false => Claim::any(left),
        }
    }

    /// The answer of a condition in all parts, if it is one.
    fn answer(&self, node: NodeId) -> Option<bool> {
        if let Some(known) = self.answers.borrow().get(&node) {
            return *known;
        }
        let (conditions, view) = (&self.rules.conditions, self.scene.view());
        let ask = |region: &Region| conditions.ask(&region.view(&view), &self.scene.members, node);
        let answer = ask(&self.around).or_else(|| {
            let first = ask(&self.regions[0])?;
            self.regions[1..].iter().all(|region| ask(region) == Some(first)).then_some(first)
        });
        self.answers.borrow_mut().insert(node, answer);
        answer
    }

    /// The values for which a claim holds, if it hangs on one fact.
    fn values(&self, claim: &Claim, holds_in: impl Iterator<Item = Part>) -> Option<Values> {
        let (pack, case) = (self.rules.pack, self.scene.case);
        let view = self.scene.view();
        let (view, mut found) = (self.around.view(&view), Reach::default());
        for node in claim.conditions() {
            self.rules.conditions.reach(&view, &self.scene.members, node, &mut found);
        }
        let [slot] = found.slots[..] else { return None };
        let fact = need(pack, case, (self.who, slot));
        if pack[(fact.who.of, fact.fact)].kind.width() > 1 || !self.space.is_whole {
            return None;
        }
        let runs = joined(holds_in.map(|part| self.space.value_of(case, part, slot)).collect());
        Some(Values { fact, possible: self.around.slots[slot], runs })
    }
}

impl Rules<'_> {
    /// Whether a condition of an outcome of these rules holds of a case; `None` if what is known does not decide it.
    ///
    /// # Panics
    ///
    /// If the topic of the condition is not among those of these rules.
    #[must_use]
    pub fn holds(&self, condition: &Condition, case: &Case) -> Option<bool> {
        let members = Members::of(case, condition.who);
        self.judge(&condition.claim, (&View::of(&self.ops, case), &members))
    }

    fn judge(&self, claim: &Claim, at: (&View<'_>, &Members)) -> Option<bool> {
        let any = |parts: &[Claim], wanted: bool| {
            let truths: Vec<Option<bool>> = parts.iter().map(|part| self.judge(part, at)).collect();
            let is_certain = truths.contains(&Some(wanted));
            let is_open = truths.contains(&None);
            if is_certain { Some(wanted) } else { (!is_open).then_some(!wanted) }
        };
        match claim {
            Claim::Is(node) => self.conditions.ask(at.0, at.1, *node),
            Claim::Not(inner) => self.judge(inner, at).map(|holds| !holds),
            Claim::Leaf(_, inner) | Claim::Value(_, inner) => self.judge(inner, at),
            Claim::All(parts) => any(parts, false),
            Claim::Any(parts) => any(parts, true),
        }
    }
}

/// That a topic leads to a leaf.
pub(crate) fn leads_to(topic: &Topic, leaf: LeafId) -> Claim {
    let only_if = Claim::of(topic.node());
    let ways = topic.branches_to(leaf).map(|branch| {
        let path = topic.path(branch).into_iter().map(|(condition, holds)| {
            let claim = Claim::Is(condition.node);
            if holds { claim } else { claim.opposite() }
        });
        Claim::all(path)
    });
    Claim::Leaf(leaf, Box::new(Claim::all([only_if, Claim::any(ways)])))
}

/// Runs of numbers in order, without those that touch.
pub(crate) fn joined(mut runs: Vec<Interval>) -> Vec<Interval> {
    runs.sort_unstable_by_key(|run| run.low);
    let mut joined: Vec<Interval> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.low <= last.high.saturating_add(1) => {
                last.high = last.high.max(run.high);
            }
            _ => joined.push(run),
        }
    }
    joined
}
