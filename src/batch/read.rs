//! Reads the rows of a block, lines of JSON or records of a spreadsheet, as cases.
//!
//! **Must not know** what becomes of a case.

use super::columns::{Cell, Header, bad_column};
use super::input::Unreadable;
use super::lines::{Block, Record};
use super::observer::{Column, Fault, UnknownColumn};
use super::records::Cells;
use super::settings::{LONGEST_LINE, Settings};
use crate::case::{self, BadAnswer, CallerFields, Case, Columns, DONE, LISTS, Member, Said};
use crate::pack::Pack;
use crate::pack::program::Entity;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::str::from_utf8;

/// How many bytes of the name of a column are reported.
const LONGEST_NAME: usize = 200;
/// The most columns that are reported.
const MOST_COLUMNS: usize = 1000;

/// A row of the input.
pub(super) struct Row<'r> {
    /// The line of the input on which it starts.
    pub(super) line: u64,
    pub(super) own: Own<'r>,
    pub(super) content: Content<'r>,
    /// Columns that are not facts and were not met before.
    pub(super) columns: Vec<UnknownColumn>,
}

/// What of a row is the caller's own.
#[derive(Clone, Copy)]
pub(super) enum Own<'r> {
    /// The id as JSON, and the columns that are not facts: each a name as it stands between quotes, and JSON.
    Json { id: Option<&'r str>, others: &'r [(&'r str, &'r str)] },
    /// The id, and all cells; none if the record is not whole.
    Cells { id: Option<&'r str>, cells: &'r [&'r str] },
}

/// What a row holds.
pub(super) enum Content<'r> {
    /// Nothing.
    Blank,
    Case(&'r Case),
    Bad(Fault),
}

/// What takes the rows, one after the other, until it breaks off.
pub(super) type Take<'t> = &'t mut dyn FnMut(Row<'_>) -> ControlFlow<()>;

/// Reads blocks, with memory that it uses again for every case.
pub(super) struct Reader<'s> {
    header: Option<&'s Header>,
    cells: Option<Cells>,
    rows: Rows<'s>,
}

impl<'s> Reader<'s> {
    /// A reader of lines of JSON, or of a spreadsheet with a header.
    pub(super) fn new(settings: &Settings<'s>, header: Option<&'s Header>) -> Self {
        let Settings { pack, on, .. } = *settings;
        let columns = Columns { has_others: true, ..settings.columns.clone() };
        let cases = case::Reader::new(pack, on, columns);
        let case = Case::from_template(cases.template());
        let cells = header.map(|header| Cells::new(header.separator));
        Self { header, cells, rows: Rows { pack, cases, case, known: Default::default() } }
    }

    /// Refuses columns that are there twice, or are to be read as what they cannot be.
    pub(super) fn check(&self, settings: &Settings<'_>) -> Result<(), Unreadable> {
        let names = self.header.map(|header| &header.names[..]);
        let bad = bad_column(self.rows.pack, &self.rows.cases, &settings.columns, names);
        bad.map_or(Ok(()), |message| Err(Unreadable::Column(message)))
    }

    /// Gives the rows of a block to `take`.
    pub(super) fn read(&mut self, block: &Block, take: Take<'_>) -> ControlFlow<()> {
        if block.is_too_long {
            return self.rows.too_long(block.first_line, &block.bytes, take);
        }
        let (Some(header), Some(cells)) = (self.header, &mut self.cells) else {
            return self.rows.lines(block, take);
        };
        for record in &block.records {
            let mut record = record.clone();
            let split = cells.split(&mut record, &block.bytes);
            let is_blank = |cell: &&[u8]| cell.trim_ascii().is_empty();
            if record.problem().is_none() && split.iter().all(is_blank) {
                continue;
            }
            self.rows.record(header, &record, &split, take)?;
        }
        ControlFlow::Continue(())
    }
}

/// Makes cases of rows.
struct Rows<'s> {
    pack: &'s Pack,
    cases: case::Reader<'s>,
    case: Case,
    /// The columns that were reported, by whose they are.
    known: [BTreeSet<String>; 4],
}

impl Rows<'_> {
    fn lines(&mut self, block: &Block, take: Take<'_>) -> ControlFlow<()> {
        // The whole block is text most of the time; otherwise each line is looked at on its own.
        let all = from_utf8(&block.bytes).ok();
        let (mut fields, mut start) = (CallerFields::default(), 0);
        for line in block.first_line.. {
            let rest = &block.bytes[start..];
            if rest.is_empty() {
                break;
            }
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let text = match all {
                Some(all) => Ok(&all[start..start + end]),
                None => from_utf8(&rest[..end]),
            };
            match text {
                Ok(text) if text.trim_end_matches('\n').len() > LONGEST_LINE => {
                    self.too_long(line, text.as_bytes(), take)?;
                }
                Ok(text) => take(self.line(line, text, &mut fields))?,
                Err(error) => {
                    let bytes = &rest[..end];
                    self.not_text(line, bytes, error.valid_up_to(), take)?;
                }
            }
            start += end;
        }
        ControlFlow::Continue(())
    }

    /// One line of JSON.
    fn line<'r, 'l>(
        &'r mut self,
        line: u64,
        whole: &'l str,
        fields: &'r mut CallerFields<'l>,
    ) -> Row<'r> {
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole).trim_ascii_end();
        if text.is_empty() {
            let own = Own::Json { id: None, others: &[] };
            return Row { line, own, content: Content::Blank, columns: Vec::new() };
        }
        let read = self.cases.read(text, &mut self.case, fields);
        let columns = self.new_columns(&mut fields.new_columns);
        let content = match read {
            Ok(()) => Content::Case(&self.case),
            Err(problem) => {
                let is_cut = problem.is_cut && !whole.ends_with('\n');
                let end = if is_cut { "; the input ends inside this line" } else { "" };
                let message = format!("{}{end}", problem.message);
                Content::Bad(Fault::new(Some(Column::Number(problem.column)), message))
            }
        };
        Row { line, own: Own::Json { id: fields.id, others: &fields.others }, content, columns }
    }

    /// A line that is not text from the byte at `valid` on.
    fn not_text(&self, line: u64, bytes: &[u8], valid: usize, take: Take<'_>) -> ControlFlow<()> {
        if bytes.strip_suffix(b"\n").unwrap_or(bytes).len() > LONGEST_LINE {
            return self.too_long(line, bytes, take);
        }
        let before = String::from_utf8_lossy(&bytes[..valid]).chars().count();
        let fault = Fault::new(Some(Column::Number(before + 1)), "this is not UTF-8 text");
        self.unread(line, bytes, fault, take)
    }

    fn too_long(&self, line: u64, bytes: &[u8], take: Take<'_>) -> ControlFlow<()> {
        let message = format!("this line is too long (want at most {LONGEST_LINE} bytes)");
        let fault = Fault::new(None, message);
        self.unread(line, &bytes[..bytes.len().min(LONGEST_LINE)], fault, take)
    }

    /// Refuses a line that was not read, with its id if that can be read.
    fn unread(&self, line: u64, bytes: &[u8], fault: Fault, take: Take<'_>) -> ControlFlow<()> {
        let text = String::from_utf8_lossy(bytes);
        let id = self.cases.recover_id(&text).filter(|id| !id.contains('\u{fffd}'));
        let own = Own::Json { id, others: &[] };
        take(Row { line, own, content: Content::Bad(fault), columns: Vec::new() })
    }

    /// One record of a spreadsheet.
    fn record(
        &mut self,
        header: &Header,
        record: &Record,
        cells: &[&[u8]],
        take: Take<'_>,
    ) -> ControlFlow<()> {
        let is_whole = cells.len() == header.names.len() && record.fault.is_none();
        let id = header.id.and_then(|place| {
            // Where cells are missing or too many, only the first is surely where it should be.
            let is_sure = is_whole || place == 0 || record.fault.is_some();
            let id = from_utf8(cells.get(place)?).ok()?;
            Some(id).filter(|id| is_sure && !id.is_empty())
        });
        let mut texts = Vec::new();
        let mut columns = Vec::new();
        let read = Self::texts(header, record, cells).and_then(|found| {
            texts = found;
            self.cells(header, &texts, &mut columns)
        });
        let content = read.map_or_else(Content::Bad, |()| Content::Case(&self.case));
        take(Row { line: record.line, own: Own::Cells { id, cells: &texts }, content, columns })
    }

    /// The cells of a record as texts, if it is whole.
    fn texts<'c>(
        header: &Header,
        record: &Record,
        cells: &[&'c [u8]],
    ) -> Result<Vec<&'c str>, Fault> {
        if let Some(problem) = record.problem() {
            return Err(Fault::new(None, problem));
        }
        let text = |(place, cell): (usize, &&'c [u8])| {
            let column = || header.names.get(place).cloned().map(Column::Name);
            from_utf8(cell).map_err(|_| Fault::new(column(), "this is not UTF-8 text"))
        };
        let texts = cells.iter().enumerate().map(text).collect::<Result<Vec<&str>, Fault>>()?;
        let (found, wanted) = (texts.len(), header.names.len());
        if found != wanted {
            let message = format!("there are {found} cells (want {wanted}, as in the first line)");
            return Err(Fault::new(None, message));
        }
        Ok(texts)
    }

    /// Reads the cells of a record as a case; an empty cell says nothing.
    fn cells(
        &mut self,
        header: &Header,
        cells: &[&str],
        columns: &mut Vec<UnknownColumn>,
    ) -> Result<(), Fault> {
        self.case.restart(self.cases.template());
        let said =
            || header.cells.iter().zip(cells).enumerate().filter(|(_, (_, text))| !text.is_empty());
        let fault = |place: usize, message: &str| {
            Fault::new(Some(Column::Name(header.names[place].clone())), message)
        };
        // A list stands for all members of its kind.
        for (place, (cell, text)) in said() {
            let Cell::List(of) = cell else { continue };
            let mut fields = CallerFields::default();
            let read = self.cases.read_list(*of, text, &mut self.case, &mut fields);
            columns.extend(self.new_columns(&mut fields.new_columns));
            read.map_err(|problem| fault(place, &problem.message))?;
        }
        let members = said().filter_map(|(place, (cell, _))| match cell {
            Cell::Fact(member, _) | Cell::Stays(member) => Some((*member, place)),
            _ => None,
        });
        self.add_members(members.collect()).map_err(|(place, message)| fault(place, &message))?;
        for (place, (cell, text)) in said() {
            let is_named = |id: &String| header.names[place].ends_with(id.as_str());
            self.cell(cell, text, is_named).map_err(|message| fault(place, &message))?;
        }
        let late = self.case.check_stays(self.pack);
        late.map_err(|bad| Fault::new(None, bad.to_string()))?;
        self.case.check_done().map_err(|bad| Fault::new(None, format!("{DONE}: {bad}")))
    }

    /// Adds the members of whom a cell says something; there may be no gap in their numbers.
    fn add_members(&mut self, mut named: Vec<(Member, usize)>) -> Result<(), (usize, String)> {
        named.sort_unstable();
        for (member, place) in named {
            let known = self.case.count(member.of);
            if member.number > known {
                let missing = Member { of: member.of, number: known };
                return Err((place, format!("{member} is there, but {missing} is empty")));
            }
            if member.number == known && member.of != Entity::Household {
                self.case.add_from(self.cases.template(), member.of);
            }
        }
        Ok(())
    }

    /// Learns what one cell says.
    fn cell(
        &mut self,
        cell: &Cell,
        text: &str,
        is_named: impl Fn(&String) -> bool,
    ) -> Result<(), String> {
        let twice = |member: &Member| {
            Err(format!("the list says this of {member} already; remove one of the two"))
        };
        match cell {
            Cell::Fact(member, id) => {
                let fact = self.pack.fact(member.of, id);
                if fact.is_some_and(|fact| self.case.said(*member, fact) != Said::Nothing) {
                    return twice(member);
                }
                let learned = self.case.learn(self.pack, *member, id, text);
                let tell =
                    |bad: BadAnswer| if is_named(id) { bad.reason() } else { bad.to_string() };
                learned.map_err(tell)
            }
            Cell::Stays(member) if self.case.stays(*member).is_some() => twice(member),
            Cell::Stays(member) => {
                let stays: Vec<&str> = text.split('+').collect();
                let learned = self.case.learn_stays(self.pack, *member, &stays);
                learned.map_err(|bad| bad.to_string())
            }
            Cell::Done => {
                let mut steps = text.split('+');
                steps
                    .try_for_each(|step| self.case.learn_done(self.pack, step))
                    .map_err(|bad| bad.to_string())
            }
            Cell::List(_) | Cell::Id | Cell::Other => Ok(()),
        }
    }

    /// Those of some columns that were not reported before.
    fn new_columns(&mut self, found: &mut Vec<(Entity, String)>) -> Vec<UnknownColumn> {
        let mut columns = Vec::new();
        for (of, mut name) in found.drain(..) {
            if name.is_char_boundary(LONGEST_NAME) {
                name.truncate(LONGEST_NAME);
            }
            let known = &mut self.known[of.place()];
            if known.len() >= MOST_COLUMNS || !known.insert(name.clone()) {
                continue;
            }
            let list = LISTS.iter().find(|(_, entity)| *entity == of).map(|(list, _)| *list);
            let nearest = self.cases.nearest(of, &name).map(str::to_owned);
            columns.push(UnknownColumn { name, list, nearest });
        }
        columns
    }
}
