//! What an action says besides what it is and when: each such particular in words, so that it may be told on its own.
//!
//! **Must not know** which of them are told.

use crate::engine::statement::What;
use crate::pack::Pack;
use crate::pack::raw::{ActionKind, Role};
use crate::render::conditions::Conditions;
use crate::render::words::Words;
use crate::terms::id::TopicId;
use crate::time::{About, Part, Shown};

/// One particular of an action, as a topic asks for it.
#[derive(Debug, Clone)]
pub struct Particular {
    /// The topic.
    pub topic: TopicId,
    /// What it is, and when it is so.
    pub part: Part,
}

impl Particular {
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

    /// Its place among the particulars of an action.
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

/// Two particulars are the same if they are about the same under the same condition, whichever topic says them for certain.
impl PartialEq for Particular {
    fn eq(&self, other: &Self) -> bool {
        let is_of_topic = self.part.condition.is_some();
        let is_same_topic = !is_of_topic || self.topic == other.topic;
        self.part == other.part && self.about() == other.about() && is_same_topic
    }
}

impl Eq for Particular {}

/// The particulars of an action, in the order of telling.
pub fn particulars(shown: &Shown) -> Vec<Particular> {
    let (topic, parts) = (shown.status.topic, shown.parts.iter());
    let mut particulars: Vec<Particular> =
        parts.map(|part| Particular { topic, part: part.clone() }).collect();
    particulars.sort_by_key(Particular::order);
    particulars
}

/// Adds what another topic says of the same action: what it says for certain is not said under a condition too.
pub fn merge(own: &mut Vec<Particular>, others: Vec<Particular>) {
    let is_said = |particular: &Particular| matches!(particular.part.about, About::Said(_));
    for particular in others.into_iter().filter(is_said) {
        if !own.contains(&particular) {
            own.push(particular);
        }
    }
    own.sort_by_key(Particular::order);
    let is_certain = |particular: &&Particular| particular.part.condition.is_none();
    let certain: Vec<_> = own.iter().filter(is_certain).map(Particular::about).collect();
    own.retain(|particular| {
        !is_said(particular) || is_certain(&particular) || !certain.contains(&particular.about())
    });
}

/// A particular as a label and a text, its condition before it; `None` of a day, which has its own words.
pub fn say(
    particular: &Particular,
    (pack, language): (&Pack, &str),
) -> Option<(&'static str, String)> {
    let words = Words::of(language);
    let of = Conditions { pack, language };
    let condition = particular.part.condition.as_ref().map(|condition| of.say(condition));
    let (label, text) = match particular.part.about {
        About::Asked => return Some(("particular.asked", condition?.after(words))),
        About::Kind(ActionKind::Must) => ("particular.kind", words.say("recheck.must")),
        About::Kind(ActionKind::Can) => ("particular.kind", words.say("recheck.can")),
        About::Kind(ActionKind::Know) => ("particular.kind", words.say("recheck.know")),
        About::Said(What::Why(leaf)) => {
            let id = pack.reason(particular.topic, leaf);
            ("label.why", pack.say(language, &id))
        }
        About::Said(What::Text(text)) => ("particular.how", pack.say(language, &pack[text])),
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
