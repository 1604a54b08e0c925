//! The one reader of a case in JSON: of a file, a line, a cell that lists members, or what a program stored.
//!
//! A case is an object of the household's facts and yours, with `adults`, `children` and `pets`. `null` and
//! `"unknown"` say that something is not known; yes/no may be `true` and `false`. If the pack has an allowance, a
//! person may have `stays`: all earlier stays, each with `from` and `to`. The caller's own `id` and the advice that
//! was stored under `_stored` are not facts.
//!
//! A text is parsed once, straight into the slots of a case. Keys and values are borrowed from it as they are
//! written, so that a fault knows its place; only a text that is wrong is looked at again.
//!
//! **Must not know** where the text comes from.

use super::columns::{Columns, Field, KeyOrder, Keys, LARGEST, MOST_MEMBERS};
use super::fault::{CaseProblem, Fault};
use super::fields::CallerFields;
use super::household::Case;
use super::reading::{Entries, Entry, Reading, check_list};
use super::template::Template;
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::calendar::Date;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A case that was read from a file.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// What is known of the household.
    pub case: Case,
    /// The kinds of members that are listed, even if the list is empty: nobody is left to ask about.
    pub counted: Vec<Entity>,
}

/// Reads the case in a file.
///
/// # Errors
///
/// The first [`CaseProblem`].
pub fn read_file(pack: &Pack, text: &str, on: Date) -> Result<CaseFile, CaseProblem> {
    let mut reader = Reader::new(pack, on, Columns::default());
    let (mut case, mut fields) = (Case::from_template(reader.template()), CallerFields::default());
    reader.read(text, &mut case, &mut fields)?;
    Ok(CaseFile { case, counted: fields.lists })
}

/// Reads a case.
///
/// # Errors
///
/// The first [`CaseProblem`]: not valid JSON, a key twice, an unknown fact, a value of another kind or out of range.
///
/// # Examples
///
/// ```
/// use dovidka::{Pack, case};
/// let pack = Pack::embedded("kazakhstan")?;
/// let text = r#"{ "where": "kazakhstan", "children": [{ "born": "2018-05-01", "passport": "none" }] }"#;
/// let known = case::read(&pack, text, "2026-11-22".parse()?)?;
/// assert_eq!(case::read(&pack, &case::write(&pack, &known, &[]), known.on)?.on, known.on);
/// assert!(case::read(&pack, r#"{ "where": "mars" }"#, known.on).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(pack: &Pack, text: &str, on: Date) -> Result<Case, CaseProblem> {
    read_file(pack, text, on).map(|file| file.case)
}

/// Reads cases of one as-of date, one after the other.
#[derive(Debug, Clone)]
pub struct Reader<'p> {
    pack: &'p Pack,
    keys: Keys,
    template: Template,
    orders: [KeyOrder; 4],
}

impl<'p> Reader<'p> {
    /// A reader of cases whose keys are `columns`.
    #[must_use]
    pub fn new(pack: &'p Pack, on: Date, columns: Columns) -> Self {
        let (keys, template) = (Keys::new(pack, columns), Template::new(pack, on));
        Self { pack, keys, template, orders: Default::default() }
    }

    /// What the facts of a new member may be.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Whether a key means something to the rules, for the household or for some member.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.keys.has(key)
    }

    /// The key that was most likely meant, of an entity or, for the household, at the top.
    #[must_use]
    pub fn nearest(&self, of: Entity, key: &str) -> Option<&str> {
        self.keys.nearest(of, key)
    }

    /// Makes `case` the case in `text`, and `fields` what of it is the caller's own.
    ///
    /// # Errors
    ///
    /// The first [`CaseProblem`]; `fields` then holds what can be read of the caller's own.
    pub fn read<'l>(
        &mut self,
        text: &'l str,
        case: &mut Case,
        fields: &mut CallerFields<'l>,
    ) -> Result<(), CaseProblem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        case.restart(&self.template);
        fields.clear();
        let Err(mut fault) = household(&mut self.reading(text, case, fields)) else {
            return Ok(());
        };
        let syntax = serde_json::from_str::<IgnoredAny>(text).err();
        if let Some(error) = &syntax {
            fault = Fault::of_json(text, error);
        }
        fields.recover(&self.keys, text);
        let is_cut = syntax.is_some_and(|error| error.is_eof());
        Err(CaseProblem { is_cut, ..fault.in_text(text) })
    }

    /// Adds the members that a list in JSON names to a case.
    ///
    /// # Errors
    ///
    /// What is wrong with the list.
    pub fn read_list<'l>(
        &mut self,
        of: Entity,
        text: &'l str,
        case: &mut Case,
        fields: &mut CallerFields<'l>,
    ) -> Result<(), CaseProblem> {
        let fault = match serde_json::from_str::<IgnoredAny>(text) {
            Err(error) => Err(Fault::of_json(text, &error)),
            Ok(_) => list(&mut self.reading(text, case, fields), of),
        };
        fault.map_err(|fault| fault.in_text(text))
    }

    fn reading<'r, 'l>(
        &'r mut self,
        text: &'l str,
        case: &'r mut Case,
        fields: &'r mut CallerFields<'l>,
    ) -> Reading<'r, 'l> {
        let Self { pack, keys, template, orders } = self;
        Reading { pack, keys, template, orders, case, fields, text, stays: None, fault: None }
    }

    /// Reads the id of a line that was not read, if it is surely whole.
    #[must_use]
    pub fn recover_id<'l>(&self, line: &'l str) -> Option<&'l str> {
        let mut fields = CallerFields::default();
        fields.recover(&self.keys, line.strip_prefix('\u{feff}').unwrap_or(line));
        fields.id
    }
}

fn household<'l>(reading: &mut Reading<'_, 'l>) -> Result<(), Fault<'l>> {
    let text = reading.text;
    let start = text.trim_start();
    if text.len() > LARGEST {
        return Err(Fault::new(text, "the case is too large (want at most 1 MiB)"));
    }
    if !start.starts_with('{') {
        return Err(Fault::new(start, "this is not a case (want { \"fact\": value, … })"));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let object = Object { reading: &mut *reading, of: None };
    let read = object.deserialize(&mut json).and_then(|()| json.end());
    ended(reading, read)?;
    let late = reading.case.stays_before_entry(reading.pack);
    late.map_err(|bad| Fault::new(reading.stays.unwrap_or(start), bad.to_string()))
}

/// Reads a text that is one list of members.
fn list<'l>(reading: &mut Reading<'_, 'l>, of: Entity) -> Result<(), Fault<'l>> {
    let list = reading.text.trim_start();
    check_list(list)?;
    let mut json = serde_json::Deserializer::from_str(list);
    let read = Members { reading: &mut *reading, of, list }.deserialize(&mut json);
    ended(reading, read)
}

/// Why reading ended, if it was before the end.
fn ended<'l>(reading: &mut Reading<'_, 'l>, read: serde_json::Result<()>) -> Result<(), Fault<'l>> {
    let text = reading.text;
    read.map_err(|error| reading.fault.take().unwrap_or_else(|| Fault::of_json(text, &error)))
}

/// Keeps why reading ends.
#[cold]
fn fail<'l, E: Error>(reading: &mut Reading<'_, 'l>, fault: Fault<'l>) -> E {
    reading.fault = Some(fault);
    E::custom("the case is wrong")
}

/// The facts of a member to add, of this entity; without one, those of the household and yours.
struct Object<'s, 'r, 'l> {
    reading: &'s mut Reading<'r, 'l>,
    of: Option<Entity>,
}

impl<'l> DeserializeSeed<'l> for Object<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Object<'_, '_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of facts")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { reading, of } = self;
        let member = of.map(|of| reading.case.add_from(reading.template, of));
        let mut entries = Entries::of(member);
        while let Some(key) = map.next_key::<&'l RawValue>()?.map(RawValue::get) {
            let field = reading.field(&mut entries, key);
            let read = match field.map_err(|fault| fail(reading, fault))? {
                Field::List(of) => match reading.start_list(of, key) {
                    Ok(list) => {
                        let reading = &mut *reading;
                        map.next_value_seed(Members { reading, of, list })?;
                        Ok(())
                    }
                    Err(fault) => Err(fault),
                },
                field => {
                    let value = map.next_value::<&'l RawValue>()?.get();
                    reading.entry(&mut entries, field, Entry { key, value })
                }
            };
            read.map_err(|fault| fail(reading, fault))?;
        }
        Ok(())
    }
}

/// The members of a list.
struct Members<'s, 'r, 'l> {
    reading: &'s mut Reading<'r, 'l>,
    of: Entity,
    /// The text that begins with the list.
    list: &'l str,
}

impl<'l> DeserializeSeed<'l> for Members<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'l> Visitor<'l> for Members<'_, '_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of members")
    }

    fn visit_seq<A: SeqAccess<'l>>(self, mut list: A) -> Result<(), A::Error> {
        for number in 0..MOST_MEMBERS {
            let next = Object { reading: &mut *self.reading, of: Some(self.of) };
            match list.next_element_seed(next) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
                Err(error) if self.reading.fault.is_some() => return Err(error),
                Err(error) => {
                    // It is an element of another kind, unless the text is not JSON at all.
                    let wanted = "this is not a member (want { \"fact\": value, … })";
                    let at = element(self.list, number);
                    self.reading.fault = at.map(|at| Fault::new(at, wanted));
                    return Err(error);
                }
            }
        }
        if list.next_element::<IgnoredAny>()?.is_none() {
            return Ok(());
        }
        let message = format!("there are too many members (want at most {MOST_MEMBERS})");
        Err(fail(self.reading, Fault::new(self.list, message)))
    }
}

/// An element of the list that starts a text.
fn element(list: &str, number: usize) -> Option<&str> {
    let mut json = serde_json::Deserializer::from_str(list);
    let elements = Vec::<&RawValue>::deserialize(&mut json).ok()?;
    elements.get(number).map(|element| element.get())
}
