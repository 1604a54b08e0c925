//! No source file names a fact, topic, action, office or choice of the built-in pack: what a pack is about is data.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words that a pack may use as ids and that are the program's own as well.
const OWN_WORDS: [(&str, &str); 10] = [
    ("born", "`age` in a sentence is counted from the fact of this name"),
    ("child", "a kind of member, in rule files, in cases and as a flag"),
    ("pet", "a kind of member, in rule files, in cases and as a flag"),
    ("city", "a key of offices, and the option of `offices`"),
    ("entry", "a key of `allowance` in pack.json, and a value in the program's own sentences"),
    ("stay", "what `allowance` counts: the ids of the program's own sentences begin with it"),
    ("where", "a word of sentences in rule files"),
    ("work", "a plain English word in help"),
    ("none", "a plain English word in help"),
    ("other", "the plural form that every language has, and a plain English word"),
];
/// The one place that names a built-in pack: the default of `--rules`.
const DEFAULT_PACK: &str = "src/cli/args.rs";

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn json(name: &str) -> Value {
    let path = root().join("rules/kazakhstan").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The ids of the built-in pack.
fn ids() -> BTreeSet<String> {
    let mut ids = BTreeSet::from(["kazakhstan".to_owned()]);
    for (name, list) in
        [("facts.json", "facts"), ("actions.json", "actions"), ("offices.json", "offices")]
    {
        let file = json(name);
        let list = file[list].as_array().unwrap();
        ids.extend(list.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        ids.extend(list.iter().filter_map(|item| Some(item.get("topic")?.as_str()?.to_owned())));
        let choices = list.iter().filter_map(|item| item.get("choices")?.as_array());
        let choices = choices.flatten().filter_map(Value::as_str);
        ids.extend(choices.filter(|choice| choice.len() > 3).map(str::to_owned));
    }
    assert!(ids.len() > 80, "only {} ids were found", ids.len());
    ids
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_source = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().filter(is_source).chain(folders.iter().flat_map(|f| sources(f))).collect()
}

/// The string literals of a source before its tests, each with its line; comments and their examples are left out.
fn literals(source: &str) -> Vec<(usize, String)> {
    let shipped = source.split("#[cfg(test)]").next().unwrap();
    let mut found = Vec::new();
    let mut rest = shipped;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let line = shipped[..shipped.len() - rest.len() + at].matches('\n').count() + 1;
        let here = &rest[at..];
        let length = if here.starts_with("//") {
            here.find('\n').unwrap_or(here.len())
        } else if here.starts_with("'\"'") || here.starts_with("'\\\"'") {
            here[1..].find('\'').unwrap() + 2
        } else if here.starts_with('"') {
            let hashes = rest[..at].len() - rest[..at].trim_end_matches('#').len();
            let is_raw = rest[..at].trim_end_matches('#').ends_with('r');
            let length = if is_raw { raw(here, hashes) } else { plain(here) };
            found.push((line, here[1..length - 1].to_owned()));
            length
        } else {
            1
        };
        rest = &here[length..];
    }
    found
}

/// The length of a literal that ends at a quote that no backslash stands before.
fn plain(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text[1..].find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    end.unwrap() + 2
}

/// The length of a raw literal up to its quote, without the `#` after it.
fn raw(text: &str, hashes: usize) -> usize {
    let end = format!("\"{}", "#".repeat(hashes));
    text[1..].find(&end).unwrap() + 2
}

#[test]
fn literals_are_found_and_comments_are_not() {
    let source = [
        r#"// "comment""#,
        r#"let c = ['"', '\'', 'x'];"#,
        r#"f("one \"two\"", r"three", 'x'); // it's "four""#,
        "g(r#\"five \"six\"\"#);",
        "#[cfg(test)]",
        r#"g("seven");"#,
    ];
    let found = literals(&source.join("\n"));
    let expected = [(3, r#"one \"two\""#), (3, "three"), (4, "five \"six\"")];
    let expected = expected.map(|(line, text)| (line, text.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn no_source_names_a_thing_of_a_pack() {
    let ids = ids();
    let mut named = Vec::new();
    for path in sources(&root().join("src")) {
        let place = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        for (line, literal) in literals(&fs::read_to_string(&path).unwrap()) {
            let words = literal.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            for word in words.filter(|word| ids.contains(&word.replace('-', "_"))) {
                let is_own = OWN_WORDS.iter().any(|(own, _)| *own == word)
                    || word == "kazakhstan" && place == DEFAULT_PACK;
                if !is_own {
                    named.push(format!("{place}:{line}: {word} in {literal:?}"));
                }
            }
        }
    }
    assert!(named.is_empty(), "{}", named.join("\n"));
}
