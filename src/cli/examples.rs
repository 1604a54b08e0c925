//! The examples at the end of each `--help`, made from the pack in use; tests run every one of them.
//!
//! **Must not know** what a pack is about: the facts, topics and choices are the first ones that fit.

use crate::cli::args::DEFAULT_PACK;
use crate::cli::fact_flags::{Flag, MEMBERS, flags};
use crate::cli::repeat::quote;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::value::Kind;
use clap::Command;

/// Puts the examples of every command after its help.
///
/// `rules` is what `--rules` names. Without a pack, only the examples that need none are there.
pub fn add(command: Command, pack: Option<&Pack>, rules: &str) -> Command {
    let values = Values { pack, rules };
    command.after_help(values.help("")).mut_subcommands(|command| match command.get_name() {
        "rules" => command.mut_subcommands(|command| {
            let help = values.help(&format!("rules {}", command.get_name()));
            command.after_help(help)
        }),
        name => {
            let help = values.help(name);
            command.after_help(help)
        }
    })
}

/// The examples of a command and what follows them. A line with a `<value>` that the pack does not have is left out.
fn templates(command: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match command {
        "ask" => (&ASK, &ASK_NOTES),
        "check" => (&CHECK, &CHECK_NOTES),
        "offices" => (&OFFICES, &[]),
        "timeline" => (&TIMELINE, &TIMELINE_NOTES),
        "what-if" => (&WHAT_IF, &WHAT_IF_NOTES),
        "recheck" => (&RECHECK, &RECHECK_NOTES),
        "batch" => (&BATCH, &BATCH_NOTES),
        "rules eval" => (&EVAL, &EVAL_NOTES),
        "rules check" => (&["<dovidka> rules check", "<dovidka> rules check <pack>"], &[]),
        "rules test" => (&["<dovidka> rules test", "<dovidka> rules test <pack>"], &[]),
        "rules sample" => (&SAMPLE, &SAMPLE_NOTES),
        _ => (&DOVIDKA, &DOVIDKA_NOTES),
    }
}

const DOVIDKA: [&str; 4] = [
    "<dovidka>                        ask me what it needs to know",
    "<dovidka> --lang <language>              the same, in another language",
    "<dovidka> check <topic> <choice> <date> <day>",
    "<dovidka> offices --city <city>",
];
const DOVIDKA_NOTES: [&str; 1] =
    ["\nThis is information, not legal advice. It uses no network and keeps nothing."];

const ASK: [&str; 4] = [
    "<dovidka> ask",
    "<dovidka> ask <topics> --lang <language>",
    "<dovidka> ask --save family.json",
    "<dovidka> ask --case family.json",
];
const ASK_NOTES: [&str; 1] = ["
Esc leaves at any time. With --save your answers are kept even then, and --case goes on from there.

Exit codes: as for `dovidka check`; 1 if you leave before the end."];

const CHECK: [&str; 5] = [
    "<dovidka> check <setting> <choice> <date> <month>",
    "<dovidka> check <member> <member_date>,<member_choice> <member> <member_choice>",
    "<dovidka> check <member_topic> <member> <member_choice> --format json",
    "<dovidka> check <topic> <date> unknown --on <day>",
    "<dovidka> check <topic> <date> <day> --format ics",
];
const CHECK_NOTES: [&str; 1] = ["
Dates are 2027-03-01, 01.03.2027, 2027-03 (some day of the month) or 2027. Every fact may be `unknown`. \
Flags override the case file; members given by flags replace all of that kind in the file.

Exit codes: 0 decided, nothing must be done now; 3 something must be done; 4 more facts are needed; \
2 wrong usage or bad input; 1 anything else."];

const TIMELINE: [&str; 3] = [
    "<dovidka> timeline <topic> <choice> <date> <day>",
    "<dovidka> timeline <setting> <date> <month>",
    "<dovidka> timeline --on 2026-06-01 --until 2026-12-31",
];
const TIMELINE_NOTES: [&str; 1] = ["\nThe facts stay the same; only the as-of date moves on."];

const WHAT_IF: [&str; 3] = [
    "<dovidka> what-if <fact> <setting> <choice>",
    "<dovidka> what-if <setting> <date> <day>",
    "<dovidka> what-if <member_fact> <member> <member_choice>",
];
const WHAT_IF_NOTES: [&str; 1] = ["
Without a fact: for each answer that you can change, the nearest value with fewer things that must be done now."];

const RECHECK: [&str; 3] = [
    "<dovidka> recheck family.json",
    "<dovidka> recheck family.json --on 2027-06-01",
    "<dovidka> recheck family.json --lang <language> --format json",
];
const RECHECK_NOTES: [&str; 1] = ["
A file is stored by `dovidka check … --save FILE` or `dovidka ask --save FILE`. Everything that differs from the \
stored advice is shown with the reason: time has passed, the rules have changed, or both.

Exit codes: 0 nothing has changed in any file; 5 something has changed; 2 wrong usage, or some file is bad (the \
others are checked all the same); 1 anything else."];

const OFFICES: [&str; 3] = [
    "<dovidka> offices",
    "<dovidka> offices --city <city> --lang <language>",
    "<dovidka> offices --format json",
];

const BATCH: [&str; 4] = [
    "<dovidka> batch cases.csv --map date=<fact_id>",
    "<dovidka> batch cases.csv --map date=<fact_id> --keep --out csv",
    "<dovidka> rules sample -n 100 | <dovidka> batch --summary --fields none",
    "<dovidka> rules sample -n 3 | <dovidka> batch --fields full",
];
const BATCH_NOTES: [&str; 3] = [
    "
A line is a case file in one line; the columns of a spreadsheet have the same names. ",
    "Facts of members are <member_facts> and so on, or children, adults and pets as JSON lists. ",
    "Your own `id` comes back with every line. A blank line of JSON Lines stays blank. A line that cannot be read as \
a case becomes {\"line\":7,\"error\":\"…\"} in its place.

Exit codes: 0 all lines are cases; 1 some are not, or the output failed; 2 wrong usage, or the input cannot be read.",
];

const EVAL: [&str; 3] = [
    "<dovidka> rules eval \"2024-01-31 + 1 month\"",
    "<dovidka> rules eval \"<fact_id> is after today\" <date> <month>",
    "<dovidka> rules eval \"<any_member>\" <member> <member_choice>",
];
const EVAL_NOTES: [&str; 1] = ["\nA needed fact of a member is written <member_facts>."];

const SAMPLE: [&str; 3] = [
    "<dovidka> rules sample -n 3",
    "<dovidka> rules sample -n 100 --seed 7 --on 2026-11-22 <pack>",
    "<dovidka> rules sample -n 20 --unknown 0 --partly 0",
];
const SAMPLE_NOTES: [&str; 1] = ["
Each line is a case file with an id of its own. Line 7 depends only on the seed, the pack, the as-of date and the \
two shares, not on -n. Answers that do not matter are mostly left out; of those that are unknown, half are null."];

/// What the examples are filled with.
#[derive(Clone, Copy)]
struct Values<'p> {
    pack: Option<&'p Pack>,
    rules: &'p str,
}

impl Values<'_> {
    /// What stands after the options of a command.
    fn help(self, command: &str) -> String {
        let (examples, notes) = templates(command);
        let examples = examples.iter().filter_map(|example| self.fill(example));
        let examples: String =
            examples.flat_map(|example| ["  ".to_owned(), example, "\n".to_owned()]).collect();
        let notes: String = notes.iter().filter_map(|note| self.fill(note)).collect();
        format!("Examples:\n{examples}{notes}").trim_end().to_owned()
    }

    /// Puts the values into a template; `None` if one is missing.
    fn fill(self, template: &str) -> Option<String> {
        let parts = template.split(['<', '>']).enumerate();
        parts
            .map(|(number, part)| match number % 2 {
                0 => Some(part.to_owned()),
                _ => self.value(part),
            })
            .collect()
    }

    fn value(self, name: &str) -> Option<String> {
        match name {
            "dovidka" if self.rules == DEFAULT_PACK => return Some("dovidka".into()),
            "dovidka" => return Some(format!("dovidka --rules {}", quote(self.rules))),
            "pack" => return Some(quote(self.rules)),
            _ => {}
        }
        let pack = self.pack?;
        if let Some(name) = name.strip_prefix("member_") {
            return member_value(pack, name);
        }
        let flags = flags(pack);
        let (date, topic) = lead(&flags)?;
        Some(match name {
            "language" => pack.languages.get(1)?.clone(),
            "city" => choices(&pack[(Entity::Household, pack.city?)])?.first()?.clone(),
            "topic" => topic.into(),
            "topics" => two_topics(pack, topic)?,
            "setting" => setting(&flags, topic)?,
            "choice" => choice(&flags, topic)?,
            "date" => format!("--{}", date.name),
            "day" => day(pack, date.fact).to_string(),
            "month" => day(pack, date.fact).to_string().get(..7)?.into(),
            "fact" => date.fact.id.replace('_', "-"),
            "fact_id" => date.fact.id.clone(),
            "member" => format!("--{}", member(pack)?.0),
            "any_member" => {
                let (_, of) = member(pack)?;
                let fact = first(pack, of, |kind| matches!(kind, Kind::Choice(_)))?;
                format!("any {} where {} is {}", of.name(), fact.id, choices(fact)?.first()?)
            }
            _ => unreachable!("the templates name no other value"),
        })
    }
}

/// A value that begins with `member_`: of the first kind of member that has facts.
fn member_value(pack: &Pack, name: &str) -> Option<String> {
    let (word, of) = member(pack)?;
    let date = || first(pack, of, |kind| *kind == Kind::Date);
    let choice = || first(pack, of, |kind| matches!(kind, Kind::Choice(_)));
    let pair = |fact: &Fact, value: &str| format!("{}={value}", fact.id.replace('_', "-"));
    match name {
        "topic" => Some(first(pack, of, |_| true)?.topic.clone()),
        "date" => date().map(|fact| pair(fact, &day(pack, fact).to_string())),
        "choice" => choice().and_then(|fact| Some(pair(fact, choices(fact)?.first()?))),
        "fact" => date().map(|fact| format!("{word}1-{}", fact.id.replace('_', "-"))),
        "facts" => {
            let fact = |(word, of): &(&str, Entity)| {
                Some(format!("{word}1_{}", first(pack, *of, |_| true)?.id))
            };
            Some(MEMBERS.iter().filter_map(fact).collect::<Vec<_>>().join(", "))
        }
        _ => unreachable!("the templates name no other value"),
    }
}

/// The first date fact, one of yours before one of the household, and its topic.
fn lead<'f, 'p>(flags: &'f [Flag<'p>]) -> Option<(&'f Flag<'p>, &'p str)> {
    let is_own_date =
        |flag: &&Flag| flag.fact.kind == Kind::Date && flag.fact.same_as_you.is_none();
    let mut dates = flags.iter().filter(is_own_date);
    let flag =
        dates.clone().find(|flag| flag.fact.of == Entity::Person).or_else(|| dates.next())?;
    Some((flag, &flag.fact.topic))
}

/// A topic and the one after it.
fn two_topics(pack: &Pack, topic: &str) -> Option<String> {
    let next = pack.topics.iter().skip_while(|other| other.id != topic).nth(1)?;
    Some(format!("{topic} {}", next.id))
}

/// The first choice of a topic.
fn choice(flags: &[Flag<'_>], topic: &str) -> Option<String> {
    flags.iter().filter(|flag| flag.fact.topic == topic).find_map(chosen)
}

/// The first choice of the household, or of all its people, that is not the one of the topic.
fn setting(flags: &[Flag<'_>], topic: &str) -> Option<String> {
    let of_topic = choice(flags, topic);
    let is_shared = |fact: &Fact| fact.of == Entity::Household || fact.same_as_you.is_some();
    let households = flags.iter().filter(|flag| is_shared(flag.fact));
    households.filter_map(chosen).find(|chosen| Some(chosen) != of_topic.as_ref())
}

/// A flag with its first choice.
fn chosen(flag: &Flag<'_>) -> Option<String> {
    Some(format!("--{} {}", flag.name, choices(flag.fact)?.first()?))
}

fn choices(fact: &Fact) -> Option<&[String]> {
    match &fact.kind {
        Kind::Choice(choices) => Some(&choices.ids),
        _ => None,
    }
}

fn first(pack: &Pack, of: Entity, is_wanted: impl Fn(&Kind) -> bool) -> Option<&Fact> {
    // What is the same for everybody says less of a person.
    let mut own = pack.facts[of.place()].iter().filter(|fact| fact.same_as_you.is_none());
    own.find(|fact| is_wanted(&fact.kind))
}

/// The kind of member that the examples show; another adult only if there is no other kind.
fn member(pack: &Pack) -> Option<(&'static str, Entity)> {
    let mut members = MEMBERS.into_iter().filter(|(_, of)| !pack.facts[of.place()].is_empty());
    members.clone().find(|(_, of)| *of != Entity::Person).or_else(|| members.next())
}

/// A day that a date fact may be: the spring after the pack was last reviewed, or one some years before.
fn day(pack: &Pack, fact: &Fact) -> Date {
    let range = pack.range(fact, pack.reviewed_on);
    let year = pack.reviewed_on.parts().0;
    let days = [(year + 1, 3, 1), (year - 8, 5, 1)].into_iter();
    let mut days = days.filter_map(|(year, month, day)| Date::new(year, month, day));
    let day = days.find(|date| (range.low..=range.high).contains(&date.number()));
    day.or_else(|| Date::from_number(range.low)).unwrap_or(pack.reviewed_on)
}
