//! Everywhere that a topic may lead for one member: the parts of its box, and what is said in each.
//!
//! What an action depends on within its leaf, and what each office, paper and caution depends on, is looked at on its
//! own in the parts that lead there, so that they do not multiply each other.

use crate::engine::detail::Detail;
use crate::engine::explore::{Cuts, Part, Reached, Space};
use crate::engine::ops::{NO, Number, YES, code, is_end, length};
use crate::engine::pick::Pick;
use crate::engine::scene::Scene;
use crate::engine::topic::{ActionOps, TopicOps};
use crate::terms::id::{BranchId, LeafId};
use crate::terms::interval::Interval;
use std::collections::{BTreeSet, HashMap};

/// What was found of one topic for one member; its memory may be used for many.
#[derive(Debug, Clone, Default)]
pub(crate) struct Explored {
    pub(crate) space: Space,
    /// The parts in which the tree leads to one branch.
    pub(crate) tree: Cuts,
    /// For each of them, its entries.
    looks: Vec<Run>,
    pub(crate) entries: Vec<Entry>,
    /// Where an action is named.
    pub(crate) sites: Vec<Site>,
    /// Whether kinds alone were looked at, of all that actions name.
    has_kinds_only: bool,
    /// Of each site, what names each of its picks.
    choices: Vec<Choice>,
    /// What was asked within parts.
    pub(crate) asked: Cuts,
    questions: Vec<Question>,
    /// The question that was asked in a part for the op at a place.
    known: HashMap<(u32, Part), u32>,
    /// The questions whether an action is named, each with the first of its entries.
    pub(crate) open_actions: Vec<(u32, u32)>,
}

/// A run of a list: its first place, and the place after its last.
pub(crate) type Run = (u32, u32);

/// A part in which an action is named, or is not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// The action's place in its leaf.
    pub(crate) place: u32,
    pub(crate) part: Part,
    pub(crate) site: Option<u32>,
}

/// A part in which a leaf names an action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site {
    pub(crate) leaf: LeafId,
    pub(crate) branch: BranchId,
    /// The action's place in the leaf.
    pub(crate) place: u32,
    pub(crate) part: Part,
    pub(crate) days: [Option<Interval>; 3],
    /// The numbers that are its days there.
    pub(crate) numbers: [Option<Number>; 3],
    choices: u32,
}

/// An action that a leaf names, and its place in the leaf.
#[derive(Clone, Copy)]
struct Named<'t> {
    leaf: LeafId,
    branch: BranchId,
    place: u32,
    action: &'t ActionOps,
}

/// What names something in a part: an end of its walk, or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Known(u32),
    Open(u32),
}

/// A question that was asked in a part: what was reached, and where it was cut, as runs of [`Explored::asked`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question {
    pub(crate) reached: Run,
    pub(crate) divides: Run,
}

impl Explored {
    /// Explores a topic; of what its actions name, only their kinds if only findings are asked for.
    pub(crate) fn explore(&mut self, scene: &Scene<'_>, topic: &TopicOps, detail: Detail) {
        self.has_kinds_only = detail == Detail::Findings;
        self.tree.clear();
        self.asked.clear();
        self.looks.clear();
        self.entries.clear();
        self.sites.clear();
        self.choices.clear();
        self.questions.clear();
        self.known.clear();
        self.open_actions.clear();
        self.space.start(scene.case);
        self.space.explore(scene, topic.start, &mut self.tree);
        for place in 0..self.tree.reached.len() {
            let first = length(&self.entries);
            self.look(scene, topic, self.tree.reached[place]);
            self.looks.push((first, length(&self.entries)));
        }
    }

    /// The branch to which a part leads, and its leaf.
    pub(crate) fn leaf(topic: &TopicOps, end: u32) -> Option<(LeafId, BranchId)> {
        let branch = code(end)? as usize;
        Some((topic.leaf_of[branch], BranchId::at(branch)))
    }

    /// The leaves to which these ends of walks lead.
    pub(crate) fn leaves(topic: &TopicOps, ends: &[u32]) -> BTreeSet<LeafId> {
        ends.iter().filter_map(|end| Some(Self::leaf(topic, *end)?.0)).collect()
    }

    /// Looks at what the leaf of a part says.
    fn look(&mut self, scene: &Scene<'_>, topic: &TopicOps, reached: Reached) {
        let Some((leaf, branch)) = Self::leaf(topic, reached.end) else { return };
        self.space.enter(scene.case, reached.part);
        for (place, action) in (0..).zip(&topic.leaves[leaf.place()]) {
            let part = reached.part;
            let named = Named { leaf, branch, place, action };
            match self.space.view(scene).walk(action.start, &scene.members) {
                NO => {}
                YES => self.name(scene, named, part),
                _ => {
                    let question = self.ask(scene, (action.start, part));
                    self.open_actions.push((question, length(&self.entries)));
                    let (first, end) = self.questions[question as usize].reached;
                    for piece in first..end {
                        let Reached { part, end } = self.asked.reached[piece as usize];
                        if end == YES {
                            self.space.enter(scene.case, part);
                            self.name(scene, named, part);
                        } else {
                            self.entries.push(Entry { place, part, site: None });
                        }
                    }
                    self.space.enter(scene.case, reached.part);
                }
            }
        }
    }

    /// Adds that an action is named in the part that is looked at, and what it names there.
    fn name(&mut self, scene: &Scene<'_>, named: Named<'_>, part: Part) {
        let Named { leaf, branch, place, action } = named;
        let view = self.space.view(scene);
        let numbers = action.days.map(|day| Some(view.decided(day?, &scene.members)));
        let days = numbers.map(|day| Some(self.space.range(scene, day?)));
        let choices = length(&self.choices);
        let count = if self.has_kinds_only { 1 } else { action.picks.len() };
        for pick in &action.picks[..count] {
            let end = self.space.view(scene).walk(pick.start, &scene.members);
            let choice = if is_end(end) {
                Choice::Known(end)
            } else {
                Choice::Open(self.ask(scene, (pick.start, part)))
            };
            self.choices.push(choice);
        }
        self.entries.push(Entry { place, part, site: Some(length(&self.sites)) });
        self.sites.push(Site { leaf, branch, place, part, days, numbers, choices });
    }

    /// Asks in the part that is looked at; gives the place of the question.
    fn ask(&mut self, scene: &Scene<'_>, (start, part): (u32, Part)) -> u32 {
        if let Some(question) = self.known.get(&(start, part)) {
            return *question;
        }
        let (reached, divides) = (length(&self.asked.reached), length(&self.asked.divides));
        self.space.explore(scene, start, &mut self.asked);
        self.questions.push(Question {
            reached: (reached, length(&self.asked.reached)),
            divides: (divides, length(&self.asked.divides)),
        });
        self.known.insert((start, part), length(&self.questions) - 1);
        length(&self.questions) - 1
    }

    /// Whether everything was looked at.
    pub(crate) fn is_whole(&self) -> bool {
        self.space.is_whole
    }

    pub(crate) fn question(&self, question: u32) -> Question {
        self.questions[question as usize]
    }

    /// The entries of a part of the tree.
    pub(crate) fn entries_of(&self, part: u32) -> &[Entry] {
        let (first, end) = self.looks[part as usize];
        &self.entries[first as usize..end as usize]
    }

    /// The question that decides what names a pick at a site, if it is open.
    pub(crate) fn open_pick(&self, site: &Site, pick: &Pick) -> Option<Question> {
        match self.choices[site.choices as usize + pick.place] {
            Choice::Known(_) => None,
            Choice::Open(question) => Some(self.question(question)),
        }
    }

    /// What names a pick at a site, in each piece in which that is one: an end of its walk.
    pub(crate) fn ends_of(
        &self,
        site: &Site,
        pick: &Pick,
    ) -> impl Iterator<Item = Reached> + use<'_> {
        let (known, reached) = match self.choices[site.choices as usize + pick.place] {
            Choice::Known(end) => (Some(Reached { part: site.part, end }), (0, 0)),
            Choice::Open(question) => (None, self.question(question).reached),
        };
        let pieces = &self.asked.reached[reached.0 as usize..reached.1 as usize];
        known.into_iter().chain(pieces.iter().copied())
    }

    /// Whether two sites are of the same action in the same leaf, and name the same whatever is not known.
    pub(crate) fn name_the_same(&self, [one, other]: [&Site; 2], action: &ActionOps) -> bool {
        let choices = |site: &Site| &self.choices[site.choices as usize..][..action.picks.len()];
        (one.leaf, one.place) == (other.leaf, other.place)
            && choices(one) == choices(other)
            && choices(one).iter().all(|choice| matches!(choice, Choice::Known(_)))
    }

    /// The days that are named.
    pub(crate) fn days(&self) -> impl Iterator<Item = Number> + use<'_> {
        self.sites.iter().flat_map(|site| site.numbers.into_iter().flatten())
    }
}
