//! `timeline` and `what-if`: when, and for which answers, the advice changes.
//!
//! **Must not know** how changes are found or written.

use crate::case::{Case, Member};
use crate::cli::args::Format;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::{commands, situation};
use crate::engine::evaluate;
use crate::engine::rules::Topics;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::render;
use crate::terms::calendar::{Date, Rounding, Unit, shift};
use crate::terms::id::nearest;
use crate::time::remedy::remedies;
use crate::time::timeline::timeline;
use crate::time::what_if::what_if;
use clap::ArgMatches;

/// How far a timeline looks ahead, in months, unless `--until` says otherwise.
const USUAL_MONTHS: i32 = 60;

/// Shows every day on which the advice changes.
pub fn show_timeline(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let topics = commands::topics(context.pack, matches)?;
    let talk = situation::read(context, matches)?;
    let until = match matches.get_one::<Date>("until") {
        Some(until) => *until,
        None => usual_end(context.on),
    };
    if until < context.on {
        let message = format!("--until {until} is before the as-of date {}", context.on);
        return Err(Failure::usage(message).help("give a later day"));
    }
    let periods = timeline(context.pack, &talk.case, &topics, until);
    let pack = context.pack;
    Ok(Report::of(match context.common.format {
        Format::Text => render::timeline::text(pack, &periods, until, &context.view()),
        Format::Json => render::timeline::json(pack, &periods, until, &context.language),
        Format::Ics => return Err(commands::no_calendar("timeline")),
    }))
}

fn usual_end(on: Date) -> Date {
    let end = shift(on.number(), USUAL_MONTHS, Unit::Months, Rounding::LastDayOfMonth);
    Date::from_number(end).unwrap_or(on)
}

/// Shows which values of a fact would change the advice; without a fact, which small changes would help.
pub fn show_what_if(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let topics = Topics::All;
    let talk = situation::read(context, matches)?;
    let (pack, case) = (context.pack, &talk.case);
    if context.common.format == Format::Ics {
        return Err(commands::no_calendar("what-if"));
    }
    let Some(name) = matches.get_one::<String>("fact") else {
        let found = remedies(pack, case, &topics);
        let outcome = evaluate(pack, case, &topics);
        return Ok(Report::of(match context.common.format {
            Format::Text => render::remedy::text(pack, &outcome, &found, &context.view()),
            _ => render::remedy::json(pack, &outcome, &found, &context.language),
        }));
    };
    let asked = find_fact(pack, case, name)?;
    let all = what_if(pack, case, &topics, asked);
    Ok(Report::of(match context.common.format {
        Format::Text => render::what_if::text(pack, &all, &context.view()),
        _ => render::what_if::json(pack, &all, &context.language),
    }))
}

/// The fact that a name means: `passport-expires`, or `child1-born` for a member.
fn find_fact<'p>(pack: &'p Pack, case: &Case, name: &str) -> Result<(Member, &'p Fact), Failure> {
    let id = name.trim_start_matches("--").replace('-', "_");
    for who in [Member::HOUSEHOLD, Member::YOU] {
        if let Some(fact) = pack.fact(who.of, &id) {
            return Ok((who, fact));
        }
    }
    let members = [Entity::Person, Entity::Child, Entity::Pet].into_iter();
    let members: Vec<Member> =
        members.flat_map(|of| case.members(of)).filter(|who| *who != Member::YOU).collect();
    for who in &members {
        let prefix = format!("{who}_").replace(' ', "");
        if let Some(fact) = id.strip_prefix(&prefix).and_then(|id| pack.fact(who.of, id)) {
            return Ok((*who, fact));
        }
    }
    let own = [Entity::Household, Entity::Person].into_iter();
    let known = own.flat_map(|of| &pack.facts[of.place()]).map(|fact| fact.id.clone());
    let of_members = members.iter().flat_map(|who| {
        let facts = pack.facts[who.of.place()].iter();
        facts.map(move |fact| format!("{who}_{}", fact.id).replace(' ', ""))
    });
    let known: Vec<String> = known.chain(of_members).collect();
    let failure = Failure::usage(format!("there is no fact `{name}`"));
    Err(match nearest(&id, known.iter().map(String::as_str)) {
        Some(near) => failure.help(format!("did you mean `{}`?", near.replace('_', "-"))),
        None => failure
            .help("`dovidka check --help` shows all facts; one of the first child is child1-FACT"),
    })
}
