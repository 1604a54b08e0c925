//! Conditions are said in words of the reader's language: no id and no sentence of the rules is in what people read.

use crate::kazakhstan::kazakhstan;
use dovidka::render::{View, json, text};
use dovidka::sample::{Gaps, Sampler};
use dovidka::{Topics, case, evaluate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the JSON of a rule file holds a sentence.
const SENTENCES: [&str; 11] = [
    "if",
    "only_if",
    "always_if",
    "last_if",
    "matters_when",
    "that",
    "is",
    "from",
    "by",
    "best_by",
    "needed_for",
];

/// The rule files as JSON, without the texts.
fn rule_files() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/kazakhstan");
    let files = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = files(folder.clone()).chain(files(folder.join("topics")));
    let all = all.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    all.map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

/// Each text in some JSON, with the key under which it stands, or that of the list in which it stands.
fn texts<'v>(value: &'v Value, key: &'v str, found: &mut Vec<(&'v str, &'v str)>) {
    match value {
        Value::String(text) => found.push((key, text)),
        Value::Array(items) => items.iter().for_each(|item| texts(item, key, found)),
        Value::Object(parts) => parts.iter().for_each(|(key, part)| texts(part, key, found)),
        _ => {}
    }
}

/// What no person may read.
struct Forbidden {
    /// Ids that are no words of a language.
    ids: BTreeSet<String>,
    sentences: BTreeSet<String>,
}

impl Forbidden {
    fn of_the_pack() -> Self {
        let files = rule_files();
        let mut all = Vec::new();
        for file in &files {
            texts(file, "", &mut all);
        }
        let is_sentence =
            |(key, text): &&(&str, &str)| SENTENCES.contains(key) && text.contains(' ');
        let sentences = all.iter().filter(is_sentence).map(|(_, text)| (*text).to_owned());
        let is_id = |text: &&str| text.contains('_') && words(text).eq([*text]);
        let ids = all.iter().map(|(_, text)| *text).filter(is_id).map(ToOwned::to_owned);
        Self { ids: ids.collect(), sentences: sentences.collect() }
    }

    /// What of it is in a text.
    fn found_in(&self, text: &str) -> Option<String> {
        let id = words(text).find(|word| self.ids.contains(*word));
        let sentence = || self.sentences.iter().find(|sentence| text.contains(sentence.as_str()));
        id.map(ToOwned::to_owned).or_else(|| sentence().cloned())
    }
}

/// The words of a text in Latin letters, with what ids are made of.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|part: char| !(part.is_ascii_alphanumeric() || part == '_'));
    words.filter(|word| word.contains(|part: char| part.is_ascii_alphabetic()))
}

/// The lines of an advice without its links, and without the flags that answer what is still needed.
fn lines(letter: &str) -> impl Iterator<Item = &str> {
    let not_ours = ["Answer: --", "Відповідь: --", "://"];
    letter.lines().filter(move |line| !not_ours.iter().any(|part| line.contains(part)))
}

#[test]
fn conditions_are_said_without_ids_and_sentences_of_the_rules() {
    let (pack, forbidden) = (kazakhstan(), Forbidden::of_the_pack());
    assert!(forbidden.ids.contains("passport_expires") && forbidden.ids.contains("visa_free"));
    assert!(forbidden.sentences.contains("where is kazakhstan"));
    let ukrainian: String = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/kazakhstan/text/uk.json"),
    )
    .unwrap();
    let in_texts: BTreeSet<&str> = words(&ukrainian).collect();
    // Abbreviations of the pack's own texts, such as KIBHR and B18; ids and operators are in small letters.
    let is_abbreviation = |word: &str| {
        in_texts.contains(word) && !word.contains(|part: char| part.is_ascii_lowercase())
    };
    let on = "2026-11-28".parse().unwrap();
    let mut sampler = Sampler::new(&pack, on, 3, Gaps { unknown: 40, partly: 30 });
    let mut said = BTreeSet::new();
    for number in 1..=200 {
        let line = sampler.line(number);
        let case = case::read(&pack, &line, on).unwrap();
        let outcome = evaluate(&pack, &case, &Topics::All);
        for language in ["en", "uk"] {
            let mut view = View::new(language);
            view.width = 100_000; // nothing is wrapped
            let letter = text::outcome(&pack, &outcome, &view);
            for line in lines(&letter) {
                let found = forbidden.found_in(line);
                assert_eq!(
                    found,
                    None,
                    "household {number}, {language}: {line}\n{}",
                    sampler.line(number)
                );
            }
            let json: Value = serde_json::from_str(&json::outcome(&pack, &outcome, &view)).unwrap();
            let mut all = Vec::new();
            texts(&json, "", &mut all);
            for (_, clause) in all.into_iter().filter(|(key, _)| *key == "words") {
                let name = format!("household {number}, {language}: {clause}");
                assert_eq!(forbidden.found_in(clause), None, "{name}");
                assert!(!clause.is_empty() && !clause.contains(['{', '}']), "{name}");
                let latin = words(clause).find(|word| language == "uk" && !is_abbreviation(word));
                assert_eq!(latin, None, "{name}");
                said.insert(clause.to_owned());
            }
        }
    }
    assert!(said.len() > 1_000, "only {} clauses were said", said.len());
}
