//! What the keys and values of a case in JSON do to the case, one after the other.
//!
//! **Owns** which type of JSON is which kind of fact. **Must not know** how a text is parsed.

use super::answer::Said;
use super::columns::{DONE, Field, KeyOrder, Keys, STAYS, TOP};
use super::fault::Fault;
use super::fields::{CallerFields, check_sound, decoded};
use super::household::Case;
use super::member::Member;
use super::template::Template;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::id::did_you_mean;
use crate::terms::value::Kind;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;

/// One text while it is read.
pub(super) struct Reading<'r, 'l> {
    pub(super) pack: &'r Pack,
    pub(super) keys: &'r Keys,
    pub(super) template: &'r Template,
    /// The keys of earlier objects, by level.
    pub(super) orders: &'r mut [KeyOrder; 4],
    pub(super) case: &'r mut Case,
    pub(super) fields: &'r mut CallerFields<'l>,
    pub(super) text: &'l str,
    /// Whether keys have no escapes and values are usual, as most programs write them; if not, reading fails.
    pub(super) is_plain: bool,
    /// The first list of earlier stays.
    pub(super) stays: Option<&'l str>,
    /// The list of steps that are done.
    pub(super) done: Option<&'l str>,
    /// Why reading ended.
    pub(super) fault: Option<Fault<'l>>,
}

impl<'l> Reading<'_, 'l> {
    /// What a key stands for.
    pub(super) fn field(
        &mut self,
        entries: &mut Entries<'l>,
        key: &'l str,
    ) -> Result<Field, Fault<'l>> {
        let level = entries.member.map_or(TOP, |member| member.of);
        if let Some(field) = self.orders[level.place()].find(key, &mut entries.at) {
            return Ok(field);
        }
        let name = decoded(key)?;
        let field = self.keys.find(level, &name);
        if field == Field::Other {
            if !self.keys.columns.has_others {
                return Err(self.unknown(level, key, &name));
            }
            self.fields.new_columns.push((level, name.into_owned()));
        }
        self.orders[level.place()].add(key, field, &mut entries.at);
        Ok(field)
    }

    /// Notes that a list of members begins; gives the text that begins with it.
    pub(super) fn start_list(&mut self, of: Entity, key: &'l str) -> Result<&'l str, Fault<'l>> {
        if self.fields.lists.contains(&of) {
            return Err(self.twice(key));
        }
        self.fields.lists.push(of);
        let list = self.after(key);
        check_list(list).map(|()| list)
    }

    /// Takes an entry of an object that is not a list of members.
    pub(super) fn entry(
        &mut self,
        entries: &mut Entries<'l>,
        field: Field,
        Entry { key, value }: Entry<'l>,
    ) -> Result<(), Fault<'l>> {
        match field {
            Field::Fact(of, place) => {
                let member = entries.member.unwrap_or(Member { of, number: 0 });
                self.learn(member, &self.pack.facts[of.place()][place], Entry { key, value })
            }
            Field::Stays if !entries.has_stays => {
                entries.has_stays = true;
                self.learn_stays(entries.member.unwrap_or(Member::YOU), value)
            }
            Field::Done if self.done.is_none() => {
                self.done = Some(value);
                self.learn_done(value)
            }
            Field::Id if self.fields.id.is_none() => {
                self.fields.id = Some(value);
                check_sound(value)
            }
            Field::Stored if !entries.has_stored => {
                entries.has_stored = true;
                Ok(())
            }
            Field::Other if entries.others.insert(decoded(key).unwrap_or_default()) => {
                if entries.member.is_none() {
                    self.fields.others.push((key, value));
                }
                check_sound(value)
            }
            _ => Err(self.twice(key)),
        }
    }

    /// Learns a fact of a member.
    fn learn(
        &mut self,
        member: Member,
        fact: &Fact,
        Entry { key, value }: Entry<'l>,
    ) -> Result<(), Fault<'l>> {
        if self.case.said(member, fact) != Said::Nothing {
            return Err(self.twice(key));
        }
        let text = answer(fact, value)?;
        let range = self.template.range(fact);
        let learned = self.case.learn_fact(member, fact, range, &text);
        learned.map_err(|bad| Fault::new(value, bad.to_string()))
    }

    fn unknown(&self, level: Entity, key: &'l str, name: &str) -> Fault<'l> {
        let hint = did_you_mean(self.keys.nearest(level, name));
        let whose = if level == TOP { Entity::Person } else { level };
        let message = format!("there is no fact `{name}` of a {}{hint}", whose.name());
        Fault::new(self.quoted(key), message)
    }

    #[cold]
    fn twice(&self, key: &'l str) -> Fault<'l> {
        let name = decoded(key).unwrap_or_default();
        let message = format!("the key `{name}` is there twice; remove one of the two");
        Fault::new(self.quoted(key), message)
    }

    /// A key with its first quote.
    fn quoted(&self, key: &str) -> &'l str {
        &self.text[key.as_ptr().addr() - self.text.as_ptr().addr() - 1..]
    }

    /// The text that begins with the value of a key.
    pub(super) fn after(&self, key: &str) -> &'l str {
        let quote = key.as_ptr().addr() - self.text.as_ptr().addr() + key.len();
        let rest = self.text[quote + 1..].trim_ascii_start();
        rest.strip_prefix(':').unwrap_or(rest).trim_ascii_start()
    }

    /// Learns the earlier stays of a member; `null` says that they are not known.
    fn learn_stays(&mut self, member: Member, value: &'l str) -> Result<(), Fault<'l>> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            from: String,
            to: String,
        }
        if value == "null" {
            return Ok(());
        }
        let wanted = "want [ { \"from\": \"2025-01-01\", \"to\": \"2025-02-09\" }, … ]";
        let bad = |at| Fault::new(at, format!("{STAYS}: this is not a list of stays ({wanted})"));
        let list: Vec<&'l RawValue> = serde_json::from_str(value).map_err(|_| bad(value))?;
        let mut texts = Vec::new();
        for stay in list {
            let stay: Written = serde_json::from_str(stay.get()).map_err(|_| bad(stay.get()))?;
            texts.push(format!("{}..{}", stay.from, stay.to));
        }
        self.stays.get_or_insert(value);
        let learned = self.case.learn_stays(self.pack, member, &texts);
        learned.map_err(|bad| Fault::new(value, bad.to_string()))
    }
}

impl<'l> Reading<'_, 'l> {
    /// Learns the steps that are done.
    fn learn_done(&mut self, value: &'l str) -> Result<(), Fault<'l>> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            action: String,
            who: Option<String>,
            on: Option<String>,
        }
        if value == "null" {
            return Ok(());
        }
        let wanted = "want [ { \"action\": \"…\", \"who\": \"you\", \"on\": \"2026-11-20\" }, … ]";
        let bad = |at| Fault::new(at, format!("{DONE}: this is not a list of steps ({wanted})"));
        let list: Vec<&'l RawValue> = serde_json::from_str(value).map_err(|_| bad(value))?;
        for json in list {
            let step: Written = serde_json::from_str(json.get()).map_err(|_| bad(json.get()))?;
            let part = |mark, text: Option<String>| {
                text.map_or_else(String::new, |t| format!("{mark}{t}"))
            };
            let text = format!("{}{}{}", step.action, part('@', step.who), part('=', step.on));
            let learned = self.case.learn_done(self.pack, &text);
            learned.map_err(|bad| Fault::new(json.get(), format!("{DONE}: {bad}")))?;
        }
        Ok(())
    }
}

/// A value in JSON as [`Case::learn`] reads it.
fn answer<'l>(fact: &Fact, json: &'l str) -> Result<Cow<'l, str>, Fault<'l>> {
    let text = match (json.as_bytes()[0], &fact.kind) {
        (b'n', _) => "unknown".into(),
        (b't', Kind::YesNo | Kind::Choice(_)) => "yes".into(),
        (b'f', Kind::YesNo | Kind::Choice(_)) => "no".into(),
        (b'"', _) => decoded(&json[1..json.len() - 1])?,
        (b'-' | b'0'..=b'9', Kind::Number) => json.into(),
        (b'[', Kind::Choices(_)) => match serde_json::from_str::<Vec<String>>(json) {
            Ok(words) if words.is_empty() => "none".into(),
            Ok(words) => words.join("+").into(),
            Err(_) => return Err(another_kind(fact, json)),
        },
        _ => return Err(another_kind(fact, json)),
    };
    Ok(text)
}

#[cold]
fn another_kind<'l>(fact: &Fact, json: &'l str) -> Fault<'l> {
    let wanted = match fact.kind {
        Kind::YesNo => "true, false or null",
        Kind::Number => "a whole number or null",
        Kind::Date => "a text such as \"2027-03-01\" or \"2027-03\", or null",
        Kind::Choice(_) => "the name of a choice as a text, or null",
        Kind::Choices(_) => "a list of choices, or null",
    };
    Fault::new(json, format!("{}: this is not {} (want {wanted})", fact.id, fact.kind.name()))
}

/// Refuses what is not a list of members.
pub(super) fn check_list(json: &str) -> Result<(), Fault<'_>> {
    let wanted = "this is not a list of members (want [ { … }, … ])";
    if json.starts_with('[') { Ok(()) } else { Err(Fault::new(json, wanted)) }
}

/// One entry of an object: the key between its quotes and the value, as they are written.
pub(super) struct Entry<'l> {
    pub(super) key: &'l str,
    pub(super) value: &'l str,
}

/// What was read of one object so far.
pub(super) struct Entries<'l> {
    /// Whose facts these are; `None` for the household's and yours.
    member: Option<Member>,
    /// Where in the order of keys the next is expected.
    at: usize,
    has_stays: bool,
    has_stored: bool,
    others: Others<'l>,
}

impl Entries<'_> {
    pub(super) fn of(member: Option<Member>) -> Self {
        let (at, has_stays, has_stored) = (0, false, false);
        Self { member, at, has_stays, has_stored, others: Others::default() }
    }
}

/// The keys of one object that are not facts.
#[derive(Default)]
struct Others<'l> {
    few: Vec<Cow<'l, str>>,
    many: HashSet<Cow<'l, str>>,
}

/// Up to so many keys are compared one by one.
const FEW: usize = 32;

impl<'l> Others<'l> {
    /// Adds a key; says whether it was not there yet.
    fn insert(&mut self, name: Cow<'l, str>) -> bool {
        if self.many.is_empty() && self.few.len() < FEW {
            let is_new = !self.few.contains(&name);
            self.few.push(name);
            return is_new;
        }
        self.many.extend(self.few.drain(..));
        self.many.insert(name)
    }
}
