//! Writes what workers have done in the order of the input.

use super::Summary;
use super::tell::{Hear, Progress, Unknown};
use super::work::Done;
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
    told: BTreeSet<Unknown>,
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

    /// Writes what stands before the first line.
    pub(super) fn start(&self, names: &[u8]) {
        lock(&self.state).put(names);
    }

    /// Waits for the turn of a block and writes what is done of it so far; gives true if the batch has ended.
    pub(super) fn write_part(&self, number: u64, done: &Done) -> bool {
        let mut state = self.turn(number);
        if state.end.is_none() {
            state.write(done);
        }
        state.end.is_some()
    }

    /// Writes the last part of a block of so many bytes; gives true if the batch has ended.
    pub(super) fn write(&self, (number, bytes): (u64, u64), done: &Done, is_end: bool) -> bool {
        let mut state = self.turn(number);
        if state.end.is_none() {
            state.progress.bytes += bytes;
            state.write(done);
            state.next += 1;
            if is_end && state.end.is_none() {
                state.end = Some(End::BadLine);
            }
        }
        self.turn.notify_all();
        state.end.is_some()
    }

    /// Waits until it is the turn of a block, or the batch has ended.
    fn turn(&self, number: u64) -> MutexGuard<'_, State<'h, W>> {
        let state = lock(&self.state);
        let is_early = |state: &mut State<'h, W>| state.next != number && state.end.is_none();
        self.turn.wait_while(state, is_early).unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the batch if the thread that drops the guard has panicked: nobody waits for its block.
    pub(super) fn guard(&self) -> Guard<'_, 'h, W> {
        Guard(self)
    }

    /// Ends the batch, once all blocks before `number` are written.
    pub(super) fn fail(&self, number: u64, error: io::Error) {
        let mut state = self.turn(number);
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
    /// Writes first and tells then: who has gone away is told nothing.
    fn write(&mut self, done: &Done) {
        self.put(&done.out);
        if self.end.is_some() {
            return;
        }
        for column in &done.columns {
            if self.told.insert(column.clone()) {
                self.hear.column(column);
            }
        }
        for problem in &done.problems {
            self.hear.problem(problem);
        }
        self.progress.cases += done.cases;
        self.progress.errors += done.problems.len() as u64;
        self.summary.merge(&done.summary);
        self.hear.progress(self.progress);
    }

    fn put(&mut self, bytes: &[u8]) {
        if let Err(error) = self.output.write_all(bytes) {
            self.end = Some(End::Output(error));
        }
    }
}

/// What [`Order::guard`] gives.
pub(super) struct Guard<'o, 'h, W: Write>(&'o Order<'h, W>);

impl<W: Write> Drop for Guard<'_, '_, W> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let error = io::Error::other("a worker has failed");
            lock(&self.0.state).end.get_or_insert(End::Output(error));
            self.0.turn.notify_all();
        }
    }
}

/// A worker that has panicked has written nothing of its block; what is written is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
