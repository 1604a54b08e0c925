//! Reads a record of a spreadsheet as a case.

use super::answer::Fault;
use super::member_column::{Cell, cell};
use super::tell::Column;
use super::work::Shop;
use crate::case::{BadAnswer, Case, Member, Said, Template};
use crate::case_file::{self, Columns, LISTS};
use crate::pack::Pack;
use crate::pack::program::Entity;
use serde_json::value::RawValue;

/// The columns of a spreadsheet.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) cells: Vec<Cell>,
    /// The column of the caller's own id.
    pub(super) id: Option<usize>,
}

impl Header {
    pub(super) fn new(pack: &Pack, columns: &Columns, names: Vec<String>) -> Self {
        let cells: Vec<Cell> = names.iter().map(|name| cell(pack, columns, name)).collect();
        let id = cells.iter().position(|cell| *cell == Cell::Id);
        Self { names, cells, id }
    }

    /// The columns that are no facts.
    pub(super) fn others(&self) -> impl Iterator<Item = (usize, &String)> {
        let is_other = |(place, _): &(usize, &String)| self.cells[*place] == Cell::Other;
        self.names.iter().enumerate().filter(is_other)
    }

    /// The cells that list members.
    pub(super) fn lists<'c>(&self, cells: &[&'c str]) -> impl Iterator<Item = (Entity, &'c str)> {
        self.cells.iter().zip(cells).filter_map(|(cell, text)| match cell {
            Cell::List(name) if !text.is_empty() => {
                let found = LISTS.iter().find(|(list, _)| list == name);
                found.map(|(_, of)| (*of, *text))
            }
            _ => None,
        })
    }

    /// What is wrong with a cell.
    fn fault(&self, place: usize, message: String) -> Fault {
        (Some(Column::Name(self.names[place].clone())), message)
    }

    /// Reads the cells of a record; an empty cell says nothing.
    pub(super) fn read(
        &self,
        shop: &Shop<'_>,
        cells: &[&str],
        case: &mut Case,
    ) -> Result<(), Fault> {
        let pack = shop.settings.pack;
        case.restart(&shop.template);
        for (place, text) in cells.iter().enumerate() {
            if let (Cell::List(name), false) = (&self.cells[place], text.is_empty()) {
                let listed = list(shop, name, text).map_err(|bad| self.fault(place, bad))?;
                // A list stands for all members of its kind.
                case.adopt(&listed);
            }
        }
        self.add_members(cells, (&shop.template, case))?;
        for (place, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let learned = match &self.cells[place] {
                Cell::Fact(member, id) if is_said(pack, case, (*member, id)) => Err(twice(*member)),
                Cell::Fact(member, id) => {
                    let is_named = self.names[place].ends_with(id.as_str());
                    let tell =
                        |bad: BadAnswer| if is_named { bad.reason() } else { bad.to_string() };
                    case.learn(pack, *member, id, text).map_err(tell)
                }
                Cell::Stays(member) if case.stays(*member).is_some() => Err(twice(*member)),
                Cell::Stays(member) => {
                    let stays: Vec<&str> = text.split('+').collect();
                    case.learn_stays(pack, *member, &stays).map_err(|bad| bad.to_string())
                }
                Cell::List(_) | Cell::Id | Cell::Other => Ok(()),
            };
            learned.map_err(|bad| self.fault(place, bad))?;
        }
        case.stays_before_entry(pack).map_err(|bad| (None, bad.to_string()))
    }

    /// Adds the members of whom a cell says something; there may be no gap in their numbers.
    fn add_members(
        &self,
        cells: &[&str],
        (template, case): (&Template, &mut Case),
    ) -> Result<(), Fault> {
        let mut named: Vec<(Member, usize)> = Vec::new();
        for (place, text) in cells.iter().enumerate() {
            if let (Cell::Fact(member, _) | Cell::Stays(member), false) =
                (&self.cells[place], text.is_empty())
            {
                named.push((*member, place));
            }
        }
        named.sort_unstable();
        for (member, place) in named {
            let known = case.count(member.of);
            if member.number > known {
                let missing = Member { of: member.of, number: known };
                return Err(self.fault(place, format!("{member} is there, but {missing} is empty")));
            }
            if member.number == known && member.of != Entity::Household {
                case.add_from(template, member.of);
            }
        }
        Ok(())
    }
}

/// Reads a cell that lists all members of a kind.
fn list(shop: &Shop<'_>, name: &str, text: &str) -> Result<Case, String> {
    // The cell is one value: nothing in it can reach out of the object around it.
    let list = serde_json::from_str::<&RawValue>(text);
    let list = list.map_err(|error| format!("this is no JSON list: {error}"))?;
    let object = format!("{{\"{name}\":{list}}}");
    let read = case_file::read_row(shop.settings.pack, &object, (shop.settings.on, &shop.columns));
    read.map_err(|problem| problem.message)
}

fn is_said(pack: &Pack, case: &Case, (member, id): (Member, &str)) -> bool {
    pack.fact(member.of, id).is_some_and(|fact| case.said(member, fact) != Said::Nothing)
}

fn twice(member: Member) -> String {
    format!("the list says this of {member} already; remove one of the two")
}
