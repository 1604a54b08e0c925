//! What one worker does with a block: each line becomes a case, and each case a line.

use super::block::{Block, Record};
use super::columns::Names;
use super::csv_case::{Fault, Header};
use super::csv_line::{self, Kept, Row};
use super::json_case::{JsonCase, Own};
use super::json_line::{Frame, JsonLine, write_frame};
use super::member_column::nearest_column;
use super::{Column, Fields, Form, LONGEST_LINE, Problem, Settings, Summary};
use crate::case::{Case, Template};
use crate::case_file;
use crate::engine::evaluate;
use crate::engine::plan::{Brief, Plan};
use crate::pack::program::Entity;
use crate::render::json;
use std::collections::BTreeSet;

/// What all workers share.
pub(super) struct Shop<'s> {
    pub(super) settings: &'s Settings<'s>,
    pub(super) plan: Plan<'s>,
    pub(super) topics: Vec<usize>,
    pub(super) template: Template,
    pub(super) names: Names,
    pub(super) json: JsonLine,
    /// The columns, if the input is a spreadsheet.
    pub(super) header: Option<Header>,
}

/// What came of a block.
#[derive(Debug, Default)]
pub(super) struct Result {
    pub(super) out: Vec<u8>,
    pub(super) problems: Vec<Problem>,
    /// Columns that are no facts, each with the name that it is nearly.
    pub(super) columns: Vec<(String, Option<String>)>,
    pub(super) summary: Summary,
    pub(super) cases: u64,
}

/// One worker, with the memory that it uses again for every case.
pub(super) struct Worker<'s> {
    shop: &'s Shop<'s>,
    reader: JsonCase<'s>,
    case: Case,
    brief: Brief,
    known_columns: BTreeSet<String>,
    pub(super) result: Result,
}

impl<'s> Worker<'s> {
    pub(super) fn new(shop: &'s Shop<'s>) -> Self {
        let Settings { pack, on, .. } = *shop.settings;
        Self {
            shop,
            reader: JsonCase::new(pack, &shop.names, &shop.template),
            case: Case::new(pack, on),
            brief: Brief::default(),
            known_columns: BTreeSet::new(),
            result: Result::default(),
        }
    }

    /// Works on a block; gives true if a bad line is the end of it.
    pub(super) fn work(&mut self, block: &Block) -> bool {
        let Result { out, problems, columns, summary, cases } = &mut self.result;
        out.clear();
        problems.clear();
        columns.clear();
        (*summary, *cases) = (Summary::default(), 0);
        if block.is_too_long {
            let message = format!("this line is too long (want at most {LONGEST_LINE} bytes)");
            return self.refuse(block.first_line, None, (None, message));
        }
        if let Some(header) = &self.shop.header {
            return block.records.iter().any(|record| self.record(header, block, *record));
        }
        let text = std::str::from_utf8(&block.bytes).ok();
        let (mut own, mut start) = (Own::default(), 0);
        for (line, bytes) in (block.first_line..).zip(block.bytes.split_inclusive(|b| *b == b'\n'))
        {
            // The whole block is text most of the time; otherwise each line is looked at on its own.
            let line_text = match text {
                Some(text) => Ok(&text[start..start + bytes.len()]),
                None => std::str::from_utf8(bytes),
            };
            start += bytes.len();
            let is_end = match line_text {
                Ok(text) => {
                    self.line((line, bytes.ends_with(b"\n")), text.trim_ascii_end(), &mut own)
                }
                Err(error) => self.refuse(line, None, not_text(bytes, error.valid_up_to())),
            };
            if is_end {
                return true;
            }
        }
        false
    }

    /// One line of JSON.
    fn line<'l>(
        &mut self,
        (line, is_whole): (u64, bool),
        text: &'l str,
        own: &mut Own<'l>,
    ) -> bool {
        if text.is_empty() {
            if self.shop.settings.output == Form::JsonLines
                && self.shop.settings.fields != Fields::None
            {
                self.result.out.push(b'\n');
            }
            return false;
        }
        if !self.reader.read(text, &mut self.case, own) {
            let Settings { pack, on, columns, .. } = self.shop.settings;
            match case_file::read_row(pack, text, (*on, columns)) {
                Ok(case) => self.case = case,
                Err(problem) => {
                    let end = if is_whole { "" } else { "; the input ends inside this line" };
                    let message = format!("{}{end}", problem.message);
                    return self.refuse(
                        line,
                        own.id,
                        (Some(Column::Number(problem.column)), message),
                    );
                }
            }
        }
        for (of, name) in own.of_members.drain(..) {
            let near = self.shop.names.nearest(of, &name).map(str::to_owned);
            let name = format!("{}[].{name}", list_of(of));
            self.column(name, near);
        }
        for (name, _) in &own.others {
            if !self.known_columns.contains(*name) {
                let near = self.shop.names.nearest(Entity::Household, name).map(str::to_owned);
                self.column((*name).to_owned(), near);
            }
        }
        let kept = if self.shop.settings.keeps { &own.others[..] } else { &[] };
        self.answer(line, &Frame { id: own.id, kept }, &[])
    }

    /// One record of a spreadsheet.
    fn record(&mut self, header: &Header, block: &Block, record: Record) -> bool {
        if record.count.is_none() {
            let message = format!("this record is too long (want at most {LONGEST_LINE} bytes)");
            return self.refuse(record.line, None, (None, message));
        }
        let cells = block.cells(record).enumerate().map(|(place, cell)| {
            let name = || header.names.get(place).cloned().map(Column::Name);
            std::str::from_utf8(cell).map_err(|_| (name(), "this is not UTF-8 text".to_owned()))
        });
        let cells = match cells.collect::<std::result::Result<Vec<&str>, Fault>>() {
            Ok(cells) => cells,
            Err(fault) => return self.refuse(record.line, None, fault),
        };
        for (_, name) in header.others() {
            if !self.known_columns.contains(name) {
                let near = nearest_column(self.shop.settings.pack, name);
                self.column(name.clone(), near);
            }
        }
        let id = header.cells.iter().position(|cell| *cell == super::member_column::Cell::Id);
        let id = id.and_then(|place| cells.get(place)).filter(|id| !id.is_empty());
        let id = id.map(|id| serde_json::Value::from(*id).to_string());
        let Settings { pack, on, keeps, .. } = *self.shop.settings;
        if let Err(fault) = header.read((pack, &self.shop.template, on), &cells, &mut self.case) {
            return self.refuse(record.line, id.as_deref(), fault);
        }
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let others: Vec<(String, String)> = header
            .others()
            .filter(|_| keeps)
            .map(|(place, name)| (quoted(name).trim_matches('"').to_owned(), quoted(cells[place])))
            .collect();
        let kept: Vec<(&str, &str)> =
            others.iter().map(|(name, value)| (&name[..], &value[..])).collect();
        let plain: Vec<&str> = header.others().map(|(place, _)| cells[place]).collect();
        self.answer(record.line, &Frame { id: id.as_deref(), kept: &kept }, &plain)
    }

    /// Evaluates the case at hand and writes its line.
    fn answer(&mut self, line: u64, frame: &Frame<'_>, plain: &[&str]) -> bool {
        let settings = self.shop.settings;
        if let Some((require, who)) = self.shop.plan.contradiction(&self.case) {
            let rule =
                settings.pack.say(settings.view.language, &format!("require.{}", require.id));
            let message = format!("{who}: two answers cannot both be true: {rule}");
            return self.refuse(line, frame.id, (None, message));
        }
        self.shop.plan.evaluate(&self.case, &mut self.brief);
        self.result.cases += 1;
        if settings.counts {
            self.result.summary.add(&self.brief, settings.on.number());
        }
        match (settings.output, settings.fields) {
            (_, Fields::None) => {}
            (Form::JsonLines, Fields::Ids) => {
                self.shop.json.write(&mut self.result.out, frame, &self.brief);
            }
            (Form::JsonLines, Fields::Full) => {
                let full = self.full();
                let out = &mut self.result.out;
                out.push(b'{');
                write_frame(out, frame);
                out.extend_from_slice(&full.as_bytes()[1..]);
                out.push(b'\n');
            }
            (Form::Csv, _) => self.row(line, frame, plain),
        }
        false
    }

    /// The whole outcome as JSON in one line.
    fn full(&self) -> String {
        let Settings { pack, view, .. } = self.shop.settings;
        json::outcome_line(pack, &evaluate(pack, &self.case, &self.shop.topics), view)
    }

    fn row(&mut self, line: u64, frame: &Frame<'_>, plain: &[&str]) {
        let settings = self.shop.settings;
        let mut row = Row::default();
        start_row(&mut row, (line, frame.id));
        match self.shop.kept() {
            Kept::Nothing => {}
            Kept::Columns(_) => plain.iter().for_each(|text| row.cell(text)),
            Kept::Json => row.cell(&kept_json(frame)),
        }
        row.cell(if self.brief.is_decided { "true" } else { "false" });
        if settings.fields == Fields::Full {
            row.cell(&self.full());
        } else {
            row.cell(&csv_line::actions(settings, &self.brief));
            row.cell(&csv_line::needs(settings, &self.brief));
        }
        row.cell("");
        self.result.out.extend(row.end());
    }

    /// Writes an error line; gives true if that is the end.
    fn refuse(&mut self, line: u64, id: Option<&str>, (column, message): Fault) -> bool {
        let problem = Problem { line, column, message };
        let settings = self.shop.settings;
        match (settings.output, settings.fields) {
            (_, Fields::None) => {}
            (Form::JsonLines, _) => {
                let place = match &problem.column {
                    Some(Column::Number(number)) => format!("\"column\":{number},"),
                    Some(Column::Name(name)) => {
                        format!("\"column\":{},", serde_json::Value::from(name.as_str()))
                    }
                    None => String::new(),
                };
                let id = id.map_or_else(String::new, |id| format!("\"id\":{id},"));
                let message = serde_json::Value::from(problem.message.as_str());
                let text = format!("{{\"line\":{line},{id}{place}\"error\":{message}}}\n");
                self.result.out.extend_from_slice(text.as_bytes());
            }
            (Form::Csv, fields) => {
                let mut row = Row::default();
                start_row(&mut row, (line, id));
                let kept = match self.shop.kept() {
                    Kept::Nothing => 0,
                    Kept::Columns(header) => header.others().count(),
                    Kept::Json => 1,
                };
                let empty = kept + if fields == Fields::Full { 2 } else { 3 };
                (0..empty).for_each(|_| row.cell(""));
                row.cell(&csv_line::fault(&problem));
                self.result.out.extend(row.end());
            }
        }
        self.result.problems.push(problem);
        settings.is_strict
    }

    /// Tells of a column that is no fact, once.
    fn column(&mut self, name: String, near: Option<String>) {
        if self.known_columns.len() < MOST_COLUMNS && self.known_columns.insert(name.clone()) {
            self.result.columns.push((name, near));
        }
    }
}

/// A line that is no text from the byte at `valid` on.
fn not_text(bytes: &[u8], valid: usize) -> Fault {
    let before = String::from_utf8_lossy(&bytes[..valid]).chars().count();
    (Some(Column::Number(before + 1)), "this is not UTF-8 text".to_owned())
}

/// The most columns that are told of.
const MOST_COLUMNS: usize = 1000;

fn list_of(of: Entity) -> &'static str {
    let found = case_file::LISTS.iter().find(|(_, entity)| *entity == of);
    found.map_or("household", |(list, _)| *list)
}

/// The line number, and the id without the quotes of JSON.
fn start_row(row: &mut Row, (line, id): (u64, Option<&str>)) {
    row.cell(&line.to_string());
    let id = id.unwrap_or_default();
    row.cell(&serde_json::from_str::<String>(id).unwrap_or_else(|_| id.to_owned()));
}

fn kept_json(frame: &Frame<'_>) -> String {
    let pairs: Vec<String> =
        frame.kept.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", pairs.join(","))
}

impl Shop<'_> {
    /// Whose columns are given back.
    pub(super) fn kept(&self) -> Kept<'_> {
        match (&self.header, self.settings.keeps) {
            (_, false) => Kept::Nothing,
            (Some(header), true) => Kept::Columns(header),
            (None, true) => Kept::Json,
        }
    }
}
