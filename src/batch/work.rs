//! What one worker does with a block: each line becomes a case, and each case a line.

use super::answer::Fault;
use super::block::Block;
use super::columns::Names;
use super::csv_case::Header;
use super::csv_line::Kept;
use super::json_case::JsonCase;
use super::json_line::{Frame, JsonLine};
use super::own::{self, Own};
use super::{Column, Fields, Form, LONGEST_LINE, Problem, Settings, Summary, Unknown};
use crate::case::{Case, Template};
use crate::case_file::{self, Columns};
use crate::engine::Workspace;
use crate::engine::rules::Rules;
use crate::pack::program::Entity;
use serde::de::IgnoredAny;
use std::collections::BTreeSet;

/// How much is written at most before a worker hands it on: short lines may have long answers.
const MOST_OUT: usize = 1 << 20;
/// The most problems before they are handed on.
const MOST_PROBLEMS: usize = 1000;
/// How many bytes of the name of a column are told.
const LONGEST_NAME: usize = 200;
/// The most columns that are told of.
const MOST_COLUMNS: usize = 1000;

/// What all workers share.
pub(super) struct Shop<'s> {
    pub(super) settings: &'s Settings<'s>,
    pub(super) columns: Columns,
    pub(super) plan: Rules<'s>,
    pub(super) template: Template,
    pub(super) names: Names,
    pub(super) json: JsonLine,
    /// The columns, if the input is a spreadsheet.
    pub(super) header: Option<Header>,
}

/// What came of a block, or of a part of it.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) out: Vec<u8>,
    pub(super) problems: Vec<Problem>,
    pub(super) columns: Vec<Unknown>,
    pub(super) summary: Summary,
    pub(super) cases: u64,
}

/// Takes what is done of a block so far; gives true if the batch has ended.
pub(super) type HandOn<'h> = &'h mut dyn FnMut(&Done) -> bool;

/// One worker, with the memory that it uses again for every case.
pub(super) struct Worker<'s> {
    pub(super) shop: &'s Shop<'s>,
    reader: JsonCase<'s>,
    pub(super) case: Case,
    pub(super) brief: Workspace,
    /// The columns that were told of, by whose they are.
    known_columns: [BTreeSet<String>; 4],
    pub(super) result: Done,
}

impl<'s> Worker<'s> {
    pub(super) fn new(shop: &'s Shop<'s>) -> Self {
        let Settings { pack, on, .. } = *shop.settings;
        Self {
            shop,
            reader: JsonCase::new(pack, &shop.names, &shop.template),
            brief: Workspace::new(on),
            case: Case::new(pack, on),
            known_columns: Default::default(),
            result: Done::default(),
        }
    }

    /// Works on a block, and hands on what is done if it is much; gives true if a bad line is the end of it.
    pub(super) fn work(&mut self, block: &Block, hand_on: HandOn<'_>) -> bool {
        self.result.clear();
        if block.is_too_long {
            return self.too_long(block.first_line, &block.bytes);
        }
        let Some(header) = &self.shop.header else { return self.lines(block, hand_on) };
        let mut records = block.records.iter();
        records.any(|record| self.record(header, block, *record) || self.has_ended(hand_on))
    }

    fn lines(&mut self, block: &Block, hand_on: HandOn<'_>) -> bool {
        // The whole block is text most of the time; otherwise each line is looked at on its own.
        let all = std::str::from_utf8(&block.bytes).ok();
        let (mut own, mut start) = (Own::default(), 0);
        for (number, bytes) in
            (block.first_line..).zip(block.bytes.split_inclusive(|byte| *byte == b'\n'))
        {
            let text = match all {
                Some(all) => Ok(&all[start..start + bytes.len()]),
                None => std::str::from_utf8(bytes),
            };
            start += bytes.len();
            let is_end = match text {
                Ok(text) => self.line(number, text, &mut own),
                Err(error) => self.no_text(number, bytes, error.valid_up_to()),
            };
            if is_end || self.has_ended(hand_on) {
                return true;
            }
        }
        false
    }

    /// Hands on what is done if it is much; gives true if the batch has ended.
    fn has_ended(&mut self, hand_on: &mut dyn FnMut(&Done) -> bool) -> bool {
        let is_much =
            self.result.out.len() > MOST_OUT || self.result.problems.len() > MOST_PROBLEMS;
        if !is_much {
            return false;
        }
        let has_ended = hand_on(&self.result);
        self.result.clear();
        has_ended
    }

    /// One line of JSON.
    fn line<'l>(&mut self, number: u64, whole: &'l str, own: &mut Own<'l>) -> bool {
        let content = whole.strip_suffix('\n');
        if content.unwrap_or(whole).len() > LONGEST_LINE {
            return self.too_long(number, whole.as_bytes());
        }
        let text = whole.trim_ascii_end();
        let Settings { output, fields, keeps, .. } = *self.shop.settings;
        if text.is_empty() {
            if output == Form::JsonLines && fields != Fields::None {
                self.result.out.push(b'\n');
            }
            return false;
        }
        let fault = if self.reader.read(text, &mut self.case, own) {
            None
        } else {
            self.exactly(text, content.is_some(), own).err()
        };
        self.tell_columns(own);
        let kept = if keeps { &own.others[..] } else { &[] };
        let frame = Frame { id: own.id, kept, cells: &[] };
        match fault {
            None => self.answer(number, &frame),
            Some(fault) => self.refuse(number, &frame, fault),
        }
    }

    /// Reads a line that is not plain, or wrong.
    fn exactly<'l>(
        &mut self,
        text: &'l str,
        is_line: bool,
        own: &mut Own<'l>,
    ) -> Result<(), Fault> {
        own.read(&self.shop.names, text);
        let Settings { pack, on, .. } = *self.shop.settings;
        let read = case_file::read_row(pack, text, (on, &self.shop.columns));
        self.case = read.map_err(|problem| {
            let json = serde_json::from_str::<IgnoredAny>(text);
            let is_cut = !is_line && json.is_err_and(|error| error.is_eof());
            let end = if is_cut { "; the input ends inside this line" } else { "" };
            (Some(Column::Number(problem.column)), format!("{}{end}", problem.message))
        })?;
        Ok(())
    }

    /// A line that is no text from the byte at `valid` on.
    fn no_text(&mut self, number: u64, bytes: &[u8], valid: usize) -> bool {
        if bytes.strip_suffix(b"\n").unwrap_or(bytes).len() > LONGEST_LINE {
            return self.too_long(number, bytes);
        }
        let before = String::from_utf8_lossy(&bytes[..valid]).chars().count();
        let fault = (Some(Column::Number(before + 1)), "this is not UTF-8 text".to_owned());
        self.refuse_unread(number, bytes, fault)
    }

    fn too_long(&mut self, number: u64, bytes: &[u8]) -> bool {
        let message = format!("this line is too long (want at most {LONGEST_LINE} bytes)");
        self.refuse_unread(number, &bytes[..bytes.len().min(LONGEST_LINE)], (None, message))
    }

    /// Refuses a line that was not read, with its id if that can be read.
    fn refuse_unread(&mut self, number: u64, bytes: &[u8], fault: Fault) -> bool {
        let text = String::from_utf8_lossy(bytes);
        let mut own = Own::default();
        own.read(&self.shop.names, &text);
        let id = own.id.filter(|id| !id.contains('\u{fffd}'));
        self.refuse(number, &Frame { id, ..Frame::default() }, fault)
    }

    fn tell_columns(&mut self, own: &mut Own<'_>) {
        for (of, name) in own.of_members.drain(..) {
            self.column(of, &name);
        }
        for (name, _) in &own.others {
            if name.contains('\\') {
                let name = own::name(&format!("\"{name}\"")).unwrap_or_default();
                self.column(Entity::Household, &name);
            } else {
                self.column(Entity::Household, name);
            }
        }
    }

    /// Tells of the columns of the members in a JSON list that are no facts.
    pub(super) fn list_columns(&mut self, of: Entity, list: &str) {
        let mut own = Own::default();
        own.read_list(&self.shop.names, of, list);
        self.tell_columns(&mut own);
    }

    /// Tells of a column that is no fact, once.
    fn column(&mut self, of: Entity, name: &str) {
        let known = &mut self.known_columns[of.place()];
        let name = name.get(..LONGEST_NAME).map_or(name, |start| start);
        if known.len() >= MOST_COLUMNS || known.contains(name) {
            return;
        }
        known.insert(name.to_owned());
        let list = case_file::LISTS.iter().find(|(_, entity)| *entity == of);
        let nearest = self.shop.names.nearest(of, name).map(str::to_owned);
        let (name, list) = (name.to_owned(), list.map(|(list, _)| *list));
        self.result.columns.push(Unknown { name, list, nearest });
    }
}

impl Done {
    fn clear(&mut self) {
        self.out.clear();
        self.problems.clear();
        self.columns.clear();
        (self.summary, self.cases) = (Summary::default(), 0);
    }
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
