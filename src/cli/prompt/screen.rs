//! The part of the terminal below everything printed so far: a block of lines that is drawn, erased and drawn again.
//!
//! **Owns** the cursor, which is never hidden. **Must not know** what the lines say.

use crate::cli::prompt::keys;
use dialoguer::console::{Key, Term};
use std::io;

/// A block of lines, each narrower than the screen, and where the cursor stands in it.
pub struct Block {
    /// The lines.
    pub lines: Vec<String>,
    /// Line and column of the cursor, from 0.
    pub cursor: (usize, usize),
}

/// The terminal on standard error.
pub struct Screen {
    term: Term,
    /// The lines of the block that is drawn, and how many of them are below the cursor's.
    height: usize,
    below: usize,
}

impl Screen {
    /// An empty block.
    pub fn new() -> Self {
        Self { term: Term::buffered_stderr(), height: 0, below: 0 }
    }

    /// The columns that a line may fill: the last one stays free, so that no line wraps by itself.
    pub fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, 100) - 1
    }

    /// Draws a block in place of the one before.
    pub fn draw(&mut self, block: &Block) -> io::Result<()> {
        self.erase()?;
        self.term.clear_line()?;
        for line in &block.lines {
            self.term.write_line(line)?;
        }
        let (row, column) = block.cursor;
        self.height = block.lines.len();
        self.below = self.height.saturating_sub(row);
        self.term.move_cursor_up(self.below)?;
        self.term.move_cursor_right(column)?;
        self.term.flush()
    }

    /// Erases the block; the cursor stands where it began.
    pub fn erase(&mut self) -> io::Result<()> {
        self.term.move_cursor_down(self.below)?;
        self.term.clear_last_lines(self.height)?;
        (self.height, self.below) = (0, 0);
        Ok(())
    }

    /// Prints permanent lines, over whatever the terminal echoed between questions.
    pub fn write(&mut self, lines: &[String]) -> io::Result<()> {
        self.term.clear_line()?;
        for line in lines {
            self.term.write_line(line)?;
        }
        self.term.flush()
    }

    /// Erases the last permanent lines.
    pub fn take_back(&mut self, count: usize) -> io::Result<()> {
        self.term.clear_last_lines(count)?;
        self.term.flush()
    }

    /// Waits for a key.
    pub fn key(&self) -> io::Result<Key> {
        keys::read(&self.term)
    }

    /// Sends everything to the terminal.
    pub fn flush(&self) -> io::Result<()> {
        self.term.flush()
    }
}
