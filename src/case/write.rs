//! Case files as texts, for a person to keep and to read again.
//!
//! **Must not know** how they are read.

use super::answer::Said;
use super::columns::{DONE, LISTS, STAYS, STORED};
use super::done::Done;
use super::household::Case;
use super::member::Member;
use super::stored::Stored;
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::value::Kind;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::{Formatter, Serializer as JsonSerializer};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes a case file that [`read`](super::read) reads again; the lists of `counted` members are there even if they are empty.
#[must_use]
pub fn write(pack: &Pack, case: &Case, counted: &[Entity]) -> String {
    text(&File { pack, case, counted, stored: None })
}

/// Writes a case file as [`write()`] does, and the advice to remember.
///
/// # Examples
///
/// ```
/// use dovidka::time::recheck::to_store;
/// use dovidka::{Case, Pack, Topics, case, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let known = Case::new(&pack, "2026-11-22".parse()?);
/// let advice = to_store(&pack, &evaluate(&pack, &known, &Topics::All), &Topics::All);
/// let text = case::write_stored(&pack, &known, &[], &advice);
/// assert_eq!(case::stored(&text)?, Some(advice));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write_stored(pack: &Pack, case: &Case, counted: &[Entity], stored: &Stored) -> String {
    text(&File { pack, case, counted, stored: Some(stored) })
}

fn text(file: &File<'_>) -> String {
    let mut bytes = Vec::new();
    let mut serializer = JsonSerializer::with_formatter(&mut bytes, Layout::default());
    file.serialize(&mut serializer).expect("a case holds texts and numbers");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is written as UTF-8")
}

/// A case file.
struct File<'a> {
    pack: &'a Pack,
    case: &'a Case,
    counted: &'a [Entity],
    stored: Option<&'a Stored>,
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { pack, case, counted, stored } = *self;
        let facts = |member| Facts { pack, case, member };
        let mut map = serializer.serialize_map(None)?;
        facts(Member::HOUSEHOLD).write(&mut map)?;
        facts(Member::YOU).write(&mut map)?;
        for (list, of) in LISTS {
            let members = case.members(of).filter(|member| *member != Member::YOU);
            let members: Vec<Facts<'_>> = members.map(facts).collect();
            if !members.is_empty() || counted.contains(&of) {
                map.serialize_entry(list, &members)?;
            }
        }
        if !case.done().is_empty() {
            let steps: Vec<_> = case.done().iter().map(|done| step(pack, done)).collect();
            map.serialize_entry(DONE, &steps)?;
        }
        if let Some(stored) = stored {
            map.serialize_entry(STORED, stored)?;
        }
        map.end()
    }
}

/// A step that is done, as it is read.
fn step(pack: &Pack, done: &Done) -> BTreeMap<&'static str, String> {
    let who = done.who.map(|who| ("who", who.to_string()));
    let own = [("action", pack[done.action].id.clone()), ("on", done.on.to_string())];
    own.into_iter().chain(who).collect()
}

/// What was said of a member.
struct Facts<'a> {
    pack: &'a Pack,
    case: &'a Case,
    member: Member,
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}

impl Facts<'_> {
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let Self { pack, case, member } = *self;
        for fact in &pack.facts[member.of.place()] {
            let Some(text) = case.written(member, fact) else { continue };
            match (&fact.kind, text.parse()) {
                _ if case.said(member, fact) == Said::Unknown => {
                    map.serialize_entry(&fact.id, &())?;
                }
                (Kind::YesNo, _) => map.serialize_entry(&fact.id, &(text == "yes"))?,
                (Kind::Number, Ok(number)) => map.serialize_entry::<_, i32>(&fact.id, &number)?,
                _ => map.serialize_entry(&fact.id, &text)?,
            }
        }
        let Some(stays) = case.written_stays(member) else { return Ok(()) };
        let ends = stays.iter().filter_map(|stay| stay.split_once(".."));
        let stays = ends.map(|(from, to)| BTreeMap::from([("from", from), ("to", to)]));
        map.serialize_entry(STAYS, &stays.collect::<Vec<_>>())
    }
}

/// Puts every fact of the household, every member and every action on a line of its own.
#[derive(Default)]
struct Layout {
    depth: usize,
    /// Whether the innermost list or object has an entry.
    has_entry: bool,
}

/// Up to these depths lists and objects are spread over lines.
const LISTS_SPREAD: usize = 3;
const OBJECTS_SPREAD: usize = 2;

impl Layout {
    fn begin(&mut self, out: &mut (impl ?Sized + Write), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_entry = false;
        out.write_all(bracket)
    }

    /// Starts a line, or leaves a gap in it.
    fn gap(&self, out: &mut (impl ?Sized + Write), is_line: bool, gap: &[u8]) -> io::Result<()> {
        if !is_line {
            return out.write_all(gap);
        }
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }

    fn end(&mut self, out: &mut (impl ?Sized + Write), most: usize, gap: &[u8]) -> io::Result<()> {
        let is_line = self.depth <= most;
        self.depth -= 1;
        if self.has_entry { self.gap(out, is_line, gap) } else { Ok(()) }
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b"," })?;
        self.gap(out, self.depth <= LISTS_SPREAD, if first { b"" } else { b" " })
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_entry = true;
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, LISTS_SPREAD, b"")?;
        out.write_all(b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b"," })?;
        self.gap(out, self.depth <= OBJECTS_SPREAD, b" ")
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_entry = true;
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, OBJECTS_SPREAD, b" ")?;
        out.write_all(b"}")
    }
}
