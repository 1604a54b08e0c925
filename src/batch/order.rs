//! Writes what workers have done in the order of the input.

use super::tell::{Hear, Progress};
use super::work::Result;
use super::{Summary, block::Block};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Where the lines go, one block after the other.
pub(super) struct Order<'h, W> {
    state: Mutex<State<'h, W>>,
    turn: Condvar,
}

/// What has been written so far.
pub(super) struct State<'h, W> {
    output: W,
    hear: &'h mut dyn Hear,
    /// The block whose turn it is.
    next: u64,
    pub(super) progress: Progress,
    pub(super) summary: Summary,
    told: BTreeSet<String>,
    /// Why nothing more is written.
    pub(super) end: Option<End>,
}

/// Why a batch ended before the end of its input.
#[derive(Debug)]
pub(super) enum End {
    /// A bad line, which is not let pass.
    BadLine,
    /// The output failed.
    Output(io::Error),
    /// The input failed.
    Input(io::Error),
}

impl<'h, W: Write> Order<'h, W> {
    pub(super) fn new(output: W, hear: &'h mut dyn Hear) -> Self {
        let state = State {
            output,
            hear,
            next: 0,
            progress: Progress::default(),
            summary: Summary::default(),
            told: BTreeSet::new(),
            end: None,
        };
        Self { state: Mutex::new(state), turn: Condvar::new() }
    }

    /// Waits for the turn of a block and writes what came of it; gives true if the batch has ended.
    pub(super) fn write(&self, block: &Block, result: &Result, is_end: bool) -> bool {
        let mut state = lock(&self.state);
        while state.next != block.number && state.end.is_none() {
            state = self.turn.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.end.is_none() {
            state.write(block, result);
            state.next += 1;
            if is_end && state.end.is_none() {
                state.end = Some(End::BadLine);
            }
            self.turn.notify_all();
        }
        state.end.is_some()
    }

    /// Ends the batch, once all blocks before `number` are written.
    pub(super) fn fail(&self, number: u64, error: io::Error) {
        let mut state = lock(&self.state);
        while state.next != number && state.end.is_none() {
            state = self.turn.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.end.get_or_insert(End::Input(error));
        self.turn.notify_all();
    }

    /// Whether the batch has ended early.
    pub(super) fn has_ended(&self) -> bool {
        lock(&self.state).end.is_some()
    }

    /// What has been written.
    pub(super) fn finish(self) -> State<'h, W> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = state.output.flush() {
            state.end.get_or_insert(End::Output(error));
        }
        state
    }
}

impl<W: Write> State<'_, W> {
    fn write(&mut self, block: &Block, result: &Result) {
        for (name, near) in &result.columns {
            if self.told.insert(name.clone()) {
                self.hear.column(name, near.as_deref());
            }
        }
        for problem in &result.problems {
            self.hear.problem(problem);
        }
        self.progress.cases += result.cases;
        self.progress.errors += result.problems.len() as u64;
        self.progress.bytes += block.taken;
        self.summary.merge(&result.summary);
        self.hear.progress(self.progress);
        if let Err(error) = self.output.write_all(&result.out) {
            self.end = Some(End::Output(error));
        }
    }
}

/// A worker that has panicked has written nothing of its block; what is written is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
