//! Runs a batch on several threads.

use super::block::Block;
use super::columns::Names;
use super::csv_case::Header;
use super::json_line::JsonLine;
use super::member_column::nearest_column;
use super::order::{End, Order};
use super::recognise::{Source, Unreadable, recognise};
use super::tell::{Hear, Progress, Unknown};
use super::work::{Shop, Worker};
use super::{Fields, Form, Settings, Summary, csv_line};
use crate::case::Template;
use crate::case_file::Columns;
use crate::engine::rules::Rules;
use std::io::{self, BufRead, Write};
use std::sync::{Mutex, PoisonError};

/// What a batch has done.
#[derive(Debug)]
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
/// [`Unreadable`] if there is nothing that could be a case; bad lines are told to `hear`.
///
/// # Examples
///
/// ```
/// use dovidka::batch::{self, Column, Fields, Form, Hear, Problem, Progress, Settings, Unknown};
/// use dovidka::{Pack, render::View};
///
/// struct Silent;
/// impl Hear for Silent {
///     fn problem(&mut self, _: &Problem) {}
///     fn column(&mut self, _: &Unknown) {}
///     fn progress(&mut self, _: Progress) {}
/// }
///
/// let pack = Pack::embedded("kazakhstan")?;
/// let view = View { language: "en", width: 80, colour: false, now: None, thresholds: &[] };
/// let settings = Settings {
///     pack: &pack, on: "2026-11-22".parse()?, topics: dovidka::Topics::All, input: None, output: Form::JsonLines,
///     fields: Fields::Ids, keeps: false, counts: false, is_strict: false, columns: Default::default(), threads: 2, view,
/// };
/// let cases = "{\"id\":7,\"passport\":\"none\"}\n{\"passport\":\"paper\"}\n".as_bytes();
/// let mut out = Vec::new();
/// let done = batch::run(&settings, cases, &mut out, &mut Silent)?;
/// assert_eq!((done.progress.cases, done.progress.errors), (1, 1));
/// assert!(out.starts_with(b"{\"id\":7,\"decided\":"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn run<R: BufRead + Send, W: Write + Send>(
    settings: &Settings<'_>,
    input: R,
    output: W,
    hear: &mut dyn Hear,
) -> Result<Done, Unreadable> {
    let mut source = recognise(input, settings.input)?;
    let shop = shop(settings, source.names()?)?;
    for (_, name) in shop.header.iter().flat_map(Header::others) {
        let nearest = nearest_column(settings.pack, name);
        hear.column(&Unknown { name: name.clone(), list: None, nearest });
    }
    let order = Order::new(output, hear);
    if settings.output == Form::Csv && settings.fields != Fields::None {
        order.start(&csv_line::names(settings, shop.kept()));
    }
    let queue = Mutex::new(Queue { source, number: 0, is_over: false });
    if settings.threads <= 1 {
        labour(&shop, &queue, &order);
    } else {
        std::thread::scope(|scope| {
            for _ in 0..settings.threads.min(MOST_THREADS) {
                scope.spawn(|| labour(&shop, &queue, &order));
            }
        });
    }
    let state = order.finish();
    let stopped = state.end.map(|end| match end {
        End::BadLine => Stopped::BadLine,
        End::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Stopped::Closed,
        End::Output(error) => Stopped::Output(error),
        End::Input(error) => Stopped::Input(error),
    });
    Ok(Done { progress: state.progress, summary: state.summary, stopped })
}

/// The most threads that work.
const MOST_THREADS: usize = 256;

/// The input, from which each worker takes the next block.
struct Queue<R> {
    source: Source<R>,
    /// The number of the next block.
    number: u64,
    /// Nothing is read after a failure: what follows may begin inside a line.
    is_over: bool,
}

fn shop<'s>(
    settings: &'s Settings<'s>,
    header: Option<Vec<String>>,
) -> Result<Shop<'s>, Unreadable> {
    let Settings { pack, on, .. } = *settings;
    let columns = Columns { has_others: true, ..settings.columns.clone() };
    let names = Names::new(pack, &columns);
    if let Some(message) = names.bad_column(pack, header.as_deref()) {
        return Err(Unreadable::Column(message));
    }
    let header = header.map(|names| Header::new(pack, &columns, names));
    Ok(Shop {
        settings,
        columns,
        plan: Rules::on(pack, &settings.topics, on),
        template: Template::new(pack, on),
        names,
        json: JsonLine::new(pack, on.number()),
        header,
    })
}

/// What one thread does: takes the next block, works on it, and writes it in its turn.
fn labour<R: BufRead, W: Write>(shop: &Shop<'_>, queue: &Mutex<Queue<R>>, order: &Order<'_, W>) {
    let _guard = order.guard();
    let (mut worker, mut block) = (Worker::new(shop), Block::default());
    loop {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        let Queue { source, number, is_over } = &mut *queue;
        if *is_over || order.has_ended() {
            return;
        }
        let (this, found) = (*number, source.fill(&mut block, *number));
        *number += 1;
        *is_over = !matches!(found, Ok(true));
        drop(queue);
        match found {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return order.fail(this, error),
        }
        let is_end = worker.work(&block, &mut |done| order.write_part(this, done));
        if order.write((this, block.taken), &worker.result, is_end) {
            return;
        }
    }
}

impl<R: BufRead> Source<R> {
    fn fill(&mut self, block: &mut Block, number: u64) -> io::Result<bool> {
        match self {
            Self::Lines(lines) => lines.fill(block, number),
            Self::Records(records) => records.fill(block, number),
        }
    }

    /// The names of the columns, if this is a spreadsheet.
    fn names(&mut self) -> Result<Option<Vec<String>>, Unreadable> {
        match self {
            Self::Lines(_) => Ok(None),
            Self::Records(records) => records.names().map(Some),
        }
    }
}
