//! What a pack may have and its authors may want to change: a warning has a place and a code, and the pack loads.

use crate::readme_pack::readme_files;
use dovidka::pack::diagnostic::Diagnostic;
use dovidka::{LoadError, Pack};

/// What is said of the example after changes to files, as `file:line:column severity code: message`.
pub fn said(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let mut files = readme_files();
    for (place, from, to) in changes {
        let (_, text) = files.iter_mut().find(|file| file.0 == *place).unwrap();
        assert!(text.contains(from), "{place} has no `{from}`");
        *text = text.replacen(from, to, 1);
    }
    let problems = match Pack::inspect_files("", files) {
        Ok(inspection) => inspection.problems,
        Err(LoadError::Wrong(problems, _)) => problems,
        Err(error) => panic!("{error}"),
    };
    let line = |of: &Diagnostic| {
        let severity = if of.problem.is_warning() { "warning" } else { "error" };
        let (code, message) = (of.problem.code(), of.problem.message());
        format!("{}:{}:{} {severity} {code}: {message}", of.file, of.line, of.column)
    };
    problems.iter().map(line).collect()
}

#[test]
fn the_examples_and_the_shipped_pack_have_none() {
    assert_eq!(said(&[]), [""; 0]);
    for name in Pack::embedded_names() {
        let problems = Pack::inspect_embedded(&name).unwrap().problems;
        assert!(problems.is_empty(), "{problems:#?}");
    }
}

#[test]
fn what_nothing_uses_is_named() {
    let value = (
        "pack.json",
        "\"values\": [ ",
        "\"values\": [ { \"id\": \"soon\", \"is\": \"today + 3 days\" }, ",
    );
    let table = [
        (vec![value], "pack.json:15:23 warning unused: nothing uses the value `soon`"),
        (
            vec![(
                "pack.json",
                "\"values\": [ ",
                "\"values\": [ { \"id\": \"opens\", \"is\": \"renewal_opens\" }, ",
            )],
            "pack.json:15:23 warning unused: nothing uses the value `opens`",
        ),
        (
            vec![(
                "sources.json",
                "    { \"id\"",
                "    { \"id\": \"law-2\", \"title\": \"x\", \"url\": \"https://law.example/2\", \"read_on\": \"2026-01-15\", \"kind\": \"law\" },\n    { \"id\"",
            )],
            "sources.json:4:13 warning unused: nothing uses the source `law-2`",
        ),
        (
            vec![("actions.json", ", { \"id\": \"consulate\" }", "")],
            "offices.json:4:13 warning unused: nothing uses the office `consulate`",
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(said(&changes), [expected], "{changes:?}");
    }
}

#[test]
fn a_value_is_used_by_a_sentence_or_by_a_value_that_is_used() {
    let value = |is: &str| format!("\"values\": [ {{ \"id\": \"soon\", \"is\": \"{is}\" }}, ");
    let day = value("today + 3 days");
    let own = ("pack.json", "\"values\": [ ", day.as_str());
    let table = [
        vec![own, ("topics/passport.json", "before today\"", "before soon\"")],
        vec![
            own,
            ("pack.json", "passport_expires - 4 months", "earlier of soon and passport_expires"),
        ],
        vec![
            own,
            (
                "facts.json",
                "\"matters_when\": \"where is abroad\"",
                "\"matters_when\": \"soon is after today\"",
            ),
        ],
        vec![own, ("facts.json", "is after born", "is after soon")],
        vec![
            own,
            (
                "topics/passport.json",
                "\"best_by\": \"passport_expires - 1 month\"",
                "\"best_by\": \"soon\"",
            ),
        ],
    ];
    for changes in table {
        assert_eq!(said(&changes), [""; 0], "{changes:?}");
    }
}

#[test]
fn a_word_that_means_two_choices_is_named() {
    let alias = |text: &'static str| {
        vec![("facts.json", "{ \"alias\": \"nur-sultan\", \"is\": \"astana\" }", text)]
    };
    let table = [
        (
            alias(
                "{ \"alias\": \"Nur Sultan\", \"is\": \"astana\" }, { \"alias\": \"nur-sultan\", \"is\": \"other\" }",
            ),
            "facts.json:6:74 warning two-meanings: the word `nur-sultan` means both `astana` and `other`",
        ),
        (
            alias("{ \"alias\": \"Other\", \"is\": \"astana\" }"),
            "facts.json:6:31 warning two-meanings: the word `Other` means both `other` and `astana`",
        ),
        (
            vec![("text/en.json", "\"another place\"", "\"Nur-Sultan\"")],
            "text/en.json:10:58 warning two-meanings: the word `Nur-Sultan` means both `astana` and `other`",
        ),
        (
            vec![(
                "text/en.json",
                "\"choice.where.here\": \"here\"",
                "\"choice.where.here\": \"Abroad\"",
            )],
            "text/en.json:8:59 warning two-meanings: the word `Abroad` means both `abroad` and `here`",
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(said(&changes), [expected], "{changes:?}");
    }
    let twice = alias(
        "{ \"alias\": \"nur-sultan\", \"is\": \"astana\" }, { \"alias\": \"nur-sultan\", \"is\": \"other\" }",
    );
    assert_eq!(
        said(&twice),
        ["facts.json:6:74 error twice: the choice `nur-sultan` is there twice"]
    );
    assert_eq!(said(&alias("{ \"alias\": \"Astana\", \"is\": \"astana\" }")), [""; 0]);
}

#[test]
fn a_word_that_means_two_choices_is_not_taken() {
    let mut files = readme_files();
    let aliases = "{ \"alias\": \"Capital\", \"is\": \"astana\" }, { \"alias\": \"capital\", \"is\": \"other\" }";
    files[1].1 =
        files[1].1.replacen("{ \"alias\": \"nur-sultan\", \"is\": \"astana\" }", aliases, 1);
    let pack = Pack::from_files("", files).unwrap();
    let fact = pack.facts[0].iter().find(|fact| fact.id == "city").unwrap();
    let problem = fact.kind.read("CAPITAL").unwrap_err().to_string();
    assert_eq!(problem, "`CAPITAL` is not a choice (want one of: astana, other)");
    assert!(fact.kind.read("Astana").is_ok());
}

#[test]
fn what_a_last_day_is_needs_a_last_day() {
    let table = [
        ("\"by\": \"passport_expires\", \"by_is\"", "\"by_is\"", "17:71"),
        (
            "\"kind\": \"can\", \"from\": \"renewal_opens\", \"by\": \"passport_expires\"",
            "\"by_is\": \"end\"",
            "20:80",
        ),
    ];
    for (from, to, place) in table {
        let expected = format!(
            "topics/passport.json:{place} warning no-last-day: this action has no last day of which `by_is` could speak"
        );
        assert_eq!(said(&[("topics/passport.json", from, to)]), [expected]);
    }
    let alone = ("topics/passport.json", "\"by\": \"passport_expires\", \"by_is\": \"term\", ", "");
    assert_eq!(said(&[alone]), [""; 0], "we may advise a day where the law has none");
}

#[test]
fn errors_come_before_warnings() {
    let wrong = said(&[("actions.json", "{ \"id\": \"consulate\" }", "{ \"id\": \"consulat\" }")]);
    let expected =
        "actions.json:5:88 error unknown: there is no office `consulat`; did you mean `consulate`?";
    assert_eq!(wrong, [expected], "that the office is not used follows from it");
}
