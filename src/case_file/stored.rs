//! What a case file remembers of the advice that was given when it was stored.
//!
//! **Owns** the form of the key `_stored`. **Must not know** how advice is found or compared.

use crate::case::{Case, Member};
use crate::case_file::{CaseProblem, Columns, Fault, no_key_twice, read_object, write};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use std::fmt;

/// The key under which a case file remembers the advice.
pub(crate) const KEY: &str = "_stored";

/// The kinds of actions by their names.
const KINDS: [(&str, ActionKind); 3] =
    [("must", ActionKind::Must), ("can", ActionKind::Can), ("know", ActionKind::Know)];

/// The advice that was given when a case was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The as-of date of the advice.
    pub on: Date,
    /// The id of the pack that gave it.
    pub pack: String,
    /// The version of that pack.
    pub version: String,
    /// The ids of the topics that the advice is about; nothing if it is about all of them.
    pub topics: Option<Vec<String>>,
    /// The actions, each once for each member.
    pub actions: Vec<StoredAction>,
}

/// One action of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAction {
    /// The id of the action.
    pub action: String,
    /// Who does it.
    pub who: Member,
    /// The id of the topic that asks for it.
    pub topic: String,
    /// What was said of it.
    pub told: Told,
}

/// What is said of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// What it is to the person.
    pub kind: ActionKind,
    /// Whether it is part of the advice whatever the unknown facts are.
    pub is_certain: bool,
    /// The first day on which it can be done.
    pub from: Option<Span>,
    /// The last day on which it can be done.
    pub by: Option<Span>,
}

/// A day, or the days between which it lies; written `2027-03-01` or `2027-03-01..2027-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The earliest that it may be.
    pub first: Date,
    /// The latest that it may be.
    pub last: Date,
}

impl Span {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (first <= last).then_some(Self { first, last })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first)?;
        if self.first == self.last { Ok(()) } else { write!(formatter, "..{}", self.last) }
    }
}

/// Reads what a case file remembers of the advice; nothing if it remembers none.
///
/// # Errors
///
/// The first [`CaseProblem`]: no JSON, a key that is missing, twice or unknown, a value of another kind.
pub fn stored(text: &str) -> Result<Option<Stored>, CaseProblem> {
    read_object(text, |object| {
        no_key_twice(object, &Columns::default())?;
        let found = object.properties.iter().find(|property| property.name.as_str() == KEY);
        found.map(|property| advice(&property.value)).transpose()
    })
}

fn advice(value: &Value<'_>) -> Result<Stored, Fault> {
    let object = fields(value, &["on", "pack", "version", "topics", "actions"])?;
    let topics = object.properties.iter().find(|property| property.name.as_str() == "topics");
    let topics = topics.map(|property| {
        let id = |value: &Value<'_>| words(value).map(str::to_owned);
        list(&property.value)?.iter().map(id).collect()
    });
    Ok(Stored {
        on: parsed(field(object, "on")?, "a day such as \"2027-03-01\"", |text| text.parse().ok())?,
        pack: words(field(object, "pack")?)?.into(),
        version: words(field(object, "version")?)?.into(),
        topics: topics.transpose()?,
        actions: list(field(object, "actions")?)?.iter().map(action).collect::<Result<_, _>>()?,
    })
}

fn action(value: &Value<'_>) -> Result<StoredAction, Fault> {
    let object = fields(value, &["action", "who", "topic", "kind", "certain", "from", "by"])?;
    let kind = |text: &str| KINDS.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind);
    let is_certain = match field(object, "certain")? {
        Value::BooleanLit(truth) => truth.value,
        other => return Err((other.start(), "this is not yes/no (want true or false)".into())),
    };
    Ok(StoredAction {
        action: words(field(object, "action")?)?.into(),
        who: parsed(field(object, "who")?, "a member such as \"child 1\"", Member::parse)?,
        topic: words(field(object, "topic")?)?.into(),
        told: Told {
            kind: parsed(field(object, "kind")?, "\"must\", \"can\" or \"know\"", kind)?,
            is_certain,
            from: day(field(object, "from")?)?,
            by: day(field(object, "by")?)?,
        },
    })
}

/// The fields of an object that may have no others.
fn fields<'v, 'a>(value: &'v Value<'a>, known: &[&str]) -> Result<&'v Object<'a>, Fault> {
    let wanted = known.join(", ");
    let Value::Object(object) = value else {
        return Err((value.start(), format!("this is not an object (want one with {wanted})")));
    };
    no_key_twice(object, &Columns::default())?;
    match object.properties.iter().find(|property| !known.contains(&property.name.as_str())) {
        Some(property) => {
            let name = property.name.as_str();
            Err((property.name.start(), format!("there is no key `{name}` here (want {wanted})")))
        }
        None => Ok(object),
    }
}

fn field<'v, 'a>(object: &'v Object<'a>, key: &str) -> Result<&'v Value<'a>, Fault> {
    let found = object.properties.iter().find(|property| property.name.as_str() == key);
    let missing = || (object.start(), format!("the key `{key}` is missing here"));
    found.map(|property| &property.value).ok_or_else(missing)
}

fn list<'v, 'a>(value: &'v Value<'a>) -> Result<&'v [Value<'a>], Fault> {
    match value {
        Value::Array(array) => Ok(&array.elements),
        _ => Err((value.start(), "this is not a list (want [ … ])".into())),
    }
}

fn words<'v>(value: &'v Value<'_>) -> Result<&'v str, Fault> {
    match value {
        Value::StringLit(text) => Ok(&text.value),
        _ => Err((value.start(), "this is not a text (want \"…\")".into())),
    }
}

fn parsed<T>(
    value: &Value<'_>,
    wanted: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Fault> {
    let text = words(value)?;
    parse(text).ok_or_else(|| (value.start(), format!("`{text}` cannot be read (want {wanted})")))
}

fn day(value: &Value<'_>) -> Result<Option<Span>, Fault> {
    let wanted = "a day such as \"2027-03-01\", days such as \"2027-03-01..2027-03-31\", or null";
    match value {
        Value::NullKeyword(_) => Ok(None),
        value => parsed(value, wanted, Span::parse).map(Some),
    }
}

/// Writes a case file as [`write()`] does, and the advice to remember.
///
/// # Examples
///
/// ```
/// use dovidka::time::recheck::to_store;
/// use dovidka::{Case, Pack, Topics, case_file, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let case = Case::new(&pack, "2026-11-22".parse()?);
/// let topics = Topics::named(&pack, "passport").expect("it is a topic of the pack");
/// let advice = to_store(&pack, &evaluate(&pack, &case, &topics), &topics);
/// let text = case_file::write_stored(&pack, &case, &[], &advice);
/// assert_eq!(case_file::stored(&text)?, Some(advice));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write_stored(pack: &Pack, case: &Case, counted: &[Entity], stored: &Stored) -> String {
    let facts = write(pack, case, counted);
    let facts = facts.strip_suffix("\n}\n").unwrap_or(&facts);
    let separator = if facts == "{" { "" } else { "," };
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let topics = stored.topics.as_ref().map_or_else(String::new, |topics| {
        let topics: Vec<String> = topics.iter().map(|topic| quoted(topic)).collect();
        format!(" \"topics\": [{}],", topics.join(", "))
    });
    let (pack, version) = (quoted(&stored.pack), quoted(&stored.version));
    let actions: Vec<String> = stored.actions.iter().map(line).collect();
    let actions = match actions.join(",\n      ") {
        lines if lines.is_empty() => lines,
        lines => format!("\n      {lines}\n    "),
    };
    format!(
        "{facts}{separator}\n  \"{KEY}\": {{\n    \"on\": \"{}\", \"pack\": {pack}, \"version\": {version},{topics}\n    \
         \"actions\": [{actions}]\n  }}\n}}\n",
        stored.on
    )
}

/// One action; ids hold no character that JSON escapes.
fn line(action: &StoredAction) -> String {
    let StoredAction { action, who, topic, told } = action;
    let kind = KINDS.iter().find(|(_, kind)| *kind == told.kind).map_or("", |(name, _)| name);
    let day = |day: Option<Span>| day.map_or_else(|| "null".into(), |day| format!("\"{day}\""));
    format!(
        "{{ \"action\": \"{action}\", \"who\": \"{who}\", \"topic\": \"{topic}\", \"kind\": \"{kind}\", \
         \"certain\": {}, \"from\": {}, \"by\": {} }}",
        told.is_certain,
        day(told.from),
        day(told.by)
    )
}
