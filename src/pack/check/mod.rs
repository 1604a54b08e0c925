//! Every rule about rules: rule files → [`Pack`], or the list of everything that is wrong with them.
//!
//! **Must not know** how problems are shown.

mod actions;
mod at;
mod directory;
mod facts;
mod texts;
mod topics;

use self::at::At;
use crate::pack::compile::{Compiler, Misread};
use crate::pack::diagnostic::{Diagnostic, Problem};
use crate::pack::program::{Entity, NodeId, Program};
use crate::pack::raw;
use crate::pack::source::{RuleFile, locate, position, start_of_fault};
use crate::pack::{Condition, Fact, Later, NamedValue, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::nearest;
use serde::de::DeserializeOwned;
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
    let mut checker = Checker {
        files,
        problems: Vec::new(),
        program: Program::default(),
        facts: Default::default(),
        values: Vec::new(),
    };
    let pack = read_all(&mut checker).and_then(|raw| assemble(&mut checker, raw));
    let mut problems = checker.problems;
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    problems.dedup();
    match pack {
        Some(pack) if problems.is_empty() => Ok(pack),
        _ => Err(problems),
    }
}

/// All rule files as they are written, each with the place of the file.
struct RawPack {
    pack: (usize, raw::PackFile),
    facts: (usize, raw::FactsFile),
    sources: (usize, raw::SourcesFile),
    offices: (usize, raw::OfficesFile),
    actions: (usize, raw::ActionsFile),
    topics: Vec<(usize, raw::TopicFile)>,
    texts: Vec<(usize, raw::TextFile)>,
    cases: Vec<(usize, raw::CasesFile)>,
}

fn read_all(checker: &mut Checker<'_>) -> Option<RawPack> {
    let pack = checker.one("pack.json", |file: &raw::PackFile| file.format);
    let facts = checker.one("facts.json", |file: &raw::FactsFile| file.format);
    let sources = checker.one("sources.json", |file: &raw::SourcesFile| file.format);
    let offices = checker.one("offices.json", |file: &raw::OfficesFile| file.format);
    let actions = checker.one("actions.json", |file: &raw::ActionsFile| file.format);
    let topics = checker.all("topics/", |file: &raw::TopicFile| file.format);
    let texts = checker.all("text/", |file: &raw::TextFile| file.format);
    let cases = checker.all("cases/", |file: &raw::CasesFile| file.format);
    Some(RawPack {
        pack: pack?,
        facts: facts?,
        sources: sources?,
        offices: offices?,
        actions: actions?,
        topics,
        texts,
        cases,
    })
}

fn assemble(checker: &mut Checker<'_>, raw: RawPack) -> Option<Pack> {
    let (pack_file, pack) = raw.pack;
    let at = At::file(pack_file);
    checker.facts = facts::facts(checker, raw.facts.0, &raw.facts.1, pack.rounding);
    checker.values = facts::values(checker, &at, &pack.values);
    let requires = facts::requires(checker, raw.facts.0, &raw.facts.1);
    let sources = directory::sources(checker, raw.sources.0, &raw.sources.1);
    let city = facts::city(checker, &at, pack.city_fact.as_deref());
    let allowance = facts::allowance(checker, &at, pack.allowance.as_ref());
    let offices = directory::offices(checker, raw.offices.0, &raw.offices.1, (&sources, city));
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
    let cases = raw.cases.into_iter().flat_map(|(file, cases)| {
        let name = checker.files[file].name.clone();
        cases.cases.into_iter().map(move |case| (name.clone(), case))
    });
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
        cases: cases.collect::<Vec<_>>().into(),
        facts: std::mem::take(&mut checker.facts),
        requires,
        sources: sources.into_iter().map(Later::from).collect(),
        offices: offices.into_iter().map(Later::from).collect(),
        actions,
        topics,
        program: std::mem::take(&mut checker.program),
        texts: std::collections::BTreeMap::new(),
        values: std::mem::take(&mut checker.values).into(),
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

impl Checker<'_> {
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

    /// Reads the file at `place`, which every pack has.
    fn one<T: DeserializeOwned>(
        &mut self,
        place: &'static str,
        format: fn(&T) -> u32,
    ) -> Option<(usize, T)> {
        if let Some(file) = self.files.iter().position(|file| file.place == place) {
            return self.read(file, format);
        }
        let pack = self.files.iter().position(|file| file.place == "pack.json").unwrap_or(0);
        if !self.files.is_empty() {
            self.fault_in(pack, 0..0, Problem::MissingFile(place));
        }
        None
    }

    /// Reads all files in a folder of the pack.
    fn all<T: DeserializeOwned>(&mut self, folder: &str, format: fn(&T) -> u32) -> Vec<(usize, T)> {
        let in_folder = |file: &RuleFile| file.place.starts_with(folder);
        let places: Vec<_> =
            (0..self.files.len()).filter(|file| in_folder(&self.files[*file])).collect();
        places.into_iter().filter_map(|file| self.read(file, format)).collect()
    }

    fn read<T: DeserializeOwned>(
        &mut self,
        file: usize,
        format: fn(&T) -> u32,
    ) -> Option<(usize, T)> {
        let text = &self.files[file].text;
        let parsed = match serde_json::from_str::<T>(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let byte = start_of_fault(text, &error);
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default().to_owned();
                self.fault_in(file, byte..byte, Problem::Shape(message));
                return None;
            }
        };
        if format(&parsed) != 1 {
            let at = At::file(file).to("format");
            self.fault(&at, None, Problem::Format(format(&parsed)));
            return None;
        }
        Some((file, parsed))
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
        self.sentence(at, text, result)
    }

    /// Compiles a date that the members of `of` need.
    fn day(&mut self, at: &At, text: &str, of: Entity) -> Option<Condition> {
        let result = self.compiler(of).date(text);
        self.sentence(at, text, result)
    }

    fn compiler(&mut self, of: Entity) -> Compiler<'_, '_> {
        Compiler::new(&self.facts, &self.values, &mut self.program, of)
    }

    fn sentence(
        &mut self,
        at: &At,
        text: &str,
        result: Result<NodeId, Misread>,
    ) -> Option<Condition> {
        match result {
            Ok(node) => Some(Condition { node, text: text.into() }),
            Err((problem, span)) => {
                self.fault(at, Some(&span), problem);
                None
            }
        }
    }
}
