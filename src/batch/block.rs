//! A piece of the input that one worker works on: whole lines, or whole records of a spreadsheet.

use super::LONGEST_LINE;
use std::io::{self, BufRead};

/// The most cells of a record.
pub(super) const MOST_CELLS: usize = 4096;

/// How many bytes a block has, if no line is longer: as many as the input gives at once.
pub(super) const SIZE: usize = 1 << 18;

/// Adds what the input has at hand; gives true at its end.
pub(super) fn read_more(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        match input.fill_buf() {
            Ok(fresh) => {
                let count = fresh.len();
                bytes.extend_from_slice(fresh);
                input.consume(count);
                return Ok(count == 0);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whole lines or records, in order.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Its place among the blocks, from 0.
    pub(super) number: u64,
    /// The line of the input that it starts with, from 1.
    pub(super) first_line: u64,
    /// The lines with their ends; of records, all cells one after the other.
    pub(super) bytes: Vec<u8>,
    /// Where each cell of a record ends.
    pub(super) ends: Vec<usize>,
    /// The records.
    pub(super) records: Vec<Record>,
    /// Whether this is the start of one line that is too long to be read.
    pub(super) is_too_long: bool,
    /// How many bytes of the input it has taken.
    pub(super) taken: u64,
}

/// One record of a spreadsheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    /// The line on which it starts.
    pub(super) line: u64,
    /// The line on which it ends.
    pub(super) last_line: u64,
    /// Its cells are those of [`Block::ends`] from here on.
    pub(super) first: usize,
    /// How many cells it has; of a bad one, those before what is wrong.
    pub(super) count: usize,
    /// Why it cannot be read.
    pub(super) fault: Option<BadRecord>,
}

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadRecord {
    /// It is too long, or has too many cells.
    TooLong,
    /// A quote is opened and never closed: the rest of the input is in it.
    OpenQuote,
    /// Text follows a closing quote: most likely the quote belongs to another record.
    TextAfterQuote,
}

impl Record {
    /// What is wrong with it.
    pub(super) fn problem(&self) -> Option<String> {
        let to_line = || match self.last_line {
            last if last > self.line => format!("; this record goes to line {last}"),
            _ => String::new(),
        };
        let doubled = "want a quote inside a cell doubled";
        self.fault.map(|fault| match fault {
            BadRecord::TooLong => format!(
                "this record is too long (want at most {LONGEST_LINE} bytes and {MOST_CELLS} cells){}",
                to_line()
            ),
            BadRecord::OpenQuote => {
                format!("a quote is opened here and never closed: nothing after it is read ({doubled})")
            }
            BadRecord::TextAfterQuote => {
                format!("there is text after a closing quote ({doubled}){}", to_line())
            }
        })
    }
}

impl Block {
    pub(super) fn clear(&mut self, number: u64, first_line: u64) {
        self.bytes.clear();
        self.ends.clear();
        self.records.clear();
        (self.number, self.first_line, self.is_too_long, self.taken) =
            (number, first_line, false, 0);
    }

    /// The cells of a record.
    pub(super) fn cells(&self, record: Record) -> impl Iterator<Item = &[u8]> {
        let ends = &self.ends[record.first..record.first + record.count];
        let mut start = if record.first == 0 { 0 } else { self.ends[record.first - 1] };
        ends.iter().map(move |end| {
            let cell = &self.bytes[start..*end];
            start = *end;
            cell
        })
    }
}
