//! What a household has to do on a day, in short lines.
//!
//! **Must not know** which of it is told, or under which heading.

use crate::case::Member;
use crate::engine::day::Day;
use crate::pack::Pack;
use crate::render::change::{Entry, Group};
use crate::render::layout::{PLAIN, Page};
use crate::render::particular::{Particular, say};
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::id::ActionId;
use crate::time::About;

/// More particulars than this of an action that are open are not told one by one.
const MOST_OPEN: usize = 2;

/// An entry, or several that are told alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is done, by whom and when.
    pub text: String,
    /// What is new or gone of what it says, each with its label.
    pub particulars: Vec<(&'static str, String)>,
}

impl Line {
    /// Writes it after a mark, each particular below it.
    pub fn write(&self, page: &mut Page, mark: &str) {
        page.item(2, mark, (PLAIN, &self.text));
        for (label, text) in &self.particulars {
            page.label(4, label, text);
        }
    }
}

/// An action, and the members of whom the same is told of it.
struct Named {
    action: ActionId,
    who: Vec<Member>,
}

/// How an entry is told.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// Whose texts it uses.
    pub pack: &'a Pack,
    /// The language of the texts.
    pub language: &'a str,
    /// The day from which the days that are left are counted.
    pub today: Date,
    /// Whether there is anybody but you, so that names are needed.
    pub has_names: bool,
}

impl<'a> Teller<'a> {
    /// How these entries are told.
    pub fn new<'e>(
        (pack, language): (&'a Pack, &'a str),
        today: Date,
        mut entries: impl Iterator<Item = &'e Entry>,
    ) -> Self {
        let has_names =
            entries.any(|entry| !matches!(entry.key().1, Member::YOU | Member::HOUSEHOLD));
        Self { pack, language, today, has_names }
    }

    /// The program's own sentences.
    pub fn words(self) -> Words {
        Words::of(self.language)
    }

    /// The lines of a group on `day`: equal actions of several members with the same days, and all actions of which
    /// the same is new or gone, are one line.
    pub fn lines(self, entries: &[Entry], group: Group, day: Date) -> Vec<Line> {
        let is_of_particulars = matches!(group, Group::New | Group::Gone);
        let mut merged: Vec<(Vec<Named>, Line)> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.group == group) {
            let (action, who) = entry.key();
            let text = if group.has_days() { self.days(entry, day) } else { String::new() };
            let line = Line { text, particulars: self.particulars(entry, day) };
            let is_same = |(named, known): &&mut (Vec<Named>, Line)| {
                *known == line && (is_of_particulars || named[0].action == action)
            };
            match merged.iter_mut().find(is_same) {
                None => merged.push((vec![Named { action, who: vec![who] }], line)),
                Some((all, _)) => match all.iter_mut().find(|named| named.action == action) {
                    None => all.push(Named { action, who: vec![who] }),
                    Some(named) => named.who.push(who),
                },
            }
        }
        let name = |of: &Named| self.title(of.action).to_owned() + &self.names(&of.who);
        let line = |(all, line): (Vec<Named>, Line)| {
            let names: Vec<String> = all.iter().map(name).collect();
            Line { text: names.join("; ") + &line.text, ..line }
        };
        merged.into_iter().map(line).collect()
    }

    fn title(self, action: ActionId) -> &'a str {
        self.pack.title(self.language, action)
    }

    fn names(self, who: &[Member]) -> String {
        if !self.has_names || who == [Member::HOUSEHOLD] {
            return String::new();
        }
        let names: Vec<String> = who.iter().map(|who| self.words().member(*who)).collect();
        format!(" ({})", names.join(", "))
    }

    /// What an entry says, each as a label and a text; of much that is open, only what it is about.
    fn particulars(self, entry: &Entry, on: Date) -> Vec<(&'static str, String)> {
        let words = self.words();
        let is_open = |particular: &Particular| {
            !entry.status.is_certain || particular.part.condition.is_some()
        };
        let is_much =
            entry.particulars.iter().filter(|particular| is_open(particular)).count() > MOST_OPEN;
        let mut told: Vec<(&'static str, String)> = Vec::new();
        let mut open: Vec<String> = Vec::new();
        for particular in &entry.particulars {
            let day = |label, left| Some((label, self.day(entry.day(particular)?, on, left)?));
            let said = match particular.part.about {
                About::From(_) => day("label.from", "left.wait"),
                About::By(_) => day("label.by", "left.days"),
                About::BestBy(_) => day("label.best_by", "left.wait"),
                _ => say(particular, (self.pack, self.language)),
            };
            let Some((label, text)) = said else { continue };
            let said = (words.say(label), text);
            if is_much && is_open(particular) {
                let name = said.0.to_lowercase();
                open.extend((!open.contains(&name)).then_some(name));
            } else if !told.contains(&said) {
                told.push(said);
            }
        }
        told.extend((!open.is_empty()).then(|| (words.say("particular.open"), open.join(", "))));
        told
    }

    /// From when, and until when: ` — last day: 1 March 2027 (99 days left)`.
    fn days(self, entry: &Entry, day: Date) -> String {
        let words = self.words();
        let from = entry.from.filter(|_| !entry.status.is_open);
        let from = from.and_then(|from| self.day(from, day, "left.wait"));
        let from = from.map(|from| words.fill("timeline.from", &[("day", &from)]));
        let by = match entry.by {
            Some(_) if entry.status.is_over => Some(words.say("timeline.over").into()),
            Some(by) if by.known() == Some(day) && day == self.today => {
                Some(words.say("timeline.still_today").into())
            }
            Some(by) if by.known() == Some(day) => Some(words.say("timeline.at_once").into()),
            Some(by) => {
                self.day(by, day, "left.days").map(|by| words.fill("timeline.by", &[("day", &by)]))
            }
            None => None,
        };
        let days: Vec<String> = from.into_iter().chain(by).collect();
        if days.is_empty() { String::new() } else { format!(" — {}", days.join(", ")) }
    }

    /// A day, or the days between which it lies; `None` if they lie too far apart to say anything. A day that is
    /// counted from today has `left` behind it.
    fn day(self, day: Day, on: Date, left: &str) -> Option<String> {
        let words = self.words();
        match day.known() {
            Some(date) if on == self.today && date > on => {
                let left = words.count(left, date.days_since(on));
                Some(words.fill("from.exact", &[("date", &words.date(date)), ("left", &left)]))
            }
            Some(date) => Some(words.date(date)),
            None if day.is_anywhere() => None,
            None => {
                let (first, last) = (words.date(day.earliest()), words.date(day.latest()));
                Some(words.fill("timeline.between", &[("first", &first), ("last", &last)]))
            }
        }
    }
}
