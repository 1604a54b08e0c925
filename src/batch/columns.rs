//! What the names of columns mean: facts, lists of members, the caller's own id, or nothing to the rules.

use super::member_column::{Cell, cell, nearest_column};
use crate::case_file::{Columns, LISTS, STAYS, STORED};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::id::{did_you_mean, nearest};
use crate::terms::value::Kind;
use std::collections::HashMap;

/// What a key of a JSON object stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A fact that takes one slot, by its place among the facts of its entity.
    Fact(Entity, usize),
    /// A list of members.
    List(Entity),
    /// The caller's own id.
    Id,
    /// It means nothing to the rules.
    Other,
    /// It is known, but seldom: the reader of case files knows how to read it.
    Seldom,
}

/// All names that mean something.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// The household and you; then each entity on its own.
    levels: [HashMap<String, Field>; 4],
    columns: Columns,
}

/// The level of the household's and your facts, which stand together.
pub(super) const TOP: Entity = Entity::Household;

impl Names {
    pub(super) fn new(pack: &Pack, columns: &Columns) -> Self {
        let mut levels: [HashMap<String, Field>; 4] = Default::default();
        let mut add = |level: Entity, name: &str, field: Field| {
            levels[level.place()].entry(name.to_owned()).or_insert(field);
        };
        for of in Entity::ALL {
            for (place, fact) in pack.facts[of.place()].iter().enumerate() {
                let field = match fact.kind {
                    Kind::Choices(_) => Field::Seldom,
                    _ => Field::Fact(of, place),
                };
                add(of, &fact.id, field);
            }
        }
        for (place, fact) in pack.facts[Entity::Person.place()].iter().enumerate() {
            let is_set = matches!(fact.kind, Kind::Choices(_));
            let field = if is_set { Field::Seldom } else { Field::Fact(Entity::Person, place) };
            add(TOP, &fact.id, field);
        }
        for (list, of) in LISTS {
            add(TOP, list, Field::List(of));
        }
        if pack.allowance.is_some() {
            add(TOP, STAYS, Field::Seldom);
            add(Entity::Person, STAYS, Field::Seldom);
        }
        add(TOP, STORED, Field::Seldom);
        add(TOP, "id", Field::Id);
        Self { levels, columns: columns.clone() }
    }

    /// What a key stands for.
    pub(super) fn find(&self, level: Entity, key: &str) -> Field {
        let fact = self.columns.fact(key);
        self.levels[level.place()].get(fact).copied().unwrap_or(Field::Other)
    }

    /// The name that a key is nearly.
    pub(super) fn nearest(&self, level: Entity, key: &str) -> Option<&str> {
        let mut known: Vec<&str> = self.levels[level.place()].keys().map(String::as_str).collect();
        known.sort_unstable();
        nearest(key, known)
    }

    /// What is wrong with the columns that are to be read as facts; `names` are those of a spreadsheet.
    pub(super) fn bad_column(&self, pack: &Pack, names: Option<&[String]>) -> Option<String> {
        let renamed = &self.columns.renamed;
        for (place, (column, fact)) in renamed.iter().enumerate() {
            if renamed[..place].iter().any(|(other, _)| other == column) {
                return Some(format!("the column `{column}` is to be read as two facts"));
            }
            let is_known = match names {
                Some(_) => cell(pack, &Columns::default(), fact) != Cell::Other,
                None => self.levels.iter().any(|level| level.contains_key(fact)),
            };
            if !is_known {
                let hint = did_you_mean(nearest_column(pack, fact).as_deref());
                return Some(format!(
                    "the column `{column}` is to be read as `{fact}`, which is no fact{hint}"
                ));
            }
            if let Some(names) = names.filter(|names| !names.contains(column)) {
                let hint = did_you_mean(nearest(column, names.iter().map(String::as_str)));
                return Some(format!(
                    "the column `{column}` is to be read as `{fact}`, but is not there{hint}"
                ));
            }
        }
        let mut seen: HashMap<&str, &str> = HashMap::new();
        names.unwrap_or_default().iter().find_map(|name| {
            let fact = self.columns.fact(name);
            let first = seen.insert(fact, name)?;
            Some(if first == name {
                format!("the column `{name}` is there twice")
            } else {
                format!("the columns `{first}` and `{name}` both stand for `{fact}`")
            })
        })
    }
}

/// The keys of earlier lines in their order: the next line most likely has the same.
#[derive(Debug, Default)]
pub(super) struct Habit {
    keys: Vec<(String, Field)>,
}

/// How many keys are remembered.
const MOST_KEYS: usize = 256;
/// The longest key that is remembered, in bytes.
const LONGEST_KEY: usize = 100;

impl Habit {
    /// What a key stands for; `at` is the place at which it is expected.
    pub(super) fn find(
        &mut self,
        (names, level): (&Names, Entity),
        key: &str,
        at: &mut usize,
    ) -> (Field, bool) {
        let ahead = self.keys[(*at).min(self.keys.len())..].iter();
        if let Some(skipped) = ahead.take(32).position(|(known, _)| known == key) {
            *at += skipped + 1;
            return (self.keys[*at - 1].1, false);
        }
        if let Some(place) = self.keys.iter().position(|(known, _)| known == key) {
            *at = place + 1;
            return (self.keys[place].1, false);
        }
        let field = names.find(level, key);
        if self.keys.len() < MOST_KEYS && key.len() <= LONGEST_KEY {
            let place = (*at).min(self.keys.len());
            self.keys.insert(place, (key.to_owned(), field));
            *at = place + 1;
        }
        (field, true)
    }
}
