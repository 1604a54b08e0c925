//! What an action says besides what it is and when: each such detail in words, so that it may be told on its own.
//!
//! **Must not know** which of them are told.

use crate::engine::statement::What;
use crate::pack::Pack;
use crate::pack::raw::{ActionKind, Role};
use crate::render::conditions::Conditions;
use crate::render::words::Words;
use crate::terms::id::TopicId;
use crate::time::{About, Part, Shown};

/// One detail of an action, as a topic asks for it.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The topic.
    pub topic: TopicId,
    /// What it is, and when it is so.
    pub part: Part,
}

impl Detail {
    /// What it is about; a reason is one of its topic.
    fn about(&self) -> (About, Option<TopicId>) {
        let is_reason = matches!(self.part.about, About::Said(What::Why(_)));
        (self.part.about, is_reason.then_some(self.topic))
    }

    /// Whether one of these is about the same.
    pub fn is_among(&self, others: &[Self]) -> bool {
        others.iter().any(|other| other.about() == self.about())
    }

    /// Whether one of these takes its place: another day, reason or way.
    pub fn is_replaced_by(&self, others: &[Self]) -> bool {
        let is_one_of_its_sort = !matches!(
            self.part.about,
            About::Said(What::Office(..) | What::Paper(_) | What::Caution(_))
        );
        is_one_of_its_sort && others.iter().any(|other| other.order() == self.order())
    }

    /// Its place among the details of an action.
    fn order(&self) -> u8 {
        match self.part.about {
            About::Asked => 0,
            About::Kind(_) => 1,
            About::Said(What::Why(_)) => 2,
            About::Said(What::Text(_)) => 3,
            About::Said(What::Office(_, Role::First)) => 4,
            About::Said(What::Office(_, Role::Do)) => 5,
            About::Said(What::Office(_, Role::Help)) => 6,
            About::Said(What::Paper(_)) => 7,
            About::Said(What::Caution(_)) => 8,
            About::From(_) => 9,
            About::By(_) => 10,
            About::BestBy(_) => 11,
        }
    }
}

/// Two details are the same if they are about the same under the same condition, whichever topic says them for certain.
impl PartialEq for Detail {
    fn eq(&self, other: &Self) -> bool {
        let is_of_topic = self.part.condition.is_some();
        let is_same_topic = !is_of_topic || self.topic == other.topic;
        self.part == other.part && self.about() == other.about() && is_same_topic
    }
}

impl Eq for Detail {}

/// The details of an action, in the order of telling.
pub fn details(shown: &Shown) -> Vec<Detail> {
    let (topic, parts) = (shown.status.topic, shown.parts.iter());
    let mut details: Vec<Detail> = parts.map(|part| Detail { topic, part: part.clone() }).collect();
    details.sort_by_key(Detail::order);
    details
}

/// Adds what another topic says of the same action: what it says for certain is not said under a condition too.
pub fn merge(own: &mut Vec<Detail>, others: Vec<Detail>) {
    let is_said = |detail: &Detail| matches!(detail.part.about, About::Said(_));
    for detail in others.into_iter().filter(is_said) {
        if !own.contains(&detail) {
            own.push(detail);
        }
    }
    own.sort_by_key(Detail::order);
    let is_certain = |detail: &&Detail| detail.part.condition.is_none();
    let certain: Vec<_> = own.iter().filter(is_certain).map(Detail::about).collect();
    own.retain(|detail| {
        !is_said(detail) || is_certain(&detail) || !certain.contains(&detail.about())
    });
}

/// A detail as a label and a text, its condition before it; `None` of a day, which has its own words.
pub fn say(detail: &Detail, (pack, language): (&Pack, &str)) -> Option<(&'static str, String)> {
    let words = Words::of(language);
    let of = Conditions { pack, language };
    let condition = detail.part.condition.as_ref().map(|condition| of.say(condition));
    let (label, text) = match detail.part.about {
        About::Asked => return Some(("detail.asked", condition?.after(words))),
        About::Kind(ActionKind::Must) => ("detail.kind", words.say("recheck.must")),
        About::Kind(ActionKind::Can) => ("detail.kind", words.say("recheck.can")),
        About::Kind(ActionKind::Know) => ("detail.kind", words.say("recheck.know")),
        About::Said(What::Why(leaf)) => {
            let topic = &pack[detail.topic];
            let id = format!("leaf.{}.{}", topic.id, topic[leaf].id);
            ("label.why", pack.say(language, &id))
        }
        About::Said(What::Text(text)) => ("detail.how", pack.say(language, &pack[text])),
        About::Said(What::Office(office, role)) => {
            let label = match role {
                Role::First => "label.first",
                Role::Do => "label.where",
                Role::Help => "label.help",
            };
            (label, pack.say_office(language, &pack[office], "name"))
        }
        About::Said(What::Paper(text)) => ("label.bring", pack.say(language, &pack[text])),
        About::Said(What::Caution(text)) => ("label.beware", pack.say(language, &pack[text])),
        About::From(_) | About::By(_) | About::BestBy(_) => return None,
    };
    let text = condition.map_or_else(|| text.into(), |said| said.before(words, text));
    Some((label, text))
}
