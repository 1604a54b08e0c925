//! What an action says, and under which condition: ids, and what is left of the authors' conditions.
//!
//! **Must not know** how it is found, or how it is put into words.

use crate::case::Member;
use crate::engine::need::Need;
use crate::pack::program::NodeId;
use crate::pack::raw::{ActionKind, Role};
use crate::pack::{Around, Pack};
use crate::terms::id::{LeafId, OfficeId, TextId, TopicId};
use crate::terms::interval::Interval;

/// One thing that a finding says, or may say if facts are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// What is said.
    pub what: What,
    /// When it is said, given that the action stands: a place in [`Outcome::conditions`]. `None` if it is said
    /// whatever the unknown facts are.
    ///
    /// [`Outcome::conditions`]: crate::Outcome::conditions
    pub condition: Option<usize>,
    /// Its own sources: the first in the outcome's list of sources, and the one after the last.
    pub(crate) cite: (u32, u32),
}

impl Statement {
    /// Something that is said whatever is not known, without sources of its own.
    pub(crate) const fn certain(what: What) -> Self {
        Self { what, condition: None, cite: (0, 0) }
    }
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Why: the sentence of a leaf.
    Why(LeafId),
    /// How: a text.
    Text(TextId),
    /// Where it is done, or who is to be asked.
    Office(OfficeId, Role),
    /// A paper to bring.
    Paper(TextId),
    /// What to beware of.
    Caution(TextId),
}

/// When something is so, as far as that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Condition {
    /// The topic whose sentences it is made of.
    pub topic: TopicId,
    /// The member for whom the topic was walked.
    pub who: Member,
    /// What is left of the authors' sentences.
    pub claim: Claim,
    /// The values for which it holds, if it hangs on one fact that is not known.
    pub values: Option<Values>,
}

/// The values of one fact for which something is so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Values {
    /// The fact.
    pub fact: Need,
    /// What it may be.
    pub possible: Interval,
    /// The values, as runs in order.
    pub runs: Vec<Interval>,
}

/// A kind that an action may have too, stronger than the weakest that is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StrongerKind {
    /// The kind.
    pub kind: ActionKind,
    /// When it has it: a place in the conditions of the outcome.
    pub condition: usize,
}

/// A condition made of those of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// A condition of the pack.
    Is(NodeId),
    /// It does not hold.
    Not(Box<Claim>),
    /// All hold; always, if there are none.
    All(Vec<Claim>),
    /// At least one holds; never, if there are none.
    Any(Vec<Claim>),
    /// The topic leads to this leaf: which is so if the other condition holds.
    Leaf(LeafId, Box<Claim>),
    /// This named value holds: which is so if what is left of it holds.
    Value(NodeId, Box<Claim>),
}

impl Condition {
    /// The condition as a sentence of rule files.
    ///
    /// # Examples
    ///
    /// ```
    /// use dovidka::{Case, Member, Pack, Topics, evaluate};
    /// let pack = Pack::embedded("kazakhstan")?;
    /// let mut case = Case::new(&pack, "2026-11-22".parse()?);
    /// case.learn(&pack, Member::HOUSEHOLD, "where", "border")?;
    /// let covid = Topics::named(&pack, "covid").expect("it is a topic of the pack");
    /// let outcome = evaluate(&pack, &case, &covid);
    /// assert!(outcome.conditions.iter().all(|condition| !condition.sentence(&pack).is_empty()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sentence(&self, pack: &Pack) -> String {
        self.claim.sentence(pack, self.topic, Around::Nothing)
    }
}

impl Claim {
    /// What holds always.
    pub(crate) const ALWAYS: Self = Self::All(Vec::new());
    /// What never holds.
    pub(crate) const NEVER: Self = Self::Any(Vec::new());

    /// A condition of the pack, which is always so if there is none.
    pub(crate) fn of(node: Option<NodeId>) -> Self {
        node.map_or(Self::ALWAYS, Self::Is)
    }

    /// The opposite.
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            Self::All(parts) if parts.is_empty() => Self::NEVER,
            Self::Any(parts) if parts.is_empty() => Self::ALWAYS,
            other => Self::Not(Box::new(other)),
        }
    }

    /// That all of these hold, in its shortest form.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Self::All(parts) => all.extend(parts),
                part if part == Self::NEVER => return Self::NEVER,
                part => all.push(part),
            }
        }
        Self::shortest(all, Self::All)
    }

    /// That at least one of these holds, in its shortest form.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Vec::new();
        for part in parts {
            match part {
                Self::Any(parts) => any.extend(parts),
                part if part == Self::ALWAYS => return Self::ALWAYS,
                part => any.push(part),
            }
        }
        Self::shortest(any, Self::Any)
    }

    fn shortest(parts: Vec<Self>, join: fn(Vec<Self>) -> Self) -> Self {
        let mut own: Vec<Self> = Vec::with_capacity(parts.len());
        for part in parts {
            if !own.contains(&part) {
                own.push(part);
            }
        }
        if own.len() == 1 { own.remove(0) } else { join(own) }
    }

    /// The conditions of the pack of which it is made.
    #[must_use]
    pub fn conditions(&self) -> Vec<NodeId> {
        match self {
            Self::Is(node) => vec![*node],
            Self::Not(inner) | Self::Leaf(_, inner) | Self::Value(_, inner) => inner.conditions(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(Self::conditions).collect()
            }
        }
    }

    fn sentence(&self, pack: &Pack, topic: TopicId, around: Around) -> String {
        let of = pack[topic].for_each;
        match self {
            Self::Is(node) => pack.sentence(*node, of, around),
            Self::Leaf(_, inner) | Self::Value(_, inner) => inner.sentence(pack, topic, around),
            Self::Not(inner) => match &**inner {
                Self::Is(node) => pack.opposite(*node, of, around),
                inner => format!("not {}", inner.sentence(pack, topic, Around::Not)),
            },
            Self::All(parts) if parts.is_empty() => "today is today".into(),
            Self::Any(parts) if parts.is_empty() => "today is not today".into(),
            Self::All(parts) | Self::Any(parts) => {
                let is_all = matches!(self, Self::All(_));
                let (word, own) =
                    if is_all { (" and ", Around::And) } else { (" or ", Around::Or) };
                let said = parts.iter().map(|part| part.sentence(pack, topic, own));
                let joined = said.collect::<Vec<_>>().join(word);
                if around > own { format!("({joined})") } else { joined }
            }
        }
    }
}
