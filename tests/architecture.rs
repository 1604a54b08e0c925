//! The floors of the house: a module imports only floors below its own, and only `cli` touches the world.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the crate and its floor; `lib.rs` and `main.rs` stand outside.
const FLOORS: [(&str, usize); 12] = [
    ("terms", 0),
    ("pack", 1),
    ("embedded", 2),
    ("case", 2),
    ("engine", 3),
    ("interview", 4),
    ("proof", 4),
    ("sample", 4),
    ("time", 4),
    ("render", 5),
    ("batch", 6),
    ("cli", 7),
];

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

fn all() -> Vec<(PathBuf, String)> {
    let found = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// The module that a source file belongs to, and its floor; nothing for `lib.rs` and `main.rs`.
fn module(path: &Path) -> Option<(String, usize)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let first = path.strip_prefix(root).unwrap().components().next().unwrap();
    let name = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
    if name == "lib" || name == "main" {
        return None;
    }
    let floor = FLOORS.iter().find(|(module, _)| *module == name);
    Some((name.clone(), floor.unwrap_or_else(|| panic!("`{name}` has no floor")).1))
}

/// A source without its tests.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

#[test]
fn a_module_imports_only_floors_below_its_own() {
    for (path, text) in all() {
        let Some((name, floor)) = module(&path) else { continue };
        for line in shipped(&text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            assert!(
                !line.contains("use crate::{"),
                "{}: write one `use` for each module",
                path.display()
            );
            for imported in line.split("crate::").skip(1) {
                let imported: String =
                    imported.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let found = FLOORS.iter().find(|(module, _)| *module == imported);
                let allowed = found.is_none_or(|(other, below)| {
                    *below < floor || *other == name || *below == 2 && floor == 2
                });
                assert!(allowed, "{} ({name}, floor {floor}) imports `{imported}`", path.display());
            }
        }
    }
}

#[test]
fn only_the_cli_touches_the_world() {
    // Words, and the places that may hold them.
    let table = [
        ("clap", &["cli"][..]),
        ("dialoguer", &["cli"]),
        ("std::env", &["cli"]),
        ("SystemTime", &["cli"]),
        ("Utc::now", &["cli"]),
        ("println!", &["cli"]),
        ("std::process", &["cli", "main"]),
        ("fs::", &["cli", "pack/source.rs"]),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (path, text) in all() {
        let place = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        for line in shipped(&text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (word, allowed) in table {
                let is_allowed = allowed.iter().any(|allowed| place.starts_with(allowed));
                assert!(is_allowed || !line.contains(word), "{place} names `{word}`: {line}");
            }
        }
    }
}

#[test]
fn every_module_says_what_it_owns() {
    for (path, text) in all() {
        assert!(text.starts_with("//! "), "{} has no header", path.display());
    }
}

#[test]
fn files_are_small() {
    for (path, text) in all() {
        let lines = shipped(&text).lines().count();
        assert!(lines <= 360, "{} has {lines} lines", path.display());
    }
}
