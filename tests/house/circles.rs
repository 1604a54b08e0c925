//! No two files import each other, not even through others: a circle of files can only be understood as a whole.

use crate::source::{Faults, Named, Source, compare, parse, sources};
use std::collections::{BTreeMap, BTreeSet};

/// The modules of the crate: the words of each, and the place of its file.
pub struct Modules {
    files: BTreeMap<Vec<String>, usize>,
}

/// One file that imports another one: the line that does it, and the other file.
pub struct Import {
    pub line: usize,
    pub to: usize,
}

impl Modules {
    pub fn new(sources: &[Source]) -> Self {
        let files = sources.iter().enumerate().map(|(file, source)| (module(&source.place), file));
        Self { files: files.filter(|(module, _)| *module != ["main"]).collect() }
    }

    /// The other files whose items a file names, by a `use` or by a path in its code.
    ///
    /// A declaration such as `mod child;` names nothing in the child.
    pub fn imports(&self, file: usize, source: &Source) -> Vec<Import> {
        let own = module(&source.place);
        let used = |named: &Named| self.module_named(&own, &named.words);
        let names: BTreeMap<String, Vec<String>> = source.paths.iter().filter_map(used).collect();
        let mut imports = Vec::new();
        for named in source.paths.iter().filter(|named| named.words.len() > 1) {
            let spelled = match names.get(&named.words[0]) {
                Some(module) => [module, &named.words[1..]].concat(),
                None => named.words.clone(),
            };
            if let Some((module, _)) = self.resolve(&own, &spelled)
                && self.files[&module] != file
            {
                imports.push(Import { line: named.line, to: self.files[&module] });
            }
        }
        imports
    }

    /// What a path that is a module is called from here on, and the module as a path from `crate`.
    fn module_named(&self, own: &[String], words: &[String]) -> Option<(String, Vec<String>)> {
        let is_absolute = ["crate", "self", "super"].contains(&words[0].as_str());
        let (module, rest) = self.resolve(own, words).filter(|_| is_absolute && words.len() > 1)?;
        let name = module.last().filter(|_| rest == 0)?.clone();
        Some((name, [&["crate".to_owned()][..], &module].concat()))
    }

    /// The innermost module on the way of a path, and how many words are left; `None` if the path leads elsewhere.
    fn resolve(&self, own: &[String], words: &[String]) -> Option<(Vec<String>, usize)> {
        let mut module = if words[0] == "crate" { Vec::new() } else { own.to_vec() };
        let mut steps = 0;
        for word in words {
            match word.as_str() {
                "crate" | "self" => {}
                "super" => module.truncate(module.len().saturating_sub(1)),
                word => {
                    module.push(word.to_owned());
                    if !self.files.contains_key(&module) {
                        module.pop();
                        break;
                    }
                }
            }
            steps += 1;
        }
        (steps > 0 && self.files.contains_key(&module)).then(|| (module, words.len() - steps))
    }
}

/// The words of a module: `engine/mod.rs` is `engine`, `lib.rs` is the crate itself.
fn module(place: &str) -> Vec<String> {
    let place = place.trim_end_matches(".rs").trim_end_matches("/mod");
    place.split('/').filter(|word| *word != "lib").map(ToOwned::to_owned).collect()
}

/// The files that a file imports, those that these import, and so on.
fn reached(from: usize, imports: &[Vec<Import>]) -> BTreeSet<usize> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        let others = imports[file].iter().map(|import| import.to);
        next.extend(others.filter(|other| reached.insert(*other)));
    }
    reached
}

/// Which imports close a circle: the first of each file in each other one.
fn explained(circle: &BTreeSet<usize>, imports: &[Vec<Import>]) -> String {
    let place = |file: usize| &sources()[file].place;
    let mut lines = BTreeMap::new();
    for from in circle {
        for import in imports[*from].iter().filter(|import| circle.contains(&import.to)) {
            lines.entry((from, import.to)).or_insert(import.line);
        }
    }
    let line = |((from, to), line): (&(&usize, usize), &usize)| {
        format!("src/{}:{line} imports src/{}", place(**from), place(*to))
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n    ")
}

#[test]
fn no_files_import_each_other() {
    let sources = sources();
    let modules = Modules::new(sources);
    let imports = |(file, source)| modules.imports(file, source);
    let imports: Vec<Vec<Import>> = sources.iter().enumerate().map(imports).collect();
    let reached: Vec<BTreeSet<usize>> =
        (0..sources.len()).map(|file| reached(file, &imports)).collect();
    let mut circles = Faults::new();
    for (file, below) in reached.iter().enumerate().filter(|(file, below)| below.contains(file)) {
        let circle = below.iter().copied().filter(|other| reached[*other].contains(&file));
        let circle: BTreeSet<usize> = circle.collect();
        let places: Vec<&str> = circle.iter().map(|other| sources[*other].place.as_str()).collect();
        circles.insert(places.join(" "), explained(&circle, &imports));
    }
    compare("circles.txt", &circles, "move what both files need to a file below them");
}

#[test]
fn an_import_is_found_however_it_is_written() {
    let code = "
        mod silent;
        pub use self::child::One;
        use super::{b::{self, deep::Two}, c as other};
        fn three() -> crate::d::Three { b::deep::three() }
        fn four() { matches!(0, child::FOUR); crate::Item; std::d::nothing() }
        #[cfg(test)] mod tests { use crate::e::Five; }";
    let places = [
        "lib.rs",
        "a/mod.rs",
        "a/silent.rs",
        "a/child.rs",
        "b/mod.rs",
        "b/deep.rs",
        "c.rs",
        "d.rs",
        "e.rs",
    ];
    let text = |place| if place == "a/mod.rs" { code } else { "" };
    let sources = places.map(|place| parse(place.into(), text(place)));
    let imports = Modules::new(&sources).imports(1, &sources[1]);
    let found: Vec<(usize, &str)> =
        imports.iter().map(|import| (import.line, places[import.to])).collect();
    let wanted = [
        (3, "a/child.rs"),
        (4, "b/mod.rs"),
        (4, "b/deep.rs"),
        (4, "c.rs"),
        (5, "d.rs"),
        (5, "b/deep.rs"),
        (6, "a/child.rs"),
        (6, "lib.rs"),
    ];
    assert_eq!(found, wanted);
}
