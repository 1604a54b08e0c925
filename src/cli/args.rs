//! The commands and the options that all of them share.
//!
//! **Must not know** what a command does. The flags for facts are in [`fact_flags`](crate::cli::fact_flags).

use crate::cli::batch::args as batch;
use crate::cli::extent::Extent;
use crate::cli::fact_flags::{self, Listed};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::render::visible;
use crate::terms::calendar::Date;
use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Args, ColorChoice, Command, ValueEnum, value_parser};
use std::ffi::OsString;

/// The pack that is used unless another is named.
pub const DEFAULT_PACK: &str = "kazakhstan";

const GLOBAL: &str = "Global options";

/// The form of what goes to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// for people
    Text,
    /// for programs
    Json,
    /// a calendar file with the deadlines
    Ics,
}

/// The options of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Rules to use: a folder, or the name of a built-in pack
    #[arg(long, global = true, value_name = "DIR|NAME", default_value = DEFAULT_PACK, help_heading = GLOBAL)]
    pub rules: String,
    /// The day whose law applies, such as 2026-11-22 [default: today]
    #[arg(long, global = true, value_name = "DATE", value_parser = Date::read, help_heading = GLOBAL)]
    pub on: Option<Date>,
    /// Language of the advice, such as en or uk [default: from `LC_ALL`, `LC_MESSAGES` or LANG]
    #[arg(long, global = true, value_name = "LANGUAGE", help_heading = GLOBAL)]
    pub lang: Option<String>,
    /// Form of the output
    #[arg(long, global = true, value_enum, default_value = "text", help_heading = GLOBAL)]
    pub format: Format,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", help_heading = GLOBAL)]
    pub color: ColorChoice,
    #[command(flatten)]
    pub telling: Telling,
    /// Say only what is asked for
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub quiet: bool,
    /// Say where every value came from
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = GLOBAL)]
    pub verbose: bool,
    /// End with exit code 0 instead of 3 (something must be done), 4 (more facts are needed) and 5 (something has changed)
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub exit_zero: bool,
}

/// How much of an advice is told.
#[derive(Debug, Clone, Copy, Args)]
pub struct Telling {
    /// Tell every step in full
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub full: bool,
    /// Name the sources
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub sources: bool,
}

/// The command line; without a pack there are no flags for facts.
pub fn command(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let root = Common::augment_args(Command::new("dovidka"))
        .version(env!("CARGO_PKG_VERSION"))
        .about(
            "Asks about your situation and says what to do, by when, with which papers and where",
        )
        .max_term_width(100)
        .subcommand_value_name("COMMAND");
    let commands = COMMANDS.iter().filter(|(name, _)| extent.has(name));
    root.subcommands(commands.map(|(_, build)| build(pack, extent)))
}

/// Builds one command.
type Build = fn(Option<&Pack>, Extent<'_>) -> Command;

const COMMANDS: [(&str, Build); 8] = [
    ("ask", ask),
    ("check", check),
    ("timeline", timeline),
    ("what-if", what_if),
    ("recheck", |_, _| recheck()),
    ("batch", |_, _| batch::command()),
    ("offices", offices),
    ("rules", rules),
];

fn ask(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let ask = Command::new("ask")
        .about("Asks what it needs to know, one question at a time")
        .arg(topics(pack, extent))
        .args(saving());
    fact_flags::add(ask, pack, extent)
}

fn check(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let check = Command::new("check")
        .about("Says what to do, from the facts on the command line and in a case file")
        .arg(topics(pack, extent))
        .args(saving());
    fact_flags::add(check, pack, extent)
}

/// `--save` and `--force`.
fn saving() -> [Arg; 2] {
    let save = Arg::new("save").long("save").value_name("FILE");
    let force = Arg::new("force").long("force").action(ArgAction::SetTrue).requires("save");
    [
        save.help("Write your answers, and the advice, to a file that only you can read"),
        force.help("Let --save replace a file"),
    ]
}

fn recheck() -> Command {
    let file = Arg::new("file").value_name("FILE").num_args(1..).required(true);
    Command::new("recheck")
        .about("Says what has changed for stored cases, and whether time or the rules did it")
        .arg(file.help("Case files that --save has written; `-` is standard input"))
}

fn timeline(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let until = Arg::new("until").long("until").value_name("DATE").value_parser(Date::read);
    let timeline = Command::new("timeline")
        .about("Shows the days on which the advice changes, from the same facts")
        .arg(topics(pack, extent))
        .arg(until.help("The last day to look at [default: five years ahead]"));
    fact_flags::add(timeline, pack, extent)
}

fn what_if(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let help = "The fact to vary; without it, the small changes that would help";
    let what_if = Command::new("what-if")
        .about("Shows which values of one fact would change the advice, and how")
        .arg(Arg::new("fact").value_name("FACT").help(help));
    fact_flags::add(what_if, pack, extent)
}

fn offices(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let city = Arg::new("city").long("city").value_name("CITY").help("Only those for one city");
    let fact = pack.and_then(|pack| pack.city.map(|fact| (pack, &pack[(Entity::Household, fact)])));
    let city = match (fact, extent) {
        (Some((pack, fact)), Extent::Whole(language)) => {
            city.value_parser(Listed(fact_flags::possible_values(pack, fact, language)))
        }
        _ => city,
    };
    Command::new("offices").about("Shows the directory of offices").arg(city)
}

fn rules(pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let eval = Command::new("eval")
        .about("Evaluates one condition, date or number on its own")
        .arg(Arg::new("sentence").value_name("SENTENCE").required(true).help("What to evaluate"));
    let author = |name: &'static str, about: &'static str| {
        let help = "A folder, or the name of a built-in pack [default: that of --rules]";
        let pack = Arg::new("pack").value_name("PACK").help(help);
        Command::new(name).about(about).arg(pack)
    };
    Command::new("rules")
        .about("For rule authors")
        .subcommand_required(true)
        .subcommand_value_name("COMMAND")
        .subcommand(fact_flags::add(eval, pack, extent))
        .subcommand(author("check", "Prints every problem of a pack"))
        .subcommand(author("test", "Runs the cases of a pack"))
        .subcommand(sample(author(
            "sample",
            "Writes random households for a pack, one line of JSON each",
        )))
}

fn sample(sample: Command) -> Command {
    let number =
        |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    let percent =
        |name: &'static str| number(name, "PERCENT").value_parser(value_parser!(u8).range(0..=100));
    sample.args([
        number("count", "N")
            .short('n')
            .value_parser(value_parser!(u64))
            .default_value("10")
            .help("How many households"),
        number("seed", "S")
            .value_parser(value_parser!(u64))
            .default_value("1")
            .help("The same seed gives the same households"),
        percent("unknown")
            .default_value("10")
            .help("The percentage of relevant facts that are unknown"),
        percent("partly")
            .default_value("5")
            .help("The percentage of dates of which only the month or the year is known"),
    ])
}

fn topics(pack: Option<&Pack>, extent: Extent<'_>) -> Arg {
    let topic = Arg::new("topic").value_name("TOPIC").num_args(0..).help("Only these topics");
    let (Some(pack), Extent::Whole(language)) = (pack, extent) else { return topic };
    let value = |id: &str| {
        let title = pack.say(language, &format!("topic.{id}"));
        PossibleValue::new(id.to_owned()).help(visible(title).into_owned())
    };
    topic.value_parser(Listed(pack.topics.iter().map(|topic| value(&topic.id)).collect()))
}

/// What `--rules` names, before the command line is read as a whole.
pub fn pack_name(args: &[OsString]) -> String {
    scan(args, "--rules").unwrap_or_else(|| DEFAULT_PACK.into())
}

/// The value of a global option before the command line is read as a whole: the pack decides which flags there are.
pub fn scan(args: &[OsString], option: &str) -> Option<String> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    let mut found = None;
    while let Some(arg) = args.next().filter(|arg| arg != "--") {
        if arg == option {
            found = args.next().map(std::borrow::Cow::into_owned);
        } else if let Some(value) = arg.strip_prefix(option).and_then(|rest| rest.strip_prefix('='))
        {
            found = Some(value.to_owned());
        }
    }
    found
}
