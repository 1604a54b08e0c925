//! Cuts a stream into blocks of whole lines.

use super::LONGEST_LINE;
use super::block::{Block, read_more};
use std::io::{self, BufRead};

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
    pub(super) fn fill(&mut self, block: &mut Block, number: u64) -> io::Result<bool> {
        block.clear(number, self.next_line);
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
