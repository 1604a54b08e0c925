//! The only contact with the world: the command line, files, the clock, the terminal and exit codes.
//!
//! **Must not know** the details of evaluation.

mod args;
mod ask;
mod authors;
mod batch;
mod commands;
mod context;
mod examples;
mod extent;
mod fact_flags;
mod failure;
mod files;
pub mod pack_folder;
mod problems;
mod prompt;
mod recheck;
mod repeat;
mod report;
mod rule_check;
mod sample;
mod situation;
mod store;
mod unused;
mod when;

use crate::cli::args::Common;
use crate::cli::context::{Context, has_colour};
use crate::cli::extent::Extent;
use crate::cli::failure::{Failure, OTHER, USAGE};
use crate::cli::report::{Report, talk};
use crate::pack::Pack;
use crate::render::visible;
use clap::error::ErrorKind;
use clap::{ArgMatches, ColorChoice, Command, FromArgMatches, ValueEnum};
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let colour =
        args::scan(&args, "--color").and_then(|text| ColorChoice::from_str(&text, true).ok());
    let colour = colour.unwrap_or(ColorChoice::Auto);
    let done = execute(&args, colour).and_then(|report| {
        print(&report.stdout)?;
        talk(&report.talk, colour);
        Ok(report.code)
    });
    ExitCode::from(done.unwrap_or_else(|failure| {
        talk(&failure.text, colour);
        failure.code
    }))
}

fn execute(args: &[OsString], colour: ColorChoice) -> Result<Report, Failure> {
    let rules = args::pack_name(args);
    // Leaked on purpose: it lives until exit, and dropping it costs time.
    let lang = args::scan(args, "--lang");
    let loaded = authors::load(&rules, lang.as_deref()).map(|pack| &*Box::leak(Box::new(pack)));
    let pack = loaded.as_ref().ok().copied();
    let mut matches = match read(pack, args, colour) {
        Ok(Parsed::Matches(matches)) => matches,
        Ok(Parsed::Shown(report)) => return Ok(report),
        // Without its pack the command line cannot be read.
        Err(failure) => return Err(loaded.err().unwrap_or(failure)),
    };
    let common = Common::from_arg_matches_mut(&mut matches);
    let common = common.map_err(|error| clap_failure(&error))?;
    if let Some(("rules", rules)) = matches.subcommand()
        && let Some((name @ ("check" | "test" | "sample"), matches)) = rules.subcommand()
    {
        let pack = matches.get_one::<String>("pack").unwrap_or(&common.rules);
        return match name {
            "check" => rule_check::check(pack, &common),
            "test" => authors::test(pack, common.quiet),
            _ => sample::sample(&pack.clone(), common, matches),
        };
    }
    dispatch(&Context::new(loaded?, common)?, &matches)
}

fn dispatch(context: &Context<'_>, matches: &ArgMatches) -> Result<Report, Failure> {
    match matches.subcommand() {
        Some(("check", matches)) => commands::check(context, matches),
        Some(("ask", matches)) => ask::ask(context, matches),
        Some(("offices", matches)) => commands::offices(context, matches),
        Some(("timeline", matches)) => when::show_timeline(context, matches),
        Some(("batch", matches)) => batch::run(context, matches),
        Some(("recheck", matches)) => recheck::show(context, matches),
        Some(("what-if", matches)) => when::show_what_if(context, matches),
        Some(("rules", rules)) => match rules.subcommand() {
            Some((_, matches)) => authors::eval(context, matches),
            None => Ok(help(context)),
        },
        _ if ask::has_terminal() => ask::ask_everything(context),
        _ => Ok(help(context)),
    }
}

/// The short help.
fn help(context: &Context<'_>) -> Report {
    let extent = Extent::Whole(&context.language);
    let command = args::command(Some(context.pack), extent);
    let help = examples::add(command, Some(context.pack), &context.common.rules).render_help();
    let has_colour = has_colour(context.common.color, &io::stdout());
    let stdout = if has_colour { help.ansi().to_string() } else { help.to_string() };
    Report::of(stdout)
}

/// A command line that was read, or a help or version that it asked for.
enum Parsed {
    Matches(ArgMatches),
    Shown(Report),
}

/// Parses the command line; all commands and their help are built only for an error or a help text.
fn read(pack: Option<&Pack>, args: &[OsString], colour: ColorChoice) -> Result<Parsed, Failure> {
    match args::command(pack, Extent::Named(args)).try_get_matches_from(args) {
        Ok(matches) => return Ok(Parsed::Matches(matches)),
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            return Ok(Parsed::Shown(Report::of(error.render().to_string())));
        }
        Err(_) => {}
    }
    let lang = args::scan(args, "--lang");
    let language = pack.map_or_else(String::new, |pack| {
        let found = context::find_advice_language(pack, lang.as_deref());
        found.unwrap_or_else(|| context::usual_language(pack))
    });
    let command = args::command(pack, Extent::Whole(&language)).color(colour);
    parse(examples::add(command, pack, &args::pack_name(args)), args, colour)
}

fn parse(command: Command, args: &[OsString], colour: ColorChoice) -> Result<Parsed, Failure> {
    let error = match command.clone().try_get_matches_from(args) {
        Ok(matches) => return Ok(Parsed::Matches(matches)),
        Err(error) => error,
    };
    if !error.use_stderr() {
        let has_colour = has_colour(colour, &io::stdout());
        let text = error.render();
        let stdout = if has_colour { text.ansi().to_string() } else { text.to_string() };
        return Ok(Parsed::Shown(Report::of(stdout)));
    }
    // The error repeats what was typed: it is rebuilt from arguments that are safe to show.
    let safe = args.iter().map(|arg| visible(&arg.to_string_lossy()).into_owned());
    Err(clap_failure(&command.try_get_matches_from(safe).err().unwrap_or(error)))
}

fn clap_failure(error: &clap::Error) -> Failure {
    Failure { code: USAGE, text: error.render().ansi().to_string() }
}

/// Writes to standard output; a closed pipe is not a failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let text = Failure::other(format!("cannot write the result: {error}")).text;
            Err(Failure { code: OTHER, text })
        }
        _ => Ok(()),
    }
}
