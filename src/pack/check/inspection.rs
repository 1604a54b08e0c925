//! A pack that can be used, with what its authors may want to change in it.
//!
//! **Must not know** what makes a pack wrong.

use super::at::At;
use super::locate::{Fault, Place, diagnostics};
use crate::pack::checked::Pack;
use crate::pack::diagnostic::{Diagnostic, Problem};
use crate::pack::program::Entity;
use crate::pack::source::RuleFile;
use crate::terms::id::FactId;

/// A checked pack, with what was found in it that may be meant otherwise.
#[derive(Debug)]
pub struct Inspection {
    /// The pack.
    pub pack: Pack,
    /// What was found, in the order of files and places.
    pub problems: Vec<Diagnostic>,
    /// Its rule files.
    pub files: Vec<RuleFile>,
    /// Which of the files has the facts.
    pub(super) facts_file: usize,
    /// The place in it of each fact of each entity.
    pub(super) places: [Vec<usize>; 4],
}

/// A part of a pack of which those may know more who use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The name of a fact.
    Fact(Entity, FactId),
    /// What a require asks for, by its place in the pack.
    Require(usize),
}

impl Inspection {
    /// Adds a problem that stands at a part of the pack.
    pub fn add(&mut self, part: Part, problem: Problem) {
        let file = At::file(self.facts_file);
        let at = match part {
            Part::Fact(of, fact) => {
                file.to("facts").to(self.places[of.place()][fact.place()]).to("id")
            }
            Part::Require(place) => file.to("require").to(place).to("that"),
        };
        let fault = Fault { place: Place::Value(at, None), problem };
        self.problems.extend(diagnostics(&self.files[self.facts_file], vec![fault]));
        self.problems.sort_by(|one, other| {
            (&one.file, one.span.start).cmp(&(&other.file, other.span.start))
        });
    }
}
