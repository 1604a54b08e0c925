//! The floors of the house: a module imports only floors below its own, and only `cli` touches the world.

use crate::circles::Modules;
use crate::source::{Faults, Source, compare, files, root, sources};
use std::fs;

/// The modules of the crate from the ground up; `lib.rs` and `main.rs` stand outside.
const FLOORS: [&[&str]; 8] = [
    &["terms"],
    &["pack"],
    &["embedded", "case"],
    &["engine"],
    &["interview", "proof", "sample", "time"],
    &["render"],
    &["batch"],
    &["cli"],
];

/// What reads or writes JSON: rule files, what programs are given, and cases.
const READERS_AND_WRITERS: [&str; 9] = [
    "pack/raw",
    "render/json/",
    "case/fault.rs",
    "case/fields.rs",
    "case/json.rs",
    "case/parse.rs",
    "case/reading.rs",
    "case/stored.rs",
    "case/write.rs",
];

/// The module that a file belongs to.
fn module(source: &Source) -> &str {
    source.place.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The floor of a module; `None` for `lib.rs` and `main.rs`.
fn floor(module: &str) -> Option<usize> {
    if ["lib", "main"].contains(&module) {
        return None;
    }
    let floor = FLOORS.iter().position(|floor| floor.contains(&module));
    Some(floor.unwrap_or_else(|| panic!("`{module}` has no floor (give it one in FLOORS)")))
}

#[test]
fn a_module_imports_only_floors_below_its_own() {
    let sources = sources();
    let modules = Modules::new(sources);
    for (file, source) in sources.iter().enumerate() {
        let Some(own) = floor(module(source)) else { continue };
        for import in modules.imports(file, source) {
            let other = module(&sources[import.to]);
            let is_below = floor(other).is_some_and(|other| other < own);
            assert!(
                is_below || other == module(source),
                "src/{}:{} imports `{other}`, which is not below its own floor",
                source.place,
                import.line
            );
        }
    }
}

#[test]
fn only_the_cli_touches_the_world() {
    let table = [
        // words, the places that may hold them
        ("clap", &["cli/"][..]),
        ("dialoguer", &["cli/"]),
        ("std::env", &["cli/"]),
        ("std::process", &["cli/", "main.rs"]),
        ("std::fs", &["cli/"]),
        ("fs", &["cli/"]),
        ("SystemTime", &["cli/"]),
        ("Utc", &["cli/"]),
        ("println", &["cli/"]),
        ("eprintln", &["cli/"]),
    ];
    for source in sources() {
        for (words, places) in table.iter().filter(|(_, places)| !starts_with(source, places)) {
            if let Some(line) = first_line(source, words) {
                panic!("src/{}:{line} names `{words}` (only {places:?} may)", source.place);
            }
        }
    }
}

fn starts_with(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|place| source.place.starts_with(place))
}

/// The first line with a path that holds these words.
fn first_line(source: &Source, words: &str) -> Option<usize> {
    let wanted: Vec<&str> = words.split("::").collect();
    let named = source
        .paths
        .iter()
        .find(|named| named.words.windows(wanted.len()).any(|part| part == wanted));
    named.map(|named| named.line)
}

#[test]
fn only_readers_and_writers_name_serde() {
    let mut found = Faults::new();
    for source in sources().iter().filter(|source| !starts_with(source, &READERS_AND_WRITERS)) {
        let line = ["serde", "serde_json"].iter().find_map(|word| first_line(source, word));
        found.extend(
            line.map(|line| (source.place.clone(), format!("src/{}:{line}", source.place))),
        );
    }
    compare(
        "serde.txt",
        &found,
        "let `pack/raw.rs`, `render/json` or the reader and writer of cases do it",
    );
}

#[test]
fn every_module_says_what_it_owns() {
    for source in sources() {
        assert!(
            source.has_header,
            "src/{}:1 has no header (want `//! ` and what it owns)",
            source.place
        );
    }
}

#[test]
fn no_module_is_a_heap() {
    for path in ["src", "tests"].iter().flat_map(|folder| files(&root().join(folder))) {
        let path = path.strip_prefix(root()).unwrap().to_owned();
        for part in &path {
            let name = part.to_string_lossy();
            let is_heap = ["util", "utils", "helpers", "misc", "common"]
                .contains(&name.trim_end_matches(".rs"));
            assert!(!is_heap, "{} says nothing (name it after what it owns)", path.display());
        }
    }
}

#[test]
fn the_top_level_has_four_folders() {
    let is_known = |name: &str| {
        ["examples", "rules", "src", "target", "tests"].contains(&name) || name.starts_with('.')
    };
    let entries = fs::read_dir(root()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names = folders.map(|entry| entry.file_name().into_string().unwrap());
    let found: Faults =
        names.filter(|name| !is_known(name)).map(|name| (name.clone(), name)).collect();
    compare("folders.txt", &found, "put it into examples, rules, src or tests");
}
