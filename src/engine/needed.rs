//! The slots that make a difference: two points that differ in the slot alone, and of which different things are said.
//!
//! Two points of two parts differ at least in a slot that the cut looked at that divides those parts. So they are
//! looked at there, and not at all if its slots are known to make a difference. What is said is looked at action by
//! action, and for each office, paper and caution on its own.

use crate::engine::differ::Ground;
use crate::engine::explore::{Cuts, Part, Reached, Space};
use crate::engine::explored::{Entry, Explored, Run, Site};
use crate::engine::ops::{Number, code};
use crate::engine::pick::Pick;
use crate::engine::reach::Reach;
use crate::engine::rules::{ActionOps, Rules, TopicOps};
use crate::engine::scene::Scene;
use crate::engine::view::View;
use crate::terms::interval::Interval;

/// A topic that was explored.
#[derive(Clone, Copy)]
struct Look<'l> {
    explored: &'l Explored,
    ground: Ground<'l>,
    scene: &'l Scene<'l>,
    rules: &'l Rules<'l>,
    topic: &'l TopicOps,
}

/// What is said of something: a number for each way in which it may be said.
type Said = Option<u32>;

impl Explored {
    /// The slots that make a difference to what a topic says, in order.
    pub(crate) fn needed(
        &self,
        scene: &Scene<'_>,
        rules: &Rules<'_>,
        topic: &TopicOps,
    ) -> Vec<usize> {
        let ground = Ground { space: &self.space, scene, is_any: false };
        let look = Look { explored: self, ground, scene, rules, topic };
        let mut needed = self.space.unexplored.clone();
        for (part, day) in self.days(topic) {
            look.add_varying(part, day, &mut needed);
        }
        if !self.is_whole() {
            look.add_all(&mut needed);
        }
        look.add_differences(&mut needed);
        if needed.is_empty() && !scene.premises.is_empty() {
            // No fact decides alone: all facts count that premises tie to those that are looked at.
            let ground = Ground { is_any: true, ..ground };
            Look { ground, ..look }.add_differences(&mut needed);
            scene.premises.add_tied(&mut needed);
        }
        needed.sort_unstable();
        needed.dedup();
        needed
    }
}

impl<'l> Look<'l> {
    /// Adds the slots with which a day varies in a part.
    fn add_varying(&self, part: Part, day: Number, needed: &mut Vec<usize>) {
        let Scene { case, members, .. } = self.scene;
        let slot = match day {
            Number::Fixed(_) => return,
            Number::Fact(place) | Number::Moved(place, ..) => View::slot_at(place, members),
            Number::Node(_) => {
                let region = self.explored.space.region(case, part);
                let view = region.view(&self.scene.view());
                let open = varying(&view, day, self.scene);
                return needed.extend(open);
            }
        };
        if !needed.contains(&slot) && !self.explored.space.value_of(case, part, slot).is_known() {
            needed.push(slot);
        }
    }

    /// Adds all that could be read where too much would have to be looked at.
    fn add_all(&self, needed: &mut Vec<usize>) {
        let (view, members, mut found) = (self.scene.view(), &self.scene.members, Reach::default());
        for action in self.topic.leaves.iter().flatten() {
            view.reach(action.start, members, &mut found);
            for pick in action.open_picks.iter().map(|place| &action.picks[*place]) {
                view.reach(pick.start, members, &mut found);
            }
            for day in action.days.into_iter().flatten() {
                needed.extend(view.open_slots_of(day, members));
            }
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
            for pick in action.open_picks.iter().map(|place| &action.picks[*place]) {
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
            let entry =
                |piece: u32| &self.explored.entries[(first + piece - question.reached.0) as usize];
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
        for divide in &self.explored.tree.divides {
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

    /// Whether two parts of the tree have points that differ in a slot alone and of which different things are said.
    fn leaves_differ(&self, parts: [u32; 2], slot: usize) -> bool {
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
                !is_in(other, &leaves[side][entry.place as usize])
                    && self.ground.differ_in_one([entry.part, whole[other]], slot)
            }) {
                return true;
            }
        }
        // What both of them can name; a leaf that surely does not name it has no entry for it.
        leaves[0].iter().enumerate().any(|(place, action)| {
            let Some(twin) = leaves[1].iter().position(|twin| twin.action == action.action) else {
                return false;
            };
            let own = with_absent(entries[0], place, whole[0]);
            let others = with_absent(entries[1], twin, whole[1]);
            own.iter().any(|one| others.iter().any(|two| self.entries_differ([one, two], slot)))
        })
    }

    /// The actions of the leaf to which a part of the tree leads.
    fn leaf(&self, part: u32) -> &'l [ActionOps] {
        let leaf = code(self.explored.tree.reached[part as usize].end);
        leaf.map_or(&[], |branch| &self.topic.leaves[self.topic.leaf_of[branch as usize].place()])
    }

    fn action(&self, site: &Site) -> &'l ActionOps {
        &self.topic.leaves[site.leaf.place()][site.place as usize]
    }

    /// Whether two parts, in each of which an action is named or is not, have points that differ in a slot alone and of
    /// which different things are said.
    fn entries_differ(&self, [one, other]: [&Entry; 2], slot: usize) -> bool {
        match (one.site, other.site) {
            (None, None) => false,
            (Some(one), Some(other)) => {
                let sites = [one, other].map(|site| &self.explored.sites[site as usize]);
                self.sites_differ(sites, slot)
            }
            _ => self.ground.differ_in_one([one.part, other.part], slot),
        }
    }

    fn sites_differ(&self, sites: [&Site; 2], slot: usize) -> bool {
        let actions = sites.map(|site| self.action(site));
        if actions[0].says != actions[1].says || !self.have_same_days(sites, slot) {
            return self.ground.differ_in_one(sites.map(|site| site.part), slot);
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
        actions[0].picks.iter().any(|pick| name_other(Some(pick), twin(pick, actions[1])))
            || actions[1]
                .picks
                .iter()
                .any(|pick| twin(pick, actions[0]).is_none() && name_other(None, Some(pick)))
    }

    /// Whether two sites name the same days at points that differ in a slot alone, unless the days vary with it.
    fn have_same_days(&self, sites: [&Site; 2], slot: usize) -> bool {
        let numbers = sites.map(|site| self.action(site).days);
        (0..3).all(|day| {
            let is_same = sites[0].days[day] == sites[1].days[day];
            match numbers[0][day].filter(|_| numbers[0][day] == numbers[1][day]) {
                Some(number) => {
                    let members = &self.scene.members;
                    is_same || !self.scene.view().number_reads(number, members, slot)
                }
                None => is_same && sites[0].days[day].is_none_or(Interval::is_known),
            }
        })
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

    fn said(&self, pick: &Pick, end: u32) -> Said {
        Some(self.rules.items[(pick.items.0 + code(end)?) as usize].says)
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

/// The slots with which a number varies: it is looked at with all others at their lowest, then at their highest.
pub(crate) fn varying(view: &View<'_>, number: Number, scene: &Scene<'_>) -> Vec<usize> {
    if view.number(number, &scene.members).is_known() {
        return Vec::new();
    }
    let open = view.open_slots_of(number, &scene.members);
    let varies = |slot: &usize| {
        [|slot: &Interval| slot.low, |slot: &Interval| slot.high].into_iter().any(|corner| {
            let mut slots: Vec<Interval> =
                view.slots.iter().map(|slot| Interval::exactly(corner(slot))).collect();
            let mut value = |value| {
                slots[*slot] = Interval::exactly(value);
                View { slots: &slots, ..*view }.number(number, &scene.members)
            };
            value(view.slots[*slot].low) != value(view.slots[*slot].high)
        })
    };
    let varying: Vec<usize> = open.iter().copied().filter(varies).collect();
    if varying.is_empty() { open } else { varying }
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
