//! Every rule about rules: rule files → [`Pack`], or the list of everything that is wrong with them.
//!
//! **Must not know** how problems are shown.

mod actions;
mod at;
mod checker;
mod clauses;
mod directory;
mod facts;
mod files;
mod holidays;
mod inspection;
mod leaves;
mod locate;
mod or_else;
mod services;
mod texts;
mod topics;
mod unused;
mod values;
mod words;

pub use self::inspection::{Inspection, Part};

use self::at::At;
use self::checker::Checker;
use crate::pack::checked::Pack;
use crate::pack::diagnostic::Diagnostic;
use crate::pack::model::Topic;
use crate::pack::raw::{self, Text};
use crate::pack::source::RuleFile;
use crate::terms::id::FactId;
use crate::terms::value::Kind;

/// Checks rule files.
///
/// # Errors
///
/// Every error of every file, in the order of files and places, and the files. Warnings come without errors only: a
/// misspelt name would be one more thing that is not used.
pub fn check(files: Vec<RuleFile>) -> Result<Inspection, (Vec<Diagnostic>, Vec<RuleFile>)> {
    let mut checker = Checker::new(&files);
    let found = files::read_all(&mut checker).and_then(|raw| {
        let (facts_file, places) = (raw.facts.0, facts::places(&raw.facts.1));
        Some((assemble(&mut checker, raw)?, facts_file, places))
    });
    let problems = checker.problems();
    let is_error = |found: &Diagnostic| !found.problem.is_warning();
    match found {
        Some((pack, facts_file, places)) if !problems.iter().any(is_error) => {
            Ok(Inspection { pack, problems, files, facts_file, places })
        }
        _ => Err((problems.into_iter().filter(is_error).collect(), files)),
    }
}

/// Reads the pack's own tests among rule files, each with the name of its file.
///
/// # Errors
///
/// Every file that is not one of tests.
pub fn cases(files: &[RuleFile]) -> Result<Vec<(String, raw::TestCase)>, Vec<Diagnostic>> {
    let mut checker = Checker::new(files);
    let cases = files::read_cases(&mut checker);
    let problems = checker.problems();
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

fn assemble(checker: &mut Checker<'_>, raw: files::RawPack) -> Option<Pack> {
    let (pack_file, pack) = raw.pack;
    let at = At::file(pack_file);
    checker.facts = facts::facts(checker, raw.facts.0, &raw.facts.1, pack.rounding);
    checker.values = values::values(checker, &at, &pack.values);
    let requires = facts::requires(checker, raw.facts.0, &raw.facts.1);
    let sources = directory::sources(checker, raw.sources.0, &raw.sources.1);
    let city = facts::city(checker, &at, pack.city_fact.as_deref());
    let allowance = facts::allowance(checker, &at, pack.allowance.as_ref());
    let offices = directory::offices(checker, raw.offices.0, &raw.offices.1, &sources);
    directory::cities(checker, raw.offices.0, &raw.offices.1, city);
    let holidays = holidays::holidays(checker, raw.holidays.as_ref(), &sources);
    let topics = topics::topics(
        checker,
        &raw.topics,
        &directory::Directory { actions: &raw.actions, sources: &sources, offices: &offices, city },
    );
    let actions = actions::actions(checker, raw.actions.0, &raw.actions.1, &topics);
    let topics = in_order_of_facts(topics, &raw.facts.1);
    let time_zone = directory::time_zone(checker, &at, &pack.time_zone);
    let reviewed_on = checker.date(&at.to("reviewed_on"), &pack.reviewed_on);
    let horizon = pack.horizon.as_deref().and_then(|day| checker.date(&at.to("horizon"), day));
    checker.id(&at.to("id"), &pack.id);
    let mut pack = Pack {
        id: pack.id,
        version: pack.version,
        jurisdiction: pack.jurisdiction,
        time_zone,
        languages: pack.languages,
        reviewed_on: reviewed_on?,
        review_every: pack.review_every,
        horizon,
        alarms: pack.alarms,
        rounding: pack.rounding,
        city: city.map(FactId::at),
        allowance,
        facts: std::mem::take(&mut checker.facts),
        requires,
        sources,
        offices,
        holidays,
        actions,
        topics,
        program: std::mem::take(&mut checker.program),
        named_texts: std::mem::take(&mut checker.texts),
        texts: std::collections::BTreeMap::new(),
        values: std::mem::take(&mut checker.values),
    };
    pack.texts = texts::texts(checker, &at, &pack, &raw.texts);
    take_labels(&mut pack);
    let written = words::Written { facts: &raw.facts, texts: &raw.texts };
    words::words(checker, &written, &pack.texts);
    unused::unused(checker, [&at, &At::file(raw.offices.0), &At::file(raw.sources.0)], &pack);
    Some(pack)
}

/// Takes what a choice is called in each language for another word for it.
fn take_labels(pack: &mut Pack) {
    for fact in pack.facts.iter_mut().flatten() {
        let (of, id) = (fact.of.name(), &fact.id);
        let (Kind::Choice(choices) | Kind::Choices(choices)) = &mut fact.kind else { continue };
        for (place, choice) in choices.ids.iter().enumerate() {
            for texts in pack.texts.values() {
                let own = texts.get(&format!("choice.{of}.{id}.{choice}"));
                let label = own.or_else(|| texts.get(&format!("choice.{id}.{choice}")));
                if let Some(Text::Plain(label)) = label {
                    choices.aliases.push((label.clone(), place));
                }
            }
        }
    }
}

/// Topics in the order in which facts of them are first asked; topics without facts come last.
fn in_order_of_facts(mut topics: Vec<Topic>, facts: &raw::FactsFile) -> Vec<Topic> {
    let place = |id: &str| facts.facts.iter().position(|fact| fact.topic == id);
    topics.sort_by_key(|topic| place(&topic.id).unwrap_or(usize::MAX));
    topics
}
