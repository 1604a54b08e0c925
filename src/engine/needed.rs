//! The slots that make a difference: two points that differ in the slot alone, and of which different things are said.
//!
//! Two points of two parts differ at least in a slot that the cut looked at that divides those parts. So they are
//! looked at there, and not at all if its slots are known to make a difference. What is said is looked at action by
//! action, and for each office, paper and caution on its own.

use crate::engine::differ::{Ground, Ranged};
use crate::engine::explore::{Cuts, Part, Space};
use crate::engine::explored::{Explored, Run};
use crate::engine::reach::Reach;
use crate::engine::rules::Rules;
use crate::engine::said::Look;
use crate::engine::scene::Scene;
use crate::engine::topic::TopicOps;
use crate::terms::id::ActionId;

impl Explored {
    /// The slots that make a difference to what a topic says, in order.
    pub(crate) fn needed(
        &self,
        scene: &Scene<'_>,
        rules: &Rules<'_>,
        topic: &TopicOps,
    ) -> Vec<usize> {
        let ground = Ground { space: &self.space, scene, is_any: false };
        let look = Look { explored: self, ground, scene, rules, topic, only: None };
        let mut needed = self.space.unexplored.clone();
        if !self.is_whole() {
            look.add_all(&mut needed);
        }
        look.add_to(&mut needed);
        if needed.is_empty() && !scene.premises.is_empty() {
            // No fact decides alone: all facts count that premises tie to those that are looked at.
            let ground = Ground { is_any: true, ..ground };
            Look { ground, ..look }.add_to(&mut needed);
            scene.premises.add_tied(&mut needed);
        }
        needed.sort_unstable();
        needed.dedup();
        needed
    }

    /// The slots that decide whether an action is named, its kind or its days.
    pub(crate) fn decide(
        &self,
        scene: &Scene<'_>,
        (rules, topic): (&Rules<'_>, &TopicOps),
        action: ActionId,
    ) -> Vec<usize> {
        let ground = Ground { space: &self.space, scene, is_any: false };
        let look = Look { explored: self, ground, scene, rules, topic, only: Some(action) };
        let mut decide = Vec::new();
        look.add_to(&mut decide);
        decide
    }
}

impl Look<'_> {
    /// Adds the slots that make a difference.
    fn add_to(&self, needed: &mut Vec<usize>) {
        for site in self.explored.sites.iter().filter(|site| self.counts(self.action(site))) {
            for (place, number) in site.numbers.into_iter().enumerate() {
                if let (Some(number), Some(range)) = (number, self.day(site, place)) {
                    self.ground.add_varying(Ranged { part: site.part, number, range }, needed);
                }
            }
        }
        self.add_differences(needed);
    }

    /// Adds all that could be read where too much would have to be looked at.
    fn add_all(&self, needed: &mut Vec<usize>) {
        let (view, members, mut found) = (self.scene.view(), &self.scene.members, Reach::default());
        for action in self.topic.leaves.iter().flatten() {
            action.reach(&view, members, &mut found);
        }
        needed.extend(found.slots);
    }

    /// Adds the slots that make a difference to what is named, and where.
    fn add_differences(&self, needed: &mut Vec<usize>) {
        self.add_picks(needed);
        self.add_actions(needed);
        self.add_leaves(needed);
    }

    /// Adds the slots that decide what is named where an action is.
    fn add_picks(&self, needed: &mut Vec<usize>) {
        for site in &self.explored.sites {
            let action = self.action(site);
            if !self.counts(action) {
                continue;
            }
            let open = action.open_picks.iter().map(|place| &action.picks[*place]);
            for pick in open.filter(|pick| self.counts_pick(pick)) {
                let Some(question) = self.explored.open_pick(site, pick) else { continue };
                let said =
                    |piece: u32| self.said(pick, self.explored.asked.reached[piece as usize].end);
                let is_alike =
                    |first: u32, end: u32| (first..end).all(|piece| said(piece) == said(first));
                self.add_divides((question.divides, &is_alike), needed, |one, other, slot| {
                    said(one) != said(other)
                        && self
                            .ground
                            .differ_in_one([one, other].map(|piece| self.piece(piece)), slot)
                });
            }
        }
    }

    /// Adds the slots that decide whether a leaf names an action.
    fn add_actions(&self, needed: &mut Vec<usize>) {
        for (question, first) in &self.explored.open_actions {
            let question = self.explored.question(*question);
            let count = question.reached.1 - question.reached.0;
            let entries = &self.explored.entries[*first as usize..][..count as usize];
            let named = entries.iter().find_map(|entry| entry.site);
            let action = named.map(|site| self.action(&self.explored.sites[site as usize]));
            if action.is_none_or(|action| !self.counts(action)) {
                continue;
            }
            let entry = |piece: u32| &entries[(piece - question.reached.0) as usize];
            let is_alike =
                |first: u32, end: u32| (first..end).all(|piece| entry(piece).site.is_none());
            self.add_divides((question.divides, &is_alike), needed, |one, other, slot| {
                self.entries_differ([entry(one), entry(other)], slot)
            });
        }
    }

    /// Adds the slots that decide to which leaf the tree leads.
    fn add_leaves(&self, needed: &mut Vec<usize>) {
        let parts = &self.explored.tree.reached;
        let may_count = |part: u32| self.leaf(part).iter().any(|action| self.counts(action));
        for divide in &self.explored.tree.divides {
            if !(divide.first..divide.end).any(may_count) {
                continue;
            }
            let part = |place: u32| parts[place as usize].part;
            self.ground.add_divide(*divide, part, needed, |one, other, slot| {
                self.leaves_differ([one, other], slot)
            });
        }
    }

    /// Adds the slots of cuts that were made for a question, except where the pieces on both sides are alike.
    fn add_divides(
        &self,
        ((first, end), is_alike): (Run, &dyn Fn(u32, u32) -> bool),
        needed: &mut Vec<usize>,
        differ: impl Fn(u32, u32, usize) -> bool,
    ) {
        for divide in &self.explored.asked.divides[first as usize..end as usize] {
            if !is_alike(divide.first, divide.end) {
                self.ground.add_divide(*divide, |piece| self.piece(piece), needed, &differ);
            }
        }
    }

    fn piece(&self, piece: u32) -> Part {
        self.explored.asked.reached[piece as usize].part
    }
}

/// The slots that make a difference between parts: points of two of them differ in the slot alone, and `differ` says
/// that the two have different results.
pub(crate) fn needed_for(
    space: &Space,
    cuts: &Cuts,
    scene: &Scene<'_>,
    differ: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let ground = Ground { space, scene, is_any: false };
    let mut needed = space.unexplored.clone();
    let part = |place: u32| cuts.reached[place as usize].part;
    for divide in &cuts.divides {
        ground.add_divide(*divide, part, &mut needed, |one, other, slot| {
            differ(one as usize, other as usize)
                && ground.differ_in_one([part(one), part(other)], slot)
        });
    }
    needed
}
