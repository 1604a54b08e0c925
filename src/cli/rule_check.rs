//! `rules check`: everything that is wrong with a pack, and what its authors may want to change.
//!
//! **Owns** what only the program can say of a pack. **Must not know** what makes a pack wrong.

use crate::cli::args::{Common, Format};
use crate::cli::authors::{failure, find};
use crate::cli::fact_flags::{self, Flag};
use crate::cli::failure::{Failure, USAGE};
use crate::cli::pack_folder::{self, BadFolder};
use crate::cli::report::Report;
use crate::cli::{commands, problems};
use crate::pack::diagnostic::Problem;
use crate::pack::warning::Warning;
use crate::pack::{Inspection, LoadError, Pack, Part};
use crate::proof::{With, requires_that_exclude_everybody};
use crate::render::json;

/// Loads a pack and says how much is in it, what its authors may want to change, or everything that is wrong with it.
pub fn check(name: &str, common: &Common) -> Result<Report, Failure> {
    if common.format == Format::Ics {
        return Err(commands::no_calendar("rules check"));
    }
    let is_json = common.format == Format::Json;
    match inspect(name) {
        Ok(Inspection { problems, .. }) if is_json => {
            Ok(Report::of(json::problems::problems(&problems)))
        }
        Ok(Inspection { pack, problems, files, .. }) => {
            let stdout = if common.quiet { String::new() } else { contents(&pack) };
            let has_none = problems.is_empty();
            let talk =
                if has_none { String::new() } else { problems::report(&problems, &files, true) };
            Ok(Report { stdout, talk, code: 0 })
        }
        Err(BadFolder::Load(LoadError::Wrong(problems, _))) if is_json => {
            let stdout = json::problems::problems(&problems);
            Ok(Report { stdout, talk: String::new(), code: USAGE })
        }
        Err(error) => Err(failure(name, &error)),
    }
}

/// Loads and checks a pack, and looks at it as those do who use it.
fn inspect(name: &str) -> Result<Inspection, BadFolder> {
    let mut inspection = find(name, Pack::inspect_embedded, pack_folder::inspect)?;
    for (part, warning) in taken_flags(&inspection.pack) {
        inspection.add(part, warning.into());
    }
    let excluding = requires_that_exclude_everybody(&inspection.pack);
    if excluding.is_empty() {
        return Ok(inspection);
    }
    for found in excluding {
        let id = |require: usize| inspection.pack.requires[require].id.clone();
        let with = match found.with {
            With::None => String::new(),
            With::One(other) => format!(" together with `{}`", id(other)),
            With::Several => " together with others".into(),
        };
        let problem = Problem::ExcludesAll { id: id(found.require), with };
        inspection.add(Part::Require(found.require), problem);
    }
    let Inspection { mut problems, files, .. } = inspection;
    problems.retain(|found| !found.problem.is_warning());
    Err(LoadError::Wrong(problems, files).into())
}

/// The facts that are named like an option of the program.
fn taken_flags(pack: &Pack) -> Vec<(Part, Warning)> {
    let flags = fact_flags::flags(pack).into_iter().filter(Flag::is_renamed);
    let taken = flags.map(|flag| {
        let part = Part::Fact(flag.fact.of, pack.place_of(flag.fact));
        (part, Warning::TakenFlag { fact: flag.fact.id.clone(), flag: flag.name })
    });
    taken.collect()
}

fn contents(pack: &Pack) -> String {
    let leaves: usize = pack.topics.iter().map(|topic| topic.leaves.len()).sum();
    let facts: usize = pack.facts.iter().map(Vec::len).sum();
    format!(
        "ok: {facts} facts, {} topics, {leaves} leaves, {} actions, {} offices, {} sources, languages: {}\n",
        pack.topics.len(),
        pack.actions.len(),
        pack.offices.len(),
        pack.sources.len(),
        pack.languages.join(", "),
    )
}
