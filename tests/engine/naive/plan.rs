//! What a small pack is made of, and what it says of a household of which everything is known.

use super::sentence::{Condition, Day};
use super::{COUNT, Facts, Point, either};
use crate::trial::{Advice, Key, Said};
use dovidka::engine::statement::What;
use dovidka::pack::raw::{ActionKind, Role};
use dovidka::terms::id::{ActionId, OfficeId, TextId, TopicId};
use dovidka::{Member, Pack};

/// A small pack before it is written.
pub struct Plan {
    /// What cannot be false.
    pub requires: Vec<Condition>,
    /// When its topic matters.
    pub only_if: Option<Condition>,
    pub tree: Ladder,
    pub leaves: Vec<Vec<LeafAction>>,
    pub actions: Vec<Action>,
}

/// Branches, of which the first that holds is taken.
pub struct Ladder {
    pub branches: Vec<(Condition, Then)>,
    /// The leaf if none holds.
    pub otherwise: usize,
}

/// Where a branch leads.
pub enum Then {
    Leaf(usize),
    Ladder(Ladder),
}

/// An action, with what it names in every leaf.
pub struct Action {
    pub id: &'static str,
    pub text: &'static str,
    pub kind: ActionKind,
    pub rank: u8,
    pub items: Vec<Item>,
}

/// An action as a leaf asks for it.
pub struct LeafAction {
    /// Its place among the actions.
    pub action: usize,
    pub condition: Option<Condition>,
    /// A ladder of kinds and the last one of it, instead of the action's own.
    pub kinds: Option<(Vec<(ActionKind, Condition)>, ActionKind)>,
    /// A rank and a text instead of the action's own.
    pub rank: Option<u8>,
    pub text: Option<&'static str>,
    /// Its first and its last day.
    pub days: [Option<Day>; 2],
    pub items: Vec<Item>,
}

/// Something that an action names, perhaps under a condition.
pub struct Item {
    pub thing: Thing,
    pub condition: Option<Condition>,
}

/// What may be named.
#[derive(Clone, Copy)]
pub enum Thing {
    Office(&'static str, Role),
    Paper(&'static str),
    Caution(&'static str),
}

fn holds(condition: Option<&Condition>, point: &Point) -> bool {
    condition.is_none_or(|condition| condition.at(point))
}

impl Ladder {
    fn leaf(&self, point: &Point) -> usize {
        match self.branches.iter().find(|(condition, _)| condition.at(point)) {
            Some((_, Then::Leaf(leaf))) => *leaf,
            Some((_, Then::Ladder(inner))) => inner.leaf(point),
            None => self.otherwise,
        }
    }

    fn conditions(&self) -> Vec<&Condition> {
        let inside = self.branches.iter().flat_map(|(_, then)| match then {
            Then::Leaf(_) => Vec::new(),
            Then::Ladder(inner) => inner.conditions(),
        });
        self.branches.iter().map(|(condition, _)| condition).chain(inside).collect()
    }
}

impl Plan {
    /// Whether there is a household with these facts.
    pub fn exists(&self, point: &Point) -> bool {
        self.requires.iter().all(|require| require.at(point))
    }

    /// The leaf to which the topic leads; `None` if it does not matter.
    pub fn leaf(&self, point: &Point) -> Option<usize> {
        holds(self.only_if.as_ref(), point).then(|| self.tree.leaf(point))
    }

    /// What a leaf says.
    pub fn advice(&self, pack: &Pack, leaf: usize, point: &Point) -> Advice {
        let named = self.leaves[leaf].iter().filter(|of| holds(of.condition.as_ref(), point));
        named.map(|of| (self.key(pack, of), self.said(pack, of, point))).collect()
    }

    fn key(&self, pack: &Pack, of: &LeafAction) -> Key {
        let id = self.actions[of.action].id;
        let place = pack.actions.iter().position(|action| action.id == id).unwrap();
        (ActionId::at(place), TopicId::at(0), Member::YOU)
    }

    fn said(&self, pack: &Pack, of: &LeafAction, point: &Point) -> Said {
        let action = &self.actions[of.action];
        let kind = of.kinds.as_ref().map_or(action.kind, |(ladder, last)| {
            let rung = ladder.iter().find(|(_, condition)| condition.at(point));
            rung.map_or(*last, |(kind, _)| *kind)
        });
        let [from, by] = of.days.each_ref().map(|day| day.as_ref().map(|day| day.at(point)));
        let items = action.items.iter().chain(&of.items);
        let named = items.filter(|item| holds(item.condition.as_ref(), point));
        let things = named.map(|item| item.thing.what(pack));
        let text = What::Text(text(pack, of.text.unwrap_or(action.text)));
        Said {
            kind,
            rank: of.rank.unwrap_or(action.rank),
            days: [from, by, None],
            statements: things.chain([text]).collect(),
        }
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        let of_leaves = self.leaves.iter().flatten().flat_map(|of| &of.items);
        of_leaves.chain(self.actions.iter().flat_map(|action| &action.items))
    }

    /// The facts that its topic reads.
    pub fn topic_reads(&self) -> Facts {
        let actions = || self.leaves.iter().flatten();
        let kinds = actions().flat_map(|of| of.kinds.iter().flat_map(|(ladder, _)| ladder));
        let kinds = kinds.map(|(_, condition)| condition);
        let own = actions().filter_map(|of| of.condition.as_ref()).chain(kinds);
        let items = self.items().filter_map(|item| item.condition.as_ref());
        let tree = self.tree.conditions().into_iter().chain(&self.only_if);
        let days = actions().flat_map(|of| of.days.iter().flatten()).map(Day::reads);
        let all = tree.chain(own).chain(items).map(Condition::reads).chain(days);
        all.fold([false; COUNT], either)
    }

    /// The facts that its requires read.
    pub fn requires_read(&self) -> Facts {
        self.requires.iter().map(Condition::reads).fold([false; COUNT], either)
    }

    /// The facts that its topic reads, and those that requires tie to them where some facts are open.
    pub fn tied(&self, open: &[usize]) -> Facts {
        let mut tied = self.topic_reads();
        for _ in 0..COUNT {
            let reads = self.requires.iter().map(Condition::reads);
            let shares = |reads: &Facts| open.iter().any(|fact| tied[*fact] && reads[*fact]);
            tied = reads.filter(shares).fold(tied, either);
        }
        tied
    }
}

impl Thing {
    fn what(self, pack: &Pack) -> What {
        match self {
            Self::Office(id, role) => {
                let place = pack.offices.iter().position(|office| office.id == id).unwrap();
                What::Office(OfficeId::at(place), role)
            }
            Self::Paper(id) => What::Paper(text(pack, id)),
            Self::Caution(id) => What::Caution(text(pack, id)),
        }
    }
}

fn text(pack: &Pack, id: &str) -> TextId {
    TextId::at(pack.named_texts.iter().position(|known| known == id).unwrap())
}
