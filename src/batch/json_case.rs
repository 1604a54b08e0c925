//! Reads a line of JSON straight into the slots of a case.
//!
//! What is written as most programs write it is read here. Anything else, and everything that is wrong, is left to
//! the reader of case files, which says what is wrong and where: so there is one meaning of a case, and this is a
//! short way to it.

use super::columns::{Field, Habit, Names, TOP};
use super::own::{Own, is_sound};
use crate::case::{Case, Member, Template};
use crate::case_file::MOST_MEMBERS;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::interval::Interval;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The most columns that are no facts; of more, the exact reader finds out whether one is there twice.
const MOST_OTHERS: usize = 256;

/// Reads lines one after the other.
pub(super) struct JsonCase<'b> {
    pub(super) pack: &'b Pack,
    pub(super) names: &'b Names,
    pub(super) template: &'b Template,
    habits: [Habit; 4],
}

/// The facts of one member, or of the household and you, out of a JSON object.
struct Facts<'r, 'b, 'l> {
    reader: &'r mut JsonCase<'b>,
    case: &'r mut Case,
    own: &'r mut Own<'l>,
    /// Nothing at the top, where the facts of the household and yours stand together.
    member: Option<Member>,
}

impl<'b> JsonCase<'b> {
    pub(super) fn new(pack: &'b Pack, names: &'b Names, template: &'b Template) -> Self {
        Self { pack, names, template, habits: Default::default() }
    }

    /// Reads a case and what is the caller's own; gives false if the line is not plain.
    pub(super) fn read<'l>(&mut self, line: &'l str, case: &mut Case, own: &mut Own<'l>) -> bool {
        case.restart(self.template);
        own.clear();
        let mut json = serde_json::Deserializer::from_str(line);
        let facts = Facts { reader: self, case, own, member: None };
        facts.deserialize(&mut json).is_ok() && json.end().is_ok()
    }
}

impl<'l> DeserializeSeed<'l> for Facts<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Facts<'_, '_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of facts")
    }

    fn visit_map<A: MapAccess<'l>>(mut self, mut map: A) -> Result<(), A::Error> {
        let level = self.member.map_or(TOP, |member| member.of);
        let (mut at, mut lists) = (0, [false; 4]);
        while let Some(key) = map.next_key::<&'l str>()? {
            let names = (self.reader.names, level);
            let (field, is_new) = self.reader.habits[level.place()].find(names, key, &mut at);
            match field {
                Field::Fact(of, place) => {
                    let fact = &self.reader.pack.facts[of.place()][place];
                    let range = self.reader.template.range(of, fact.slot);
                    let value = map.next_value_seed(Value { fact, range })?;
                    let whose = self.member.unwrap_or(Member { of, number: 0 });
                    if !self.case.put(whose, fact.slot, value) {
                        return Err(A::Error::custom("a fact is there twice"));
                    }
                }
                Field::List(of) if !lists[of.place()] => {
                    lists[of.place()] = true;
                    let (reader, case) = (&mut *self.reader, &mut *self.case);
                    map.next_value_seed(Members { reader, case, own: self.own, of })?;
                }
                Field::Id if self.own.id.is_none() => {
                    self.own.id = Some(sound(&mut map)?);
                }
                Field::Other => self.other((key, is_new), &mut map)?,
                _ => return Err(A::Error::custom("it is seldom, or there twice")),
            }
        }
        Ok(())
    }
}

impl<'l> Facts<'_, '_, 'l> {
    /// Keeps a column that is no fact; of a member, its name only, if it is new.
    fn other<A: MapAccess<'l>>(
        &mut self,
        (key, is_new): (&'l str, bool),
        map: &mut A,
    ) -> Result<(), A::Error> {
        let value = sound(map)?;
        let Some(member) = self.member else {
            let is_there = self.own.others.iter().any(|(known, _)| *known == key);
            self.own.others.push((key, value));
            return once(is_there || self.own.others.len() > MOST_OTHERS);
        };
        let is_there = self.own.of_member.contains(&key);
        self.own.of_member.push(key);
        if is_new {
            self.own.of_members.push((member.of, key.to_owned()));
        }
        once(is_there || self.own.of_member.len() > MOST_OTHERS)
    }
}

/// A value that means nothing to the rules, as it was written.
fn sound<'l, A: MapAccess<'l>>(map: &mut A) -> Result<&'l str, A::Error> {
    let value = map.next_value::<&RawValue>()?.get();
    if is_sound(value) { Ok(value) } else { Err(A::Error::custom("it is not sound")) }
}

fn once<E: Error>(is_there: bool) -> Result<(), E> {
    if is_there {
        Err(E::custom("a column is there twice, or there are very many"))
    } else {
        Ok(())
    }
}

/// The members of a list.
struct Members<'r, 'b, 'l> {
    reader: &'r mut JsonCase<'b>,
    case: &'r mut Case,
    own: &'r mut Own<'l>,
    of: Entity,
}

impl<'l> DeserializeSeed<'l> for Members<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

/// One element of a list of members; nothing at its end.
impl<'l> Visitor<'l> for Members<'_, '_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of members")
    }

    fn visit_seq<A: SeqAccess<'l>>(self, mut list: A) -> Result<(), A::Error> {
        for _ in 0..=MOST_MEMBERS {
            let next = Next {
                reader: &mut *self.reader,
                case: &mut *self.case,
                own: &mut *self.own,
                of: self.of,
            };
            if list.next_element_seed(next)?.is_none() {
                return Ok(());
            }
        }
        Err(A::Error::custom("there are too many members"))
    }
}

/// A member that is added once its object is there.
struct Next<'r, 'b, 'l> {
    reader: &'r mut JsonCase<'b>,
    case: &'r mut Case,
    own: &'r mut Own<'l>,
    of: Entity,
}

impl<'l> DeserializeSeed<'l> for Next<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        let member = self.case.add_from(self.reader.template, self.of);
        let Next { reader, case, own, .. } = self;
        own.of_member.clear();
        json.deserialize_map(Facts { reader, case, own, member: Some(member) })
    }
}

/// A value of a fact that takes one slot; `None` is "I do not know".
struct Value<'f> {
    fact: &'f Fact,
    range: Interval,
}

impl<'l> DeserializeSeed<'l> for Value<'_> {
    type Value = Option<Interval>;

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl Visitor<'_> for Value<'_> {
    type Value = Option<Interval>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.fact.kind.name())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text == "unknown" {
            return Ok(None);
        }
        let value = self.fact.kind.read_one(text).ok().and_then(|value| value.meet(self.range));
        value.map(Some).ok_or_else(|| E::custom("it is no value of the fact"))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Self::Value, E> {
        use crate::terms::value::Kind;
        match self.fact.kind {
            Kind::YesNo | Kind::Choice(_) => self.visit_str(if truth { "yes" } else { "no" }),
            _ => Err(E::custom("it is yes or no")),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        let number = i32::try_from(number).ok().map(Interval::exactly);
        let number = number.filter(|_| self.fact.kind == crate::terms::value::Kind::Number);
        let number = number.and_then(|number| number.meet(self.range));
        number.map(Some).ok_or_else(|| E::custom("it is no number of the fact"))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_i64(i64::try_from(number).map_err(E::custom)?)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
