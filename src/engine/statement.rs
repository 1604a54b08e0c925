//! What an action says, and under which condition: ids, and what is left of the authors' conditions.
//!
//! **Must not know** how it is found, or how it is put into words.

use crate::case::Member;
use crate::engine::need::Need;
use crate::pack::program::NodeId;
use crate::pack::raw::{ActionKind, Role};
use crate::pack::{Around, Pack};
use crate::terms::id::{FactId, LeafId, OfficeId, TextId, TopicId};
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
    /// The facts of the member for which yours stand in.
    pub yours: Vec<FactId>,
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
    /// case.learn(&pack, Member::YOU, "where", "border")?;
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
        Self::shortest(all, true)
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
        Self::shortest(any, false)
    }

    /// These parts, of which all or any must hold, without those that change nothing: of `a or a and b`, `a` is left,
    /// and of `a and b or a and not b`.
    fn shortest(parts: Vec<Self>, is_all: bool) -> Self {
        let mut own: Vec<Self> = Vec::with_capacity(parts.len());
        for mut part in parts {
            while let Some((place, both)) =
                (0..own.len()).find_map(|at| Some((at, own[at].with(&part, is_all)?)))
            {
                own.remove(place);
                part = both;
            }
            own.push(part);
        }
        match own.len() {
            1 => own.remove(0),
            _ if is_all => Self::All(own),
            _ => Self::Any(own),
        }
    }

    /// What is as much as this and another one together, if one part is enough for both.
    fn with(&self, other: &Self, is_all: bool) -> Option<Self> {
        let (own, others) = (self.inner(is_all), other.inner(is_all));
        let lacks = |parts: &[Self], of: &[Self]| {
            let lacking = parts.iter().filter(|part| !of.contains(part));
            lacking.cloned().collect::<Vec<_>>()
        };
        match (&lacks(own, others)[..], &lacks(others, own)[..]) {
            ([], _) => Some(self.clone()),
            (_, []) => Some(other.clone()),
            ([one], [two]) if own.len() == others.len() && one.clone().opposite() == *two => {
                let same = own.iter().filter(|part| *part != one).cloned();
                Some(if is_all { Self::any(same) } else { Self::all(same) })
            }
            _ => None,
        }
    }

    /// The parts of which this is made where those around it are joined by `and`, or by `or`; itself if it has none.
    fn inner(&self, is_all: bool) -> &[Self] {
        match self {
            Self::Any(parts) if is_all => parts,
            Self::All(parts) if !is_all => parts,
            other => std::slice::from_ref(other),
        }
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

#[cfg(test)]
mod tests {
    use super::Claim;
    use proptest::prelude::*;

    fn claims() -> impl Strategy<Value = Claim> {
        let leaf = (0..4_u32).prop_map(Claim::Is);
        let leaf = prop_oneof![leaf.clone(), leaf.prop_map(Claim::opposite)];
        leaf.prop_recursive(4, 40, 4, |inner| {
            let parts = prop::collection::vec(inner, 1..4);
            prop_oneof![parts.clone().prop_map(Claim::All), parts.prop_map(Claim::Any)]
        })
    }

    /// Whether a claim holds where these conditions do, each a bit.
    fn holds(claim: &Claim, truths: u32) -> bool {
        match claim {
            Claim::Is(node) => truths >> node & 1 == 1,
            Claim::Not(inner) | Claim::Leaf(_, inner) | Claim::Value(_, inner) => {
                holds(inner, truths) != matches!(claim, Claim::Not(_))
            }
            Claim::All(parts) => parts.iter().all(|part| holds(part, truths)),
            Claim::Any(parts) => parts.iter().any(|part| holds(part, truths)),
        }
    }

    fn shortened(claim: &Claim) -> Claim {
        match claim {
            Claim::All(parts) => Claim::all(parts.iter().map(shortened)),
            Claim::Any(parts) => Claim::any(parts.iter().map(shortened)),
            other => other.clone(),
        }
    }

    fn length(claim: &Claim) -> usize {
        match claim {
            Claim::All(parts) | Claim::Any(parts) => parts.iter().map(length).sum(),
            _ => 1,
        }
    }

    proptest! {
        #[test]
        fn a_shorter_claim_says_the_same(claim in claims()) {
            let short = shortened(&claim);
            prop_assert!(length(&short) <= length(&claim));
            for truths in 0..16 {
                prop_assert_eq!(holds(&short, truths), holds(&claim, truths), "{:?}", short);
            }
        }
    }

    #[test]
    fn what_changes_nothing_is_left_out() {
        let [a, b] = [0, 1].map(Claim::Is);
        let both = |part: Claim| Claim::all([a.clone(), part]);
        assert_eq!(Claim::any([both(b.clone()), both(b.clone().opposite())]), a);
        assert_eq!(Claim::any([both(b.clone()), a.clone()]), a);
        let either = Claim::any([a.clone(), b.clone()]);
        assert_eq!(Claim::all([either.clone(), a.clone()]), a);
        assert_eq!(Claim::all([either, Claim::any([a.clone(), b.opposite()])]), a);
        assert_eq!(Claim::any([a.clone(), a.opposite()]), Claim::ALWAYS);
    }
}
