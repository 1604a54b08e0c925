//! The options of `batch`.

use crate::batch::{Fields, Form};
use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, ValueEnum};
use std::num::NonZeroUsize;

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::JsonLines, Self::Csv]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::JsonLines => ("jsonl", "one JSON object in each line"),
            Self::Csv => ("csv", "a spreadsheet with a line of column names"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

impl ValueEnum for Fields {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Ids, Self::Full, Self::None]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Ids => ("ids", "your own id, the actions with who and when, and what is needed"),
            Self::Full => ("full", "the whole outcome, as of `check --format json`"),
            Self::None => ("none", "no lines, only the summary"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

/// The command and its options.
pub fn command() -> Command {
    let form = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("FORM")
            .value_parser(clap::value_parser!(Form))
            .help(help)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    let file = Arg::new("file").value_name("FILE|-").default_value("-");
    let topic = Arg::new("topic").long("topic").value_name("TOPIC").action(ArgAction::Append);
    let fields = Arg::new("fields").long("fields").value_name("FIELDS").default_value("ids");
    let map = Arg::new("map").long("map").value_name("COLUMN=FACT").action(ArgAction::Append);
    let threads = Arg::new("threads").long("threads").value_name("N");
    Command::new("batch")
        .about("Says what to do for many cases: one line out for every line in, in the same order")
        .arg(file.help("Cases as JSON Lines or CSV; `-` is standard input"))
        .arg(topic.help("Only this topic (repeat it for more)"))
        .arg(form("in", "What comes in [default: seen from its first bytes]"))
        .arg(form("out", "What goes out").default_value("jsonl"))
        .arg(fields.value_parser(clap::value_parser!(Fields)).help("What a line out holds"))
        .arg(flag("keep", "Give back columns that are not facts"))
        .arg(map.help("Read a column as a fact (repeat it for each)"))
        .arg(flag("strict", "Stop at the first line that cannot be read as a case"))
        .arg(flag(
            "summary",
            "Count the households by action and by week (on standard error, if there are lines)",
        ))
        .arg(
            threads
                .value_parser(clap::value_parser!(NonZeroUsize))
                .help("How many threads work [default: as many as the machine runs at once]"),
        )
}
