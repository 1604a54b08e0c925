//! The topics of a pack as ops, with all that their leaves may say: made once for many cases.
//!
//! **Must not know** households.

use crate::engine::conditions::Conditions;
use crate::engine::ops::Ops;
use crate::engine::pick::{Pick, PickItem};
use crate::engine::presuming::{Computable, Presuming};
use crate::engine::readers::Readers;
use crate::engine::topic::TopicOps;
use crate::engine::writer::Writer;
use crate::pack::Pack;
use crate::terms::calendar::Date;
use crate::terms::id::TopicId;

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
    /// The facts in whose place a number may be computed.
    pub(crate) computable: Vec<Computable>,
    /// For whom a stay is counted, if the topic that tells it is among these.
    pub(crate) allowance: Option<u32>,
    /// The items that may name something, and how they are cited.
    pub(crate) items: Vec<PickItem<'p>>,
    /// All conditions of the topics, of which what is left may be asked for, and those of when facts matter.
    pub(crate) conditions: Conditions<'p>,
    pub(crate) readers: Readers,
    /// The same for cases on any as-of date, if these were made for one.
    undated: Option<Box<Self>>,
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
        let undated = Some(Box::new(Self::new(pack, topics)));
        Self { undated, ..Self::make(pack, &topics.of(pack), Some(on)) }
    }

    fn make(pack: &'p Pack, topics: &[TopicId], on: Option<Date>) -> Self {
        let mut writer = Writer::new(pack, on);
        let is_walked =
            |topic: &TopicId| topics.contains(topic) || pack[*topic].always_if.is_some();
        let walked = Topics::All.of(pack).into_iter().filter(is_walked);
        let mut topics: Vec<TopicOps> =
            walked.map(|topic| writer.topic(topic, topics.contains(&topic))).collect();
        let requires = pack.requires.iter().map(|require| require.condition.node);
        let mut requires: Vec<u32> =
            requires.map(|require| writer.condition(Some(require))).collect();
        let allowance = pack
            .allowance
            .as_ref()
            .filter(|allowance| topics.iter().any(|topic| pack[topic.id].id == allowance.topic));
        let mut allowance =
            allowance.map(|allowance| writer.condition(Some(allowance.condition.node)));
        let computable = writer.computable();
        let Writer { compiler, items, .. } = writer;
        let starts = topics.iter_mut().flat_map(TopicOps::starts);
        let ops = compiler.finish(starts.chain(&mut requires).chain(&mut allowance));
        let all = topics.iter().flat_map(|topic| pack[topic.id].conditions()).chain(pack.matters());
        let asked = topics.iter().map(|topic| (topic.id, topic.always.is_none()));
        let (conditions, readers) = (Conditions::new(pack, all), Readers::new(pack, asked));
        let presuming = Presuming::new(pack);
        Self {
            pack,
            on,
            ops,
            topics,
            requires,
            presuming,
            computable,
            allowance,
            items,
            conditions,
            readers,
            undated: None,
        }
    }

    /// The same topics for cases on any as-of date.
    pub(crate) fn undated(&self) -> &Self {
        self.undated.as_deref().unwrap_or(self)
    }

    /// The items of a pick.
    pub(crate) fn items_of(&self, pick: &Pick) -> &[PickItem<'p>] {
        let (first, count) = pick.items;
        &self.items[first as usize..][..count as usize]
    }
}
