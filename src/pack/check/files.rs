//! Reads the rule files of a pack into the shapes in which they are written.
//!
//! **Must not know** whether what is written makes sense.

use super::at::At;
use super::checker::Checker;
use crate::pack::diagnostic::Problem;
use crate::pack::raw;
use crate::pack::raw_topic;
use crate::pack::source::{RuleFile, start_of_fault};
use crate::terms::id::{did_you_mean, nearest};
use serde::de::DeserializeOwned;

/// All rule files as they are written, each with the place of the file.
pub struct RawPack {
    pub pack: (usize, raw::PackFile),
    pub facts: (usize, raw::FactsFile),
    pub sources: (usize, raw::SourcesFile),
    pub offices: (usize, raw::OfficesFile),
    pub holidays: Option<(usize, raw::HolidaysFile)>,
    pub actions: (usize, raw::ActionsFile),
    pub topics: Vec<(usize, raw_topic::TopicFile)>,
    pub texts: Vec<(usize, raw::TextFile)>,
}

pub fn read_all(checker: &mut Checker<'_>) -> Option<RawPack> {
    for (file, pair) in checker.files.windows(2).enumerate() {
        if pair[0].place == pair[1].place {
            let id = pair[1].place.clone();
            checker.fault_in(file + 1, 0..0, Problem::Twice { what: "rule file", id });
        }
    }
    let pack = checker.one("pack.json", |file: &raw::PackFile| file.format);
    let facts = checker.one("facts.json", |file: &raw::FactsFile| file.format);
    let sources = checker.one("sources.json", |file: &raw::SourcesFile| file.format);
    let offices = checker.one("offices.json", |file: &raw::OfficesFile| file.format);
    let holidays = checker.optional("holidays.json", |file: &raw::HolidaysFile| file.format);
    let actions = checker.one("actions.json", |file: &raw::ActionsFile| file.format);
    let topics = checker.all("topics/", |file: &raw_topic::TopicFile| file.format);
    let texts = checker.all("text/", |file: &raw::TextFile| file.format);
    Some(RawPack {
        pack: pack?,
        facts: facts?,
        sources: sources?,
        offices: offices?,
        holidays,
        actions: actions?,
        topics,
        texts,
    })
}

/// The pack's own tests, each with the name of its file.
pub fn read_cases(checker: &mut Checker<'_>) -> Vec<(String, raw::TestCase)> {
    let mut cases = Vec::new();
    for (file, read) in checker.all("cases/", |file: &raw::CasesFile| file.format) {
        let name = &checker.files[file].name;
        cases.extend(read.cases.into_iter().map(|case| (name.clone(), case)));
    }
    cases
}

impl Checker<'_> {
    /// Reads the file at `place`, which every pack has.
    fn one<T: DeserializeOwned>(
        &mut self,
        place: &'static str,
        format: fn(&T) -> u32,
    ) -> Option<(usize, T)> {
        if self.files.iter().any(|file| file.place == place) {
            return self.optional(place, format);
        }
        let pack = self.files.iter().position(|file| file.place == "pack.json").unwrap_or(0);
        if !self.files.is_empty() {
            self.fault_in(pack, 0..0, Problem::MissingFile(place));
        }
        None
    }

    /// Reads the file at `place`, if the pack has it.
    fn optional<T: DeserializeOwned>(
        &mut self,
        place: &str,
        format: fn(&T) -> u32,
    ) -> Option<(usize, T)> {
        let Some(file) = self.files.iter().position(|file| file.place == place) else {
            self.misspelt(place);
            return None;
        };
        self.read(file, format)
    }

    /// Notes files that may have been meant to be the one at `place`: it would be missed in silence.
    fn misspelt(&mut self, place: &str) {
        for file in 0..self.files.len() {
            let id = self.files[file].place.clone();
            if nearest(&id, std::iter::once(place)).is_some() {
                let nearest = Some(place.to_owned());
                self.fault_in(file, 0..0, Problem::Unknown { what: "rule file", id, nearest });
            }
        }
    }

    /// Reads all files in a folder of the pack.
    fn all<T: DeserializeOwned>(&mut self, folder: &str, format: fn(&T) -> u32) -> Vec<(usize, T)> {
        let in_folder = |file: &RuleFile| file.place.starts_with(folder);
        let places: Vec<_> =
            (0..self.files.len()).filter(|file| in_folder(&self.files[*file])).collect();
        let count = places.len();
        let read: Vec<_> = places.into_iter().filter_map(|file| self.read(file, format)).collect();
        self.lacks_files |= read.len() < count;
        read
    }

    fn read<T: DeserializeOwned>(
        &mut self,
        file: usize,
        format: fn(&T) -> u32,
    ) -> Option<(usize, T)> {
        let RuleFile { text, is_utf8, .. } = &self.files[file];
        if !is_utf8 {
            self.fault_in(file, text.len()..text.len(), Problem::NotText);
            return None;
        }
        let parsed = match serde_json::from_str::<T>(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let byte = start_of_fault(text, &error);
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                let message = format!("{message}{}", did_you_mean(nearest_name(message)));
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
}

/// The name that was most likely meant, of those that a message says were expected: each stands between backticks, the
/// wrong one first.
fn nearest_name(message: &str) -> Option<&str> {
    let is_wrong_name =
        ["unknown variant", "unknown field"].iter().any(|it| message.starts_with(it));
    let mut names = message.split('`').skip(1).step_by(2).filter(|_| is_wrong_name);
    nearest(names.next()?, names)
}
