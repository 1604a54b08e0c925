//! `recheck`: stored cases against today's date and today's rules.
//!
//! **Must not know** how changes are found or written.

use crate::case::{self, Case, CaseProblem};
use crate::cli::args::Format;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::situation::shown_name;
use crate::cli::{commands, files};
use crate::engine::contradictions;
use crate::render;
use crate::terms::calendar::Date;
use crate::time::recheck::{Recheck, recheck};
use clap::ArgMatches;

/// Something has changed.
const CHANGED: u8 = 5;

/// Says what has changed in each file; a bad file is reported, and the others are checked all the same.
pub fn show(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    if context.common.format == Format::Ics {
        return Err(commands::no_calendar("recheck"));
    }
    let (mut checked, mut talk, mut bad) = (Vec::new(), String::new(), None);
    for name in matches.get_many::<String>("file").into_iter().flatten() {
        match check(context, name) {
            Ok(found) => checked.push(found),
            Err(failure) => {
                talk.push_str(&failure.text);
                bad = Some(failure.code);
            }
        }
    }
    let stdout = match context.common.format {
        _ if checked.is_empty() => String::new(),
        Format::Json => {
            render::recheck::json(context.pack, context.on, &checked, &context.language)
        }
        _ => render::recheck::text(context.pack, &checked, &context.view()),
    };
    let has_changed = checked.iter().any(Recheck::has_changed);
    let code = if has_changed && !context.common.exit_zero { CHANGED } else { 0 };
    Ok(Report { stdout, talk, code: bad.unwrap_or(code) })
}

fn check(context: &Context<'_>, name: &str) -> Result<Recheck, Failure> {
    let text = files::read(name)?;
    let stored = case::stored(&text).map_err(|problem| bad_place(name, &problem))?;
    let Some(stored) = stored else {
        let message = format!("{}: this case was not stored (want `_stored`)", shown_name(name));
        return Err(Failure::usage(message).help(
            "store it with `dovidka check --case FILE --save FILE`, then recheck that file",
        ));
    };
    if stored.pack != context.pack.id {
        let (pack, rules) = (&stored.pack, &context.pack.id);
        let name = shown_name(name);
        let message =
            format!("{name}: this case was stored with the rules `{pack}`, not `{rules}`");
        return Err(Failure::usage(message).help("select those rules with --rules"));
    }
    let then = household(context, (name, &text), stored.on)?;
    let now = household(context, (name, &text), context.on)?;
    let (outcome, changes) = recheck(context.pack, &stored, (&then, &now));
    let file = shown_name(name).to_owned();
    let (stored_on, stored_version) = (stored.on, stored.version);
    Ok(Recheck { file, stored_on, stored_version, outcome, changes })
}

/// The case of a file on a day; answers that cannot both be true are refused.
fn household(context: &Context<'_>, (name, text): (&str, &str), on: Date) -> Result<Case, Failure> {
    let case = case::read(context.pack, text, on).map_err(|bad| bad_place(name, &bad))?;
    if let Some(found) = contradictions(context.pack, &case).first() {
        let id = format!("require.{}", found.require.id);
        let rule = context.pack.say(&context.language, &id);
        let name = shown_name(name);
        let who = found.who;
        let message = format!("{name}, {who}: two answers cannot both be true on {on}: {rule}");
        let answers = found.answers(context.pack, &case);
        let failure =
            answers.iter().fold(Failure::usage(message), |failure, (member, fact, text)| {
                failure.line(&format!("{member}: {} is {text}", fact.id))
            });
        return Err(failure.help("correct one of them, or say `unknown`"));
    }
    Ok(case)
}

fn bad_place(name: &str, problem: &CaseProblem) -> Failure {
    Failure::usage(format!("{}, {problem}", shown_name(name)))
}
