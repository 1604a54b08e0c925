//! The interview: evaluate, ask for the first fact that is still needed, learn the answer, until nothing is open.
//!
//! **Owns** what is asked next, going back, and which answers are refused. **Must not know** how a question is
//! shown or where the answer comes from: that is whoever implements [`Ask`].

use crate::case::{BadAnswer, BadStay, Case, Member, Said};
use crate::engine::need::Need;
use crate::engine::rules::Topics;
use crate::engine::{contradictions, evaluate};
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack, Require};

/// The most adults, children or pets that an interview takes up.
pub const MOST_MEMBERS: usize = 20;

/// What has been learned so far.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Talk {
    /// The facts.
    pub case: Case,
    /// The kinds of members whose number is known: there is no one but those in the case.
    pub counted: Vec<Entity>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub enum Question<'p> {
    /// How many there are of an entity, besides you.
    Count(Entity),
    /// A fact of a member.
    Fact(Member, &'p Fact),
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A value, as [`Case::learn`] reads it; a whole number for [`Question::Count`].
    Value(String),
    /// "I do not know"; nobody for [`Question::Count`].
    Unknown,
    /// The question before this one is to be asked again.
    Back,
}

/// Why an answer is not taken.
#[derive(Debug, Clone)]
pub enum Refusal<'p> {
    /// It is not a value of the fact.
    Answer(BadAnswer),
    /// It is not a number of members, or too many.
    Count,
    /// It cannot be true together with an earlier answer.
    Contradiction(&'p Require, Vec<(Member, &'p Fact, String)>),
    /// An earlier stay ends after this entry.
    Stay(BadStay),
}

/// Whoever puts the questions to a person.
pub trait Ask {
    /// Why the interview ends before its end.
    type Stop;

    /// Puts the question with this number (from 1) and waits for the reply.
    ///
    /// # Errors
    ///
    /// If the person leaves.
    fn ask(&mut self, number: usize, question: &Question<'_>) -> Result<Reply, Self::Stop>;

    /// Says why the last reply was not taken; the question is put again.
    fn refuse(&mut self, refusal: &Refusal<'_>);
}

/// Asks until nothing that `topics` need is left unsaid.
///
/// # Errors
///
/// If the person leaves; `talk` then holds what was said before.
pub fn interview<A: Ask>(
    pack: &Pack,
    topics: &Topics,
    talk: &mut Talk,
    ask: &mut A,
) -> Result<(), A::Stop> {
    let mut before: Vec<Talk> = Vec::new();
    while let Some(question) = next_question(pack, topics, talk) {
        match ask.ask(before.len() + 1, &question)? {
            Reply::Back => *talk = before.pop().unwrap_or_else(|| talk.clone()),
            reply => match after(pack, talk, &question, &reply) {
                Ok(after) => before.push(std::mem::replace(talk, after)),
                Err(refusal) => ask.refuse(&refusal),
            },
        }
    }
    Ok(())
}

/// The question that comes next: first who there is, then the first need of which nothing was said yet.
#[must_use]
pub fn next_question<'p>(pack: &'p Pack, topics: &Topics, talk: &Talk) -> Option<Question<'p>> {
    let is_open = |of: &Entity| !talk.counted.contains(of) && matters(pack, topics, talk, *of);
    let members = [Entity::Person, Entity::Child, Entity::Pet];
    if let Some(of) = members.into_iter().find(is_open) {
        return Some(Question::Count(of));
    }
    let mut needs = evaluate(pack, &without_presumptions(pack, topics, &talk.case), topics).needs;
    // What is asked of you and of the household stands together, topic by topic; then everybody else.
    let place = |need: &Need| {
        let fact = &pack[(need.who.of, need.fact)];
        let topic = pack.topics.iter().position(|topic| topic.id == fact.topic);
        let is_first = [Member::YOU, Member::HOUSEHOLD].contains(&need.who);
        if is_first { (0, topic, need.who != Member::YOU, *need) } else { (1, None, true, *need) }
    };
    needs.sort_unstable_by_key(place);
    let mut facts = needs.into_iter().map(|need| (need.who, &pack[(need.who.of, need.fact)]));
    let (who, fact) = facts.find(|(who, fact)| talk.case.said(*who, fact) == Said::Nothing)?;
    Some(Question::Fact(who, fact))
}

/// A case in which nothing is presumed of what belongs to the topics that are asked for: there it is asked.
fn without_presumptions(pack: &Pack, topics: &Topics, case: &Case) -> Case {
    let asked: Vec<&str> = topics.of(pack).iter().map(|topic| pack[*topic].id.as_str()).collect();
    case.without_presumptions(pack, |fact| asked.contains(&fact.topic.as_str()))
}

/// What is known after a reply.
fn after<'p>(
    pack: &'p Pack,
    talk: &Talk,
    question: &Question<'_>,
    reply: &Reply,
) -> Result<Talk, Refusal<'p>> {
    let mut talk = talk.clone();
    match question {
        Question::Count(of) => {
            let Reply::Value(text) = reply else { return Ok(talk.count(pack, *of, 0)) };
            let number = text.parse().ok().filter(|number| *number <= MOST_MEMBERS);
            return number.map(|number| talk.count(pack, *of, number)).ok_or(Refusal::Count);
        }
        Question::Fact(who, fact) => {
            let text = if let Reply::Value(text) = reply { text } else { "unknown" };
            talk.case.learn(pack, *who, &fact.id, text).map_err(Refusal::Answer)?;
        }
    }
    talk.case.check_stays(pack).map_err(Refusal::Stay)?;
    match contradictions(pack, &talk.case).first() {
        Some(found) => {
            let answers = found.answers(pack, &talk.case);
            Err(Refusal::Contradiction(found.require, answers))
        }
        None => Ok(talk),
    }
}

impl Talk {
    /// A case in which those kinds of members are counted of whom somebody is there.
    #[must_use]
    pub fn about(case: Case) -> Self {
        let is_there = |of: &Entity| case.count(*of) > usize::from(*of == Entity::Person);
        let counted = [Entity::Person, Entity::Child, Entity::Pet].into_iter().filter(is_there);
        Self { counted: counted.collect(), case }
    }

    fn count(mut self, pack: &Pack, of: Entity, number: usize) -> Self {
        for _ in 0..number {
            self.case.add(pack, of);
        }
        self.counted.push(of);
        self
    }
}

/// Whether it matters how many of an entity there are: a topic is for them, or looks at them for somebody.
fn matters(pack: &Pack, topics: &Topics, talk: &Talk, of: Entity) -> bool {
    topics.of(pack).iter().map(|topic| &pack[*topic]).any(|topic| {
        topic.for_each == of || talk.case.count(topic.for_each) > 0 && pack.looks_at(topic, of)
    })
}
