//! Merges everywhere that a topic may lead into findings: what is certain, what is possible, and of which kind it is.

use crate::case::{Case, Member};
use crate::engine::day::Day;
use crate::engine::explore::Part;
use crate::engine::explored::{Explored, Site};
use crate::engine::ops::{Number, code};
use crate::engine::outcome::Finding;
use crate::engine::residual::{Explorer, Ground};
use crate::engine::rules::Rules;
use crate::engine::scene::Scene;
use crate::engine::topic::{ActionOps, TopicOps};
use crate::engine::view::View;
use crate::pack::raw::ActionKind;
use crate::terms::id::{BranchId, LeafId};
use crate::terms::interval::Interval;

/// What is merged: a topic that was explored for a member.
#[derive(Clone, Copy)]
pub(crate) struct Merge<'m> {
    pub(crate) rules: &'m Rules<'m>,
    pub(crate) topic: &'m TopicOps,
    pub(crate) who: Member,
    /// The case as it was told, and what its slots would be if nothing had been.
    pub(crate) told: &'m Case,
    pub(crate) untold: &'m [Interval],
    pub(crate) scene: &'m Scene<'m>,
    pub(crate) explored: &'m Explored,
}

impl<'m> Merge<'m> {
    /// The ground of some parts.
    pub(crate) fn ground(&self, parts: impl Iterator<Item = Part>) -> Ground<'m> {
        let Self { rules, topic, who, scene, explored, .. } = *self;
        Ground::new(Explorer { rules, topic, scene, who, space: &explored.space }, parts)
    }

    /// The leaf to which a part of the tree leads, and its branch.
    pub(crate) fn leaf_at(&self, end: u32) -> Option<(LeafId, BranchId)> {
        Explored::leaf(self.topic, end)
    }

    /// The action that a site names.
    pub(crate) fn action(&self, site: &Site) -> &'m ActionOps {
        &self.topic.leaves[site.leaf.place()][site.place as usize]
    }

    /// The kinds that an action may have at a site.
    pub(crate) fn kinds(
        &self,
        site: &'m Site,
    ) -> impl Iterator<Item = (ActionKind, Part)> + use<'m> {
        let (rules, pick) = (self.rules, self.action(site).kind());
        let ends = self.explored.ends_of(site, pick);
        ends.filter_map(move |piece| {
            let item = pick.items.0 + code(piece.end)?;
            Some((rules.items[item as usize].kind, piece.part))
        })
    }

    /// The finding of all sites that name an action, without what it says.
    pub(crate) fn finding(&self, sites: &[&'m Site]) -> Finding {
        let first = self.action(sites[0]);
        let leaf = sites[0].leaf;
        let is_only = sites.iter().all(|site| site.leaf == leaf);
        let actions = || sites.iter().map(|site| self.action(site));
        let kinds = || sites.iter().flat_map(|site| self.kinds(site)).map(|(kind, _)| kind);
        let [from, by, best_by] = [0, 1, 2].map(|day| self.day(sites, day));
        let weakest = kinds().max().unwrap_or(ActionKind::Know);
        Finding {
            leaf: is_only.then_some(leaf),
            branch: is_only.then_some(sites[0].branch),
            strongest: kinds().min().unwrap_or(weakest),
            rank: actions().map(|action| action.rank).min().unwrap_or(first.rank),
            is_certain: self.is_certain(first),
            moves: actions().any(|action| action.moves),
            from,
            by,
            by_is: actions().map(|action| action.by_is).min().unwrap_or(first.by_is),
            best_by: best_by
                .map(|day| day.on_working_days(&self.rules.pack.holidays.calendar, self.told.on)),
            ..Finding::of(first.action, (self.topic.id, self.who), weakest)
        }
    }

    /// Whether every part names an action.
    fn is_certain(&self, action: &ActionOps) -> bool {
        let parts = &self.explored.tree.reached;
        (0..).zip(parts).all(|(place, part)| {
            let Some((leaf, _)) = self.leaf_at(part.end) else { return false };
            let actions = &self.topic.leaves[leaf.place()];
            let is_of = |place: u32| actions[place as usize].action == action.action;
            let mut own = self.explored.entries_of(place).iter().filter(|e| is_of(e.place));
            own.next().is_some_and(|first| first.site.is_some())
                && own.all(|entry| entry.site.is_some())
        })
    }

    /// The days between which a day of an action lies: those of all leaves that name one. `None` if none does.
    fn day(&self, sites: &[&Site], day: usize) -> Option<Day> {
        let days = sites.iter().filter_map(|site| site.days[day]);
        let range = days.reduce(Interval::around)?;
        let mut numbers = sites.iter().filter_map(|site| site.numbers[day]);
        let is_bounded = range.is_known() || numbers.all(|number| self.is_told(number));
        Some(Day::between(range, is_bounded))
    }

    /// Whether what was told says more of a number than what is so of every household.
    fn is_told(&self, number: Number) -> bool {
        let (view, members) = (View::of(&self.rules.ops, self.told), &self.scene.members);
        let told = view.number(number, members);
        told.is_known() || told != View { slots: self.untold, ..view }.number(number, members)
    }
}
