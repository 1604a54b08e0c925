//! `ask`: the interview on a terminal, and what is said when it ends.
//!
//! **Must not know** which question comes next, or how one is shown.

use crate::case::Case;
use crate::cli::context::{Context, has_colour};
use crate::cli::failure::{Failure, OTHER};
use crate::cli::prompt::{Prompt, Stop};
use crate::cli::report::Report;
use crate::cli::situation::Situation;
use crate::cli::store::Target;
use crate::cli::{commands, repeat, situation, unused};
use crate::engine::evaluate;
use crate::engine::outcome::Outcome;
use crate::engine::rules::Topics;
use crate::interview::{Talk, interview};
use crate::render::visible;
use crate::render::words::Words;
use clap::ArgMatches;
use dialoguer::console;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{IsTerminal, stderr, stdin};

/// A conversation: what it is about, and where its answers are kept.
struct Conversation<'a> {
    topics: Topics,
    situation: Situation,
    target: Target<'a>,
}

/// Whether there is a terminal to ask on: keys can be read and questions shown.
pub fn has_terminal() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// Asks about the topics that are named.
pub fn ask(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    check_terminal()?;
    let topics = commands::topics(context.pack, matches)?;
    let situation = situation::read(context, matches)?;
    let target = Target::read(matches)?;
    Ok(converse(context, Conversation { topics, situation, target }))
}

/// Asks about everything, without any facts.
pub fn ask_everything(context: &Context<'_>) -> Result<Report, Failure> {
    check_terminal()?;
    let talk = Talk::about(Case::new(context.pack, context.on));
    let (topics, target) = (Topics::All, Target::NONE);
    let situation = Situation { talk, flags: BTreeMap::new() };
    Ok(converse(context, Conversation { topics, situation, target }))
}

fn check_terminal() -> Result<(), Failure> {
    let help = "give the facts as flags; `dovidka check --help` shows all of them";
    if !has_terminal() {
        return Err(Failure::usage("questions can only be asked on a terminal").help(help));
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(
            Failure::usage("this terminal cannot move its cursor (TERM is dumb)").help(help)
        );
    }
    Ok(())
}

fn converse(context: &Context<'_>, mut conversation: Conversation<'_>) -> Report {
    console::set_colors_enabled_stderr(has_colour(context.common.color, &stderr()));
    let mut prompt = Prompt::new(context.pack, &context.language);
    prompt.greet(context.common.quiet);
    let topics = conversation.topics.clone();
    let left =
        interview(context.pack, &topics, &mut conversation.situation.talk, &mut prompt).err();
    prompt.finish();
    let outcome = evaluate(context.pack, &conversation.situation.talk.case, &topics);
    let saved = conversation.target.save(context, &conversation.situation.talk, &topics, &outcome);
    match left {
        Some(stop) => leave(context, &conversation, stop, saved),
        None => advise(context, &conversation, &outcome, saved),
    }
}

/// The message when the person leaves before the end.
fn leave(
    context: &Context<'_>,
    conversation: &Conversation<'_>,
    stop: Stop,
    saved: Result<bool, Failure>,
) -> Report {
    let words = Words::of(&context.language);
    let why = match stop {
        Stop::Interrupted => words.say("ask.left.interrupted"),
        Stop::Left => words.say("ask.left.left"),
        Stop::Ended => words.say("ask.left.ended"),
    };
    let kept = match (saved, conversation.target.file) {
        (Ok(true), Some(file)) => {
            let command = repeat::resume(context, &conversation.topics, file);
            format!("{}\n  {command}\n", words.fill("ask.kept.file", &[("file", &visible(file))]))
        }
        (Err(failure), _) => format!("{}\n{}", words.say("ask.kept.nothing"), failure.text),
        _ => format!("{}\n", words.say("ask.kept.nothing")),
    };
    Report { stdout: String::new(), talk: format!("{why} {kept}"), code: OTHER }
}

/// The advice, and below it how to get it again.
fn advise(
    context: &Context<'_>,
    conversation: &Conversation<'_>,
    outcome: &Outcome,
    saved: Result<bool, Failure>,
) -> Report {
    let words = Words::of(&context.language);
    let case = &conversation.situation.talk.case;
    let mut report = commands::advise_on(context, case, &conversation.topics, outcome);
    report.talk += &unused::notice(context, &conversation.situation, &outcome.unused, |case| {
        unused::said(evaluate(context.pack, case, &conversation.topics))
    });
    if !context.common.quiet {
        let command = repeat::check(context, &conversation.topics, case);
        let _ = write!(report.talk, "\n{}\n  {command}\n", words.say("ask.repeat"));
    }
    commands::tell_saved(context, &mut report, conversation.target, saved);
    report
}
