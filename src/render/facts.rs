//! Facts and their values in words of the reader's language.
//!
//! **Owns** how a run of values is said. **Must not know** conditions.

use crate::case::Member;
use crate::engine::statement::Values;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::render::phrase::Phrase;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::id::{FactId, TopicId};
use crate::terms::interval::Interval;
use crate::terms::value::Kind;

/// That a fact has none of at most so many choices is said instead of all others that it may have.
const MOST_OTHERS: usize = 2;
/// So many places stand alone.
const MOST_PLACES: usize = 2;

/// In which language the facts of a pack are put into words.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// Whose texts are used.
    pub pack: &'a Pack,
    /// The language.
    pub language: &'a str,
}

/// Values of one fact with choices.
pub struct Choice<'a> {
    /// Whose fact.
    pub who: Member,
    /// The fact.
    pub fact: &'a Fact,
    /// The values.
    pub values: Vec<i32>,
}

/// Of whom a sentence speaks: a topic, and the member for whom it is walked.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    /// The topic.
    pub topic: TopicId,
    /// The member.
    pub who: Member,
    /// The facts of the member for which yours stand in.
    pub yours: &'s [FactId],
}

impl Choice<'_> {
    /// Whether both are of the same fact of the same member.
    pub fn is_of_same(&self, other: &Self) -> bool {
        self.who == other.who && std::ptr::eq(self.fact, other.fact)
    }

    /// Keeps the values that are in both, or adds those of the other.
    pub fn merge(&mut self, other: &Self, is_all: bool) {
        if is_all {
            self.values.retain(|value| other.values.contains(value));
        } else {
            self.values.extend(&other.values);
            self.values.sort_unstable();
            self.values.dedup();
        }
    }
}

/// The values of the one fact of which all parts speak.
pub fn merged<'a>(
    mut parts: impl Iterator<Item = Option<Choice<'a>>>,
    is_all: bool,
) -> Option<Choice<'a>> {
    let mut merged = parts.next()??;
    for part in parts {
        let part = part.filter(|part| part.is_of_same(&merged))?;
        merged.merge(&part, is_all);
    }
    Some(merged)
}

impl Facts<'_> {
    fn words(self) -> Words {
        Words::of(self.language)
    }

    /// A text about a fact of a member, or its short name.
    pub fn named(self, fact: &Fact, who: Member, part: &str) -> String {
        self.fact_text(fact, who, part).unwrap_or_else(|| self.label(fact, who))
    }

    /// A text about a fact of a member, if there is one.
    pub fn fact_text(self, fact: &Fact, who: Member, part: &str) -> Option<String> {
        let is_you = matches!(who, Member::YOU | Member::HOUSEHOLD);
        let part = if is_you { part.into() } else { format!("{part}.they") };
        let text = self.pack.say_fact(self.language, fact, &part);
        (!text.is_empty()).then(|| text.replace("{who}", &self.words().member(who)))
    }

    /// The short name of a fact, and whose it is if it is not yours.
    pub fn label(self, fact: &Fact, who: Member) -> String {
        let label = self.pack.say_fact(self.language, fact, "label");
        if matches!(who, Member::YOU | Member::HOUSEHOLD) {
            return label.into();
        }
        let who = self.words().member(who);
        self.words().fill("if.label_of", &[("label", label), ("who", &who)])
    }

    /// The short name of your fact that stands in for a fact of another member.
    pub fn label_of_yours(self, fact: &Fact) -> String {
        let yours = self.pack.fact(Entity::Person, &fact.id).unwrap_or(fact);
        self.label(yours, Member::YOU)
    }

    /// That a fact has one of some values, of those that are possible: a clause for each, or one for all; that it has
    /// none of the others, if these are fewer.
    pub fn choices(self, choice: &Choice<'_>, possible: Interval) -> Phrase {
        let Choice { who, fact, values } = choice;
        let clause = |value: &i32| match &fact.kind {
            Kind::Choice(_) => self.choice_text(choice, *value, "if"),
            Kind::YesNo if *value == 0 => self.fact_text(fact, *who, "no"),
            Kind::YesNo => self.fact_text(fact, *who, "yes"),
            _ => None,
        };
        let others = (possible.low..=possible.high).filter(|value| !values.contains(value));
        let others: Vec<i32> = others.collect();
        if (1..values.len().min(MOST_OTHERS + 1)).contains(&others.len()) {
            let not = others.iter().map(|value| self.choice_text(choice, *value, "if_not"));
            if let Some(not) = not.collect() {
                return Phrase::all(not);
            }
        }
        let clauses: Option<Vec<String>> = values.iter().map(clause).collect();
        if let Some(clauses) = clauses {
            return Phrase::choices(clauses, self.words());
        }
        let names = values.iter().map(|value| self.value_name(fact, *value));
        let values = [self.label(fact, *who), names.collect::<Vec<_>>().join(", ")];
        let values = [("label", values[0].as_str()), ("values", &values[1])];
        Phrase::one(self.words().fill("if.values", &values))
    }

    /// Where somebody is, if a condition asks for one or two of the places that a fact of yours names: it may stand alone.
    pub fn place(self, values: &Values) -> Option<String> {
        let who = values.fact.who;
        let fact = &self.pack[(who.of, values.fact.fact)];
        let chosen = values.runs.iter().flat_map(|run| run.low..=run.high).collect();
        let choice = Choice { who, fact, values: chosen };
        if choice.values.len() > MOST_PLACES || !matches!(who, Member::YOU | Member::HOUSEHOLD) {
            return None;
        }
        let places = choice.values.iter().map(|value| self.choice_text(&choice, *value, "place"));
        let places: Vec<String> = places.collect::<Option<_>>()?;
        Some(Phrase::choices(places, self.words()).text(self.words()))
    }

    /// A clause about one choice of a fact.
    fn choice_text(self, of: &Choice<'_>, value: i32, part: &str) -> Option<String> {
        let (Kind::Choice(choices), Choice { who, fact, .. }) = (&of.fact.kind, of) else {
            return None;
        };
        let id = choices.ids.get(usize::try_from(value).ok()?)?;
        let is_you = matches!(*who, Member::YOU | Member::HOUSEHOLD);
        let part = if is_you { part.into() } else { format!("{part}.they") };
        let text = self.pack.say_choice(self.language, fact, id, &part);
        (!text.is_empty()).then(|| text.replace("{who}", &self.words().member(*who)))
    }

    /// The value of a fact, or the ones between which it lies.
    pub fn range(self, fact: &Fact, values: Interval) -> String {
        if let Some(value) = values.known() {
            return self.value_name(fact, value);
        }
        let [first, last] = [values.low, values.high].map(|value| self.value_name(fact, value));
        self.words().fill("from.between", &[("first", &first), ("last", &last)])
    }

    fn value_name(self, fact: &Fact, value: i32) -> String {
        let words = self.words();
        match &fact.kind {
            Kind::Choice(choices) => {
                let id = usize::try_from(value).ok().and_then(|place| choices.ids.get(place));
                let id = format!("choice.{}.{}", fact.id, id.map_or("", String::as_str));
                self.pack.say(self.language, &id).into()
            }
            Kind::Number => value.to_string(),
            Kind::Date => Date::from_number(value).map_or_else(String::new, |day| words.date(day)),
            _ if value == 0 => words.say("ask.no").into(),
            _ => words.say("ask.yes").into(),
        }
    }

    /// That one fact has some values.
    pub fn values(self, values: &Values) -> String {
        let who = values.fact.who;
        let fact = &self.pack[(who.of, values.fact.fact)];
        if !matches!(fact.kind, Kind::Date | Kind::Number) {
            let all = values.runs.iter().flat_map(|run| run.low..=run.high);
            let choice = Choice { who, fact, values: all.collect() };
            return self.choices(&choice, values.possible).text(self.words());
        }
        let runs = values.runs.iter().map(|run| self.run(fact, *run, values.possible));
        let said = runs.collect::<Vec<_>>().join(self.words().say("if.or"));
        if let Some(text) = self.fact_text(fact, who, "is") {
            return text.replace("{value}", &said);
        }
        let label = self.label(fact, who);
        self.words().fill("if.values", &[("label", &label), ("values", &said)])
    }

    /// Values in a row, of those that are possible: `before 28 September 2027`.
    fn run(self, fact: &Fact, run: Interval, possible: Interval) -> String {
        let words = self.words();
        let name = |value: i32| self.value_name(fact, value);
        let is_date = fact.kind == Kind::Date;
        let (first, last) = (name(run.low), name(run.high));
        match (run.low <= possible.low, run.high >= possible.high) {
            _ if run.is_known() && is_date => words.fill("value.exactly", &[("value", &first)]),
            _ if run.is_known() => words.fill("value.number", &[("value", &first)]),
            (true, false) if is_date => {
                words.fill("value.before", &[("value", &name(run.high.saturating_add(1)))])
            }
            (false, true) if is_date => words.fill("value.from", &[("value", &first)]),
            (true, false) => words.fill("value.at_most", &[("value", &last)]),
            (false, true) => words.fill("value.at_least", &[("value", &first)]),
            _ => words.fill("value.between", &[("first", &first), ("last", &last)]),
        }
    }
}
