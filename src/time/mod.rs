//! When, and for which values, what is found changes: by asking the engine about intervals.
//!
//! **Must not know** wording.

pub mod recheck;
pub mod remedy;
mod runs;
pub mod timeline;
pub mod what_if;

use crate::case::Member;
use crate::engine::finding::Key;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::statement::{Claim, Condition, What};
use crate::pack::Pack;
use crate::pack::program::NodeId;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, TopicId};
use std::cmp::Ordering;

/// What makes two outcomes the same to a person: who does what, how certain it is, and whether its window is open.
/// Days that move with the as-of date do not count as a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Status {
    /// The action.
    pub action: ActionId,
    /// The topic that asks for it.
    pub topic: TopicId,
    /// Who does it.
    pub who: Member,
    /// What it is to the person; if that is open, the weakest that is possible.
    pub kind: ActionKind,
    /// The strongest that is possible.
    pub strongest: ActionKind,
    /// Whether it is certain.
    pub is_certain: bool,
    /// Whether its window is open on the as-of date.
    pub is_open: bool,
    /// Whether it is certain, and its last day has passed on the as-of date.
    pub is_over: bool,
}

impl Status {
    /// By what its finding is told apart from all others of an outcome.
    #[must_use]
    pub fn key(&self) -> Key {
        (self.action, self.topic, self.who)
    }

    /// The status of a finding on a day.
    #[must_use]
    pub fn of(finding: &Finding, on: Date) -> Self {
        Self {
            action: finding.action,
            topic: finding.topic,
            who: finding.who,
            kind: finding.kind,
            strongest: finding.strongest,
            is_certain: finding.is_certain,
            is_open: finding.is_open(on),
            is_over: finding.is_certain && finding.is_over(on),
        }
    }
}

/// All that is compared of one action: counts of days and the days that a sentence gives are not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Who does what, and how certain it is.
    pub status: Status,
    /// Everything else, in a fixed order.
    pub parts: Vec<Part>,
}

/// One thing that is compared of an action, and when it is so.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is.
    pub about: About,
    /// When it is so, as far as that is open.
    pub condition: Option<Condition>,
    /// The same, whatever the order in which it is put.
    claim: Option<Claim>,
}

/// What may be compared of an action besides its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// That it is asked for, if that is not certain.
    Asked,
    /// That it is of this kind: the weakest that is possible, or a stronger one under a condition.
    Kind(ActionKind),
    /// Something that it says.
    Said(What),
    /// The sentence that gives its first day.
    From(NodeId),
    /// The sentence that gives its last day.
    By(NodeId),
    /// The sentence that gives the day that we advise to keep to.
    BestBy(NodeId),
}

impl Part {
    /// Something that is so under a condition, or for certain.
    #[must_use]
    pub fn new(about: About, condition: Option<Condition>) -> Self {
        let claim = condition.as_ref().map(|condition| in_order(&condition.claim));
        Self { about, condition, claim }
    }

    /// Two parts are the same if the authors' sentences are.
    fn key(&self) -> (About, Option<&Claim>) {
        (self.about, self.claim.as_ref())
    }
}

/// A claim with what it joins in a fixed order: in which order it is found depends on what is open.
fn in_order(claim: &Claim) -> Claim {
    let all = |parts: &[Claim]| {
        let mut parts: Vec<Claim> = parts.iter().map(in_order).collect();
        parts.sort();
        parts
    };
    match claim {
        Claim::Is(node) => Claim::Is(*node),
        Claim::Not(inner) => Claim::Not(in_order(inner).into()),
        Claim::All(parts) => Claim::All(all(parts)),
        Claim::Any(parts) => Claim::Any(all(parts)),
        Claim::Leaf(leaf, inner) => Claim::Leaf(*leaf, in_order(inner).into()),
        Claim::Value(node, inner) => Claim::Value(*node, in_order(inner).into()),
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Part {}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Shown {
    /// What is compared of a finding of an outcome.
    #[must_use]
    pub fn of(pack: &Pack, outcome: &Outcome, finding: &Finding) -> Self {
        Self { status: Status::of(finding, outcome.on), parts: parts(pack, outcome, finding) }
    }

    /// The same, as it is put for a range of values of which this is shown of each.
    ///
    /// What each value decides may seem to be open for all of them together, so that more is left of a condition than
    /// of any value alone. A condition of one value alone cannot name the values of another fact: they may depend on it.
    fn with_words_of(&self, range: &Self) -> Self {
        let part = |part: &Part| {
            let same = range.parts.iter().find(|other| *other == part);
            same.cloned().unwrap_or_else(|| {
                let condition = part.condition.clone();
                Part::new(part.about, condition.map(|of| Condition { values: None, ..of }))
            })
        };
        Self { status: self.status, parts: self.parts.iter().map(part).collect() }
    }
}

/// All that is compared of an outcome, in a fixed order.
#[must_use]
pub fn shown(pack: &Pack, outcome: &Outcome) -> Vec<Shown> {
    let of = |finding: &Finding| Shown::of(pack, outcome, finding);
    let mut all: Vec<Shown> = outcome.findings.iter().map(of).collect();
    all.sort();
    all
}

/// All that is compared of a finding besides its status, in a fixed order.
#[must_use]
pub fn parts(pack: &Pack, outcome: &Outcome, finding: &Finding) -> Vec<Part> {
    let condition = |place: usize| outcome.conditions[place].clone();
    let asked = finding.condition.map(|place| (About::Asked, Some(place)));
    let stronger = outcome.stronger_kinds(finding).iter();
    let stronger = stronger.map(|kind| (About::Kind(kind.kind), Some(kind.condition)));
    let kinds = stronger.chain([(About::Kind(finding.kind), None)]);
    let said = outcome.statements(finding).iter();
    let said = said.map(|said| (About::Said(said.what), said.condition));
    let days = days(pack, outcome, finding).into_iter().map(|day| (day, None));
    let all = asked.into_iter().chain(kinds).chain(said).chain(days);
    let part = |(about, place): (About, Option<usize>)| Part::new(about, place.map(condition));
    let mut parts: Vec<Part> = all.map(part).collect();
    parts.sort();
    parts.dedup();
    parts
}

/// The sentences that give the days of a finding, in all leaves that may ask for it.
fn days(pack: &Pack, outcome: &Outcome, finding: &Finding) -> Vec<About> {
    let topic = &pack[finding.topic];
    let leaves = outcome.statements(finding).iter().filter_map(|said| match said.what {
        What::Why(leaf) => Some(&topic[leaf]),
        _ => None,
    });
    let actions = leaves.flat_map(|leaf| &leaf.actions);
    let days = actions.filter(|action| action.action == finding.action).flat_map(|action| {
        let days = [action.from.map(About::From), action.by.map(About::By)];
        days.into_iter().chain([action.best_by.map(About::BestBy)]).flatten()
    });
    days.collect()
}

/// The status of every action of an outcome, in a fixed order.
#[must_use]
pub fn statuses(outcome: &Outcome) -> Vec<Status> {
    let of = |finding: &Finding| Status::of(finding, outcome.on);
    let mut statuses: Vec<Status> = outcome.findings.iter().map(of).collect();
    statuses.sort();
    statuses
}
