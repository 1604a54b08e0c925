//! The parts of a checked pack.

use crate::pack::program::{Entity, NodeId, Period};
use crate::pack::raw::{ActionKind, ByIs, Role, SourceKind, Standing};
use crate::pack::sentence::Expression;
use crate::terms::calendar::{Date, Rounding, Unit, shift};
use crate::terms::id::{ActionId, BranchId, LeafId, OfficeId, SourceId, TextId};
use crate::terms::value::Kind;
use serde::{Deserialize, Serialize};

/// A typed thing that is true of a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fact {
    /// Its name; unique among the facts of its entity.
    pub id: String,
    /// Whose fact it is.
    pub of: Entity,
    /// The topic that it is grouped with.
    pub topic: String,
    /// What it is.
    pub kind: Kind,
    /// Its first slot among the slots of its entity.
    pub slot: u16,
    /// The first and the last value allowed.
    pub range: Option<(Limit, Limit)>,
    /// Whether it may be withheld without a word.
    pub is_sensitive: bool,
    /// Whether a person can change it, such as the day of travel.
    pub is_changeable: bool,
    /// How much it asks of a person to say it: 1 little, 5 most.
    pub burden: u8,
    /// When the answer matters, for authors.
    pub matters_when: Option<Condition>,
    /// What it is taken to be where nothing at all was told of it.
    pub presume: Option<i32>,
    /// The first slot of your fact that stands in where nothing was told of it, if one does.
    pub same_as_you: Option<u16>,
    /// The sentence that is its value where it was not told.
    pub or_else: Option<OrElse>,
}

/// A sentence that is the value of a fact that was not told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrElse {
    /// The sentence.
    pub is: Expression,
    /// Only where this holds; `None` if always.
    pub condition: Option<Expression>,
    /// The fact or the sentence, in checked form.
    pub node: NodeId,
}

impl Fact {
    /// Whether something stands in for it where nothing was told of it.
    #[must_use]
    pub fn has_stand_in(&self) -> bool {
        self.presume.is_some() || self.same_as_you.is_some()
    }
}

/// The first or last value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// A number, or a day number.
    Number(i32),
    /// The as-of date, moved by a number of units.
    Today(i32, Unit),
}

impl Limit {
    /// The limit as a number on an as-of date.
    #[must_use]
    pub fn on(self, date: Date, rounding: Rounding) -> i32 {
        match self {
            Self::Number(number) => number,
            Self::Today(amount, unit) => shift(date.number(), amount, unit, rounding),
        }
    }
}

/// A sentence that is true, false or not decided.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Condition {
    /// Its checked form.
    pub node: NodeId,
    /// As it was written.
    pub text: String,
}

/// A sentence or date that has a name; it reads the facts of whoever it is used for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NamedValue {
    /// Its name.
    pub id: String,
    /// What it stands for.
    pub is: Expression,
}

/// The citation for a claim.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// The day, month or year of publication, if known.
    pub published: Option<String>,
    /// The day on which it was last read.
    pub read_on: Date,
    /// The first day on which it is law, and the last if there is one; `None` if always.
    pub in_force: Option<(Date, Option<Date>)>,
    /// How good it is.
    pub kind: SourceKind,
}

/// Where an action is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Office {
    /// Its name.
    pub id: String,
    /// The choice of the city fact; `None` if it serves every city.
    pub city: Option<String>,
    /// Telephone numbers in E.164 form.
    pub phones: Vec<String>,
    /// Mail addresses.
    pub mail: Vec<String>,
    /// Pages.
    pub links: Vec<String>,
    /// Opening hours in OpenStreetMap's notation.
    pub hours: Option<String>,
    /// What it does.
    pub services: Vec<String>,
    /// How sure it is that it is there.
    pub standing: Standing,
    /// Whether it is an office of the state.
    pub is_state: bool,
    /// The languages that are spoken there, if they are known.
    pub language: Option<String>,
    /// For whom it is never named first, as it was written.
    pub last_if: Option<String>,
    /// The text that says so.
    pub last_text: Option<TextId>,
    /// The sources.
    pub cite: Vec<SourceId>,
}

/// One thing that a household does.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Action {
    /// Its name.
    pub id: String,
    /// What it is to a person, unless a leaf says otherwise.
    pub kind: ActionKind,
    /// Its place in the order of danger: 0 first.
    pub rank: u8,
    /// The text that says how long it takes.
    pub lead: Option<String>,
}

/// One decision tree with its leaves.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Topic {
    /// Its name.
    pub id: String,
    /// For whom it is walked.
    pub for_each: Entity,
    /// When it matters at all.
    pub only_if: Option<Condition>,
    /// Where this is certain, the topic is walked even if others are asked for.
    pub always_if: Option<Condition>,
    /// All branches of all its ladders; each ladder is one run of this list.
    pub branches: Vec<Branch>,
    /// The ladder to start with.
    pub root: Ladder,
    /// Its leaves.
    pub leaves: Vec<Leaf>,
}

impl Topic {
    /// When it matters, in checked form.
    pub(crate) fn node(&self) -> Option<NodeId> {
        Some(self.only_if.as_ref()?.node)
    }

    /// The conditions that decide that a branch is taken, each with whether it must hold: those of the branches around
    /// it, and of those before it in its ladder.
    #[must_use]
    pub fn path(&self, branch: BranchId) -> Vec<(&Condition, bool)> {
        let branch = branch.place();
        let nested =
            self.branches.iter().enumerate().filter_map(|(place, branch)| match branch.then {
                Then::Ladder(ladder) => Some((ladder, Some(place))),
                Then::Leaf(_) => None,
            });
        let mut ladders = nested.chain([(self.root, None)]);
        let own = ladders
            .find(|(ladder, _)| (ladder.first..ladder.first + ladder.count).contains(&branch));
        let Some((ladder, outer)) = own else { return Vec::new() };
        let mut path = outer.map_or_else(Vec::new, |outer| self.path(BranchId::at(outer)));
        let before = self.branches[ladder.first..branch].iter();
        path.extend(before.filter_map(|branch| Some((branch.condition.as_ref()?, false))));
        path.extend(self.branches[branch].condition.iter().map(|own| (own, true)));
        path
    }

    /// The branches that lead to a leaf.
    pub fn branches_to(&self, leaf: LeafId) -> impl Iterator<Item = BranchId> {
        let all = self.branches.iter().enumerate();
        all.filter(move |(_, branch)| branch.then == Then::Leaf(leaf))
            .map(|(place, _)| BranchId::at(place))
    }

    /// All its conditions.
    pub fn conditions(&self) -> impl Iterator<Item = NodeId> {
        let branches = self.branches.iter().filter_map(Branch::node);
        let actions = self.leaves.iter().flat_map(|leaf| &leaf.actions).flat_map(|action| {
            let offices = action.offices.iter().flat_map(|item| [item.condition, item.last_if]);
            let texts = action.bring.iter().chain(&action.cautions).map(|item| item.condition);
            let kinds = action.kinds.iter().map(|rung| rung.condition);
            let takes = action.takes.iter().map(|rung| rung.condition);
            let needed_for = action.needed_for.iter().map(|rung| rung.condition);
            let plans = takes.chain(needed_for);
            let own = [action.condition].into_iter().chain(kinds).chain(plans);
            own.chain(offices).chain(texts).flatten()
        });
        let topic = [&self.only_if, &self.always_if].into_iter().flatten();
        topic.map(|condition| condition.node).chain(branches).chain(actions)
    }

    /// All its conditions and dates.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let days = self.leaves.iter().flat_map(|leaf| &leaf.actions).flat_map(|action| {
            let needed_for = action.needed_for.iter().map(|rung| rung.is);
            [action.from, action.by, action.best_by].into_iter().flatten().chain(needed_for)
        });
        self.conditions().chain(days)
    }
}

/// A run of [`Topic::branches`]: the first branch that holds is taken, and the last one always holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// The first branch.
    pub first: usize,
    /// How many there are.
    pub count: usize,
}

/// One rung of a ladder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Branch {
    /// When it is taken; `None` is `otherwise`.
    pub condition: Option<Condition>,
    /// Where it leads.
    pub then: Then,
}

impl Branch {
    /// Its condition in checked form.
    pub(crate) fn node(&self) -> Option<NodeId> {
        Some(self.condition.as_ref()?.node)
    }
}

/// Where a branch leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Then {
    /// To a leaf.
    Leaf(LeafId),
    /// To a nested ladder.
    Ladder(Ladder),
}

/// A named end of a path.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Leaf {
    /// Its name in the topic.
    pub id: String,
    /// The sources.
    pub cite: Vec<SourceId>,
    /// The text that says how an ambiguous source is read.
    pub reading: Option<String>,
    /// What to do.
    pub actions: Vec<LeafAction>,
}

/// An action as a leaf asks for it, with everything of the action itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LeafAction {
    /// The action.
    pub action: ActionId,
    /// Only then.
    pub condition: Option<NodeId>,
    /// What it is to a person: the strongest of its kinds.
    pub kind: ActionKind,
    /// Its kinds: the first that holds counts, and the last always holds.
    pub kinds: Vec<Rung<ActionKind>>,
    /// Its place in the order of danger: 0 first.
    pub rank: u8,
    /// The first day.
    pub from: Option<NodeId>,
    /// The last day.
    pub by: Option<NodeId>,
    /// What the last day is.
    pub by_is: ByIs,
    /// The day that we advise to keep to.
    pub best_by: Option<NodeId>,
    /// How long it takes: the first that holds counts; none may hold.
    pub takes: Vec<Rung<Period>>,
    /// The day for which it must be ready: the first that holds counts; none may hold.
    pub needed_for: Vec<Rung<NodeId>>,
    /// The text that explains it.
    pub text: TextId,
    /// Where it is done.
    pub offices: Vec<Item<OfficeId>>,
    /// Which papers.
    pub bring: Vec<Item<TextId>>,
    /// What to beware of.
    pub cautions: Vec<Item<TextId>>,
}

/// One rung of a ladder of what an action is: of its kinds, of how long it takes, of what it must be ready for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung<T> {
    /// What it is.
    pub is: T,
    /// Only then; `None` if it always holds.
    pub condition: Option<NodeId>,
}

/// Something that an action names, perhaps only if a condition holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item<T> {
    /// What it is.
    pub what: T,
    /// Only then.
    pub condition: Option<NodeId>,
    /// Its own sources.
    pub cite: Vec<SourceId>,
    /// Of an office: when it is never named first.
    pub last_if: Option<NodeId>,
    /// Of an office: what it is to the action; of anything else it says nothing.
    pub role: Role,
    /// Of an office that stands for a service: the name of the service.
    pub service: Option<Box<str>>,
}
