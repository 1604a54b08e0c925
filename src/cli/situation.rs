//! The case that the command line describes: a case file, and flags that beat it.
//!
//! **Owns** that flags beat the file. **Must not know** how flags are declared or files are read.

use crate::case::{self, BadAnswer, BadStay, Case, CaseFile, DONE, MOST_MEMBERS, Member, StandIn};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{fact_flags, files};
use crate::engine::rules::{Rules, Topics};
use crate::engine::{Contradiction, contradictions};
use crate::interview::Talk;
use crate::pack::Fact;
use crate::pack::program::Entity;
use clap::ArgMatches;
use std::collections::{BTreeMap, HashSet};

/// What the command line says of a household.
pub struct Situation {
    /// The case, from the file and the flags.
    pub talk: Talk,
    /// Which facts came from flags, each with its flag as it was given.
    pub flags: BTreeMap<(Member, String), String>,
}

/// Reads the case that a command is about; answers that cannot both be true are refused.
pub fn read(context: &Context<'_>, matches: &ArgMatches) -> Result<Situation, Failure> {
    let (reading, counted) = reading(context, matches)?;
    if let Some(found) = contradictions(context.pack, &reading.case).first() {
        return Err(reading.contradiction(*found));
    }
    let Reading { case, flags, .. } = reading;
    let mut talk = Talk::about(case);
    talk.counted.extend(counted);
    Ok(Situation { talk, flags })
}

/// Reads the facts alone, for an author who tries a sentence with them.
pub fn facts(context: &Context<'_>, matches: &ArgMatches) -> Result<Case, Failure> {
    Ok(reading(context, matches)?.0.case)
}

fn reading<'c>(
    context: &'c Context<'c>,
    matches: &ArgMatches,
) -> Result<(Reading<'c>, Vec<Entity>), Failure> {
    let CaseFile { case, counted } = match matches.get_one::<String>("case") {
        Some(name) => {
            let text = files::read(name)?;
            let place = |problem| Failure::usage(format!("{}, {problem}", shown_name(name)));
            case::read_file(context.pack, &text, context.on).map_err(place)?
        }
        None => CaseFile { case: Case::new(context.pack, context.on), counted: Vec::new() },
    };
    let mut reading = Reading { context, case, flags: BTreeMap::new() };
    reading.read(matches)?;
    reading.explain();
    Ok((reading, counted))
}

/// What a case file is called in messages.
pub fn shown_name(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

/// The case while it is read, and what of it came from which flag.
struct Reading<'c> {
    context: &'c Context<'c>,
    case: Case,
    flags: BTreeMap<(Member, String), String>,
}

impl Reading<'_> {
    /// Learns what the flags say on top of what the case file says.
    fn read(&mut self, matches: &ArgMatches) -> Result<(), Failure> {
        for (name, of) in fact_flags::MEMBERS {
            let Some(items) = matches.try_get_many::<String>(name).ok().flatten() else { continue };
            if items.len() > MOST_MEMBERS {
                let message =
                    format!("--{name} given too many times (want at most {MOST_MEMBERS})");
                return Err(Failure::usage(message));
            }
            self.case.remove_all(of);
            for (number, item) in items.enumerate() {
                self.member(of, &format!("--{name} {}", number + 1), item)?;
            }
        }
        for flag in fact_flags::flags(self.context.pack) {
            if let Some(text) = matches.get_one::<String>(&flag.id()) {
                let member = Member { of: flag.fact.of, number: 0 };
                let name = format!("--{}", flag.name);
                self.learn(member, &flag.fact.id, text, &name)
                    .map_err(|bad| Failure::usage(format!("{name}: {}", bad.reason())))?;
            }
        }
        if let Some(stays) = matches.try_get_many::<String>(fact_flags::STAYS).ok().flatten() {
            let stays: Vec<&str> = stays.map(String::as_str).collect();
            self.stays(Member::YOU, &stays)
                .map_err(|bad| Failure::usage(format!("--{}: {bad}", fact_flags::STAYS)))?;
        }
        self.done(matches)?;
        self.case
            .check_stays(self.context.pack)
            .map_err(|bad| Failure::usage(bad.to_string()).help("correct one of the two"))
    }

    /// The steps that are done.
    fn done(&mut self, matches: &ArgMatches) -> Result<(), Failure> {
        let steps = matches.try_get_many::<String>(DONE).ok().flatten().into_iter().flatten();
        for step in steps {
            let learned = self.case.learn_done(self.context.pack, step);
            learned.map_err(|bad| Failure::usage(format!("--{DONE}: {bad}")))?;
        }
        let checked = self.case.check_done();
        let checked = checked.and_then(|()| self.case.check_done_by_now(self.context.pack));
        checked.map_err(|bad| Failure::usage(format!("{DONE}: {bad}")))
    }

    /// All earlier stays of a member; the empty text is none.
    fn stays(&mut self, member: Member, texts: &[&str]) -> Result<(), BadStay> {
        let texts: Vec<&str> = match texts {
            [only] if only.trim().is_empty() => Vec::new(),
            texts => texts.to_vec(),
        };
        self.case.learn_stays(self.context.pack, member, &texts)
    }

    /// One `--adult`, `--child` or `--pet`: `key=value` pairs, separated by commas.
    fn member(&mut self, of: Entity, flag: &str, item: &str) -> Result<(), Failure> {
        let member = self.case.add(self.context.pack, of);
        let mut seen = HashSet::new();
        for pair in item.split(',').filter(|_| !item.trim().is_empty()) {
            let Some((key, value)) = pair.split_once('=') else {
                return Err(Failure::usage(format!(
                    "{flag}: `{pair}` is not a fact (want KEY=VALUE,KEY=VALUE)"
                )));
            };
            let id = key.trim().replace('-', "_");
            if !seen.insert(id.clone()) {
                return Err(Failure::usage(format!("{flag}: the key `{key}` is there twice")));
            }
            if key.trim() == fact_flags::STAYS && of == Entity::Person {
                let stays: Vec<&str> = value.split('+').collect();
                let bad = |bad: BadStay| Failure::usage(format!("{flag}: {key}: {bad}"));
                self.stays(member, &stays).map_err(bad)?;
                continue;
            }
            let bad = |bad: BadAnswer| match bad {
                BadAnswer::NoFact { .. } => Failure::usage(format!("{flag}: {bad}")),
                _ => Failure::usage(format!("{flag}: {key}: {}", bad.reason())),
            };
            self.learn(member, &id, value.trim(), &format!("{flag}: {}", key.trim()))
                .map_err(bad)?;
        }
        Ok(())
    }

    fn learn(&mut self, member: Member, id: &str, text: &str, flag: &str) -> Result<(), BadAnswer> {
        self.case.learn(self.context.pack, member, id, text)?;
        self.flags.insert((member, id.to_owned()), flag.to_owned());
        Ok(())
    }

    /// What was said of a member, and where.
    fn line(&self, (member, fact, text): &(Member, &Fact, String)) -> String {
        let is_flagged = self.flags.contains_key(&(*member, fact.id.clone()));
        let from = if is_flagged { "the command line" } else { "the case file" };
        format!("{member}: {} is {text}, from {from}", fact.id)
    }

    fn explain(&self) {
        let everybody = Entity::ALL.into_iter().flat_map(|of| self.case.members(of));
        for member in everybody {
            for fact in &self.context.pack.facts[member.of.place()] {
                if let Some(text) = self.case.written(member, fact) {
                    self.context.explain(&self.line(&(member, fact, text)));
                }
            }
        }
        if self.context.common.verbose {
            self.explain_stand_ins();
        }
    }

    /// Names what stands in for facts of which nothing was told.
    fn explain_stand_ins(&self) {
        let pack = self.context.pack;
        let rules = Rules::new(pack, &Topics::Some(Vec::new()));
        let case = rules.standing(&self.case);
        let known =
            case.stand_ins(pack).filter(|(who, fact, _)| case.is_known_of(pack, *who, fact));
        let known = known.map(|(who, fact, by)| (who, fact, by, case.known(who, fact).to_vec()));
        let computed = rules.computed(&case).into_iter().filter(|(.., value)| value.is_known());
        let computed =
            computed.map(|(who, fact, value)| (who, fact, StandIn::Computed, vec![value]));
        for (who, fact, by, values) in known.chain(computed) {
            let from = match by {
                StandIn::Presumed => "presumed",
                StandIn::Yours => "the same as you",
                StandIn::Computed => "computed",
            };
            let value = case::written::value(&fact.kind, &values);
            self.context.explain(&format!("{who}: {} is {value}, {from}", fact.id));
        }
    }

    fn contradiction(&self, found: Contradiction<'_>) -> Failure {
        let text =
            self.context.pack.say(&self.context.language, &format!("require.{}", found.require.id));
        let answers = found.answers(self.context.pack, &self.case);
        if answers.is_empty() {
            let message = format!("this household cannot be as these rules require: {text}");
            let help = "`dovidka rules check` names what excludes everybody";
            return Failure::usage(message).help(help);
        }
        let failure = Failure::usage(format!("two answers cannot both be true: {text}"));
        let line = |failure: Failure, answer| failure.line(&self.line(answer));
        let failure = answers.iter().fold(failure, line);
        failure.help("correct one of them, or say `unknown`")
    }
}
