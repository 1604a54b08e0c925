//! What all parts of the check share: the files, the faults found so far, and the program that grows.
//!
//! **Must not know** what makes a pack wrong.

use crate::pack::check::at::At;
use crate::pack::check::locate::{Fault, Place, diagnostics};
use crate::pack::compile::{Compiler, Misread};
use crate::pack::diagnostic::{Diagnostic, Problem};
use crate::pack::model::{Condition, Fact, NamedValue};
use crate::pack::program::{Entity, NodeId, Program};
use crate::pack::source::RuleFile;
use crate::terms::calendar::Date;
use crate::terms::id::{TextId, is_name, nearest};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Rule files while they are checked.
pub struct Checker<'f> {
    pub files: &'f [RuleFile],
    pub program: Program,
    pub facts: [Vec<Fact>; 4],
    pub values: Vec<NamedValue>,
    /// The ids of the texts that leaves and actions name.
    pub texts: Vec<String>,
    text_ids: HashMap<String, TextId>,
    /// By the place of the file.
    faults: BTreeMap<usize, Vec<Fault>>,
    /// Whether a file could not be read: what is in it is not known.
    pub lacks_files: bool,
}

impl<'f> Checker<'f> {
    pub fn new(files: &'f [RuleFile]) -> Self {
        Self {
            files,
            program: Program::default(),
            facts: Default::default(),
            values: Vec::new(),
            texts: Vec::new(),
            text_ids: HashMap::new(),
            faults: BTreeMap::new(),
            lacks_files: false,
        }
    }

    /// The problems found, in the order of files and places.
    pub fn problems(self) -> Vec<Diagnostic> {
        let of_file = |(file, faults): (usize, _)| diagnostics(&self.files[file], faults);
        let mut problems: Vec<_> = self.faults.into_iter().flat_map(of_file).collect();
        problems.dedup();
        if self.lacks_files {
            problems.retain(|found| !follows(&found.problem));
        }
        problems
    }

    /// Notes a problem at a value, or at a part of a string.
    pub fn fault(&mut self, at: &At, inside: Option<&Range<usize>>, problem: Problem) {
        let place = Place::Value(at.clone(), inside.cloned());
        self.faults.entry(at.file).or_default().push(Fault { place, problem });
    }

    /// Notes a problem at bytes of a file.
    pub fn fault_in(&mut self, file: usize, span: Range<usize>, problem: Problem) {
        self.faults.entry(file).or_default().push(Fault { place: Place::Bytes(span), problem });
    }

    /// Notes an id of another form.
    pub fn id(&mut self, at: &At, id: &str) {
        if !is_name(id) {
            self.fault(at, None, Problem::BadId(id.into()));
        }
    }

    /// The id of a text that a leaf or an action names; whether it is there is checked with all texts.
    pub fn text(&mut self, id: String) -> TextId {
        if let Some(known) = self.text_ids.get(&id) {
            return *known;
        }
        let new = TextId::at(self.texts.len());
        self.texts.push(id.clone());
        self.text_ids.insert(id, new);
        new
    }

    /// Notes the second of two equal ids; gives whether this one is the first.
    pub fn once(
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
    pub fn find<'i>(
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

    pub fn date(&mut self, at: &At, text: &str) -> Option<Date> {
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(at, None, Problem::BadDate(text.into()));
        }
        date
    }

    /// Compiles a condition about the members of `of`.
    pub fn condition(&mut self, at: &At, text: &str, of: Entity) -> Option<Condition> {
        let result = self.compiler(of).condition(text);
        Some(Condition { node: self.sentence(at, result)?, text: text.into() })
    }

    /// Compiles a condition that looks at told answers alone, not at what is computed in their place.
    pub fn condition_as_told(&mut self, at: &At, text: &str, of: Entity) -> Option<Condition> {
        let result = self.compiler(of).reading_as_told().condition(text);
        Some(Condition { node: self.sentence(at, result)?, text: text.into() })
    }

    /// Compiles the sentence on which something in a list depends, if there is one.
    pub fn only_if(&mut self, at: &At, text: Option<&str>, of: Entity) -> Option<NodeId> {
        Some(self.condition(&at.to("if"), text?, of)?.node)
    }

    /// Compiles a date that the members of `of` need.
    pub fn day(&mut self, at: &At, text: &str, of: Entity) -> Option<NodeId> {
        let result = self.compiler(of).date(text);
        self.sentence(at, result)
    }

    pub fn compiler(&mut self, of: Entity) -> Compiler<'_, '_> {
        Compiler::new(&self.facts, &self.values, &mut self.program, of)
    }

    fn sentence(&mut self, at: &At, result: Result<NodeId, Misread>) -> Option<NodeId> {
        let fault = |(problem, span): Misread| self.fault(at, Some(&span), problem);
        result.map_err(fault).ok()
    }
}

/// Whether a problem may only follow from a file that could not be read.
fn follows(problem: &Problem) -> bool {
    matches!(problem, Problem::Unused { .. } | Problem::MissingLanguage(_))
}
