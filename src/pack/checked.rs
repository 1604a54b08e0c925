//! The checked pack: everything that its rule files say, and how it is found there.
//!
//! **Must not know** how it was written in JSON.

use crate::pack::model::{Action, Condition, Fact, Leaf, NamedValue, Office, Source, Topic};
use crate::pack::program::{Entity, NodeId, Program, Read};
use crate::pack::raw::Text;
use crate::terms::calendar::{Date, Rounding};
use crate::terms::holidays::Holidays;
use crate::terms::id::{ActionId, FactId, LeafId, OfficeId, SourceId, TextId, TopicId};
use crate::terms::interval::Interval;
use crate::terms::stay::Allowance;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::Index;

/// The checked rule files of one jurisdiction.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Pack {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whose law it is: a lower-case ISO 3166 code, `zz` in examples.
    pub jurisdiction: String,
    /// Minutes east of UTC, from a day on; in order of the days.
    pub time_zone: Vec<(Date, i32)>,
    /// The languages of its texts.
    pub languages: Vec<String>,
    /// The day on which the pack was last read against its sources.
    pub reviewed_on: Date,
    /// After how many days its knowledge is old.
    pub review_every: i32,
    /// The last day for which the pack claims anything.
    pub horizon: Option<Date>,
    /// How many days before a deadline a calendar reminds of it.
    pub alarms: Vec<u16>,
    /// What a day that does not exist becomes.
    pub rounding: Rounding,
    /// The household fact whose choices are the cities of the offices.
    pub city: Option<FactId>,
    /// How many days a person may stay, if that is counted.
    pub allowance: Option<StayAllowance>,
    /// The facts of each entity, in the order of [`Entity::ALL`].
    pub facts: [Vec<Fact>; 4],
    /// Answers that cannot both be true.
    pub requires: Vec<Require>,
    /// Where each claim comes from.
    pub sources: Vec<Source>,
    /// Where things are done.
    pub offices: Vec<Office>,
    /// The days on which offices are closed.
    pub holidays: PublicHolidays,
    /// What people do.
    pub actions: Vec<Action>,
    /// One decision tree each, in the order of the facts file.
    pub topics: Vec<Topic>,
    /// All conditions and dates.
    #[doc(hidden)]
    pub program: Program,
    /// The ids of the texts that leaves and actions name.
    #[doc(hidden)]
    pub named_texts: Vec<String>,
    /// Texts by language and id.
    pub texts: BTreeMap<String, BTreeMap<String, Text>>,
    /// Sentences and dates that have a name.
    #[doc(hidden)]
    pub values: Vec<NamedValue>,
}

/// Two answers that cannot both be true.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Require {
    /// Its name; its text is `require.<id>`.
    pub id: String,
    /// Whose answers.
    pub of: Entity,
    /// What must hold.
    pub condition: Condition,
}

/// How many days a person may stay in how many, and the facts from which it is counted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StayAllowance {
    /// How many in how many.
    pub rule: Allowance,
    /// The date on which the stay began.
    pub entry: Read,
    /// The number of days of stays before it.
    pub earlier: Read,
    /// The topic with which it is told.
    pub topic: String,
    /// For whom it counts.
    pub condition: Condition,
}

/// The public holidays of the jurisdiction, with their sources.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PublicHolidays {
    /// The days; none if the pack names no holidays.
    pub calendar: Holidays,
    /// The sources of each holiday of the calendar.
    pub cite: Vec<Vec<SourceId>>,
    /// The sources that say so of each complete year.
    pub complete_cite: Vec<Vec<SourceId>>,
}

impl Pack {
    /// The fact `id` of `of`.
    #[must_use]
    pub fn fact(&self, of: Entity, id: &str) -> Option<&Fact> {
        self.facts[of.place()].iter().find(|fact| fact.id == id)
    }

    /// Everything that a fact may be on an as-of date.
    #[must_use]
    pub fn range(&self, fact: &Fact, on: Date) -> Interval {
        let widest = fact.kind.widest();
        let limits = fact.range.map(|(first, last)| {
            let (low, high) = (first.on(on, self.rounding), last.on(on, self.rounding));
            Interval { low, high: high.max(low) }
        });
        limits.and_then(|limits| limits.meet(widest)).unwrap_or(widest)
    }

    /// What is taken to be so of a fact of which nothing was told: everything that it may be on an as-of date, or one
    /// value that is presumed.
    #[must_use]
    pub fn untold(&self, fact: &Fact, on: Date) -> Interval {
        fact.presume.map_or_else(|| self.range(fact, on), Interval::exactly)
    }

    /// The id of the text that says why, of a leaf.
    #[must_use]
    pub fn reason(&self, topic: TopicId, leaf: LeafId) -> String {
        let topic = &self[topic];
        format!("leaf.{}.{}", topic.id, topic[leaf].id)
    }

    /// The place of a fact among those of its owner's kind.
    ///
    /// # Panics
    ///
    /// If it is not a fact of this pack.
    #[must_use]
    pub fn place_of(&self, fact: &Fact) -> FactId {
        let place = self.facts[fact.of.place()].iter().position(|known| known.id == fact.id);
        FactId::at(place.expect("the fact is one of the pack"))
    }

    /// The conditions that say when facts matter.
    pub(crate) fn matters(&self) -> impl Iterator<Item = NodeId> + use<'_> {
        self.facts.iter().flatten().filter_map(|fact| Some(fact.matters_when.as_ref()?.node))
    }

    /// How many slots one member of this entity takes in a case.
    #[must_use]
    pub fn width(&self, of: Entity) -> usize {
        self.facts[of.place()].iter().map(|fact| fact.kind.width()).sum()
    }

    /// The topic `id`.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// Whether a sentence of a topic looks at all members of an entity.
    #[must_use]
    pub fn looks_at(&self, topic: &Topic, of: Entity) -> bool {
        let mut pending: Vec<NodeId> = topic.nodes().collect();
        let mut seen = HashSet::new();
        while let Some(id) = pending.pop() {
            if seen.insert(id) {
                let node = self.program.node(id);
                if node.each() == Some(of) {
                    return true;
                }
                pending.extend(node.parts());
            }
        }
        false
    }

    /// The text `id` in `language`, or in the pack's first language if it has no such text.
    #[must_use]
    pub fn text(&self, language: &str, id: &str) -> Option<&Text> {
        let of = |language: &str| self.texts.get(language).and_then(|texts| texts.get(id));
        of(language).or_else(|| of(self.languages.first()?))
    }

    /// The plain text `id` in `language`; empty if there is none.
    #[must_use]
    pub fn say(&self, language: &str, id: &str) -> &str {
        match self.text(language, id) {
            Some(Text::Plain(text)) => text,
            Some(Text::Plural(forms)) => forms.get("other").map_or("", String::as_str),
            None => "",
        }
    }

    /// A text with what stands in `<id>.more`, which is left out in a short answer.
    #[must_use]
    pub fn say_all(&self, language: &str, id: &str) -> Cow<'_, str> {
        let (text, more) = (self.say(language, id), self.say(language, &format!("{id}.more")));
        if more.is_empty() { text.into() } else { format!("{text} {more}").into() }
    }

    /// What an action is called, in the imperative: a short text in `language`, or in the pack's first language if it
    /// has no such text.
    #[must_use]
    pub fn title(&self, language: &str, action: ActionId) -> &str {
        self.say(language, &format!("action.{}.title", self[action].id))
    }

    /// A text about an office: its `name`, its `address` or a `note`; empty if there is none.
    ///
    /// In `language`, or in the pack's first language if it has no such text.
    #[must_use]
    pub fn say_office(&self, language: &str, office: &Office, part: &str) -> &str {
        self.say(language, &format!("office.{}.{part}", office.id))
    }

    /// A text about a fact: `ask`, the question that learns it, or `label`, a short name; empty if there is none.
    ///
    /// It is the text `fact.<of>.<id>.<part>`, or else `fact.<id>.<part>`.
    #[must_use]
    pub fn say_fact(&self, language: &str, fact: &Fact, part: &str) -> &str {
        let own = self.say(language, &format!("fact.{}.{}.{part}", fact.of.name(), fact.id));
        if own.is_empty() { self.say(language, &format!("fact.{}.{part}", fact.id)) } else { own }
    }

    /// The question for a fact: put to you if it is yours and there is such a text, else in the third person.
    #[must_use]
    pub fn ask(&self, language: &str, fact: &Fact, is_yours: bool) -> &str {
        let to_you = if is_yours { self.say_fact(language, fact, "ask_you") } else { "" };
        if to_you.is_empty() { self.say_fact(language, fact, "ask") } else { to_you }
    }

    /// A clause about a choice of a fact: `if`, or `if_not` that it is another one, each with `.they` about somebody who
    /// is not you; empty if there is none.
    ///
    /// It is the text `choice.<of>.<fact>.<choice>.<part>`, or else `choice.<fact>.<choice>.<part>`.
    #[must_use]
    pub fn say_choice(&self, language: &str, fact: &Fact, choice: &str, part: &str) -> &str {
        let rest = format!("{}.{choice}.{part}", fact.id);
        let own = self.say(language, &format!("choice.{}.{rest}", fact.of.name()));
        if own.is_empty() { self.say(language, &format!("choice.{rest}")) } else { own }
    }

    /// The minutes east of UTC on a day of UTC: the offset of the last period that has begun.
    #[must_use]
    pub fn offset_minutes(&self, on: Date) -> i32 {
        let begun = self.time_zone.iter().rev().find(|(from, _)| *from <= on);
        begun.or(self.time_zone.first()).map_or(0, |(_, minutes)| *minutes)
    }
}

/// Declares what is found in a pack by an id.
macro_rules! index {
    ($($id:ident: $list:ident => $what:ty)*) => {$(
        impl Index<$id> for Pack {
            type Output = $what;

            fn index(&self, id: $id) -> &$what {
                &self.$list[id.place()]
            }
        }
    )*};
}

index! {
    ActionId: actions => Action
    TopicId: topics => Topic
    OfficeId: offices => Office
    SourceId: sources => Source
    TextId: named_texts => str
}

impl Index<(Entity, FactId)> for Pack {
    type Output = Fact;

    fn index(&self, (of, id): (Entity, FactId)) -> &Fact {
        &self.facts[of.place()][id.place()]
    }
}

impl Index<LeafId> for Topic {
    type Output = Leaf;

    fn index(&self, id: LeafId) -> &Leaf {
        &self.leaves[id.place()]
    }
}
