//! One record of a spreadsheet: its cells become a case, or say what is wrong.

use super::Column;
use super::answer::{Fault, quoted};
use super::block::{Block, Record};
use super::csv_case::Header;
use super::json_line::Frame;
use super::work::Worker;
use std::str::from_utf8;

impl Worker<'_> {
    /// Works on a record; gives true if it is wrong and that is the end.
    pub(super) fn record(&mut self, header: &Header, block: &Block, record: Record) -> bool {
        let is_whole = record.count == header.names.len() && record.fault.is_none();
        let id = header.id.and_then(|place| {
            // Where cells are missing or too many, only the first is surely where it should be.
            let is_sure = is_whole || place == 0 || record.fault.is_some();
            let id = from_utf8(block.cells(record).nth(place)?).ok()?;
            Some(quoted(id)).filter(|_| is_sure && !id.is_empty())
        });
        let own = Frame { id: id.as_deref(), ..Frame::default() };
        if let Some(problem) = record.problem() {
            return self.refuse(record.line, &own, (None, problem));
        }
        let cells = block.cells(record).enumerate().map(|(place, cell)| {
            let name = || header.names.get(place).cloned().map(Column::Name);
            from_utf8(cell).map_err(|_| (name(), "this is not UTF-8 text".to_owned()))
        });
        let cells = match cells.collect::<Result<Vec<&str>, Fault>>() {
            Ok(cells) => cells,
            Err(fault) => return self.refuse(record.line, &own, fault),
        };
        if !is_whole {
            let (found, wanted) = (cells.len(), header.names.len());
            let message = format!("there are {found} cells (want {wanted}, as in the first line)");
            return self.refuse(record.line, &own, (None, message));
        }
        self.cells(header, record.line, &cells, own.id)
    }

    fn cells(&mut self, header: &Header, line: u64, cells: &[&str], id: Option<&str>) -> bool {
        let keeps = self.shop.settings.keeps;
        let others = || header.others().filter(|_| keeps);
        let plain: Vec<&str> = others().map(|(place, _)| cells[place]).collect();
        let texts: Vec<(String, String)> =
            others().map(|(place, name)| (quoted(name), quoted(cells[place]))).collect();
        let kept: Vec<(&str, &str)> =
            texts.iter().map(|(name, value)| (&name[1..name.len() - 1], &value[..])).collect();
        let frame = Frame { id, kept: &kept, cells: &plain };
        for (of, list) in header.lists(cells) {
            self.list_columns(of, list);
        }
        match header.read(self.shop, cells, &mut self.case) {
            Ok(()) => self.answer(line, &frame),
            Err(fault) => self.refuse(line, &frame, fault),
        }
    }
}
