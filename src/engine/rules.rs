//! The topics of a pack as ops, with all that their leaves may say: made once for many cases.
//!
//! **Must not know** households.

use crate::case::Member;
use crate::engine::compile::{Compiler, to_place};
use crate::engine::ops::{NO, Number, Ops, YES, is_end};
use crate::pack::program::{Entity, NodeId};
use crate::pack::raw::ActionKind;
use crate::pack::{Item, Leaf, LeafAction, Pack, Then};
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, LeafId, SourceId, TextId, TopicId};
use std::collections::HashMap;

/// Which topics of a pack are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topics {
    /// All of them.
    All,
    /// These, in whatever order.
    Some(Vec<TopicId>),
}

impl Topics {
    /// The topics of a pack, in its order, each once.
    #[must_use]
    pub fn of(&self, pack: &Pack) -> Vec<TopicId> {
        let all = (0..pack.topics.len()).map(TopicId::at);
        match self {
            Self::All => all.collect(),
            Self::Some(topics) => all.filter(|topic| topics.contains(topic)).collect(),
        }
    }

    /// The topic of this name alone; `None` if the pack has no such topic.
    #[must_use]
    pub fn named(pack: &Pack, id: &str) -> Option<Self> {
        let place = pack.topics.iter().position(|topic| topic.id == id)?;
        Some(Self::Some(vec![TopicId::at(place)]))
    }
}

/// The topics of a pack, ready to be walked for many cases.
///
/// # Examples
///
/// ```
/// use dovidka::{Case, Member, Pack, Rules, Topics};
/// let pack = Pack::embedded("kazakhstan")?;
/// let rules = Rules::new(&pack, &Topics::All);
/// let mut case = Case::new(&pack, "2026-11-22".parse()?);
/// case.learn(&pack, Member::YOU, "passport", "biometric")?;
/// case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
/// let outcome = rules.evaluate(&case);
/// assert_eq!(pack[outcome.findings[0].action].id, "new_passport");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Rules<'p> {
    /// The pack.
    pub pack: &'p Pack,
    /// The only as-of date for which they hold, if they were made for one.
    pub(crate) on: Option<Date>,
    pub(crate) ops: Ops<'p>,
    pub(crate) topics: Vec<TopicOps>,
    /// Where what must hold starts, in the order of [`Pack::requires`].
    pub(crate) requires: Vec<u32>,
    /// For whom a stay is counted, if the topic that tells it is among these.
    pub(crate) allowance: Option<u32>,
    /// The items that may name something, and how they are cited.
    pub(crate) items: Vec<PickItem>,
}

/// A topic.
#[derive(Debug, Clone)]
pub(crate) struct TopicOps {
    pub(crate) id: TopicId,
    pub(crate) for_each: Entity,
    /// Whether it looks at all members of each entity.
    looks_at: [bool; 4],
    /// Where its walk starts; it ends at a branch.
    pub(crate) start: u32,
    /// The leaf to which each branch leads; of one that leads to a ladder, any.
    pub(crate) leaf_of: Vec<LeafId>,
    /// The actions of each leaf.
    pub(crate) leaves: Vec<Vec<ActionOps>>,
}

/// An action of a leaf.
#[derive(Debug, Clone)]
pub(crate) struct ActionOps {
    pub(crate) action: ActionId,
    pub(crate) kind: ActionKind,
    pub(crate) rank: u8,
    /// Whether one of its days moves with the as-of date.
    pub(crate) moves: bool,
    pub(crate) text: TextId,
    /// Where the condition starts under which the leaf names it.
    pub(crate) start: u32,
    pub(crate) days: [Option<Number>; 2],
    /// Actions with another number say other things, whatever else they name.
    pub(crate) says: u32,
    /// What it may name, in the order in which their sources are named.
    pub(crate) picks: Vec<Pick>,
    /// The places of those of them that depend on a condition.
    pub(crate) open_picks: Vec<usize>,
}

/// The lists of an action, in the order in which their sources are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    Cautions,
    Offices,
    Papers,
}

/// Something that an action may name. Its walk ends at twice the number of the item that names it, and one more if it is
/// never named first.
#[derive(Debug, Clone)]
pub(crate) struct Pick {
    pub(crate) list: List,
    /// The text or the office.
    pub(crate) what: usize,
    /// Its place among all that the action may name.
    pub(crate) place: usize,
    pub(crate) start: u32,
    /// Its first item in [`Rules::items`].
    pub(crate) items: u32,
}

/// One of the items that may name something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PickItem {
    /// Its place in its list.
    pub(crate) item: usize,
    /// Items with another number cite other sources.
    pub(crate) cites: u32,
}

impl<'p> Rules<'p> {
    /// Makes topics ready for cases on any as-of date.
    #[must_use]
    pub fn new(pack: &'p Pack, topics: &Topics) -> Self {
        Self::make(pack, &topics.of(pack), None)
    }

    /// Makes topics ready for cases on one as-of date: what depends on it alone is worked out once.
    #[must_use]
    pub fn on(pack: &'p Pack, topics: &Topics, on: Date) -> Self {
        Self::make(pack, &topics.of(pack), Some(on))
    }

    fn make(pack: &'p Pack, topics: &[TopicId], on: Option<Date>) -> Self {
        let mut writer = Writer {
            pack,
            compiler: Compiler::new(pack, &pack.program, on),
            items: Vec::new(),
            cites: HashMap::new(),
            says: HashMap::new(),
        };
        let mut topics: Vec<TopicOps> = topics.iter().map(|topic| writer.topic(*topic)).collect();
        let mut requires: Vec<u32> = pack
            .requires
            .iter()
            .map(|require| writer.condition(Some(require.condition.node)))
            .collect();
        let allowance = pack
            .allowance
            .as_ref()
            .filter(|allowance| topics.iter().any(|topic| pack[topic.id].id == allowance.topic));
        let mut allowance =
            allowance.map(|allowance| writer.condition(Some(allowance.condition.node)));
        let Writer { compiler, items, .. } = writer;
        let starts = topics.iter_mut().flat_map(TopicOps::starts);
        let ops = compiler.finish(starts.chain(&mut requires).chain(&mut allowance));
        Self { pack, on, ops, topics, requires, allowance, items }
    }
}

impl TopicOps {
    /// Whether its walk for somebody may look at facts of another member.
    pub(crate) fn may_read(&self, who: Member, owner: Member) -> bool {
        let is_near = [who, Member::HOUSEHOLD, Member::YOU].contains(&owner);
        is_near || self.looks_at[owner.of.place()]
    }

    fn starts(&mut self) -> impl Iterator<Item = &mut u32> {
        let actions = self.leaves.iter_mut().flatten().flat_map(|action| {
            let picks = action.picks.iter_mut().map(|pick| &mut pick.start);
            picks.chain([&mut action.start])
        });
        actions.chain([&mut self.start])
    }
}

/// Writes the leaves of topics.
struct Writer<'p> {
    pack: &'p Pack,
    compiler: Compiler<'p>,
    items: Vec<PickItem>,
    /// A number for each list of sources, and for each of what actions say whatever they name.
    cites: HashMap<&'p [SourceId], u32>,
    says: HashMap<(ActionId, ActionKind, u8, bool, TextId, u32), u32>,
}

impl<'p> Writer<'p> {
    fn topic(&mut self, id: TopicId) -> TopicOps {
        let topic = &self.pack[id];
        let start = self.compiler.topic(topic);
        let leaf_of = topic.branches.iter().map(|branch| match branch.then {
            Then::Leaf(leaf) => leaf,
            Then::Ladder(_) => LeafId::at(0),
        });
        TopicOps {
            id,
            for_each: topic.for_each,
            looks_at: Entity::ALL.map(|of| self.pack.looks_at(topic, of)),
            start,
            leaf_of: leaf_of.collect(),
            leaves: topic.leaves.iter().map(|leaf| self.leaf(leaf)).collect(),
        }
    }

    fn condition(&mut self, node: Option<NodeId>) -> u32 {
        self.compiler.condition(node, YES, NO)
    }

    fn leaf(&mut self, leaf: &'p Leaf) -> Vec<ActionOps> {
        leaf.actions.iter().map(|action| self.action(leaf, action)).collect()
    }

    fn action(&mut self, leaf: &'p Leaf, action: &'p LeafAction) -> ActionOps {
        let start = self.condition(action.condition);
        let days = [action.from, action.by];
        let mut nodes = days.into_iter().flatten();
        let moves = nodes.any(|day| self.pack.program.reads_today(day));
        let cite = self.cites(&leaf.cite);
        let LeafAction { action: id, kind, rank, text, .. } = *action;
        let next = to_place(self.says.len());
        let says = *self.says.entry((id, kind, rank, moves, text, cite)).or_insert(next);
        let mut picks = Vec::new();
        self.picks(List::Cautions, &action.cautions, |text| text.place(), &mut picks);
        self.picks(List::Offices, &action.offices, |office| office.place(), &mut picks);
        self.picks(List::Papers, &action.bring, |text| text.place(), &mut picks);
        let is_open = |pick: &Pick| !is_end(pick.start);
        let open_picks = picks.iter().filter(|pick| is_open(pick)).map(|pick| pick.place).collect();
        let days = days.map(|day| day.map(|day| self.compiler.number(day)));
        ActionOps { action: id, kind, rank, moves, text, start, days, says, picks, open_picks }
    }

    fn cites(&mut self, cite: &'p [SourceId]) -> u32 {
        let next = to_place(self.cites.len());
        *self.cites.entry(cite).or_insert(next)
    }

    /// Adds everything that the items of a list may name, each once.
    fn picks<T: PartialEq>(
        &mut self,
        list: List,
        items: &'p [Item<T>],
        place_of: fn(&T) -> usize,
        picks: &mut Vec<Pick>,
    ) {
        for (place, first) in items.iter().enumerate() {
            if items[..place].iter().any(|earlier| earlier.what == first.what) {
                continue;
            }
            let same = || items.iter().enumerate().filter(|(_, item)| item.what == first.what);
            let last_if: Vec<_> = same().filter_map(|(_, item)| item.last_if).collect();
            let named: Vec<_> = same().collect();
            // From the last item to the first, as the first that holds names it.
            let mut start = NO;
            for (number, (_, item)) in named.iter().enumerate().rev() {
                let end = YES + 2 * to_place(number);
                let said = last_if.iter().rev().fold(end, |next, last_if| {
                    self.compiler.condition(Some(*last_if), end + 1, next)
                });
                start = self.compiler.condition(item.condition, said, start);
            }
            let first_item = to_place(self.items.len());
            for (item, of) in named {
                let cites = self.cites(&of.cite);
                self.items.push(PickItem { item, cites });
            }
            let what = place_of(&first.what);
            picks.push(Pick { list, what, place: picks.len(), start, items: first_item });
        }
    }
}
