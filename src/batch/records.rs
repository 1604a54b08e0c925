//! Cuts a spreadsheet (CSV, RFC 4180) into blocks of whole records; the reading of quotes is `csv-core`'s.

use super::block::{Block, Record, SIZE, read_more};
use super::{LONGEST_LINE, Unreadable};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead};

/// The most cells of a record.
const MOST_CELLS: usize = 4096;

/// A stream of records.
pub(super) struct Records<R> {
    input: R,
    reader: Reader,
    buffer: Vec<u8>,
    /// What of the buffer was not read yet.
    left: std::ops::Range<usize>,
    /// The cells of the record at hand, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    is_over: bool,
}

impl<R: BufRead> Records<R> {
    /// Records that start with those of `start`, which was read before; cells are separated by `separator`.
    pub(super) fn new(start: Vec<u8>, input: R, separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        let left = 0..start.len();
        let (cells, ends) = (vec![0; LONGEST_LINE], vec![0; MOST_CELLS]);
        Self { input, reader, buffer: start, left, cells, ends, is_over: false }
    }

    /// Fills a block with whole records; gives false if there are none left.
    pub(super) fn fill(&mut self, block: &mut Block, number: u64) -> io::Result<bool> {
        block.clear(number, self.reader.line());
        while block.bytes.len() < SIZE && !self.is_over {
            self.record(block)?;
        }
        Ok(!block.records.is_empty())
    }

    /// The names of the columns, in the first record.
    pub(super) fn names(&mut self) -> Result<Vec<String>, Unreadable> {
        let mut block = Block::default();
        self.record(&mut block)?;
        let Some(record) = block.records.first().filter(|record| record.count.is_some()) else {
            return Err(Unreadable::NoNames);
        };
        let name = |cell: &[u8]| Some(std::str::from_utf8(cell).ok()?.trim().to_owned());
        block.cells(*record).map(name).collect::<Option<_>>().ok_or(Unreadable::NotText)
    }

    /// Adds the next record, if there is one.
    fn record(&mut self, block: &mut Block) -> io::Result<()> {
        let (mut cells, mut ends, mut is_too_long) = (0, 0, false);
        let mut line = None;
        loop {
            if self.left.is_empty() {
                self.refill()?;
            }
            let input = &self.buffer[self.left.clone()];
            // Blank lines before a record belong to none.
            let blanks = input.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let blank_lines = memchr::memchr_iter(b'\n', &input[..blanks]).count() as u64;
            line.get_or_insert(self.reader.line() + blank_lines);
            let (result, read, wrote, ended) =
                self.reader.read_record(input, &mut self.cells[cells..], &mut self.ends[ends..]);
            self.left.start += read;
            block.taken += read as u64;
            (cells, ends) = (cells + wrote, ends + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (cells, ends, is_too_long) = (0, 0, true);
                }
                ReadRecordResult::End => {
                    self.is_over = true;
                    return Ok(());
                }
                ReadRecordResult::Record => {
                    let first = block.ends.len();
                    let base = block.bytes.len();
                    let count = (!is_too_long).then_some(ends);
                    if !is_too_long {
                        block.bytes.extend_from_slice(&self.cells[..cells]);
                        block.ends.extend(self.ends[..ends].iter().map(|end| base + end));
                    }
                    block.records.push(Record { line: line.unwrap_or(1), first, count });
                    return Ok(());
                }
            }
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.buffer.clear();
        read_more(&mut self.input, &mut self.buffer)?;
        self.left = 0..self.buffer.len();
        Ok(())
    }
}
