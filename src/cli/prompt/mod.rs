//! The interview on a terminal.
//!
//! dialoguer's own prompts have no single keys for "back" and "why", and lose their cursor when they are
//! interrupted: its terminal, keys and theme are used, and the few lines of a prompt are ours.
//!
//! **Must not know** which question comes next.

mod form;
mod keys;
mod layout;
mod line;
mod list;
mod screen;

pub use crate::cli::prompt::keys::Stop;

use crate::case::{BadAnswer, BadStay};
use crate::cli::prompt::form::{Form, Input};
use crate::cli::prompt::keys::Step;
use crate::cli::prompt::line::Line;
use crate::cli::prompt::screen::Screen;
use crate::interview::{Ask, MOST_MEMBERS, Question, Refusal, Reply};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::render::visible;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::value::BadValue;
use std::io;

/// Puts questions on the terminal.
pub struct Prompt<'p> {
    pack: &'p Pack,
    language: &'p str,
    words: Words,
    screen: Screen,
    /// The summary of the last answer, printed once it is accepted.
    pending: Option<Vec<String>>,
    /// How many lines the summary of each accepted answer takes.
    settled: Vec<usize>,
    /// Why the last answer was refused, and what was typed.
    refused: Option<(String, String)>,
    typed: String,
}

impl<'p> Prompt<'p> {
    /// A prompt in a language of the pack.
    pub fn new(pack: &'p Pack, language: &'p str) -> Self {
        Self {
            pack,
            language,
            words: Words::of(language),
            screen: Screen::new(),
            pending: None,
            settled: Vec::new(),
            refused: None,
            typed: String::new(),
        }
    }

    /// Introduces the interview, unless only questions are wanted.
    pub fn greet(&mut self, is_quiet: bool) {
        let (title, width) = (self.pack.say(self.language, "pack.title"), self.screen.width());
        if !is_quiet {
            let theme = layout::theme();
            let mut lines = layout::styled(&visible(title), width, &theme.prompt_style);
            lines.extend(layout::wrap(self.words.say("ask.intro"), width));
            lines.push(String::new());
            self.show(&lines);
        }
    }

    /// Leaves the terminal as it was, with all answers above the cursor.
    pub fn finish(&mut self) {
        let _ = self.screen.erase();
        self.settle();
        self.show(&[String::new()]);
    }

    /// A terminal that cannot be written to ends the interview when the next key is read.
    fn show(&mut self, lines: &[String]) {
        let _ = self.screen.write(lines);
    }

    fn settle(&mut self) {
        if let Some(lines) = self.pending.take() {
            self.show(&lines);
            self.settled.push(lines.len());
        }
    }

    /// Draws and reads until the question is answered or left.
    fn converse(
        &mut self,
        number: usize,
        form: &mut Form,
    ) -> io::Result<Result<(Reply, String), Stop>> {
        loop {
            let width = self.screen.width();
            self.screen.draw(&layout::block(form, self.words, number, width))?;
            let step = form.press(&self.screen.key()?);
            if step != Step::Take {
                form.notice = None;
            }
            match step {
                Step::Back if number > 1 => return Ok(Ok((Reply::Back, String::new()))),
                Step::Stay | Step::Back => {}
                Step::Why => form.is_why_shown = !form.is_why_shown,
                Step::Leave(why) => return Ok(Err(why)),
                Step::Take => match form.reply(self.words) {
                    Ok(answered) => return Ok(Ok(answered)),
                    Err(problem) => form.refuse(problem),
                },
            }
        }
    }
}

impl Ask for Prompt<'_> {
    type Stop = Stop;

    fn ask(&mut self, number: usize, question: &Question<'_>) -> Result<Reply, Stop> {
        self.settle();
        let mut form = Form::of(self.pack, self.language, question);
        if let Some((problem, typed)) = self.refused.take() {
            if let Input::Line(line, _) = &mut form.input {
                *line = Line::starting_with(&typed);
            }
            form.refuse(problem);
        }
        let answered = self.converse(number, &mut form);
        let _ = self.screen.erase().and_then(|()| self.screen.flush());
        let (reply, shown) = answered.unwrap_or(Err(Stop::Ended))?;
        if reply == Reply::Back {
            let lines = self.settled.pop().unwrap_or_default();
            let _ = self.screen.take_back(lines);
            return Ok(reply);
        }
        self.typed =
            if let Input::Line(line, _) = &form.input { line.text() } else { String::new() };
        let who = match question {
            Question::Fact(who, _) if who.of != Entity::Household => form.head.last(),
            _ => None,
        };
        let width = self.screen.width();
        self.pending = Some(layout::summary(who.map(String::as_str), &form.label, &shown, width));
        Ok(reply)
    }

    fn refuse(&mut self, refusal: &Refusal<'_>) {
        self.pending = None;
        self.refused = Some((describe(self, refusal), std::mem::take(&mut self.typed)));
    }
}

/// How to correct a refused answer.
fn describe(prompt: &Prompt<'_>, refusal: &Refusal<'_>) -> String {
    let words = prompt.words;
    let day =
        |text: &str| text.parse::<Date>().map_or_else(|_| text.to_owned(), |date| words.date(date));
    match refusal {
        Refusal::Count => words.fill("ask.bad.count", &[("most", &MOST_MEMBERS.to_string())]),
        Refusal::Answer(BadAnswer::Range { first, last, .. }) => {
            words.fill("ask.bad.range", &[("first", &day(first)), ("last", &day(last))])
        }
        Refusal::Answer(BadAnswer::Value { problem: BadValue::Date(_), .. }) => {
            words.say("ask.bad.day").into()
        }
        Refusal::Answer(BadAnswer::Value { problem: BadValue::Number(_), .. }) => {
            words.say("ask.bad.number").into()
        }
        Refusal::Answer(_) => words.say("ask.bad.value").into(),
        Refusal::Stay(BadStay::AfterEntry { stay, entry }) => {
            words.fill("ask.bad.stay", &[("stay", stay), ("entry", &day(entry))])
        }
        Refusal::Stay(BadStay::OtherNumber { listed, told, .. }) => {
            let [listed, told] = [listed, told].map(ToString::to_string);
            words.fill("ask.bad.number_of_days", &[("listed", &listed), ("told", &told)])
        }
        Refusal::Stay(bad) => bad.to_string(),
        Refusal::Contradiction(require, facts) => {
            let text = prompt.pack.say(prompt.language, &format!("require.{}", require.id));
            let values = facts.iter().map(|(_, fact, value)| {
                let label = prompt.pack.say_fact(prompt.language, fact, "label");
                format!("{label}: {}", words.part_date(value))
            });
            let values = values.collect::<Vec<_>>().join("; ");
            let values = [("text", visible(text)), ("values", visible(&values))];
            words.fill("ask.bad.contradiction", &values.each_ref().map(|(k, v)| (*k, v.as_ref())))
        }
    }
}
