//! Whether two parts say different things at points that differ in one slot alone: action by action, and each office,
//! paper and caution on its own.

use crate::engine::day::Day;
use crate::engine::differ::Ground;
use crate::engine::explore::{Part, Reached};
use crate::engine::explored::{Entry, Explored, Site};
use crate::engine::ops::code;
use crate::engine::pick::{Named, Pick};
use crate::engine::rules::Rules;
use crate::engine::scene::Scene;
use crate::engine::topic::{ActionOps, TopicOps};
use crate::terms::id::ActionId;
use crate::terms::interval::Interval;

/// A topic that was explored, and what of it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Look<'l> {
    pub(crate) explored: &'l Explored,
    pub(crate) ground: Ground<'l>,
    pub(crate) scene: &'l Scene<'l>,
    pub(crate) rules: &'l Rules<'l>,
    pub(crate) topic: &'l TopicOps,
    /// The only action that counts, and of it only whether it is named, its kind and its days; without one,
    /// everything that is said counts.
    pub(crate) only: Option<ActionId>,
}

/// The place of the day that we advise to keep to, among the days of an action.
const BEST_BY: usize = 2;

/// What is said of something: a number for each way in which it may be said.
pub(crate) type Said = Option<u32>;

impl<'l> Look<'l> {
    /// Whether two parts of the tree have points that differ in a slot alone and of which different things are said.
    pub(crate) fn leaves_differ(&self, parts: [u32; 2], slot: usize) -> bool {
        let entries = parts.map(|part| self.explored.entries_of(part));
        let whole = parts.map(|part| self.explored.tree.reached[part as usize].part);
        let leaves = parts.map(|part| self.leaf(part));
        let is_in = |side: usize, action: &ActionOps| {
            leaves[side].iter().any(|other| other.action == action.action)
        };
        // What only one of them can name.
        for (side, other) in [(0, 1), (1, 0)] {
            let mut own = entries[side].iter().filter(|entry| entry.site.is_some());
            if own.any(|entry| {
                let action = &leaves[side][entry.place as usize];
                self.counts(action)
                    && !is_in(other, action)
                    && self.ground.differ_in_one([entry.part, whole[other]], slot)
            }) {
                return true;
            }
        }
        // What both of them can name; a leaf that surely does not name it has no entry for it.
        let counted = leaves[0].iter().enumerate().filter(|(_, action)| self.counts(action));
        counted.into_iter().any(|(place, action)| {
            let Some(twin) = leaves[1].iter().position(|twin| twin.action == action.action) else {
                return false;
            };
            let own = with_absent(entries[0], place, whole[0]);
            let others = with_absent(entries[1], twin, whole[1]);
            own.iter().any(|one| others.iter().any(|two| self.entries_differ([one, two], slot)))
        })
    }

    /// The actions of the leaf to which a part of the tree leads.
    pub(crate) fn leaf(&self, part: u32) -> &'l [ActionOps] {
        let leaf = code(self.explored.tree.reached[part as usize].end);
        leaf.map_or(&[], |branch| &self.topic.leaves[self.topic.leaf_of[branch as usize].place()])
    }

    /// Whether an action counts.
    pub(crate) fn counts(&self, action: &ActionOps) -> bool {
        self.only.is_none_or(|only| only == action.action)
    }

    /// Whether what names something in an action counts.
    pub(crate) fn counts_pick(&self, pick: &Pick) -> bool {
        self.only.is_none() || pick.what == Named::Kind
    }

    pub(crate) fn action(&self, site: &Site) -> &'l ActionOps {
        &self.topic.leaves[site.leaf.place()][site.place as usize]
    }

    /// Whether two parts, in each of which an action is named or is not, have points that differ in a slot alone and of
    /// which different things are said.
    pub(crate) fn entries_differ(&self, [one, other]: [&Entry; 2], slot: usize) -> bool {
        match (one.site, other.site) {
            (None, None) => false,
            (Some(one), Some(other)) => {
                let sites = [one, other].map(|site| &self.explored.sites[site as usize]);
                self.sites_differ(sites, slot)
            }
            (Some(site), None) | (None, Some(site))
                if !self.counts(self.action(&self.explored.sites[site as usize])) =>
            {
                false
            }
            _ => self.ground.differ_in_one([one.part, other.part], slot),
        }
    }

    fn sites_differ(&self, sites: [&Site; 2], slot: usize) -> bool {
        let actions = sites.map(|site| self.action(site));
        if !self.counts(actions[0]) {
            return false;
        }
        let parts = sites.map(|site| site.part);
        let says_other = self.only.is_none() && actions[0].says != actions[1].says;
        if says_other && self.ground.differ_in_one(parts, slot)
            || (0..3).any(|day| self.days_differ(sites, day, slot))
        {
            return true;
        }
        if self.explored.name_the_same(sites, actions[0]) {
            return false;
        }
        let name_other = |one: Option<&Pick>, other: Option<&Pick>| {
            let others: Vec<(Part, Said)> = self.faces(sites[1], other).collect();
            self.faces(sites[0], one).any(|(here, said)| {
                let differs = |(there, other): &(Part, Said)| {
                    said != *other && self.ground.differ_in_one([here, *there], slot)
                };
                others.iter().any(differs)
            })
        };
        let twin =
            |pick: &Pick, of: &'l ActionOps| of.picks.iter().find(|twin| twin.what == pick.what);
        let [mut own, mut others] =
            actions.map(|action| action.picks.iter().filter(|pick| self.counts_pick(pick)));
        own.any(|pick| name_other(Some(pick), twin(pick, actions[1])))
            || others.any(|pick| twin(pick, actions[0]).is_none() && name_other(None, Some(pick)))
    }

    /// Whether two sites name different days at points that differ in a slot alone.
    fn days_differ(&self, sites: [&Site; 2], day: usize, slot: usize) -> bool {
        let parts = sites.map(|site| site.part);
        let numbers = sites.map(|site| site.numbers[day]);
        let ranges = sites.map(|site| self.day(site, day));
        let ([Some(one), Some(other)], [Some(first), Some(second)]) = (numbers, ranges) else {
            return numbers[0] != numbers[1] && self.ground.differ_in_one(parts, slot);
        };
        let members = &self.scene.members;
        if first.is_known() && first == second
            || one == other && !self.scene.view().number_reads(one, members, slot)
        {
            return false;
        }
        if first.meet(second).is_none() {
            return self.ground.differ_in_one(parts, slot);
        }
        self.ground.numbers_differ(parts, [one, other], slot)
    }

    /// A day that a site names; the last of the three, which we advise to keep to, on working days.
    pub(crate) fn day(&self, site: &Site, day: usize) -> Option<Interval> {
        let range = site.days[day];
        if day < BEST_BY {
            return range;
        }
        let (calendar, on) = (&self.rules.pack.holidays.calendar, self.scene.case.on);
        range.map(|days| Day::between(days, true).on_working_days(calendar, on).numbers())
    }

    /// What is said of something in each piece of a site.
    fn faces(&self, site: &'l Site, pick: Option<&'l Pick>) -> impl Iterator<Item = (Part, Said)> {
        let look = *self;
        let unsaid = pick.is_none().then_some((site.part, None));
        let said = pick.into_iter().flat_map(move |pick| {
            let ends = look.explored.ends_of(site, pick);
            ends.map(move |Reached { part, end }| (part, look.said(pick, end)))
        });
        unsaid.into_iter().chain(said)
    }

    pub(crate) fn said(&self, pick: &Pick, end: u32) -> Said {
        Some(self.rules.items[(pick.items.0 + code(end)?) as usize].says)
    }
}

/// The entries of an action; that it is not named if there are none.
fn with_absent(entries: &[Entry], place: usize, part: Part) -> Vec<Entry> {
    let place = u32::try_from(place).expect("a leaf has few actions");
    let mut found: Vec<Entry> =
        entries.iter().filter(|entry| entry.place == place).copied().collect();
    if found.is_empty() {
        found.push(Entry { place, part, site: None });
    }
    found
}
