//! The topics of a pack as ops, with all that their leaves may say: made once for many cases.
//!
//! **Must not know** households.

use crate::case::Member;
use crate::engine::compile::{Compiler, to_place};
use crate::engine::conditions::Conditions;
use crate::engine::members::Members;
use crate::engine::ops::{NO, Number, Ops, YES, is_end};
use crate::engine::pick::{Given, Named, Pick, PickItem};
use crate::engine::presuming::Presuming;
use crate::engine::reach::Reach;
use crate::engine::readers::Readers;
use crate::engine::view::View;
use crate::pack::program::{Entity, NodeId};
use crate::pack::raw::{ActionKind, ByIs};
use crate::pack::{Leaf, LeafAction, Pack, Then};
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
    pub(crate) presuming: Presuming,
    /// For whom a stay is counted, if the topic that tells it is among these.
    pub(crate) allowance: Option<u32>,
    /// The items that may name something, and how they are cited.
    pub(crate) items: Vec<PickItem<'p>>,
    /// All conditions of the topics, of which what is left may be asked for, and those of when facts matter.
    pub(crate) conditions: Conditions<'p>,
    pub(crate) readers: Readers,
}

/// A topic.
#[derive(Debug, Clone)]
pub(crate) struct TopicOps {
    pub(crate) id: TopicId,
    pub(crate) for_each: Entity,
    /// Whether it looks at all members of each entity.
    looks_at: [bool; 4],
    /// Of a topic that is not asked for: where the condition starts under which it is walked all the same.
    pub(crate) always: Option<u32>,
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
    pub(crate) rank: u8,
    /// Whether one of its days moves with the as-of date.
    pub(crate) moves: bool,
    pub(crate) by_is: ByIs,
    pub(crate) text: TextId,
    /// Where the condition starts under which the leaf names it.
    pub(crate) start: u32,
    /// Its first and last day, and the day that we advise to keep to.
    pub(crate) days: [Option<Number>; 3],
    /// Actions with another number say other things, whatever else they name.
    pub(crate) says: u32,
    /// What it may name, in the order in which their sources are named.
    pub(crate) picks: Vec<Pick>,
    /// The places of those of them that depend on a condition.
    pub(crate) open_picks: Vec<usize>,
}

impl ActionOps {
    /// Adds the slots that are not known and at which its condition, what it may name, and its days may look.
    pub(crate) fn reach(&self, view: &View<'_>, members: &Members, found: &mut Reach) {
        view.reach(self.start, members, found);
        for pick in self.open_picks.iter().map(|place| &self.picks[*place]) {
            view.reach(pick.start, members, found);
        }
        for day in self.days.into_iter().flatten() {
            found.read_all(view, view.open_slots_of(day, members));
        }
    }

    /// What decides of which kind it is.
    pub(crate) fn kind(&self) -> &Pick {
        &self.picks[0]
    }
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
        let is_walked =
            |topic: &TopicId| topics.contains(topic) || pack[*topic].always_if.is_some();
        let walked = Topics::All.of(pack).into_iter().filter(is_walked);
        let mut topics: Vec<TopicOps> =
            walked.map(|topic| writer.topic(topic, topics.contains(&topic))).collect();
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
        let all = topics.iter().flat_map(|topic| pack[topic.id].conditions()).chain(pack.matters());
        let asked = topics.iter().map(|topic| (topic.id, topic.always.is_none()));
        let (conditions, readers) = (Conditions::new(pack, all), Readers::new(pack, asked));
        let presuming = Presuming::new(pack);
        Self { pack, on, ops, topics, requires, presuming, allowance, items, conditions, readers }
    }

    /// The items of a pick.
    pub(crate) fn items_of(&self, pick: &Pick) -> &[PickItem<'p>] {
        let (first, count) = pick.items;
        &self.items[first as usize..][..count as usize]
    }
}

impl TopicOps {
    /// Whether it is walked for somebody: it was asked for, or must be walked.
    pub(crate) fn is_walked(&self, view: &View<'_>, members: &Members) -> bool {
        self.always.is_none_or(|at| view.walk(at, members) == YES)
    }

    /// Whether its walk for somebody may look at facts of another member.
    pub(crate) fn may_read(&self, who: Member, owner: Member) -> bool {
        let is_near = [who, Member::HOUSEHOLD, Member::YOU].contains(&owner);
        is_near || self.looks_at[owner.of.place()]
    }

    fn starts(&mut self) -> impl Iterator<Item = &mut u32> {
        let actions = self.leaves.iter_mut().flatten().flat_map(|action| {
            let picks = action.picks.iter_mut().flat_map(|pick| [&mut pick.start, &mut pick.last]);
            picks.chain([&mut action.start])
        });
        actions.chain([&mut self.start]).chain(&mut self.always)
    }
}

/// Writes the leaves of topics.
struct Writer<'p> {
    pack: &'p Pack,
    compiler: Compiler<'p>,
    items: Vec<PickItem<'p>>,
    /// A number for each list of sources, and for each of what actions say whatever they name.
    cites: HashMap<&'p [SourceId], u32>,
    says: HashMap<(ActionId, u8, bool, ByIs, TextId, u32), u32>,
}

impl<'p> Writer<'p> {
    /// Writes a topic; one that is not asked for is walked where it is certain that it must be.
    fn topic(&mut self, id: TopicId, is_asked: bool) -> TopicOps {
        let topic = &self.pack[id];
        let mut start = self.compiler.topic(topic);
        let always = topic.always_if.as_ref().filter(|_| !is_asked).map(|always| always.node);
        if let Some(always) = always {
            start = self.compiler.condition(Some(always), start, NO);
        }
        let always = always.map(|always| self.condition(Some(always)));
        let leaf_of = topic.branches.iter().map(|branch| match branch.then {
            Then::Leaf(leaf) => leaf,
            Then::Ladder(_) => LeafId::at(0),
        });
        TopicOps {
            id,
            for_each: topic.for_each,
            looks_at: Entity::ALL.map(|of| self.pack.looks_at(topic, of)),
            always,
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
        let days = [action.from, action.by, action.best_by];
        let mut nodes = [action.from, action.by].into_iter().flatten();
        let moves = nodes.any(|day| self.pack.program.reads_today(day));
        let cite = self.cites(&leaf.cite);
        let LeafAction { action: id, rank, text, by_is, .. } = *action;
        let next = to_place(self.says.len());
        let says = *self.says.entry((id, rank, moves, by_is, text, cite)).or_insert(next);
        let mut picks = Vec::new();
        self.kinds(action, &mut picks);
        let given = self.given(action);
        for (place, (what, _)) in given.iter().enumerate() {
            if given[..place].iter().all(|(earlier, _)| earlier != what) {
                let same = given.iter().filter(|(other, _)| other == what);
                let items: Vec<Given<'p>> = same.map(|(_, given)| given.clone()).collect();
                self.pick(*what, items, &mut picks);
            }
        }
        let is_open = |pick: &Pick| !is_end(pick.start);
        let open_picks = picks.iter().filter(|pick| is_open(pick)).map(|pick| pick.place).collect();
        let days = days.map(|day| day.map(|day| self.compiler.number(day)));
        ActionOps { action: id, rank, moves, by_is, text, start, days, says, picks, open_picks }
    }

    fn cites(&mut self, cite: &'p [SourceId]) -> u32 {
        let next = to_place(self.cites.len());
        *self.cites.entry(cite).or_insert(next)
    }

    fn kinds(&mut self, action: &'p LeafAction, picks: &mut Vec<Pick>) {
        let items = action.kinds.iter().map(|rung| PickItem {
            conditions: rung.condition.into_iter().collect(),
            cite: &[],
            says: rung.is as u32,
            kind: rung.is,
        });
        self.add(Named::Kind, items.collect(), picks);
    }

    /// Everything that an action may name, with whatever names it.
    fn given(&self, action: &'p LeafAction) -> Vec<(Named, Given<'p>)> {
        let offices = action.offices.iter().map(|item| {
            (
                Named::Office(item.what, item.role),
                Given { last_if: item.last_if, ..Given::of(item) },
            )
        });
        let papers = action.bring.iter().map(|item| (Named::Paper(item.what), Given::of(item)));
        let cautions =
            action.cautions.iter().map(|item| (Named::Caution(item.what), Given::of(item)));
        // An office that must not be asked first says so.
        let warnings = action.offices.iter().filter_map(|item| {
            let text = self.pack[item.what].last_text?;
            let conditions = item.condition.into_iter().chain(Some(item.last_if?)).collect();
            Some((Named::Caution(text), Given { conditions, cite: &[], last_if: None }))
        });
        offices.chain(papers).chain(cautions).chain(warnings).collect()
    }

    fn pick(&mut self, what: Named, given: Vec<Given<'p>>, picks: &mut Vec<Pick>) {
        let last = given.iter().find_map(|given| given.last_if);
        let item = |Given { conditions, cite, .. }: Given<'p>| PickItem {
            conditions,
            cite,
            says: self.cites(cite),
            kind: ActionKind::Know,
        };
        let items = given.into_iter().map(item).collect();
        self.add(what, items, picks);
        if let (Some(last), Some(pick)) = (last, picks.last_mut()) {
            pick.last = self.condition(Some(last));
        }
    }

    /// Adds something that is named by the first of some items whose conditions hold.
    fn add(&mut self, what: Named, items: Vec<PickItem<'p>>, picks: &mut Vec<Pick>) {
        // From the last item to the first, as the first that holds names it.
        let mut start = NO;
        for (number, item) in items.iter().enumerate().rev() {
            let end = YES + to_place(number);
            let all = item.conditions.iter().rev();
            let next = start;
            start = all
                .fold(end, |yes, condition| self.compiler.condition(Some(*condition), yes, next));
        }
        let first = to_place(self.items.len());
        let run = (first, to_place(items.len()));
        self.items.extend(items);
        picks.push(Pick { what, place: picks.len(), start, items: run, last: NO });
    }
}
