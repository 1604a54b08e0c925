//! Every rule about rules: rule files → [`Pack`], or the list of everything that is wrong with them.
//!
//! **Must not know** how problems are shown.

mod actions;
mod at;
mod directory;
mod facts;
mod files;
mod holidays;
mod texts;
mod topics;

use self::at::At;
use crate::pack::compile::{Compiler, Misread};
use crate::pack::diagnostic::{Diagnostic, Problem};
use crate::pack::program::{Entity, NodeId, Program};
use crate::pack::raw;
use crate::pack::source::{RuleFile, locate, position};
use crate::pack::{Condition, Fact, NamedValue, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::nearest;
use std::collections::HashSet;
use std::ops::Range;

/// What all parts of the check share: the files, the problems found, and the program that grows.
struct Checker<'f> {
    files: &'f [RuleFile],
    problems: Vec<Diagnostic>,
    program: Program,
    facts: [Vec<Fact>; 4],
    values: Vec<NamedValue>,
}

/// Checks rule files.
///
/// # Errors
///
/// Every problem of every file, in the order of files and places.
pub fn check(files: &[RuleFile]) -> Result<Pack, Vec<Diagnostic>> {
    let mut checker = Checker::new(files);
    let pack = files::read_all(&mut checker).and_then(|raw| assemble(&mut checker, raw));
    let problems = checker.problems();
    match pack {
        Some(pack) if problems.is_empty() => Ok(pack),
        _ => Err(problems),
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
    checker.values = facts::values(checker, &at, &pack.values);
    let requires = facts::requires(checker, raw.facts.0, &raw.facts.1);
    let sources = directory::sources(checker, raw.sources.0, &raw.sources.1);
    let city = facts::city(checker, &at, pack.city_fact.as_deref());
    let allowance = facts::allowance(checker, &at, pack.allowance.as_ref());
    let offices = directory::offices(checker, raw.offices.0, &raw.offices.1, (&sources, city));
    let holidays = holidays::holidays(checker, raw.holidays.as_ref(), &sources);
    let topics = topics::topics(
        checker,
        &raw.topics,
        &topics::Directory { actions: &raw.actions, sources: &sources, offices: &offices },
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
        city,
        allowance,
        facts: std::mem::take(&mut checker.facts),
        requires,
        sources,
        offices,
        holidays,
        actions,
        topics,
        program: std::mem::take(&mut checker.program),
        texts: std::collections::BTreeMap::new(),
        values: std::mem::take(&mut checker.values),
    };
    pack.texts = texts::texts(checker, &at, &pack, &raw.texts);
    Some(pack)
}

/// Topics in the order in which facts of them are first asked; topics without facts come last.
fn in_order_of_facts(
    mut topics: Vec<crate::pack::Topic>,
    facts: &raw::FactsFile,
) -> Vec<crate::pack::Topic> {
    let place = |id: &str| facts.facts.iter().position(|fact| fact.topic == id);
    topics.sort_by_key(|topic| place(&topic.id).unwrap_or(usize::MAX));
    topics
}

impl<'f> Checker<'f> {
    fn new(files: &'f [RuleFile]) -> Self {
        Self {
            files,
            problems: Vec::new(),
            program: Program::default(),
            facts: Default::default(),
            values: Vec::new(),
        }
    }

    /// The problems found, in the order of files and places.
    fn problems(self) -> Vec<Diagnostic> {
        let mut problems = self.problems;
        problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        problems.dedup();
        problems
    }

    /// Notes a problem at a value, or at a part of a string.
    fn fault(&mut self, at: &At, inside: Option<&Range<usize>>, problem: Problem) {
        let file = &self.files[at.file];
        let span = locate(&file.text, &at.pointer(), inside);
        self.fault_in(at.file, span, problem);
    }

    fn fault_in(&mut self, file: usize, span: Range<usize>, problem: Problem) {
        let file = &self.files[file];
        let (line, column) = position(&file.text, span.start);
        self.problems.push(Diagnostic { file: file.name.clone(), line, column, span, problem });
    }

    /// Notes an id of another form, and one that the sentence language needs itself.
    fn id(&mut self, at: &At, id: &str) {
        if !crate::terms::id::is_name(id) {
            self.fault(at, None, Problem::BadId(id.into()));
        }
    }

    /// Notes the second of two equal ids; gives whether this one is the first.
    fn once(
        &mut self,
        at: &At,
        seen: &mut HashSet<String>,
        (what, id): (&'static str, &str),
    ) -> bool {
        let is_first = seen.insert(id.into());
        if !is_first {
            self.fault(at, None, Problem::Twice { what, id: id.into() });
        }
        is_first
    }

    /// The place of `id` among the known ids; notes it if it is not there.
    fn find<'i>(
        &mut self,
        at: &At,
        (what, id): (&'static str, &str),
        known: impl Iterator<Item = &'i str> + Clone,
    ) -> Option<usize> {
        let place = known.clone().position(|known| known == id);
        if place.is_none() {
            let nearest = nearest(id, known).map(str::to_owned);
            self.fault(at, None, Problem::Unknown { what, id: id.into(), nearest });
        }
        place
    }

    fn date(&mut self, at: &At, text: &str) -> Option<Date> {
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(at, None, Problem::BadDate(text.into()));
        }
        date
    }

    /// Compiles a condition about the members of `of`.
    fn condition(&mut self, at: &At, text: &str, of: Entity) -> Option<Condition> {
        let result = self.compiler(of).condition(text);
        Some(Condition { node: self.sentence(at, result)?, text: text.into() })
    }

    /// Compiles a date that the members of `of` need.
    fn day(&mut self, at: &At, text: &str, of: Entity) -> Option<NodeId> {
        let result = self.compiler(of).date(text);
        self.sentence(at, result)
    }

    fn compiler(&mut self, of: Entity) -> Compiler<'_, '_> {
        Compiler::new(&self.facts, &self.values, &mut self.program, of)
    }

    fn sentence(&mut self, at: &At, result: Result<NodeId, Misread>) -> Option<NodeId> {
        match result {
            Ok(node) => Some(node),
            Err((problem, span)) => {
                self.fault(at, Some(&span), problem);
                None
            }
        }
    }
}
