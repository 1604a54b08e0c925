//! `rules eval` and `rules test`, and the packs that those name who write rules.
//!
//! **Must not know** what makes a pack wrong.

use crate::cli::args::Format;
use crate::cli::context::{Context, find_advice_language};
use crate::cli::failure::{Failure, OTHER, USAGE};
use crate::cli::pack_folder::{self, BadFolder};
use crate::cli::report::Report;
use crate::cli::{commands, problems, situation};
use crate::engine::need::Need;
use crate::engine::sentence::{Evaluated, Value, evaluate_sentence};
use crate::pack::{LoadError, Pack};
use crate::proof;
use crate::render::visible;
use crate::terms::id::nearest;
use clap::ArgMatches;
use std::fmt::Write as _;
use std::path::Path;
use textwrap::core::display_width;

/// Loads a built-in pack by its name, with its texts in the language of the advice, or a folder.
pub fn load(name: &str, lang: Option<&str>) -> Result<Pack, Failure> {
    let built_in = |name: &str| Pack::embedded_in(name, |pack| find_advice_language(pack, lang));
    find(name, built_in, pack_folder::load).map_err(|error| failure(name, &error))
}

/// Loads a pack and checks it, even if it is built in and was checked before.
fn load_checked(name: &str) -> Result<Pack, BadFolder> {
    find(name, Pack::embedded_checked, pack_folder::load)
}

/// What there is under the name of a built-in pack, or in a folder.
pub fn find<T>(
    name: &str,
    built_in: impl FnOnce(&str) -> Result<T, LoadError>,
    in_folder: fn(&Path) -> Result<T, BadFolder>,
) -> Result<T, BadFolder> {
    if Pack::embedded_names().iter().any(|known| known == name) {
        Ok(built_in(name)?)
    } else {
        in_folder(Path::new(name))
    }
}

/// Why there are no rules `name`, and what to do about it.
pub fn failure(name: &str, error: &BadFolder) -> Failure {
    let failure = || Failure::usage(error.to_string());
    match error {
        BadFolder::Load(LoadError::Wrong(problems, files)) => {
            let mut text = problems::report(problems, files, true);
            let count = problems.iter().filter(|found| !found.problem.is_warning()).count();
            let _ = writeln!(text, "{count} problem(s) in the rules `{}`", visible(name));
            Failure { code: USAGE, text }
        }
        BadFolder::NoPack(_) => {
            let names = Pack::embedded_names();
            let near = nearest(name, names.iter().map(String::as_str));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            failure().help(format!("built in: {}{near}", names.join(", ")))
        }
        BadFolder::NoFile { .. } => failure().help("remove it, or give it a name without `.json`"),
        BadFolder::Load(LoadError::TooMuch(_)) => failure().help("split the pack"),
        BadFolder::Load(LoadError::NoSuchPack(_)) | BadFolder::Unreadable { .. } => failure(),
    }
}

/// Evaluates one sentence.
pub fn eval(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    let sentence = matches.get_one::<String>("sentence").map_or("", String::as_str);
    let case = situation::facts(context, matches)?;
    let found = evaluate_sentence(context.pack, &case, sentence).map_err(|(problem, place)| {
        let before = visible(sentence.get(..place.start).unwrap_or(sentence));
        let part = visible(sentence.get(place).unwrap_or_default());
        let caret = "^".repeat(display_width(&part).max(1));
        let pointer = format!("{}{caret}", " ".repeat(display_width(&before)));
        Failure::usage(problem.message()).line(sentence).line(&pointer).help(problem.help())
    })?;
    let stdout = match context.common.format {
        Format::Text => as_text(context.pack, &found),
        Format::Json => as_json(context.pack, &found),
        Format::Ics => return Err(commands::no_calendar("rules eval")),
    };
    Ok(Report::of(stdout))
}

/// The needs as an author writes them: `passport_expires` of you, `child1_born`, `adult1_passport`.
fn needs(pack: &Pack, found: &Evaluated) -> Vec<String> {
    let name = |who: String, fact: &str| match who.as_str() {
        "household" | "you" => fact.to_owned(),
        who => format!("{}_{fact}", who.replace(' ', "")),
    };
    let id = |need: &Need| &pack[(need.who.of, need.fact)].id;
    found.needs.iter().map(|need| name(need.who.to_string(), id(need))).collect()
}

fn as_text(pack: &Pack, found: &Evaluated) -> String {
    match &found.value {
        Value::Truth(truth) => format!("{truth}\n"),
        Value::Date(date) => format!("{date}\n"),
        Value::Number(number) => format!("{number}\n"),
        Value::Choice(choice) => format!("{choice}\n"),
        Value::Open => format!("not decided; needed: {}\n", needs(pack, found).join(", ")),
        Value::PastTheCalendar => "no day of the calendar (0001-01-01 to 9999-12-31)\n".into(),
    }
}

/// Ids hold no character that JSON escapes.
fn as_json(pack: &Pack, found: &Evaluated) -> String {
    let value = match &found.value {
        Value::Truth(truth) => truth.to_string(),
        Value::Date(date) => format!("\"{date}\""),
        Value::Number(number) => number.to_string(),
        Value::Choice(choice) => format!("\"{choice}\""),
        Value::Open | Value::PastTheCalendar => "null".into(),
    };
    let needs: Vec<String> = needs(pack, found).iter().map(|need| format!("\"{need}\"")).collect();
    format!("{{\"value\": {value}, \"needs\": [{}]}}\n", needs.join(", "))
}

/// Runs the cases of a pack; those that fail are shown in full.
pub fn test(name: &str, quiet: bool) -> Result<Report, Failure> {
    let load = || {
        let cases = find(name, Pack::embedded_cases, pack_folder::load_cases)?;
        Ok(proof::run_cases(&load_checked(name)?, &cases))
    };
    let results = load().map_err(|error: BadFolder| failure(name, &error))?;
    let mut stdout = String::new();
    let failed: Vec<_> = results.iter().filter(|result| !result.problems.is_empty()).collect();
    for result in &failed {
        let _ = writeln!(stdout, "{}: {}", visible(&result.file), visible(&result.title));
        for problem in &result.problems {
            let _ = writeln!(stdout, "  {}", visible(problem));
        }
    }
    if !quiet {
        let passed = results.len() - failed.len();
        let _ = writeln!(stdout, "{passed} passed, {} failed", failed.len());
    }
    Ok(Report { stdout, talk: String::new(), code: if failed.is_empty() { 0 } else { OTHER } })
}
