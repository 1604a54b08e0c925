//! The flags made from a pack's facts: one for each fact of the household and of you, and one for each kind of member.
//!
//! **Owns** the names of the flags and their help. **Must not know** what their values mean.

use crate::case::DONE;
use crate::cli::extent::Extent;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::render::visible;
use crate::terms::value::Kind;
use clap::builder::{PossibleValue, TypedValueParser, ValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command};
use std::ffi::OsStr;

/// The flags for members, and whom each is for.
pub const MEMBERS: [(&str, Entity); 3] =
    [("adult", Entity::Person), ("child", Entity::Child), ("pet", Entity::Pet)];

/// The names that commands use themselves.
const TAKEN: [&str; 22] = [
    DONE,
    "rules",
    "on",
    "lang",
    "format",
    "color",
    "full",
    "sources",
    "quiet",
    "verbose",
    "exit-zero",
    "help",
    "version",
    "case",
    "save",
    "force",
    "topic",
    "fact",
    "file",
    "until",
    "sentence",
    STAYS,
];

/// The flag and the key that list earlier stays.
pub const STAYS: &str = "stay-in";

/// A fact of the household or of you, and the name of its flag.
pub struct Flag<'p> {
    /// The fact.
    pub fact: &'p Fact,
    /// The name, without the dashes in front.
    pub name: String,
}

impl Flag<'_> {
    /// The id under which clap keeps its value.
    pub fn id(&self) -> String {
        format!("fact:{}", self.name)
    }

    /// Whether the command line needs the name of the fact itself.
    pub fn is_renamed(&self) -> bool {
        is_taken(&self.fact.id.replace('_', "-"))
    }
}

/// The flags of a pack in the order of its topics; a name already taken gets the entity in front.
pub fn flags(pack: &Pack) -> Vec<Flag<'_>> {
    let mut flags: Vec<Flag<'_>> = Vec::new();
    let facts = [Entity::Household, Entity::Person].map(|of| &pack.facts[of.place()]);
    for fact in facts.into_iter().flatten() {
        let mut name = fact.id.replace('_', "-");
        while is_taken(&name) || flags.iter().any(|flag| flag.name == name) {
            name = format!("{}-{name}", fact.of.name());
        }
        flags.push(Flag { fact, name });
    }
    let place = |flag: &Flag<'_>| pack.topics.iter().position(|topic| topic.id == flag.fact.topic);
    flags.sort_by_key(|flag| place(flag).unwrap_or(usize::MAX));
    flags
}

/// Whether the command line needs a name itself.
fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name) || MEMBERS.iter().any(|(member, _)| *member == name)
}

/// Adds the flags of a pack and `--case` to a command.
pub fn add(command: Command, pack: Option<&Pack>, extent: Extent<'_>) -> Command {
    let case = Arg::new("case")
        .long("case")
        .value_name("FILE|-")
        .help("Facts in a JSON file; - is standard input");
    let Some(pack) = pack.filter(|_| extent.has(command.get_name())) else {
        return command.arg(case);
    };
    let facts = flags(pack).into_iter().map(|flag| fact_flag(pack, &flag, extent));
    let members = MEMBERS.map(|(name, of)| member_flag(pack, (name, of), extent));
    let command = command.arg(case).args(members.into_iter().flatten()).args(facts);
    command.args(stay_flag(pack, extent)).arg(done_flag(extent))
}

/// The flag of the steps that are done.
fn done_flag(extent: Extent<'_>) -> Arg {
    let arg = Arg::new(DONE).long(DONE).action(ArgAction::Append);
    let Extent::Whole(_) = extent else { return arg };
    arg.value_name("ACTION@WHO")
        .help("A step that is done (repeat it for each)")
        .long_help(
            "A step that is done, by its id in JSON: `ACTION`, `ACTION@WHO` (\"ACTION@child 1\"), and either with \
             `=DATE`. Without a member everybody has done it, without a day it was today. It stays done as long as its \
             days do not change.",
        )
}

/// The flag of earlier stays, beside the fact that gives only their number of days.
fn stay_flag(pack: &Pack, extent: Extent<'_>) -> Option<Arg> {
    let topic = &pack.allowance.as_ref()?.topic;
    let arg = Arg::new(STAYS).long(STAYS).action(ArgAction::Append);
    let Extent::Whole(language) = extent else { return Some(arg) };
    let title = pack.say(language, &format!("topic.{topic}"));
    let arg = arg
        .value_name("FROM..TO")
        .help_heading(visible(if title.is_empty() { topic } else { title }).into_owned())
        .help("An earlier stay, first and last day (repeat it for each; all of them, '' if there was none)");
    Some(arg)
}

fn fact_flag(pack: &Pack, flag: &Flag<'_>, extent: Extent<'_>) -> Arg {
    let fact = flag.fact;
    let arg = Arg::new(flag.id()).long(flag.name.clone()).allow_negative_numbers(true);
    let Extent::Whole(language) = extent else { return arg };
    let title = pack.say(language, &format!("topic.{}", fact.topic));
    let parser: ValueParser = match fact.kind {
        Kind::Date | Kind::Number => ValueParser::string(),
        _ => Listed(possible_values(pack, fact, language)).into(),
    };
    arg.value_name(value_name(&fact.kind))
        .value_parser(parser)
        .help_heading(visible(if title.is_empty() { &fact.topic } else { title }).into_owned())
        .help(visible(pack.say_fact(language, fact, "label")).into_owned())
}

fn value_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo => "YES|NO",
        Kind::Number => "NUMBER",
        Kind::Date => "DATE",
        Kind::Choice(_) => "CHOICE",
        Kind::Choices(_) => "CHOICE+CHOICE",
    }
}

/// The values of a fact that the help lists, with what they mean.
pub fn possible_values(pack: &Pack, fact: &Fact, language: &str) -> Vec<PossibleValue> {
    match &fact.kind {
        Kind::YesNo => ["yes", "no"].map(PossibleValue::new).into(),
        Kind::Choice(choices) | Kind::Choices(choices) => {
            let text = |id: &str| pack.say(language, &format!("choice.{}.{id}", fact.id));
            let value =
                |id: &String| PossibleValue::new(id.clone()).help(visible(text(id)).into_owned());
            choices.ids.iter().map(value).collect()
        }
        Kind::Number | Kind::Date => Vec::new(),
    }
}

fn member_flag(pack: &Pack, (name, of): (&'static str, Entity), extent: Extent<'_>) -> Option<Arg> {
    let facts = &pack.facts[of.place()];
    let arg = (!facts.is_empty()).then(|| Arg::new(name).long(name).action(ArgAction::Append))?;
    let Extent::Whole(_) = extent else { return Some(arg) };
    let values = |fact: &Fact| match &fact.kind {
        Kind::Choice(choices) | Kind::Choices(choices) => choices.ids.join("|"),
        kind => value_name(kind).to_lowercase(),
    };
    let keys = facts.iter().map(|fact| format!("{}={}", fact.id.replace('_', "-"), values(fact)));
    let who = match of {
        Entity::Person => "Another adult of the household",
        Entity::Child => "A child",
        _ => "A pet",
    };
    let counts_stays = of == Entity::Person && pack.allowance.is_some();
    let stays = counts_stays.then(|| format!("{STAYS}=from..to+from..to"));
    let keys = keys.chain(stays).collect::<Vec<_>>().join(", ");
    let long = format!("{who}; give it once for each, '' if nothing is known. Keys: {keys}");
    let arg = arg
        .value_name("KEY=VALUE,…")
        .help_heading("Members of the household")
        .help(format!("{who} (repeat it for each)"))
        .long_help(long);
    Some(arg)
}

/// Shows a list of values in the help and takes any text: it is checked later, in one place.
#[derive(Debug, Clone)]
pub struct Listed(pub Vec<PossibleValue>);

impl TypedValueParser for Listed {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        _arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let text = value.to_str().map(str::to_owned);
        text.ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().cloned()))
    }
}
