//! A letter in the making: the page, what it has already told, and the sources it has named.
//!
//! **Owns** the numbers of actions and of sources. **Must not know** in which order things are told.

use crate::case::Member;
use crate::engine::outcome::Outcome;
use crate::engine::statement::Condition;
use crate::pack::Pack;
use crate::render::View;
use crate::render::conditions::Conditions;
use crate::render::layout::{KEPT_BLANK, Page};
use crate::render::merge::{Entry, Visit, unique};
use crate::render::plans::Plans;
use crate::render::said::Said;
use crate::render::sources;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::id::{OfficeId, SourceId, TextId};
use std::borrow::Cow;
use std::slice;

/// A letter while it is written.
pub struct Letter<'a> {
    /// Whose texts it uses.
    pub pack: &'a Pack,
    /// What is told.
    pub outcome: &'a Outcome,
    /// The language of the texts.
    pub language: &'a str,
    /// How it is shown.
    pub view: View<'a>,
    /// The program's own sentences.
    pub words: Words,
    /// The as-of date.
    pub on: Date,
    /// Whether nobody but you is in the household; then `you` goes without saying in short lines.
    pub is_alone: bool,
    /// What is written so far.
    pub page: Page,
    /// The number of the last action.
    pub number: usize,
    /// The offices that were described, each with the number of its action.
    pub shown: Vec<(OfficeId, usize)>,
    /// The readings that were told, each with the number of its action.
    pub readings: Vec<(String, usize)>,
    /// Whether something was named in short that is not confirmed.
    pub has_doubt: bool,
    /// The notes of a short answer: each is told once.
    pub notes: Vec<String>,
    /// The offices of the steps of a short answer under their conditions, each with the number of its step.
    pub places: Vec<(Vec<String>, usize)>,
    /// The sources that were named, in order; the first has the number 1.
    pub cited: Vec<SourceId>,
}

impl<'a> Letter<'a> {
    /// An empty letter.
    pub fn new(pack: &'a Pack, outcome: &'a Outcome, view: &View<'a>) -> Self {
        let advised = outcome.findings.iter().map(|finding| finding.who);
        let mut members = advised.chain(outcome.needs.iter().map(|need| need.who));
        Self {
            pack,
            outcome,
            language: view.language,
            view: *view,
            words: Words::of(view.language),
            on: outcome.on,
            is_alone: members.all(|who| who == Member::HOUSEHOLD || who == Member::YOU),
            page: Page::new(view),
            number: 0,
            shown: Vec::new(),
            readings: Vec::new(),
            has_doubt: false,
            notes: Vec::new(),
            places: Vec::new(),
            cited: Vec::new(),
        }
    }

    /// A text of the pack; empty if there is none.
    pub fn text(&self, id: &str) -> &'a str {
        self.pack.say(self.language, id)
    }

    /// A text of the pack, with all that belongs to it where everything is told.
    pub fn told(&self, id: &str) -> Cow<'a, str> {
        if self.view.is_full { self.pack.say_all(self.language, id) } else { self.text(id).into() }
    }

    /// A text that a leaf or an action names.
    pub fn said(&self, text: TextId) -> Cow<'a, str> {
        self.told(&self.pack[text])
    }

    /// The office of a service in a city that is not known.
    pub fn in_town(&self, service: &str) -> String {
        let service = self.text(&format!("service.{service}"));
        self.words.fill("office.in_town", &[("service", service)])
    }

    fn conditions(&self) -> Conditions<'a> {
        Conditions { pack: self.pack, language: self.language }
    }

    /// A text as it is said: to whom, and under which conditions.
    pub fn entry(&self, entry: &Entry, text: &str) -> Vec<String> {
        self.conditions().said(self.outcome, entry, text)
    }

    /// The plans of the outcome, in words.
    pub fn plans(&self) -> Plans<'a> {
        let Self { pack, outcome, language, is_alone, .. } = *self;
        Plans { pack, outcome, language, is_alone }
    }

    /// A condition of the outcome in words.
    pub fn condition(&self, place: usize) -> Said {
        self.conditions().say(&self.outcome.conditions[place])
    }

    /// A condition of the outcome as it may stand before a colon, if it can be said in short.
    pub fn head(&self, place: usize) -> Option<String> {
        self.conditions().head(&self.outcome.conditions[place])
    }

    /// A sentence as it stands after a colon.
    pub fn inside(&self, text: &str) -> String {
        self.conditions().inside(text)
    }

    /// What is said where another condition holds too: `if you are in Kazakhstan: …`.
    pub fn said_under(&self, condition: &Condition, text: &str) -> String {
        self.conditions().say(condition).within(self.words, text)
    }

    /// What ends on the last day of an action of one member, if it has a name.
    pub fn last_day_of(&self, visit: &Visit<'_>) -> Option<String> {
        let finding = visit.first();
        let topic = &self.pack[finding.topic];
        let own = finding.leaf.map(|leaf| slice::from_ref(&topic[leaf]));
        let actions = own.unwrap_or(&topic.leaves).iter().flat_map(|leaf| &leaf.actions);
        let days = actions.filter(|action| action.action == finding.action);
        let [day] = unique(days.filter_map(|action| action.by))[..] else { return None };
        let [who] = visit.who()[..] else { return None };
        self.conditions().name_of_day(day, finding.topic, who)
    }

    /// The numbers of these sources, the strongest first: `law [1, 4], guide [2]`.
    pub fn cite(&mut self, cite: &[SourceId]) -> String {
        let mut numbers: Vec<usize> = cite.iter().map(|source| self.number_of(*source)).collect();
        numbers.sort_unstable();
        let mut said = String::new();
        for kind in sources::STRONGEST_FIRST {
            let is_here = |number: &&usize| self.pack[self.cited[**number - 1]].kind == kind;
            let mut numbers = numbers.iter().filter(is_here);
            let Some(first) = numbers.next() else { continue };
            said.push_str(if said.is_empty() { "" } else { ", " });
            said.push_str(sources::layer(self.words, kind));
            said.extend([KEPT_BLANK, '[']);
            said.push_str(&first.to_string());
            numbers.for_each(|number| said.extend([", ", &number.to_string()]));
            said.push(']');
        }
        said
    }

    fn number_of(&mut self, source: SourceId) -> usize {
        let known = self.cited.iter().position(|known| *known == source);
        known.map_or_else(
            || {
                self.cited.push(source);
                self.cited.len()
            },
            |place| place + 1,
        )
    }
}
