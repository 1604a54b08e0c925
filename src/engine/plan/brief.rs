//! The outcome of a plan: which actions, for whom, by when, and what is still needed.
//!
//! **Must not know** texts, offices, papers and sources.

use super::explore::Found;
use super::{Plan, PlannedTopic};
use crate::case::{Case, Member};
use crate::engine::advise::Merged;
use crate::engine::outcome::Day;
use crate::engine::walk::explore_topic;
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::terms::interval::Interval;

/// What a household must do, can do and should know, in short; its buffers may be used for many cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brief {
    /// Whether every completion of the facts that are not known gives this advice.
    pub is_decided: bool,
    /// The actions in the order of [`Outcome::advice`](crate::Outcome).
    pub actions: Vec<BriefAction>,
    /// The facts that matter and are not known, in the order in which they are asked: whose, and its place
    /// among the facts of that entity.
    pub needs: Vec<(Member, usize)>,
    is_open: bool,
    buffers: Buffers,
}

/// Room to work in, which is no part of the outcome.
#[derive(Debug, Clone, Default)]
struct Buffers(Found);

impl PartialEq for Buffers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Buffers {}

/// One action of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefAction {
    /// The action.
    pub action: usize,
    /// The topic that asks for it.
    pub topic: usize,
    /// Who does it.
    pub who: Member,
    /// What it is to the person.
    pub kind: ActionKind,
    /// Its place in the order of danger: 0 first.
    pub rank: u8,
    /// Whether it is part of the advice whatever the unknown facts are.
    pub is_certain: bool,
    /// The day numbers between which the first day lies.
    pub from: Option<Interval>,
    /// The day numbers between which the last day lies.
    pub by: Option<Interval>,
}

impl Brief {
    pub(super) fn clear(&mut self) {
        self.actions.clear();
        self.needs.clear();
        self.is_open = false;
    }

    /// Adds what a topic says that is not decided by the facts as they are known.
    #[cold]
    pub(super) fn explore(
        &mut self,
        plan: &Plan<'_>,
        topic: &PlannedTopic,
        (case, who): (&Case, Member),
    ) {
        let mut found = std::mem::take(&mut self.buffers.0);
        if found.explore(plan, topic, (case, who)).is_some() {
            self.is_open |= !found.needed.is_empty();
            let needed = found.needed.iter();
            self.needs.extend(needed.map(|slot| owner(plan.pack, case, who, *slot)));
            found.reached.advise(topic, who, self);
        } else {
            self.explore_without(plan.pack, case, (topic.topic, who));
        }
        self.buffers.0 = found;
    }

    /// The same without a plan, for a topic that has too many parts.
    fn explore_without(&mut self, pack: &Pack, case: &Case, (topic, who): (usize, Member)) {
        let mut merged = Merged::default();
        merged.add(pack, case, (topic, who), &explore_topic(pack, case, topic, who));
        let outcome = merged.outcome(pack, case);
        self.is_open |= !outcome.is_decided;
        for need in &outcome.needs {
            let place = pack.facts[need.who.of.place()].iter().position(|f| f.id == need.fact);
            self.needs.extend(place.map(|place| (need.who, place)));
        }
        let day = |day: Day| Interval { low: day.earliest.number(), high: day.latest.number() };
        self.actions.extend(outcome.advice.iter().map(|advice| BriefAction {
            action: advice.action,
            topic,
            who,
            kind: advice.kind,
            rank: advice.rank,
            is_certain: advice.is_certain,
            from: advice.from.map(day),
            by: advice.by.map(day),
        }));
    }

    /// Puts everything in order.
    pub(super) fn finish(&mut self) {
        self.is_decided = !self.is_open;
        self.needs.sort_unstable();
        self.needs.dedup();
        // Topics and their members are walked in order, which a stable sort keeps.
        self.actions.sort_by_key(BriefAction::order);
    }
}

/// Whose fact a slot is, and its place among the facts of that entity; most are those of `who`.
fn owner(pack: &Pack, case: &Case, who: Member, slot: usize) -> (Member, usize) {
    let place_of = |who: Member| {
        let offset = slot.checked_sub(case.base(who))?;
        let facts = &pack.facts[who.of.place()];
        let place =
            facts.partition_point(|fact| usize::from(fact.slot) <= offset).checked_sub(1)?;
        let end = usize::from(facts[place].slot) + facts[place].kind.width();
        (offset < end).then_some((who, place))
    };
    let near = [who, Member::HOUSEHOLD, Member::YOU].into_iter().find_map(place_of);
    near.or_else(|| place_of(case.owner(pack, slot).0)).expect("every slot belongs to a fact")
}

impl BriefAction {
    /// Certain before possible, what must be done first, dangerous first, then by the last day.
    fn order(&self) -> u64 {
        let by = self.by.map_or(u32::MAX, |by| by.low.cast_unsigned());
        let mut order = u64::from(!self.is_certain);
        order = order << 8 | self.kind as u64;
        order = order << 8 | u64::from(self.rank);
        order << 32 | u64::from(by)
    }
}
