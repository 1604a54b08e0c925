//! `check` and `offices`: from the command line to what is printed.
//!
//! **Must not know** how an outcome is found or written.

use crate::case::Case;
use crate::cli::args::Format;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::store::Target;
use crate::cli::{Report, situation};
use crate::engine::evaluate;
use crate::engine::outcome::Outcome;
use crate::pack::Pack;
use crate::render::words::Words;
use crate::render::{self, View, visible};
use crate::terms::id::nearest;
use crate::terms::value::{BadValue, Kind};
use crate::time::what_if::{Threshold, thresholds};
use clap::ArgMatches;

/// Something must be done.
const DUE: u8 = 3;
/// Nothing is certain yet.
const OPEN: u8 = 4;

/// Says what to do.
pub fn check(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let topics = topics(context.pack, matches)?;
    let talk = situation::read(context, matches)?;
    let target = Target::read(matches)?;
    let outcome = evaluate(context.pack, &talk.case, &topics);
    let mut report = advise_on(context, &talk.case, &topics, &outcome);
    tell_saved(context, &mut report, (target, target.save(context, &talk, &topics, &outcome)));
    Ok(report)
}

/// Says what to do about a case that came to this outcome.
pub fn advise_on(
    context: &Context<'_>,
    case: &Case,
    topics: &[usize],
    outcome: &Outcome,
) -> Report {
    let thresholds = thresholds(context.pack, case, topics, &outcome.needs);
    advise(context, outcome, &thresholds)
}

/// Adds to a report that the case was kept, or why not.
pub fn tell_saved(
    context: &Context<'_>,
    report: &mut Report,
    (target, saved): (Target<'_>, Result<bool, Failure>),
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

/// What is printed of an outcome, and the exit code.
fn advise(context: &Context<'_>, outcome: &Outcome, thresholds: &[Threshold]) -> Report {
    let view = View { thresholds, ..context.view() };
    let stdout = match context.common.format {
        Format::Text => render::text::outcome(context.pack, outcome, &view),
        Format::Json => render::json::outcome(context.pack, outcome, &view),
        Format::Ics => render::calendar::calendar(context.pack, outcome, &context.language),
    };
    let is_due = outcome.advice.iter().any(|advice| advice.is_due(outcome.on));
    let code = match outcome.is_decided {
        _ if context.common.exit_zero => 0,
        _ if is_due => DUE,
        true => 0,
        false => OPEN,
    };
    Report { stdout, talk: String::new(), code }
}

/// What is said where a command has no deadlines to put into a calendar.
pub fn no_calendar(command: &str) -> Failure {
    let message = format!("`{command}` makes no calendar file (want --format text or json)");
    Failure::usage(message).help("`dovidka check --format ics` puts the deadlines into one")
}

/// The topics that are asked for, in the order of the pack; all if none is named.
pub fn topics(pack: &Pack, matches: &ArgMatches) -> Result<Vec<usize>, Failure> {
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
    let is_wanted = |id: &str| names.is_empty() || names.iter().any(|name| *name == id);
    Ok((0..pack.topics.len()).filter(|place| is_wanted(&pack.topics[*place].id)).collect())
}

/// Shows the directory.
pub fn offices(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let city =
        matches.get_one::<String>("city").map(|text| city(context.pack, text)).transpose()?;
    let is_wanted = |place: &usize| {
        let of_office = context.pack.offices[*place].city.as_ref();
        city.as_ref().is_none_or(|city| of_office.is_none_or(|of_office| of_office == city))
    };
    let offices: Vec<usize> = (0..context.pack.offices.len()).filter(is_wanted).collect();
    let stdout = match context.common.format {
        Format::Text => render::offices::text(context.pack, &offices, context.on, &context.view()),
        Format::Json => render::json::offices(context.pack, &offices, context.on, &context.view()),
        Format::Ics => return Err(no_calendar("offices")),
    };
    Ok(Report::of(stdout))
}

/// The id of the city that a person means.
fn city(pack: &Pack, text: &str) -> Result<String, Failure> {
    let fact = pack.city.map(|place| &pack.facts[0][place]);
    let Some((fact, Kind::Choice(choices))) = fact.map(|fact| (fact, &fact.kind)) else {
        return Err(Failure::usage("these rules know no cities").help("leave --city out"));
    };
    let bad = |bad: BadValue| Failure::usage(format!("--city: {bad}"));
    let value = fact.kind.read(text).map_err(bad)?[0];
    let id = usize::try_from(value.low).ok().and_then(|place| choices.ids.get(place));
    id.cloned().ok_or_else(|| Failure::usage("these rules know no cities"))
}
