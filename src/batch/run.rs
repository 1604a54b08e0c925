//! Runs a batch: workers take blocks of the input one after the other, and what they make of them is written in the
//! same order.
//!
//! Every block has a channel of its own for its parts, and the channels are queued in the order of the blocks. So
//! nothing needs to be sorted, a worker that is ahead waits until it is its turn, and one that panics ends its channel.
//!
//! **Owns** the threads, and what is evaluated.

use super::columns::{Header, nearest_column};
use super::input::{Source, Unreadable, recognise};
use super::lines::Block;
use super::observer::{Fault, Observer, Problem, Progress, UnknownColumn};
use super::read::{Content, Reader, Row};
use super::settings::{Fields, Settings};
use super::summary::Summary;
use super::write::{Answer, Writer};
use crate::case::Case;
use crate::engine::rules::Rules;
use crate::engine::{Detail, Workspace};
use crate::render::{View, json};
use crate::time::what_if::thresholds;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// The most threads that work.
const MOST_THREADS: usize = 256;
/// How much is written at most before a worker hands it on: short lines may have long answers.
const MOST_OUT: usize = 1 << 20;
/// The most problems before they are handed on.
const MOST_PROBLEMS: usize = 1000;

/// What a batch has done.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Done {
    /// How much.
    pub progress: Progress,
    /// The counts of what was evaluated, if they were asked for.
    pub summary: Summary,
    /// Why it ended before the end of the input.
    pub stopped: Option<Stopped>,
}

/// Why a batch ended early.
#[derive(Debug)]
#[non_exhaustive]
pub enum Stopped {
    /// At a bad line, as was asked.
    BadLine,
    /// The reader of the output has gone away.
    Closed,
    /// The output failed.
    Output(io::Error),
    /// The input failed.
    Input(io::Error),
}

/// Evaluates every case of `input` and writes one line for each to `output`, in the same order.
///
/// # Errors
///
/// [`Unreadable`] if there is nothing that could be a case; bad lines are reported to `observer`.
///
/// # Examples
///
/// ```
/// use dovidka::batch::{self, Observer, Problem, Progress, Settings, UnknownColumn};
/// use dovidka::{Pack, render::View};
///
/// struct Silent;
/// impl Observer for Silent {
///     fn problem(&mut self, _: &Problem) {}
///     fn column(&mut self, _: &UnknownColumn) {}
///     fn progress(&mut self, _: Progress) {}
/// }
///
/// let pack = Pack::embedded("kazakhstan")?;
/// let settings = Settings::new(&pack, "2026-11-22".parse()?, View::new("en"));
/// let cases = "{\"id\":7,\"passport\":\"none\"}\n{\"passport\":\"paper\"}\n".as_bytes();
/// let mut out = Vec::new();
/// let done = batch::run(&settings, cases, &mut out, &mut Silent)?;
/// assert_eq!((done.progress.cases, done.progress.errors), (1, 1));
/// assert!(out.starts_with(b"{\"id\":7,\"decided\":"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn run<R: BufRead + Send, W: Write>(
    settings: &Settings<'_>,
    input: R,
    output: W,
    observer: &mut dyn Observer,
) -> Result<Done, Unreadable> {
    let mut source = recognise(input, settings.input)?;
    let header = source
        .names()?
        .map(|(names, separator)| Header::new(settings.pack, &settings.columns, names, separator));
    Reader::new(settings, header.as_ref()).check(settings)?;
    for (_, name) in header.iter().flat_map(Header::others) {
        let nearest = nearest_column(settings.pack, name);
        observer.column(&UnknownColumn { name: name.clone(), list: None, nearest });
    }
    let rules = Rules::on(settings.pack, &settings.topics, settings.on);
    let header = header.as_ref();
    let (writer, spare) = (Writer::new(settings, header), Mutex::default());
    let shared = Shared { settings, header, rules, writer, spare };
    let mut written = Written { output, observer, columns: BTreeSet::new(), done: Done::default() };
    let stopped = written.write_all(&shared, source);
    let flushed = written.output.flush().map_err(Stopped::of_output);
    let stopped = stopped.or_else(|| flushed.err());
    Ok(Done { stopped, ..written.done })
}

/// What all workers share.
struct Shared<'s> {
    settings: &'s Settings<'s>,
    header: Option<&'s Header>,
    rules: Rules<'s>,
    writer: Writer<'s>,
    /// The room of parts that were written, to be used again.
    spare: Mutex<Vec<Vec<u8>>>,
}

impl Shared<'_> {
    fn new_part(&self) -> Part {
        let out = self.spare.lock().ok().and_then(|mut spare| spare.pop()).unwrap_or_default();
        Part { out, ..Part::default() }
    }

    fn take_back(&self, mut out: Vec<u8>) {
        out.clear();
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(out);
        }
    }
}

/// What was made of a block, or of a part of it.
#[derive(Debug, Default)]
struct Part {
    out: Vec<u8>,
    problems: Vec<Problem>,
    columns: Vec<UnknownColumn>,
    summary: Summary,
    cases: u64,
    /// The bytes of the input of the whole block, in its last part.
    bytes: Option<u64>,
    stopped: Option<Stopped>,
}

/// What was written and reported so far.
struct Written<'o, W> {
    output: W,
    observer: &'o mut dyn Observer,
    columns: BTreeSet<UnknownColumn>,
    done: Done,
}

impl<W: Write> Written<'_, W> {
    /// Lets workers work through the source, and writes what they make of it; gives why it ended early.
    fn write_all<R: BufRead + Send>(
        &mut self,
        shared: &Shared<'_>,
        source: Source<R>,
    ) -> Option<Stopped> {
        let mut start = Vec::new();
        shared.writer.start(&mut start);
        if let Err(error) = self.output.write_all(&start) {
            return Some(Stopped::of_output(error));
        }
        let threads = shared.settings.threads.clamp(1, MOST_THREADS);
        let source = Mutex::new(Some(source));
        std::thread::scope(|scope| {
            let (blocks, ordered) = sync_channel(threads);
            for _ in 0..threads {
                let (blocks, source) = (blocks.clone(), &source);
                scope.spawn(move || run_worker(shared, source, &blocks));
            }
            drop(blocks);
            self.write_blocks(shared, ordered)
        })
    }

    fn write_blocks(
        &mut self,
        shared: &Shared<'_>,
        blocks: Receiver<Receiver<Part>>,
    ) -> Option<Stopped> {
        for parts in blocks {
            let mut is_whole = false;
            for mut part in parts {
                is_whole = part.bytes.is_some();
                let out = std::mem::take(&mut part.out);
                if let Some(stopped) = self.write(&out, part) {
                    return Some(stopped);
                }
                shared.take_back(out);
            }
            if !is_whole {
                // The worker has panicked, and the scope passes that on.
                break;
            }
        }
        None
    }

    /// Writes before reporting, so that a closed pipe produces no diagnostics.
    fn write(&mut self, out: &[u8], part: Part) -> Option<Stopped> {
        if let Err(error) = self.output.write_all(out) {
            return Some(Stopped::of_output(error));
        }
        for column in part.columns {
            if !self.columns.contains(&column) {
                self.observer.column(&column);
                self.columns.insert(column);
            }
        }
        part.problems.iter().for_each(|problem| self.observer.problem(problem));
        let Done { progress, summary, .. } = &mut self.done;
        progress.cases += part.cases;
        progress.errors += part.problems.len() as u64;
        progress.bytes += part.bytes.unwrap_or(0);
        summary.merge(&part.summary);
        self.observer.progress(*progress);
        part.stopped
    }
}

impl Stopped {
    fn of_output(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Output(error) }
    }
}

/// What one thread does: takes the next block, and hands on what it makes of it.
fn run_worker<R: BufRead>(
    shared: &Shared<'_>,
    source: &Mutex<Option<Source<R>>>,
    blocks: &SyncSender<Receiver<Part>>,
) {
    let mut reader = Reader::new(shared.settings, shared.header);
    let mut block = Block::default();
    let mut workspace = Workspace::new(shared.settings.on);
    while let Some(parts) = next_block(source, &mut block, blocks) {
        let part = shared.new_part();
        let mut worker = Worker { shared, workspace: &mut workspace, part, parts };
        let read = reader.read(&block, &mut |row| worker.take(row));
        worker.part.bytes = Some(block.taken);
        if worker.parts.send(worker.part).is_err() || read.is_break() {
            return;
        }
    }
}

/// Fills a block and takes its place in the order; gives where its parts go, or `None` at the end.
fn next_block<R: BufRead>(
    source: &Mutex<Option<Source<R>>>,
    block: &mut Block,
    blocks: &SyncSender<Receiver<Part>>,
) -> Option<SyncSender<Part>> {
    // After a panic of whoever was reading nobody knows where the next line begins.
    let mut source = source.lock().ok()?;
    let filled = source.as_mut()?.fill(block);
    let (parts, ordered) = sync_channel(1);
    match filled {
        Ok(true) => blocks.send(ordered).ok().map(|()| parts),
        Ok(false) => {
            *source = None;
            None
        }
        // Nothing is read after a failure: what follows may begin inside a line.
        Err(error) => {
            *source = None;
            let stopped = Some(Stopped::Input(error));
            parts.send(Part { stopped, ..Part::default() }).ok()?;
            blocks.send(ordered).ok()?;
            None
        }
    }
}

/// What one thread makes of a block.
struct Worker<'w> {
    shared: &'w Shared<'w>,
    workspace: &'w mut Workspace,
    part: Part,
    parts: SyncSender<Part>,
}

impl Worker<'_> {
    fn take(&mut self, row: Row<'_>) -> ControlFlow<()> {
        let Row { line, own, content, columns } = row;
        self.part.columns.extend(columns);
        let fault = match content {
            Content::Blank => {
                self.shared.writer.blank(&mut self.part.out);
                None
            }
            Content::Case(case) => self.evaluate(case).map_or_else(Some, |full| {
                let answer = Answer { outcome: &self.workspace.outcome, full };
                self.shared.writer.answer(&mut self.part.out, line, own, &answer);
                None
            }),
            Content::Bad(fault) => Some(fault),
        };
        if let Some(fault) = fault {
            let problem = fault.on(line);
            self.shared.writer.refuse(&mut self.part.out, own, &problem);
            self.part.problems.push(problem);
            if self.shared.settings.is_strict {
                self.part.stopped = Some(Stopped::BadLine);
                return ControlFlow::Break(());
            }
        }
        let Part { out, problems, .. } = &self.part;
        if out.len() <= MOST_OUT && problems.len() <= MOST_PROBLEMS {
            return ControlFlow::Continue(());
        }
        let next = self.shared.new_part();
        let sent = self.parts.send(std::mem::replace(&mut self.part, next));
        if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Evaluates a case; gives the whole outcome if it is wanted, or what is wrong with the case.
    fn evaluate(&mut self, case: &Case) -> Result<Option<String>, Fault> {
        let Shared { settings, rules, .. } = self.shared;
        let Settings { pack, view, .. } = settings;
        if let Some(found) = rules.contradiction(case) {
            let rule = pack.say(view.language, &format!("require.{}", found.require.id));
            return Err(Fault::new(
                None,
                format!("{}: two answers cannot both be true: {rule}", found.who),
            ));
        }
        let is_full = settings.fields == Fields::Full;
        let detail = if is_full { Detail::Statements } else { Detail::Days };
        rules.evaluate_in(self.workspace, case, detail);
        let outcome = &self.workspace.outcome;
        self.part.cases += 1;
        if settings.counts {
            self.part.summary.add(outcome);
        }
        Ok(is_full.then(|| {
            let thresholds = thresholds(pack, case, &settings.topics, outcome);
            json::outcome_line(pack, outcome, &View { thresholds: &thresholds, ..*view })
        }))
    }
}
