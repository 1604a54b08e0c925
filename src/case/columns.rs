//! What the keys of a case mean: facts, lists of members, earlier stays, the caller's own id, or nothing to the rules.

use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::id::nearest;
use std::collections::HashMap;

/// The largest case in bytes: of a file, a line, or a record of a spreadsheet.
pub const LARGEST: usize = 1 << 20;
/// The most adults, children or pets of a household.
pub const MOST_MEMBERS: usize = 50;

/// The keys of the lists of members.
pub const LISTS: [(&str, Entity); 3] =
    [("adults", Entity::Person), ("children", Entity::Child), ("pets", Entity::Pet)];

/// The key of a person's earlier stays.
pub const STAYS: &str = "stays";

/// The key of the steps that are done.
pub const DONE: &str = "done";

/// The key of the caller's own id, which means nothing to the rules.
pub(super) const OWN_ID: &str = "id";

/// The key under which a case file remembers the advice.
pub(super) const STORED: &str = "_stored";

/// What the keys of a case mean if it comes from a caller's own list.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Keys that stand for a fact, each with the id of the fact.
    pub renamed: Vec<(String, String)>,
    /// Whether keys that are not facts are ignored.
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

/// What a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A fact, by its place among the facts of its entity.
    Fact(Entity, usize),
    /// A list of members.
    List(Entity),
    /// Earlier stays.
    Stays,
    /// The steps that are done.
    Done,
    /// The advice that was stored with the case.
    Stored,
    /// The caller's own id.
    Id,
    /// It means nothing to the rules.
    Other,
}

/// The level of the household's and your facts, which stand together.
pub(super) const TOP: Entity = Entity::Household;

/// All keys that mean something, by level: the household and you together, then each entity on its own.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    levels: [HashMap<String, Field>; 4],
    pub(super) columns: Columns,
}

impl Keys {
    pub(super) fn new(pack: &Pack, columns: Columns) -> Self {
        let mut levels: [HashMap<String, Field>; 4] = Default::default();
        let mut add = |level: Entity, key: &str, field: Field| {
            levels[level.place()].entry(key.to_owned()).or_insert(field);
        };
        let facts = |of: Entity| pack.facts[of.place()].iter().enumerate();
        for of in Entity::ALL {
            facts(of).for_each(|(place, fact)| add(of, &fact.id, Field::Fact(of, place)));
        }
        for (place, fact) in facts(Entity::Person) {
            add(TOP, &fact.id, Field::Fact(Entity::Person, place));
        }
        for (list, of) in LISTS {
            add(TOP, list, Field::List(of));
        }
        if pack.allowance.is_some() {
            add(TOP, STAYS, Field::Stays);
            add(Entity::Person, STAYS, Field::Stays);
        }
        add(TOP, DONE, Field::Done);
        add(TOP, STORED, Field::Stored);
        add(TOP, OWN_ID, Field::Id);
        Self { levels, columns }
    }

    /// What a key stands for.
    pub(super) fn find(&self, level: Entity, key: &str) -> Field {
        let fact = self.columns.fact(key);
        self.levels[level.place()].get(fact).copied().unwrap_or(Field::Other)
    }

    /// Whether some level has this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.levels.iter().any(|level| level.contains_key(key))
    }

    /// The key of a level that was most likely meant.
    pub(super) fn nearest(&self, level: Entity, key: &str) -> Option<&str> {
        let mut known: Vec<&str> = self.levels[level.place()].keys().map(String::as_str).collect();
        known.sort_unstable();
        nearest(key, known)
    }
}

/// The keys of earlier objects of a level in their order, as they were written: the next object most likely has the same.
#[derive(Debug, Default, Clone)]
pub(super) struct KeyOrder(Vec<(String, Field)>);

/// How many keys are remembered.
const MOST_KEYS: usize = 256;
/// The longest key that is remembered, in bytes.
const LONGEST_KEY: usize = 100;
/// How far ahead a key is looked for at first.
const AHEAD: usize = 32;

impl KeyOrder {
    /// What a key stood for before; `at` is the place at which it is expected.
    pub(super) fn find(&self, key: &str, at: &mut usize) -> Option<Field> {
        let from = (*at).min(self.0.len());
        let ahead = self.0[from..].iter().take(AHEAD).position(|(known, _)| known == key);
        let place = ahead.map(|skipped| from + skipped);
        let place = place.or_else(|| self.0.iter().position(|(known, _)| known == key))?;
        *at = place + 1;
        Some(self.0[place].1)
    }

    /// Remembers a key at the place at which it was looked for.
    pub(super) fn add(&mut self, key: &str, field: Field, at: &mut usize) {
        if self.0.len() < MOST_KEYS && key.len() <= LONGEST_KEY {
            let place = (*at).min(self.0.len());
            self.0.insert(place, (key.to_owned(), field));
            *at = place + 1;
        }
    }
}
