//! Cuts a spreadsheet (CSV, RFC 4180) into blocks of whole records; the reading of quotes is `csv-core`'s.

use super::block::{BadRecord, Block, MOST_CELLS, Record, SIZE, read_more};
use super::quotes::Quotes;
use super::{LONGEST_LINE, Unreadable};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead};

/// A stream of records.
pub(super) struct Records<R> {
    input: R,
    reader: Reader,
    separator: u8,
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
        Self { input, reader, separator, buffer: start, left, cells, ends, is_over: false }
    }

    /// Fills a block with whole records; gives false if there are none left.
    ///
    /// A slow writer's records are worked on as they come: a block that has some waits for no more.
    pub(super) fn fill(&mut self, block: &mut Block, number: u64) -> io::Result<bool> {
        block.clear(number, self.reader.line());
        while !self.is_over && (block.records.is_empty() || self.has_more(block)) {
            self.record(block)?;
        }
        Ok(!block.records.is_empty())
    }

    fn has_more(&self, block: &Block) -> bool {
        let left = &self.buffer[self.left.clone()];
        block.taken < SIZE as u64 && left.len() > blanks(left)
    }

    /// The names of the columns, in the first record; one without a name is called by its place.
    pub(super) fn names(&mut self) -> Result<Vec<String>, Unreadable> {
        let mut block = Block::default();
        self.record(&mut block)?;
        let record = block.records.first().ok_or(Unreadable::NoNames)?;
        if let Some(problem) = record.problem() {
            return Err(Unreadable::BadNames(problem));
        }
        let name = |(place, cell): (usize, &[u8])| {
            let name = std::str::from_utf8(cell).ok()?.trim();
            Some(if name.is_empty() { format!("column {}", place + 1) } else { name.to_owned() })
        };
        let names: Option<Vec<String>> = block.cells(*record).enumerate().map(name).collect();
        names.ok_or(Unreadable::NotText)
    }

    /// Adds the next record, if there is one.
    fn record(&mut self, block: &mut Block) -> io::Result<()> {
        let (first, mut quotes) = (block.ends.len(), Quotes::default());
        let (mut cells, mut ends) = (0, 0);
        // Of a record that is too long, the cells that were whole before it became so.
        let mut whole = None;
        let mut line = None;
        loop {
            if self.left.is_empty() {
                self.refill()?;
            }
            let input = &self.buffer[self.left.clone()];
            // Blank lines before a record belong to none.
            let blanks = blanks(input);
            if blanks < input.len() {
                let lines = memchr::memchr_iter(b'\n', &input[..blanks]).count() as u64;
                line.get_or_insert(self.reader.line() + lines);
            }
            let is_end = input.is_empty();
            let (result, read, wrote, ended) =
                self.reader.read_record(input, &mut self.cells[cells..], &mut self.ends[ends..]);
            quotes.read(&input[..read], self.separator);
            self.left.start += read;
            block.taken += read as u64;
            (cells, ends) = (cells + wrote, ends + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    if whole.is_none() {
                        whole = Some(self.keep(block, ends));
                    }
                    (cells, ends) = (0, 0);
                }
                ReadRecordResult::End => {
                    self.is_over = true;
                    return Ok(());
                }
                ReadRecordResult::Record => {
                    let is_open = is_end && quotes.is_open();
                    let fault = match (is_open, whole, quotes.broken) {
                        (true, ..) => Some(BadRecord::OpenQuote),
                        (_, Some(_), _) => Some(BadRecord::TooLong),
                        (.., Some(_)) => Some(BadRecord::TextAfterQuote),
                        _ => None,
                    };
                    let all =
                        whole.unwrap_or_else(|| self.keep(block, ends) - usize::from(is_open));
                    let count = all.min(quotes.broken.unwrap_or(all));
                    let (line, last_line) = (line.unwrap_or(1), self.last_line(is_end));
                    block.records.push(Record { line, last_line, first, count, fault });
                    return Ok(());
                }
            }
        }
    }

    /// Adds the first cells of the record at hand to a block; gives how many.
    fn keep(&self, block: &mut Block, count: usize) -> usize {
        let base = block.bytes.len();
        let ends = &self.ends[..count];
        block.bytes.extend_from_slice(&self.cells[..ends.last().copied().unwrap_or(0)]);
        block.ends.extend(ends.iter().map(|end| base + end));
        count
    }

    /// The line on which the record ended that was just read.
    fn last_line(&self, is_end: bool) -> u64 {
        // Its own line end is counted already, unless it is that of the input, or a `\r` before its `\n`.
        let is_counted = !is_end && self.buffer[..self.left.start].ends_with(b"\n");
        self.reader.line() - u64::from(is_counted)
    }

    fn refill(&mut self) -> io::Result<()> {
        self.buffer.clear();
        read_more(&mut self.input, &mut self.buffer)?;
        self.left = 0..self.buffer.len();
        Ok(())
    }
}

/// How many bytes at the start are ends of lines.
fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count()
}
