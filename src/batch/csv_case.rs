//! Reads a record of a spreadsheet as a case.

use super::member_column::{Cell, cell};
use super::tell::Column;
use crate::case::{Case, Member, Template};
use crate::case_file::{self, Columns};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::calendar::Date;

/// The columns of a spreadsheet.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) cells: Vec<Cell>,
}

/// What is wrong with a record, and where.
pub(super) type Fault = (Option<Column>, String);

impl Header {
    pub(super) fn new(pack: &Pack, columns: &Columns, names: Vec<String>) -> Self {
        let cells = names.iter().map(|name| cell(pack, columns, name)).collect();
        Self { names, cells }
    }

    /// The columns that are no facts.
    pub(super) fn others(&self) -> impl Iterator<Item = (usize, &String)> {
        let is_other = |(place, _): &(usize, &String)| self.cells[*place] == Cell::Other;
        self.names.iter().enumerate().filter(is_other)
    }

    fn fault(&self, place: usize, message: impl Into<String>) -> Fault {
        (Some(Column::Name(self.names[place].clone())), message.into())
    }

    /// Reads the cells of a record; an empty cell says nothing.
    pub(super) fn read(
        &self,
        (pack, template, on): (&Pack, &Template, Date),
        cells: &[&str],
        case: &mut Case,
    ) -> Result<(), Fault> {
        if cells.len() != self.names.len() {
            let (found, wanted) = (cells.len(), self.names.len());
            return Err((
                None,
                format!("there are {found} cells (want {wanted}, as in the first line)"),
            ));
        }
        case.restart(template);
        for (place, list) in cells.iter().enumerate() {
            if let (Cell::List(name), false) = (&self.cells[place], list.is_empty()) {
                let text = format!("{{\"{name}\":{list}}}");
                let read = case_file::read(pack, &text, on);
                let listed = read.map_err(|problem| self.fault(place, problem.message))?;
                // A list stands for all members of its kind.
                case.adopt(&listed);
            }
        }
        self.add_members(cells, (template, case))?;
        for (place, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            match &self.cells[place] {
                Cell::Fact(member, id) => {
                    let learned = case.learn(pack, *member, id, text);
                    learned.map_err(|bad| self.fault(place, bad.to_string()))?;
                }
                Cell::Stays(member) => {
                    let stays: Vec<&str> = text.split('+').collect();
                    let learned = case.learn_stays(pack, *member, &stays);
                    learned.map_err(|bad| self.fault(place, bad.to_string()))?;
                }
                Cell::List(_) | Cell::Id | Cell::Other => {}
            }
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
