//! Runs a batch on several threads.

use super::block::Block;
use super::columns::Names;
use super::csv_case::Header;
use super::json_line::JsonLine;
use super::order::{End, Order};
use super::recognise::{Source, Unreadable, recognise};
use super::tell::{Hear, Progress};
use super::work::{Shop, Worker};
use super::{Fields, Form, Settings, Summary, csv_line};
use crate::case::Template;
use crate::engine::plan::Plan;
use crate::terms::id::did_you_mean;
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
/// use dovidka::batch::{self, Column, Fields, Form, Hear, Problem, Progress, Settings};
/// use dovidka::{Pack, render::View};
///
/// struct Silent;
/// impl Hear for Silent {
///     fn problem(&mut self, _: &Problem) {}
///     fn column(&mut self, _: &str, _: Option<&str>) {}
///     fn progress(&mut self, _: Progress) {}
/// }
///
/// let pack = Pack::embedded("kazakhstan")?;
/// let view = View { language: "en", width: 80, colour: false, now: None, thresholds: &[] };
/// let settings = Settings {
///     pack: &pack, on: "2026-11-22".parse()?, topics: vec![], input: None, output: Form::JsonLines,
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
    let header = source.header(settings)?;
    let shop = shop(settings, header)?;
    let mut output = output;
    if settings.output == Form::Csv && settings.fields != Fields::None {
        // A reader that has gone away is noticed with the first block.
        let _ = output.write_all(&csv_line::names(settings, shop.kept()));
    }
    let order = Order::new(output, hear);
    let queue = Mutex::new((source, 0));
    if settings.threads <= 1 {
        labour(&shop, &queue, &order);
    } else {
        std::thread::scope(|scope| {
            for _ in 0..settings.threads {
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

fn shop<'s>(settings: &'s Settings<'s>, header: Option<Header>) -> Result<Shop<'s>, Unreadable> {
    let Settings { pack, on, .. } = *settings;
    let names = Names::new(pack, &settings.columns);
    if let Some((column, fact, near)) = names.bad_column(pack) {
        let hint = did_you_mean(near.as_deref());
        let message =
            format!("the column `{column}` is to be read as `{fact}`, which is no fact{hint}");
        return Err(Unreadable::Column(message));
    }
    let all = || (0..pack.topics.len()).collect();
    let topics = if settings.topics.is_empty() { all() } else { settings.topics.clone() };
    Ok(Shop {
        settings,
        plan: Plan::new(pack, on, &topics),
        topics,
        template: Template::new(pack, on),
        names,
        json: JsonLine::new(pack, on.number()),
        header,
    })
}

/// What one thread does: takes the next block, works on it, and writes it in its turn.
fn labour<R: BufRead, W: Write>(
    shop: &Shop<'_>,
    queue: &Mutex<(Source<R>, u64)>,
    order: &Order<'_, W>,
) {
    let (mut worker, mut block) = (Worker::new(shop), Block::default());
    loop {
        let mut taken = queue.lock().unwrap_or_else(PoisonError::into_inner);
        let (source, number) = &mut *taken;
        let found = if order.has_ended() { Ok(false) } else { source.fill(&mut block, *number) };
        let this = *number;
        *number += u64::from(matches!(found, Ok(true)));
        drop(taken);
        match found {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return order.fail(this, error),
        }
        let is_end = worker.work(&block);
        if order.write(&block, &worker.result, is_end) {
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
    fn header(&mut self, settings: &Settings<'_>) -> Result<Option<Header>, Unreadable> {
        let Self::Records(records) = self else { return Ok(None) };
        let names = records.names()?;
        let mut seen = std::collections::HashSet::new();
        if let Some(twice) = names.iter().find(|name| !seen.insert(settings.columns.fact(name))) {
            return Err(Unreadable::Twice(twice.clone()));
        }
        Ok(Some(Header::new(settings.pack, &settings.columns, names)))
    }
}
