//! What the columns of a spreadsheet mean: a fact of the household, of you or of one member (`child2_born`), the
//! earlier stays of a person, or a list of members.

use crate::case::{Columns, DONE, LISTS, MOST_MEMBERS, Member, Reader, STAYS};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::id::{did_you_mean, nearest};
use crate::terms::spelling;
use std::collections::HashMap;

/// What a column stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A fact of a member, by its id.
    Fact(Member, String),
    /// The earlier stays of a member, as `FROM..TO+FROM..TO`.
    Stays(Member),
    /// The steps that are done, as `ACTION@WHO=DATE+ACTION@WHO=DATE`.
    Done,
    /// All members of a kind, as a JSON list.
    List(Entity),
    /// The caller's own id.
    Id,
    /// It means nothing to the rules.
    Other,
}

/// The columns of a spreadsheet.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// What stands between two cells.
    pub(super) separator: u8,
    pub(super) cells: Vec<Cell>,
    /// The column of the caller's own id.
    pub(super) id: Option<usize>,
}

impl Header {
    pub(super) fn new(pack: &Pack, columns: &Columns, names: Vec<String>, separator: u8) -> Self {
        let cells: Vec<Cell> = names.iter().map(|name| cell(pack, &meant(columns, name))).collect();
        let id = cells.iter().position(|cell| *cell == Cell::Id);
        Self { names, separator, cells, id }
    }

    /// The columns that are not facts.
    pub(super) fn others(&self) -> impl Iterator<Item = (usize, &String)> {
        let is_other = |(place, _): &(usize, &String)| self.cells[*place] == Cell::Other;
        self.names.iter().enumerate().filter(is_other)
    }
}

/// The prefixes of members' columns.
const PREFIXES: [(&str, Entity); 3] =
    [("adult", Entity::Person), ("child", Entity::Child), ("pet", Entity::Pet)];

/// The key that a name of a column means: letter case, blanks and dashes do not matter, and a flag means its fact.
fn meant(columns: &Columns, name: &str) -> String {
    let fact = columns.fact(name);
    if fact != name {
        return fact.to_owned();
    }
    let plain = spelling::plain(name).replace(' ', "_");
    match plain.strip_suffix("stay_in") {
        Some(whose) if whose.is_empty() || whose.ends_with('_') => format!("{whose}{STAYS}"),
        _ => plain,
    }
}

/// What a name stands for.
fn cell(pack: &Pack, name: &str) -> Cell {
    let own = [(Member::HOUSEHOLD, name), (Member::YOU, name)];
    for (member, id) in own.into_iter().chain(member(name)) {
        if pack.fact(member.of, id).is_some() {
            return Cell::Fact(member, id.to_owned());
        }
        if id == STAYS && member.of == Entity::Person && pack.allowance.is_some() {
            return Cell::Stays(member);
        }
    }
    match LISTS.iter().find(|(list, _)| *list == name) {
        Some((_, of)) => Cell::List(*of),
        None if name == "id" => Cell::Id,
        None if name == DONE => Cell::Done,
        None => Cell::Other,
    }
}

/// The member that stands before the first underscore of a name, and the part after it.
fn member(name: &str) -> Option<(Member, &str)> {
    let (who, id) = name.split_once('_')?;
    let (prefix, of) = PREFIXES.into_iter().find(|(prefix, _)| who.starts_with(prefix))?;
    let digits = &who[prefix.len()..];
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: usize = digits.parse().ok()?;
    if !is_number || number > MOST_MEMBERS {
        return None;
    }
    // Person 0 is you.
    let number = if of == Entity::Person { number } else { number.checked_sub(1)? };
    (number > 0 || of != Entity::Person).then_some((Member { of, number }, id))
}

/// The name of a column that a name which stands for nothing is nearly.
pub(super) fn nearest_column(pack: &Pack, name: &str) -> Option<String> {
    let facts = |of: Entity| pack.facts[of.place()].iter().map(|fact| fact.id.as_str());
    if let Some((member, id)) = member(name) {
        let near = nearest(id, facts(member.of))?;
        return Some(format!("{}{near}", &name[..name.len() - id.len()]));
    }
    let lists = LISTS.iter().map(|(list, _)| *list);
    let known = facts(Entity::Household).chain(facts(Entity::Person)).chain(lists);
    nearest(name, known).map(str::to_owned)
}

/// What is wrong with the columns that are to be read as facts; `names` are those of a spreadsheet.
pub(super) fn bad_column(
    pack: &Pack,
    reader: &Reader<'_>,
    columns: &Columns,
    names: Option<&[String]>,
) -> Option<String> {
    for (place, (column, fact)) in columns.renamed.iter().enumerate() {
        if columns.renamed[..place].iter().any(|(other, _)| other == column) {
            return Some(format!("the column `{column}` is to be read as two facts"));
        }
        let is_known = match names {
            Some(_) => cell(pack, fact) != Cell::Other,
            None => reader.knows(fact),
        };
        if !is_known {
            let hint = did_you_mean(nearest_column(pack, fact).as_deref());
            return Some(format!(
                "the column `{column}` is to be read as `{fact}`, which is not a fact{hint}"
            ));
        }
        if let Some(names) = names.filter(|names| !names.contains(column)) {
            let hint = did_you_mean(nearest(column, names.iter().map(String::as_str)));
            return Some(format!(
                "the column `{column}` is to be read as `{fact}`, but is not there{hint}"
            ));
        }
    }
    let mut seen: HashMap<String, &str> = HashMap::new();
    names.unwrap_or_default().iter().find_map(|name| {
        let fact = meant(columns, name);
        let first = seen.insert(fact.clone(), name)?;
        Some(if first == name {
            format!("the column `{name}` is there twice")
        } else {
            format!("the columns `{first}` and `{name}` both stand for `{fact}`")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_name_facts_of_members() {
        let pack = Pack::embedded("kazakhstan").unwrap();
        let child = |number| Member { of: Entity::Child, number };
        let table = [
            ("where", Cell::Fact(Member::YOU, "where".into())),
            ("city", Cell::Fact(Member::HOUSEHOLD, "city".into())),
            ("passport", Cell::Fact(Member::YOU, "passport".into())),
            ("child1_born", Cell::Fact(child(0), "born".into())),
            ("child12_passport_expires", Cell::Fact(child(11), "passport_expires".into())),
            ("adult1_born", Cell::Fact(Member { of: Entity::Person, number: 1 }, "born".into())),
            ("children", Cell::List(Entity::Child)),
            ("stays", Cell::Stays(Member::YOU)),
            ("id", Cell::Id),
            ("done", Cell::Done),
            ("child0_born", Cell::Other),
            ("adult0_born", Cell::Other),
            ("child_born", Cell::Other),
            ("child51_born", Cell::Other),
            ("name", Cell::Other),
        ];
        for (name, expected) in table {
            assert_eq!(cell(&pack, name), expected, "{name}");
        }
        assert_eq!(nearest_column(&pack, "child2_passprt").as_deref(), Some("child2_passport"));
    }
}
