//! A question as it stands on the terminal: its words, its list or line, and the keys it understands.
//!
//! **Must not know** how it is drawn, or which question comes next.

use crate::case::Member;
use crate::cli::prompt::keys::{Step, everywhere};
use crate::cli::prompt::line::Line;
use crate::cli::prompt::list::{Item, List};
use crate::interview::{Question, Reply};
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::render::visible;
use crate::render::words::Words;
use crate::terms::spelling;
use crate::terms::value::{Choices, Kind};
use dialoguer::console::Key;

/// Where the answer is given.
pub enum Input {
    /// By choosing.
    List(List),
    /// By typing.
    Line(Line, Typed),
}

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// How many members there are.
    Count,
    /// A date, perhaps only its month or year.
    Date,
    /// A number.
    Number,
}

/// A question as it is shown.
pub struct Form {
    /// What stands above it: who and what it is about.
    pub head: Vec<String>,
    /// What is asked for, in a few words.
    pub label: String,
    /// The question.
    pub ask: String,
    /// An example of the answer.
    pub example: Option<String>,
    /// Why it is asked.
    pub why: String,
    /// Whether that is shown.
    pub is_why_shown: bool,
    /// Why the last answer was refused.
    pub notice: Option<String>,
    /// Where the answer is given.
    pub input: Input,
    /// What "I do not know" is called here.
    pub unknown: String,
}

impl Form {
    /// The form of a question in a language of the pack.
    pub fn of(pack: &Pack, language: &str, question: &Question<'_>) -> Self {
        let words = Words::of(language);
        match question {
            Question::Count(of) => count(words, *of),
            Question::Fact(who, fact) => {
                let say = |part: &str| visible(pack.say_fact(language, fact, part)).into_owned();
                let unknown = if fact.is_sensitive { "ask.withheld" } else { "ask.unknown" };
                let unknown = words.say(unknown).to_owned();
                let topic =
                    visible(pack.say(language, &format!("topic.{}", fact.topic))).into_owned();
                let is_yours = *who == Member::YOU;
                let who = (who.of != Entity::Household).then(|| words.member(*who));
                let why = Some(say("why")).filter(|why| !why.is_empty());
                Self {
                    head: [Some(topic), who]
                        .into_iter()
                        .flatten()
                        .filter(|text| !text.is_empty())
                        .collect(),
                    label: say("label"),
                    ask: visible(pack.ask(language, fact, is_yours)).into_owned(),
                    why: why.unwrap_or_else(|| words.say("ask.no_why").into()),
                    example: example(words, fact, say("example")),
                    is_why_shown: false,
                    notice: None,
                    input: input(pack, language, fact, &unknown),
                    unknown,
                }
            }
        }
    }

    /// Takes one key.
    pub fn press(&mut self, key: &Key) -> Step {
        everywhere(key).unwrap_or_else(|| match &mut self.input {
            Input::List(list) => list.press(key),
            Input::Line(line, _) => line.press(key),
        })
    }

    /// Says what is wrong with what was typed, until the next key.
    pub fn refuse(&mut self, problem: String) {
        self.notice = Some(problem);
        if let Input::Line(line, _) = &mut self.input {
            line.refuse();
        }
    }

    /// The answer that is given, and how it is shown afterwards; or what is wrong with what was typed.
    pub fn reply(&self, words: Words) -> Result<(Reply, String), String> {
        let (line, typed) = match &self.input {
            Input::List(list) => return Ok(list.chosen()),
            Input::Line(line, typed) => (line.text(), *typed),
        };
        let text = line.trim();
        if text.is_empty() || text == "-" || text.to_lowercase() == self.unknown.to_lowercase() {
            return Ok((Reply::Unknown, self.unknown.clone()));
        }
        match typed {
            Typed::Count | Typed::Number => Ok((Reply::Value(text.into()), text.into())),
            Typed::Date => {
                let date =
                    spelling::date(text).map_err(|_| words.say("ask.bad.date").to_owned())?;
                let shown = words.part_date(&date);
                Ok((Reply::Value(date), shown))
            }
        }
    }

    /// The keys that matter here, each with what it does.
    pub fn keys(&self, words: Words, can_go_back: bool) -> Vec<&'static str> {
        let mut keys = match &self.input {
            Input::List(list) if list.items.iter().any(|item| item.is_mark) => {
                vec!["mark", "enter"]
            }
            Input::List(_) => vec!["choose", "enter"],
            Input::Line(_, Typed::Count) => vec!["enter", "nobody"],
            Input::Line(..) => vec!["enter", "empty"],
        };
        keys.push("why");
        keys.extend(can_go_back.then_some("back"));
        keys.push("leave");
        keys.into_iter().map(|key| words.say(&format!("ask.key.{key}"))).collect()
    }
}

fn count(words: Words, of: Entity) -> Form {
    let key = match of {
        Entity::Household | Entity::Person => "ask.adults",
        Entity::Child => "ask.children",
        Entity::Pet => "ask.pets",
    };
    Form {
        head: Vec::new(),
        label: words.say(&format!("{key}.label")).into(),
        ask: words.say(key).into(),
        example: None,
        why: words.say(&format!("{key}.why")).into(),
        is_why_shown: false,
        notice: None,
        input: Input::Line(Line::default(), Typed::Count),
        unknown: words.say("ask.nobody").into(),
    }
}

fn example(words: Words, fact: &Fact, own: String) -> Option<String> {
    let usual =
        || matches!(fact.kind, Kind::Date).then(|| words.say("ask.example.date").to_owned());
    Some(own).filter(|own| !own.is_empty()).or_else(usual)
}

fn input(pack: &Pack, language: &str, fact: &Fact, unknown: &str) -> Input {
    let words = Words::of(language);
    let item =
        |label: &str, reply, is_mark| Item { label: visible(label).into_owned(), reply, is_mark };
    let value = |label: &str, id: &str, is_mark| item(label, Reply::Value(id.into()), is_mark);
    let of_choices = |choices: &Choices, is_mark| -> Vec<Item> {
        let label = |id: &str| pack.say(language, &format!("choice.{}.{id}", fact.id));
        choices.ids.iter().map(|id| value(label(id), id, is_mark)).collect()
    };
    let mut items = match &fact.kind {
        Kind::Date => return Input::Line(Line::default(), Typed::Date),
        Kind::Number => return Input::Line(Line::default(), Typed::Number),
        Kind::YesNo => {
            ["yes", "no"].map(|id| value(words.say(&format!("ask.{id}")), id, false)).into()
        }
        Kind::Choice(choices) => of_choices(choices, false),
        Kind::Choices(choices) => {
            let mut items = of_choices(choices, true);
            if choices.find("none").is_none() {
                items.push(value(words.say("ask.nothing"), "none", false));
            }
            items
        }
    };
    items.push(item(unknown, Reply::Unknown, false));
    let list = List::new(items);
    // Nobody says yes, or what is nobody's business, by an Enter too many.
    let starts_unknown = fact.is_sensitive || fact.kind == Kind::YesNo;
    Input::List(if starts_unknown { list.at_last() } else { list })
}
