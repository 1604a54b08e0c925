//! Whether the quotes of a record are closed, and nothing follows them in their cells.
//!
//! `csv-core` reads on where a quote is wrong, so that one forgotten quote would swallow the records after it, and
//! their cases, without a word.

/// Where in a cell a record is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Plain,
    Quoted,
    /// After a quote that closes the cell, or is the first of two.
    Closed,
}

/// The quotes of one record.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    state: State,
    /// How many cells have ended.
    cells: usize,
    /// How many cells had ended before the first in which text follows a closing quote.
    pub(super) broken: Option<usize>,
}

impl Quotes {
    /// Whether a quote is open.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// Reads the next bytes of the record.
    pub(super) fn read(&mut self, bytes: &[u8], separator: u8) {
        let is_plain = matches!(self.state, State::Start | State::Plain);
        let start = match memchr::memchr(b'"', bytes) {
            None if is_plain => bytes.len(),
            Some(first) if is_plain => first,
            _ => 0,
        };
        let (plain, rest) = bytes.split_at(start);
        self.cells += memchr::memchr_iter(separator, plain).count();
        if let Some(last) = plain.last() {
            let is_start = *last == separator || matches!(last, b'\n' | b'\r');
            self.state = if is_start { State::Start } else { State::Plain };
        }
        for byte in rest {
            self.step(*byte, separator);
        }
    }

    fn step(&mut self, byte: u8, separator: u8) {
        self.state = match (self.state, byte) {
            (State::Quoted, b'"') => State::Closed,
            (State::Start | State::Closed, b'"') | (State::Quoted, _) => State::Quoted,
            (_, b'\n' | b'\r') => State::Start,
            (_, byte) if byte == separator => {
                self.cells += 1;
                State::Start
            }
            (State::Closed, _) => {
                self.broken.get_or_insert(self.cells);
                State::Plain
            }
            (State::Start | State::Plain, _) => State::Plain,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_quotes_and_text_after_quotes_are_found_however_the_record_is_cut() {
        let table = [
            // record, whether a quote is open, the cells before text after a quote
            ("a,b,c\n", false, None),
            ("a,\"b,c\"\n", false, None),
            ("a,\"b \"\"c\"\" d\",e\r\n", false, None),
            ("\"\",\"\"\"\"\n", false, None),
            ("5\" pipe,b\n", false, None),
            ("a,\"b\n2,c", true, None),
            ("a,\"b\n2,\"c\n", false, Some(1)),
            ("a,b,\"c\" ,d\n", false, Some(2)),
            ("\"a\"b,\"c\"d\n", false, Some(0)),
        ];
        for (record, is_open, broken) in table {
            for size in 1..=record.len() {
                let mut quotes = Quotes::default();
                record.as_bytes().chunks(size).for_each(|bytes| quotes.read(bytes, b','));
                assert_eq!(
                    (quotes.is_open(), quotes.broken),
                    (is_open, broken),
                    "{record:?} by {size}"
                );
            }
        }
    }
}
