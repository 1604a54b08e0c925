//! Cuts a stream into blocks of whole lines.

use super::settings::LONGEST_LINE;
use std::io::{self, BufRead};
use std::ops::Range;

/// A piece of the input that one worker works on: whole lines, or whole records of a spreadsheet.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The lines or records with their ends.
    pub(super) bytes: Vec<u8>,
    /// The line of the input that it starts with, from 1.
    pub(super) first_line: u64,
    /// The records of a spreadsheet.
    pub(super) records: Vec<Record>,
    /// Whether this is the start of one line that is too long to be read.
    pub(super) is_too_long: bool,
    /// How many bytes of the input it has taken.
    pub(super) taken: u64,
}

/// One record of a spreadsheet.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// Where in its block it stands; of a bad one, the start, of which the last cell is not whole.
    pub(super) place: Range<usize>,
    /// The line on which it starts.
    pub(super) line: u64,
    /// The line on which it ends.
    pub(super) last_line: u64,
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

impl Block {
    pub(super) fn clear(&mut self, first_line: u64) {
        self.bytes.clear();
        self.records.clear();
        (self.first_line, self.is_too_long, self.taken) = (first_line, false, 0);
    }
}

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

/// A stream of lines.
pub(super) struct Lines<R> {
    input: R,
    /// The start of a line that the next block will have whole.
    rest: Vec<u8>,
    next_line: u64,
    is_over: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines that start with those of `start`, which was read before.
    pub(super) fn new(start: Vec<u8>, input: R) -> Self {
        Self { input, rest: start, next_line: 1, is_over: false }
    }

    /// Fills a block with whole lines; gives false if there are none left.
    pub(super) fn fill(&mut self, block: &mut Block) -> io::Result<bool> {
        block.clear(self.next_line);
        block.bytes.append(&mut self.rest);
        let mut end = memchr::memrchr(b'\n', &block.bytes);
        // A slow writer's lines are worked on as they come.
        while !self.is_over && end.is_none() {
            let before = block.bytes.len();
            self.is_over = read_more(&mut self.input, &mut block.bytes)?;
            let fresh = memchr::memrchr(b'\n', &block.bytes[before..]);
            end = fresh.map(|place| before + place).or(end);
            if end.is_none() && block.bytes.len() > LONGEST_LINE {
                return self.skip_line(block);
            }
        }
        if let Some(end) = end.filter(|_| !self.is_over) {
            self.rest.extend_from_slice(&block.bytes[end + 1..]);
            block.bytes.truncate(end + 1);
        }
        block.taken = block.bytes.len() as u64;
        self.next_line += memchr::memchr_iter(b'\n', &block.bytes).count() as u64;
        Ok(!block.bytes.is_empty())
    }

    /// Reads on to the end of a line that is too long; the block keeps its start, the rest what follows it.
    fn skip_line(&mut self, block: &mut Block) -> io::Result<bool> {
        block.is_too_long = true;
        block.taken = block.bytes.len() as u64;
        block.bytes.truncate(LONGEST_LINE);
        self.next_line += 1;
        loop {
            self.rest.clear();
            self.is_over = read_more(&mut self.input, &mut self.rest)?;
            let end = memchr::memchr(b'\n', &self.rest).map(|end| end + 1);
            block.taken += end.unwrap_or(self.rest.len()) as u64;
            if self.is_over || end.is_some() {
                self.rest.drain(..end.unwrap_or(self.rest.len()));
                return Ok(true);
            }
        }
    }
}
