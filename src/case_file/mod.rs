//! Case files: what is known of one household, as a JSON object.
//!
//! **Owns** the form of a case file, and where in it something is wrong. **Must not know** where it comes from.

mod stored;
mod write;

pub(crate) use self::stored::KEY as STORED;
pub use self::stored::{Span, Stored, StoredAction, Told, stored, write_stored};
pub use self::write::write;

use crate::case::{BadAnswer, BadStay, Case, Member};
use crate::pack::program::{Entity, MOST_OF_A_KIND};
use crate::pack::source::{position, start_of_fault};
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::{did_you_mean, nearest};
use crate::terms::value::Kind;
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseError;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde::de::IgnoredAny;
use std::collections::HashSet;
use thiserror::Error;

/// The largest case file in bytes, and the most members of each kind.
pub const LARGEST: usize = 1 << 20;
/// The most adults, children or pets of a household.
pub const MOST_MEMBERS: usize = MOST_OF_A_KIND;

/// The lists of members in a case file.
pub(crate) const LISTS: [(&str, Entity); 3] =
    [("adults", Entity::Person), ("children", Entity::Child), ("pets", Entity::Pet)];

/// The key of the caller's own id, which means nothing to the rules.
pub(crate) const OWN_ID: &str = "id";

/// The key of a person's earlier stays.
pub(crate) const STAYS: &str = "stays";

/// What is wrong with a case file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {message}")]
pub struct CaseProblem {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// A problem and the byte at which it stands.
type Fault = (usize, String);

/// Reads a case file: an object of the household's facts and yours, with `adults`, `children` and `pets`.
///
/// `null` and `"unknown"` say that something is not known; yes/no may be `true` and `false`. If the pack has an
/// allowance, a person may have `stays`: all earlier stays, each with `from` and `to`. What the file remembers of
/// the advice, under `_stored`, is no fact: [`stored`] reads it. Nor is your own `id` of the case.
///
/// # Errors
///
/// The first [`CaseProblem`]: no JSON, a key twice, an unknown fact, a value of another kind or out of range.
///
/// # Examples
///
/// ```
/// use dovidka::{Pack, case_file};
/// let pack = Pack::embedded("kazakhstan")?;
/// let text = r#"{ "where": "kazakhstan", "children": [{ "born": "2018-05-01", "passport": "none" }] }"#;
/// let case = case_file::read(&pack, text, "2026-11-22".parse()?)?;
/// assert_eq!(case_file::read(&pack, &case_file::write(&pack, &case, &[]), case.on)?.on, case.on);
/// assert!(case_file::read(&pack, r#"{ "where": "mars" }"#, case.on).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(pack: &Pack, text: &str, on: Date) -> Result<Case, CaseProblem> {
    read_row(pack, text, (on, &Columns::default()))
}

/// What the keys of a case mean that is one of a caller's own list.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Keys that stand for a fact, each with the id of the fact.
    pub renamed: Vec<(String, String)>,
    /// Whether keys that are no facts are let be.
    pub has_others: bool,
}

impl Columns {
    /// The id of the fact that a key stands for, or the key itself.
    #[must_use]
    pub fn fact<'c>(&'c self, key: &'c str) -> &'c str {
        let known = self.renamed.iter().find(|(column, _)| column == key);
        known.map_or(key, |(_, fact)| fact)
    }
}

/// Reads a case file whose keys are the columns of a caller's own list.
///
/// # Errors
///
/// The first [`CaseProblem`], as [`read`] finds it.
pub fn read_row(
    pack: &Pack,
    text: &str,
    (on, columns): (Date, &Columns),
) -> Result<Case, CaseProblem> {
    read_object(text, |object| household(pack, object, (on, columns)))
}

/// Reads a text as one JSON object, and puts a line and a column to what is wrong with it.
fn read_object<T>(
    text: &str,
    read: impl FnOnce(&Object<'_>) -> Result<T, Fault>,
) -> Result<T, CaseProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let problem = |(byte, message): Fault| {
        let (line, column) = position(text, byte);
        CaseProblem { line, column, message }
    };
    if text.len() > LARGEST {
        return Err(problem((0, "the case file is too large (want at most 1 MiB)".into())));
    }
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let byte = start_of_fault(text, &error);
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        return Err(problem((byte, format!("this is no JSON: {message}"))));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    // What is JSON may still hold half of a character, or be nested too deep.
    let unsound = |error: ParseError| {
        problem((error.range().start, format!("this is no JSON: {}", error.kind())))
    };
    match parsed.map_err(unsound)?.value {
        Some(Value::Object(object)) => read(&object).map_err(problem),
        other => {
            let byte = other.map_or(0, |value| value.start());
            Err(problem((byte, "a case file is an object (want { \"fact\": value, … })".into())))
        }
    }
}

fn household(
    pack: &Pack,
    object: &Object<'_>,
    (on, columns): (Date, &Columns),
) -> Result<Case, Fault> {
    let mut case = Case::new(pack, on);
    no_key_twice(object, columns)?;
    for property in object.properties.iter().filter(|known| known.name.as_str() != stored::KEY) {
        let name = columns.fact(property.name.as_str());
        if is_stays(pack, Entity::Person, name) {
            stays(pack, &mut case, Member::YOU, &property.value)?;
            continue;
        }
        if let Some((_, of)) = LISTS.iter().find(|(list, _)| *list == name) {
            members(pack, &mut case, &property.value, (*of, columns))?;
            continue;
        }
        let mut scopes = [Member::HOUSEHOLD, Member::YOU].into_iter();
        match scopes.find(|member| pack.fact(member.of, name).is_some()) {
            Some(member) => learn(pack, &mut case, (member, name), &property.value)?,
            None if columns.has_others || name == OWN_ID => {}
            None => return Err(unknown_key(pack, property, &[Entity::Household, Entity::Person])),
        }
    }
    case.stays_before_entry(pack).map_err(|bad| (late_stay(object), bad.to_string()))?;
    Ok(case)
}

/// Where the first list of stays stands.
fn late_stay(object: &Object<'_>) -> usize {
    let place = |object: &Object<'_>| {
        let mut properties = object.properties.iter();
        let found = properties.find(|property| property.name.as_str() == STAYS);
        found.map(|property| property.value.start())
    };
    let lists = object.properties.iter().filter_map(|property| match &property.value {
        Value::Array(list) => Some(list),
        _ => None,
    });
    let members = lists.flat_map(|list| &list.elements).filter_map(|element| match element {
        Value::Object(member) => place(member),
        _ => None,
    });
    place(object).into_iter().chain(members).next().unwrap_or_default()
}

/// Whether a key lists the earlier stays of a member.
fn is_stays(pack: &Pack, of: Entity, name: &str) -> bool {
    name == STAYS
        && of == Entity::Person
        && pack.allowance.is_some()
        && pack.fact(of, name).is_none()
}

/// A list of earlier stays; `null` says that they are not known.
fn stays(pack: &Pack, case: &mut Case, member: Member, value: &Value<'_>) -> Result<(), Fault> {
    let wanted = "want [ { \"from\": \"2025-01-01\", \"to\": \"2025-02-09\" }, … ]";
    let bad = |value: &Value<'_>| {
        (value.start(), format!("{STAYS}: this is no list of stays ({wanted})"))
    };
    let list = match value {
        Value::NullKeyword(_) => return Ok(()),
        Value::Array(list) => list,
        _ => return Err(bad(value)),
    };
    let mut texts = Vec::new();
    for element in &list.elements {
        let Value::Object(stay) = element else { return Err(bad(element)) };
        no_key_twice(stay, &Columns::default())?;
        let day = |key: &str| {
            let mut days = stay.properties.iter();
            match &days.find(|property| property.name.as_str() == key)?.value {
                Value::StringLit(text) => Some(text.value.to_string()),
                _ => None,
            }
        };
        let ends = day("from").zip(day("to")).filter(|_| stay.properties.len() == 2);
        let (from, to) = ends.ok_or_else(|| bad(element))?;
        texts.push(format!("{from}..{to}"));
    }
    let fault = |bad: BadStay| (value.start(), bad.to_string());
    case.learn_stays(pack, member, &texts).map_err(fault)
}

fn members(
    pack: &Pack,
    case: &mut Case,
    value: &Value<'_>,
    (of, columns): (Entity, &Columns),
) -> Result<(), Fault> {
    let Value::Array(array) = value else {
        return Err((value.start(), "this is a list of members (want [ { … }, … ])".into()));
    };
    if array.elements.len() > MOST_MEMBERS {
        return Err((
            value.start(),
            format!("there are too many members (want at most {MOST_MEMBERS})"),
        ));
    }
    for element in &array.elements {
        let Value::Object(object) = element else {
            return Err((
                element.start(),
                "a member is an object (want { \"fact\": value, … })".into(),
            ));
        };
        no_key_twice(object, columns)?;
        let member = case.add(pack, of);
        for property in &object.properties {
            let name = columns.fact(property.name.as_str());
            if is_stays(pack, of, name) {
                stays(pack, case, member, &property.value)?;
            } else if pack.fact(of, name).is_some() {
                learn(pack, case, (member, name), &property.value)?;
            } else if !columns.has_others {
                return Err(unknown_key(pack, property, &[of]));
            }
        }
    }
    Ok(())
}

fn no_key_twice(object: &Object<'_>, columns: &Columns) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    let mut properties = object.properties.iter();
    let second = properties.find(|property| !seen.insert(columns.fact(property.name.as_str())));
    match second {
        Some(property) => {
            let name = property.name.as_str();
            Err((
                property.name.start(),
                format!("the key `{name}` is there twice; remove one of the two"),
            ))
        }
        None => Ok(()),
    }
}

fn unknown_key(pack: &Pack, property: &ObjectProp<'_>, of: &[Entity]) -> Fault {
    let name = property.name.as_str();
    let facts = of.iter().flat_map(|of| &pack.facts[of.place()]).map(|fact| fact.id.as_str());
    let is_top = of.contains(&Entity::Household);
    let lists = LISTS.iter().filter(|_| is_top).map(|(list, _)| *list);
    let stays = [STAYS].into_iter().filter(|stays| of.iter().any(|of| is_stays(pack, *of, stays)));
    let hint = nearest(name, facts.chain(lists).chain(stays));
    let hint = did_you_mean(hint);
    let whose = of.last().map_or("", |of| of.name());
    (property.name.start(), format!("there is no fact `{name}` of a {whose}{hint}"))
}

fn learn(
    pack: &Pack,
    case: &mut Case,
    (member, name): (Member, &str),
    value: &Value<'_>,
) -> Result<(), Fault> {
    let Some(fact) = pack.fact(member.of, name) else { return Ok(()) };
    let text = written(fact, value).ok_or_else(|| {
        (
            value.start(),
            format!("{name}: this is not {} (want {})", fact.kind.name(), wanted(&fact.kind)),
        )
    })?;
    let fault = |bad: BadAnswer| (value.start(), bad.to_string());
    case.learn(pack, member, name, &text).map_err(fault)
}

/// A JSON value as [`Case::learn`] reads it; nothing if it is of another type.
fn written(fact: &Fact, value: &Value<'_>) -> Option<String> {
    match (value, &fact.kind) {
        (Value::NullKeyword(_), _) => Some("unknown".into()),
        (Value::BooleanLit(truth), Kind::YesNo | Kind::Choice(_)) => {
            Some(if truth.value { "yes" } else { "no" }.into())
        }
        (Value::NumberLit(number), Kind::Number) => Some(number.value.into()),
        (Value::StringLit(text), _) => Some(text.value.to_string()),
        (Value::Array(list), Kind::Choices(_)) => {
            let word = |value: &Value<'_>| match value {
                Value::StringLit(text) => Some(text.value.to_string()),
                _ => None,
            };
            let words: Option<Vec<String>> = list.elements.iter().map(word).collect();
            Some(words?.join("+")).map(|words| if words.is_empty() { "none".into() } else { words })
        }
        _ => None,
    }
}

fn wanted(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo => "true, false or null",
        Kind::Number => "a whole number or null",
        Kind::Date => "a text such as \"2027-03-01\" or \"2027-03\", or null",
        Kind::Choice(_) => "the name of a choice as a text, or null",
        Kind::Choices(_) => "a list of choices, or null",
    }
}

/// The kinds of members that a case file lists, even if the list is empty: nobody is left to ask about.
#[must_use]
pub fn listed(text: &str) -> Vec<Entity> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let Some(Value::Object(object)) = parsed.ok().and_then(|parsed| parsed.value) else {
        return Vec::new();
    };
    let has = |list: &str| object.properties.iter().any(|property| property.name.as_str() == list);
    LISTS.into_iter().filter(|(list, _)| has(list)).map(|(_, of)| of).collect()
}
