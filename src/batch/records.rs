//! Cuts a spreadsheet (CSV, RFC 4180) into blocks of whole records, and records into cells.
//!
//! Where a record ends is found here: `csv-core` reads on where a quote is wrong, so that one forgotten quote would
//! swallow the records after it, and their cases, without a word. It is given one whole record at a time.

use super::lines::{BadRecord, Block, Record, read_more};
use super::settings::LONGEST_LINE;
use csv_core::{ReadRecordResult, ReaderBuilder};
use std::io::{self, BufRead};

/// The most cells of a record.
const MOST_CELLS: usize = 4096;

/// The mark that some programs put before UTF-8, in the middle of a file too if they put files together.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A stream of records.
pub(super) struct Records<R> {
    input: R,
    pub(super) separator: u8,
    /// What was read and belongs to the next block.
    rest: Vec<u8>,
    next_line: u64,
    is_over: bool,
}

impl<R: BufRead> Records<R> {
    /// Records that start with those of `start`, which was read before.
    pub(super) fn new(start: Vec<u8>, input: R, separator: u8) -> Self {
        Self { input, separator, rest: start, next_line: 1, is_over: false }
    }

    /// The same records after a line that was read and is none.
    pub(super) fn after_a_line(self) -> Self {
        Self { next_line: self.next_line + 1, ..self }
    }

    /// Fills a block with whole records; gives false if there are none left.
    pub(super) fn fill(&mut self, block: &mut Block) -> io::Result<bool> {
        block.clear(self.next_line);
        block.bytes.append(&mut self.rest);
        let mut scan = Scan::new(self.separator, self.next_line);
        loop {
            while let Some(record) = scan.next(&block.bytes) {
                block.records.push(record);
            }
            // A slow writer's records are worked on as they come.
            if !block.records.is_empty() || self.is_over {
                break;
            }
            block.taken += scan.forget(&mut block.bytes);
            self.is_over = read_more(&mut self.input, &mut block.bytes)?;
        }
        if self.is_over {
            block.records.extend(scan.finish(&block.bytes));
        } else {
            self.rest.extend_from_slice(&block.bytes[scan.start..]);
            block.bytes.truncate(scan.start);
        }
        block.taken += block.bytes.len() as u64;
        self.next_line = scan.first_line;
        Ok(!block.records.is_empty())
    }

    /// The first record, if there is one; the block then starts with it.
    pub(super) fn first(&mut self, block: &mut Block) -> io::Result<Option<Record>> {
        self.fill(block)?;
        let Some(record) = block.records.first().cloned() else { return Ok(None) };
        if let Some(second) = block.records.get(1) {
            self.rest.splice(0..0, block.bytes[second.place.start..].iter().copied());
            self.next_line = second.line;
        }
        Ok(Some(record))
    }
}

/// Where in a cell a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a record: ends of lines belong to none.
    Between,
    /// At the start of a cell.
    Start,
    Plain,
    Quoted,
    /// After a quote that closes the cell, or is the first of two.
    Closed,
}

/// Finds the ends of records in bytes that come piece by piece.
struct Scan {
    separator: u8,
    state: State,
    /// Up to where the bytes were read, and the line there.
    at: usize,
    line: u64,
    /// Where the record at hand starts.
    start: usize,
    first_line: u64,
    /// From where on its cells are not what they seem: text after a closing quote, or the quote that is open.
    broken: Option<usize>,
    opened: usize,
    is_too_long: bool,
}

impl Scan {
    fn new(separator: u8, line: u64) -> Self {
        let (state, at, start, first_line) = (State::Between, 0, 0, line);
        let (broken, opened, is_too_long) = (None, 0, false);
        Self { separator, state, at, line, start, first_line, broken, opened, is_too_long }
    }

    /// The next record that ends within `bytes`.
    fn next(&mut self, bytes: &[u8]) -> Option<Record> {
        loop {
            let rest = &bytes[self.at..];
            match self.state {
                State::Between => self.skip_blanks(rest)?,
                State::Start | State::Plain => {
                    if self.read_plain(rest)? {
                        return Some(self.end(bytes));
                    }
                }
                State::Quoted => {
                    let found = memchr::memchr(b'"', rest);
                    let inside = &rest[..found.unwrap_or(rest.len())];
                    self.line += memchr::memchr_iter(b'\n', inside).count() as u64;
                    self.at += found.map_or(rest.len(), |place| place + 1);
                    found?;
                    self.state = State::Closed;
                }
                State::Closed => {
                    let byte = *rest.first()?;
                    self.at += 1;
                    match byte {
                        b'"' => self.state = State::Quoted,
                        b'\n' | b'\r' => return Some(self.end(bytes)),
                        byte if byte == self.separator => self.state = State::Start,
                        _ => {
                            self.broken.get_or_insert(self.at - 1);
                            self.state = State::Plain;
                        }
                    }
                }
            }
        }
    }

    /// Reads up to the end of the record or a quote; gives whether the record ends, `None` if neither is there yet.
    fn read_plain(&mut self, rest: &[u8]) -> Option<bool> {
        let found = memchr::memchr3(b'"', b'\n', b'\r', rest);
        if let Some(last) = rest[..found.unwrap_or(rest.len())].last() {
            let is_start = *last == self.separator;
            self.state = if is_start { State::Start } else { State::Plain };
        }
        self.at += found.map_or(rest.len(), |place| place + 1);
        let is_end = rest[found?] != b'"';
        if !is_end && self.state == State::Start {
            self.state = State::Quoted;
            self.opened = self.at - 1;
        } else if !is_end {
            self.state = State::Plain;
        }
        Some(is_end)
    }

    /// Skips what belongs to no record; `None` if nothing else is there yet.
    fn skip_blanks(&mut self, rest: &[u8]) -> Option<()> {
        let skipped = match rest {
            [b'\n' | b'\r', ..] => 1,
            rest if rest.starts_with(MARK) => MARK.len(),
            rest if MARK.starts_with(rest) => return None,
            _ => {
                self.state = State::Start;
                0
            }
        };
        self.line += u64::from(rest[0] == b'\n');
        self.at += skipped;
        (self.start, self.first_line) = (self.at, self.line);
        Some(())
    }

    /// The record whose last byte was read.
    fn end(&mut self, bytes: &[u8]) -> Record {
        let is_open = self.state == State::Quoted;
        let is_line = matches!(bytes[..self.at].last(), Some(b'\n')) && !is_open;
        let is_too_long = std::mem::take(&mut self.is_too_long);
        let is_too_long = is_too_long || self.at - self.start > LONGEST_LINE + 1;
        let broken = self.broken.take();
        let fault = match broken {
            _ if is_open => Some(BadRecord::OpenQuote),
            _ if is_too_long => Some(BadRecord::TooLong),
            Some(_) => Some(BadRecord::TextAfterQuote),
            None => None,
        };
        let opened = if is_open { self.opened } else { self.at };
        let end = self.at.min(broken.unwrap_or(self.at)).min(opened);
        let place = self.start..end.min(self.start + LONGEST_LINE + 1);
        let record = Record { place, line: self.first_line, last_line: self.line, fault };
        self.line += u64::from(is_line);
        self.state = State::Between;
        (self.start, self.first_line) = (self.at, self.line);
        record
    }

    /// The record that the input ends in.
    fn finish(&mut self, bytes: &[u8]) -> Option<Record> {
        let is_between = self.state == State::Between && self.at == bytes.len();
        self.at = bytes.len();
        (!is_between).then(|| self.end(bytes))
    }

    /// Forgets bytes that nobody needs: blanks, and what of a record is too much; gives how many.
    fn forget(&mut self, bytes: &mut Vec<u8>) -> u64 {
        let before = bytes.len();
        if self.state == State::Between {
            bytes.drain(..self.at);
            (self.at, self.start) = (0, 0);
        } else if self.at - self.start > LONGEST_LINE + 1 {
            self.is_too_long = true;
            bytes.truncate(self.start + LONGEST_LINE + 1);
            self.at = bytes.len();
        }
        (before - bytes.len()) as u64
    }
}

impl Record {
    /// What is wrong with it.
    pub(super) fn problem(&self) -> Option<String> {
        let to_line = match self.last_line {
            last if last > self.line => format!("; this record goes to line {last}"),
            _ => String::new(),
        };
        let doubled = "want a quote inside a cell doubled";
        self.fault.map(|fault| match fault {
            BadRecord::TooLong => format!(
                "this record is too long (want at most {LONGEST_LINE} bytes and {MOST_CELLS} cells){to_line}"
            ),
            BadRecord::OpenQuote => {
                format!("a quote is opened here and never closed: nothing after it is read ({doubled})")
            }
            BadRecord::TextAfterQuote => {
                format!("there is text after a closing quote ({doubled}){to_line}")
            }
        })
    }
}

/// Splits records into cells, one after the other in the same memory.
pub(super) struct Cells {
    reader: csv_core::Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    pub(super) fn new(separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self { reader, bytes: Vec::new(), ends: vec![0; MOST_CELLS] }
    }

    /// The cells of a record, of a bad one those that are whole; one with too many cells is bad.
    pub(super) fn split(&mut self, record: &mut Record, block: &[u8]) -> Vec<&[u8]> {
        let record_bytes = &block[record.place.clone()];
        // No record has more bytes in its cells than in all.
        if self.bytes.len() <= record_bytes.len() {
            self.bytes.resize(record_bytes.len() + 1, 0);
        }
        self.reader.reset();
        let (mut result, _, wrote, mut count) =
            self.reader.read_record(record_bytes, &mut self.bytes, &mut self.ends);
        if result == ReadRecordResult::InputEmpty {
            let (cells, ends) = (&mut self.bytes[wrote..], &mut self.ends[count..]);
            let (end, _, _, more) = self.reader.read_record(&[], cells, ends);
            (result, count) = (end, count + more);
        }
        if result == ReadRecordResult::OutputEndsFull {
            record.fault.get_or_insert(BadRecord::TooLong);
        } else if record.fault.is_some() {
            count = count.saturating_sub(1);
        }
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let cells = starts.zip(&self.ends[..count]).map(|(start, end)| &self.bytes[start..*end]);
        cells.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn open_quotes_and_text_after_quotes_are_found_however_the_record_is_cut() {
        use BadRecord::{OpenQuote, TextAfterQuote};
        let table = [
            // record, what is wrong with it, how many cells are whole
            ("a,b,c\n", None, 3),
            ("a,\"b,c\"\n", None, 2),
            ("a,\"b \"\"c\"\" d\",e\r\n", None, 3),
            ("\"\",\"\"\"\"\n", None, 2),
            ("5\" pipe,b\n", None, 2),
            ("a,\"b\n2,c", Some(OpenQuote), 1),
            ("a,\"b\n2,\"c\n", Some(TextAfterQuote), 1),
            ("a,b,\"c\" ,d\n", Some(TextAfterQuote), 2),
            ("\"a\"b,\"c\"d\n", Some(TextAfterQuote), 0),
        ];
        for (text, fault, whole) in table {
            for size in 1..=text.len() {
                let input = BufReader::with_capacity(size, text.as_bytes());
                let mut records = Records::new(Vec::new(), input, b',');
                let mut block = Block::default();
                assert!(records.fill(&mut block).unwrap());
                let mut record = block.records[0].clone();
                let cells = Cells::new(b',').split(&mut record, &block.bytes).len();
                assert_eq!((record.fault, cells), (fault, whole), "{text:?} by {size}");
                assert!(!records.fill(&mut block).unwrap(), "{text:?} by {size}");
            }
        }
    }

    #[test]
    fn a_mark_before_a_record_is_no_part_of_it() {
        let text = "\u{feff}\"a\",b\n\u{feff}\r\n\u{feff}\"c\",d";
        for size in 1..=text.len() {
            let input = BufReader::with_capacity(size, text.as_bytes());
            let mut records = Records::new(Vec::new(), input, b',');
            let (mut block, mut found) = (Block::default(), Vec::new());
            while records.fill(&mut block).unwrap() {
                for mut record in block.records.clone() {
                    let mut cells = Cells::new(b',');
                    let cells = cells.split(&mut record, &block.bytes);
                    let cells =
                        cells.into_iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
                    found.push((record.line, cells.collect::<Vec<_>>()));
                }
            }
            let wanted = [(1, vec!["a".to_owned(), "b".into()]), (3, vec!["c".into(), "d".into()])];
            assert_eq!(found, wanted, "by {size}");
        }
    }
}
