//! `batch`: many cases from a file or a pipe, one line out for each.
//!
//! **Must not know** how lines are read, evaluated or written.

pub(super) mod args;
mod reporter;

use self::reporter::Reporter;
use crate::batch::{self, Done, Fields, Form, Progress, Settings, Stopped};
use crate::case::Columns;
use crate::cli::args::Format;
use crate::cli::commands;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, OTHER};
use crate::cli::report::Report;
use crate::cli::situation::shown_name;
use clap::ArgMatches;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::num::NonZeroUsize;

/// How much is read at once.
const AT_ONCE: usize = 1 << 18;

/// Runs a batch from standard input or a file to standard output.
pub fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    if context.common.format == Format::Ics {
        return Err(commands::no_calendar("batch"));
    }
    let settings = settings(context, matches)?;
    let name = matches.get_one::<String>("file").map_or("-", String::as_str);
    let shown = shown_name(name);
    let (input, size) = open(name)?;
    let mut reporter = Reporter::new(context, size, &settings);
    let done = batch::run(&settings, input, io::stdout(), &mut reporter).map_err(|problem| {
        let failure = Failure::usage(format!("{shown}: {problem}"));
        match problem {
            batch::Unreadable::List => failure.help("turn it into lines with `jq -c '.[]'`"),
            _ => failure,
        }
    })?;
    drop(reporter);
    let report = report(&done)?;
    // No summary if the reader closed the pipe.
    let is_closed = matches!(done.stopped, Some(Stopped::Closed));
    Ok(if matches.get_flag("summary") && !is_closed {
        with_summary(context, &settings, &done, report)
    } else {
        report
    })
}

fn settings<'s>(context: &'s Context<'s>, matches: &ArgMatches) -> Result<Settings<'s>, Failure> {
    let one = |name: &str| matches.get_one::<Form>(name).copied();
    let mut columns = Columns { renamed: Vec::new(), has_others: true };
    for pair in matches.get_many::<String>("map").into_iter().flatten() {
        let (column, fact) = pair.split_once('=').ok_or_else(|| {
            Failure::usage(format!("--map: `{pair}` does not name a fact (want COLUMN=FACT)"))
        })?;
        columns.renamed.push((column.to_owned(), fact.to_owned()));
    }
    let threads = matches.get_one::<NonZeroUsize>("threads").copied();
    let threads = threads.or_else(|| std::thread::available_parallelism().ok());
    Ok(Settings {
        pack: context.pack,
        on: context.on,
        topics: commands::topics(context.pack, matches)?,
        input: one("in"),
        output: one("out").unwrap_or(Form::JsonLines),
        fields: matches.get_one::<Fields>("fields").copied().unwrap_or(Fields::Ids),
        keeps: matches.get_flag("keep"),
        counts: matches.get_flag("summary"),
        is_strict: matches.get_flag("strict"),
        columns,
        threads: threads.map_or(1, NonZeroUsize::get),
        view: context.view(),
    })
}

/// The input, and its size if that is known.
fn open(name: &str) -> Result<(Box<dyn BufRead + Send>, Option<u64>), Failure> {
    if name == "-" {
        if io::stdin().is_terminal() {
            let failure = Failure::usage("there are no cases: standard input is a terminal");
            return Err(failure.help("name a file, or pipe cases in: `dovidka batch cases.jsonl`"));
        }
        return Ok((Box::new(BufReader::with_capacity(AT_ONCE, io::stdin())), None));
    }
    let file = File::open(name).and_then(|file| Ok((file.metadata()?, file)));
    let (data, file) =
        file.map_err(|error| Failure::usage(format!("cannot read `{name}`: {error}")))?;
    let size = data.is_file().then_some(data.len());
    Ok((Box::new(BufReader::with_capacity(AT_ONCE, file)), size))
}

/// What is said at the end, and the exit code.
fn report(done: &Done) -> Result<Report, Failure> {
    let Progress { cases, errors, .. } = done.progress;
    let stopped = |what: &str, error: &io::Error| {
        let message = format!("cannot {what}: {error} (after {cases} cases)");
        Err(Failure::other(message).help("the last line of the output may be cut"))
    };
    let mut report = Report::of(String::new());
    let end = match &done.stopped {
        Some(Stopped::Output(error)) => return stopped("write on", error),
        Some(Stopped::Input(error)) => return stopped("read on", error),
        Some(Stopped::Closed) => return Ok(report),
        Some(Stopped::BadLine) => "; stopped at it (--strict)",
        None => "",
    };
    if errors > 0 {
        let lines = cases + errors;
        report.talk =
            Failure::other(format!("{errors} of {lines} lines could not be read as cases{end}"))
                .text;
        report.code = OTHER;
    }
    Ok(report)
}

/// Adds the summary: to standard output if there are no lines there.
fn with_summary(
    context: &Context<'_>,
    settings: &Settings<'_>,
    done: &Done,
    mut report: Report,
) -> Report {
    let summary = match context.common.format {
        Format::Json => done.summary.json(context.pack),
        _ => done.summary.text((context.pack, context.on), &context.view()),
    };
    if settings.fields == Fields::None {
        report.stdout = summary;
    } else {
        report.talk = format!("{summary}{}", report.talk);
    }
    report
}
