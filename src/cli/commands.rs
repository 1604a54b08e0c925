//! `check` and `offices`: from the command line to what is printed.
//!
//! **Must not know** how an outcome is found or written.

use crate::case::Case;
use crate::cli::args::{Common, Format};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::store::Target;
use crate::cli::{situation, unused};
use crate::engine::evaluate;
use crate::engine::outcome::Outcome;
use crate::engine::rules::Topics;
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::render::words::Words;
use crate::render::{self, View, visible};
use crate::terms::id::{OfficeId, TopicId, nearest};
use crate::terms::value::{BadValue, Kind};
use crate::time::what_if::{Threshold, thresholds};
use clap::ArgMatches;
use std::io::{IsTerminal, stdout};

/// Something must be done.
const DUE: u8 = 3;
/// Nothing is certain yet.
const OPEN: u8 = 4;

/// Says what to do.
pub fn check(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let topics = topics(context.pack, matches)?;
    let situation = situation::read(context, matches)?;
    let target = Target::read(matches)?;
    let case = &situation.talk.case;
    let outcome = evaluate(context.pack, case, &topics);
    let mut report = advise_on(context, case, &topics, &outcome);
    report.talk += &unused::notice(context, &situation, &outcome.unused, |case| {
        unused::said(evaluate(context.pack, case, &topics))
    });
    let saved = target.save(context, &situation.talk, &topics, &outcome);
    tell_saved(context, &mut report, target, saved);
    Ok(report)
}

/// Says what to do about a case that came to this outcome.
pub fn advise_on(context: &Context<'_>, case: &Case, topics: &Topics, outcome: &Outcome) -> Report {
    let thresholds = thresholds(context.pack, case, topics, outcome);
    advise(context, outcome, &thresholds)
}

/// Adds to a report that the case was saved, or why not.
pub fn tell_saved(
    context: &Context<'_>,
    report: &mut Report,
    target: Target<'_>,
    saved: Result<bool, Failure>,
) {
    match (saved, target.file) {
        (Ok(true), Some(file)) if !context.common.quiet => {
            let words = Words::of(&context.language);
            let kept = words.fill("ask.saved", &[("file", &visible(file))]);
            report.talk = format!("{}\n{kept}\n", report.talk);
        }
        (Err(failure), _) => {
            report.talk.push_str(&failure.text);
            report.code = failure.code;
        }
        _ => {}
    }
}

/// Writes an outcome in the chosen format, with the exit code that it calls for.
fn advise(context: &Context<'_>, outcome: &Outcome, thresholds: &[Threshold]) -> Report {
    let view = View { thresholds, ..context.view() };
    let stdout = match context.common.format {
        Format::Text => render::text::outcome(context.pack, outcome, &view),
        Format::Json => render::json::outcome(context.pack, outcome, &view),
        Format::Ics => render::calendar::calendar(context.pack, outcome, &context.language),
    };
    let is_due = outcome.due().next().is_some();
    let code = match outcome.is_decided {
        _ if context.common.exit_zero => 0,
        _ if is_due => DUE,
        true => 0,
        false => OPEN,
    };
    Report { stdout, talk: more(context), code }
}

/// How to see more than a short advice: a line for a person at a terminal.
fn more(context: &Context<'_>) -> String {
    let Common { telling, quiet, format, .. } = context.common;
    let is_short = format == Format::Text && !(telling.full && telling.sources);
    if is_short && !quiet && stdout().is_terminal() {
        format!("\n{}\n", Words::of(&context.language).say("letter.more"))
    } else {
        String::new()
    }
}

/// Refuses `--format ics` for a command that has no deadlines to put into a calendar.
pub fn no_calendar(command: &str) -> Failure {
    let message = format!("`{command}` cannot write a calendar file (want --format text or json)");
    Failure::usage(message).help("`dovidka check --format ics` puts the deadlines into one")
}

/// The requested topics; all of them if none is named.
pub fn topics(pack: &Pack, matches: &ArgMatches) -> Result<Topics, Failure> {
    let names: Vec<&String> = matches.get_many("topic").into_iter().flatten().collect();
    let known = || pack.topics.iter().map(|topic| topic.id.as_str());
    for name in &names {
        if pack.topic(name).is_none() {
            let list = known().collect::<Vec<_>>().join(", ");
            let failure =
                Failure::usage(format!("there is no topic `{name}` (want one of: {list})"));
            return Err(match nearest(name, known()) {
                Some(nearest) => failure.help(format!("did you mean `{nearest}`?")),
                None => failure,
            });
        }
    }
    if names.is_empty() {
        return Ok(Topics::All);
    }
    let is_wanted = |topic: &TopicId| names.iter().any(|name| **name == pack[*topic].id);
    Ok(Topics::Some(Topics::All.of(pack).into_iter().filter(is_wanted).collect()))
}

/// Shows the directory.
pub fn offices(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let city =
        matches.get_one::<String>("city").map(|text| city(context.pack, text)).transpose()?;
    let is_wanted = |office: &OfficeId| {
        let of_office = context.pack[*office].city.as_ref();
        city.as_ref().is_none_or(|city| of_office.is_none_or(|of_office| of_office == city))
    };
    let all = (0..context.pack.offices.len()).map(OfficeId::at);
    let offices: Vec<OfficeId> = all.filter(is_wanted).collect();
    let stdout = match context.common.format {
        Format::Text => render::offices::text(context.pack, &offices, context.on, &context.view()),
        Format::Json => render::json::offices(context.pack, &offices, context.on, &context.view()),
        Format::Ics => return Err(no_calendar("offices")),
    };
    Ok(Report::of(stdout))
}

/// The id of the city that a person means.
fn city(pack: &Pack, text: &str) -> Result<String, Failure> {
    let fact = pack.city.map(|fact| &pack[(Entity::Household, fact)]);
    let Some((fact, Kind::Choice(choices))) = fact.map(|fact| (fact, &fact.kind)) else {
        return Err(Failure::usage("this pack lists no cities").help("leave --city out"));
    };
    let bad = |bad: BadValue| Failure::usage(format!("--city: {bad}"));
    let value = fact.kind.read(text).map_err(bad)?[0];
    let id = usize::try_from(value.low).ok().and_then(|place| choices.ids.get(place));
    id.cloned().ok_or_else(|| Failure::usage("this pack lists no cities"))
}
