//! The examples of `rules/README.md` are a whole pack: it loads, its cases pass, and whatever is broken in it
//! is reported with its file, line and column, and a stable code.

use crate::readme_pack::readme_files;
use dovidka::{LoadError, Pack, proof};

/// The problems of the example after one change to one file, as `file:line:column code`.
pub fn problems(place: &str, (from, to): (&str, &str)) -> Vec<String> {
    let mut files = readme_files();
    let (_, text) = files.iter_mut().find(|file| file.0 == place).unwrap();
    assert!(text.contains(from), "{place} has no `{from}`");
    *text = text.replacen(from, to, 1);
    match Pack::from_files("", files) {
        Ok(_) => Vec::new(),
        Err(LoadError::Wrong(problems, _)) => problems
            .iter()
            .map(|p| format!("{}:{}:{} {}", p.file, p.line, p.column, p.problem.code()))
            .collect(),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_examples_are_a_pack_whose_cases_pass() {
    let pack = Pack::from_files("", readme_files()).unwrap_or_else(|error| match error {
        LoadError::Wrong(problems, _) => panic!("{problems:#?}"),
        error => panic!("{error}"),
    });
    let cases = Pack::cases_from_files("", readme_files()).unwrap();
    for result in proof::run_cases(&pack, &cases) {
        assert!(result.problems.is_empty(), "{}: {:?}", result.title, result.problems);
    }
    assert!(proof::leaves_without_case(&pack, &cases).is_empty());
}

#[test]
#[expect(clippy::too_many_lines, reason = "the table has one row for each fault")]
fn every_fault_has_a_place_and_a_code() {
    let tree = "topics/passport.json";
    // file, change, problem that is reported
    let table = [
        ("pack.json", ("\"format\": 1", "\"format\": 2"), "pack.json:2:13 format"),
        ("pack.json", ("2026-01-15", "2026-02-30"), "pack.json:8:18 bad-date"),
        ("pack.json", ("+05:00", "5"), "pack.json:6:52 bad-offset"),
        (
            "pack.json",
            ("\"rounding\": \"last_day_of_month\"", "\"rounding\": \"up\""),
            "pack.json:12:15 shape",
        ),
        ("pack.json", ("\"days\": 90", "\"days\": 181"), "pack.json:14:26 shape"),
        (
            "pack.json",
            ("\"entry\": \"entered_on\"", "\"entry\": \"earlier_days\""),
            "pack.json:14:54 bad-fact",
        ),
        ("pack.json", ("\"version\"", "\"edition\""), "pack.json:4:3 shape"),
        (
            "pack.json",
            ("passport_expires - 4", "pasport_expires - 4"),
            "topics/passport.json:8:35 unknown",
        ),
        (
            "pack.json",
            ("passport_expires - 4 months", "renewal_opens - 4 months"),
            "topics/passport.json:8:35 circular",
        ),
        (
            "pack.json",
            ("\"city_fact\": \"city\"", "\"city_fact\": \"born\""),
            "pack.json:13:16 unknown",
        ),
        ("pack.json", ("[\"en\"]", "[\"en\", \"uk\"]"), "pack.json:7:23 missing-language"),
        ("facts.json", ("\"id\": \"fear\"", "\"id\": \"Fear\""), "facts.json:12:13 bad-id"),
        ("facts.json", ("\"id\": \"fear\"", "\"id\": \"and\""), "facts.json:12:13 reserved-id"),
        ("facts.json", ("\"id\": \"fear\"", "\"id\": \"born\""), "facts.json:12:13 twice"),
        ("facts.json", ("\"today\"]", "\"tomorrow\"]"), "facts.json:7:98 bad-range"),
        ("facts.json", ("[\"0\", \"180\"]", "[\"180\", \"0\"]"), "facts.json:11:89 bad-range"),
        (
            "facts.json",
            ("\"type\": \"yes_no\"", "\"type\": \"yes_no\", \"choices\": [\"a\"]"),
            "facts.json:12:85 bad-fact",
        ),
        ("facts.json", ("\"is\": \"astana\"", "\"is\": \"astna\""), "facts.json:6:51 unknown"),
        ("facts.json", ("\"sensitive\": true", "\"sensitive\": \"yes\""), "facts.json:12:87 shape"),
        (
            "facts.json",
            ("passport_expires is after born", "passport_expires is at least born"),
            "facts.json:17:60 type",
        ),
        (tree, ("is before today", "is before tody"), "topics/passport.json:7:41 unknown"),
        (tree, ("is before today", "is before 2026-02-30"), "topics/passport.json:7:41 sentence"),
        (tree, ("is before today", "is before"), "topics/passport.json:7:40 sentence"),
        (tree, ("is before today", "is less than today"), "topics/passport.json:7:14 type"),
        (
            tree,
            ("passport_expires is before today", "where is mars"),
            "topics/passport.json:7:23 unknown",
        ),
        (
            tree,
            ("passport_expires is before today", "passport_expires"),
            "topics/passport.json:7:14 type",
        ),
        (
            tree,
            ("passport_expires is before today", "any neighbour where fear"),
            "topics/passport.json:7:14 unknown",
        ),
        (
            tree,
            ("\"leaf\": \"expired\"", "\"leaf\": \"expird\""),
            "topics/passport.json:7:57 unknown",
        ),
        (
            tree,
            ("\"if\": \"passport_expires is before today\", ", ""),
            "topics/passport.json:7:5 bad-branch",
        ),
        (
            tree,
            (
                "{ \"otherwise\": true, \"leaf\": \"renew\" }",
                "{ \"is\": [\"other\"], \"leaf\": \"renew\" }, { \"is\": [\"other\"], \"leaf\": \"renew\" }",
            ),
            "topics/passport.json:11:56 twice",
        ),
        (
            tree,
            (",\n        { \"otherwise\": true, \"leaf\": \"renew\" }", ""),
            "topics/passport.json:9:36 uncovered",
        ),
        (
            tree,
            (
                "{ \"otherwise\": true, \"leaf\": \"later\" }",
                "{ \"if\": \"fear\", \"leaf\": \"later\" }",
            ),
            "topics/passport.json:6:11 open-ladder",
        ),
        (
            tree,
            (
                "{ \"otherwise\": true, \"leaf\": \"later\" }",
                "{ \"otherwise\": true, \"leaf\": \"later\" }, { \"if\": \"fear\", \"leaf\": \"later\" }",
            ),
            "topics/passport.json:12:45 unreachable",
        ),
        (tree, ("\"cite\": [\"law-1\"]", "\"cite\": []"), "topics/passport.json:15:5 no-source"),
        (
            tree,
            ("\"cite\": [\"law-1\"]", "\"cite\": [\"law-2\"]"),
            "topics/passport.json:15:33 unknown",
        ),
        (tree, ("\"do\": \"renew\"", "\"do\": \"renw\""), "topics/passport.json:15:64 unknown"),
        (tree, ("\"id\": \"later\"", "\"id\": \"renew\""), "topics/passport.json:20:13 twice"),
        (
            tree,
            ("\"by\": \"passport_expires\"", "\"by\": \"fear\""),
            "topics/passport.json:17:69 type",
        ),
        (
            tree,
            ("\"only_if\": \"where is abroad\"", "\"only_if\": \"where\""),
            "topics/passport.json:5:15 type",
        ),
        (
            tree,
            ("\"always_if\": \"fear\"", "\"always_if\": \"today\""),
            "topics/passport.json:5:47 type",
        ),
        (tree, ("\"is\": \"can\"", "\"is\": \"may\""), "topics/passport.json:18:40 shape"),
        (tree, ("\"kind\": \"must\"", "\"kind\": \"may\""), "topics/passport.json:15:81 shape"),
        (
            tree,
            ("{ \"is\": \"must\" }", "{ \"is\": \"must\", \"if\": \"not fear\" }"),
            "topics/passport.json:18:30 bad-item",
        ),
        (
            tree,
            ("{ \"is\": \"must\" }", "{ \"is\": \"must\" }, { \"is\": \"know\" }"),
            "topics/passport.json:18:81 unreachable",
        ),
        (tree, ("\"term\"", "\"law\""), "topics/passport.json:17:97 shape"),
        (tree, ("passport_expires - 1 month", "fear"), "topics/passport.json:17:117 type"),
        (
            tree,
            ("\"needed_for\": \"passport_expires\"", "\"needed_for\": \"earlier_days\""),
            "topics/passport.json:18:98 type",
        ),
        ("actions.json", ("10 working days", "ten days"), "actions.json:8:73 bad-period"),
        ("actions.json", ("10 working days", "0 days"), "actions.json:8:73 bad-period"),
        ("actions.json", ("10 working days", "10"), "actions.json:8:73 bad-period"),
        (
            "actions.json",
            ("\"if\": \"where is abroad\"", "\"if\": \"where\""),
            "actions.json:8:45 type",
        ),
        ("actions.json", ("\"first\"", "\"before\""), "actions.json:5:55 shape"),
        (
            "actions.json",
            ("\"service\": \"legal_help\"", "\"service\": \"legal_hlp\""),
            "actions.json:5:33 unknown",
        ),
        (
            "actions.json",
            ("\"service\": \"legal_help\"", "\"service\": \"legal_help\", \"id\": \"lawyer\""),
            "actions.json:5:20 bad-item",
        ),
        ("actions.json", ("\"service\": \"legal_help\", ", ""), "actions.json:5:20 bad-item"),
        ("pack.json", ("\"city_fact\": \"city\",", ""), "actions.json:5:33 bad-item"),
        ("facts.json", ("\"burden\": 3", "\"burden\": 6"), "facts.json:9:37 bad-fact"),
        ("facts.json", ("\"burden\": 3", "\"burden\": 0"), "facts.json:9:37 bad-fact"),
        (
            "actions.json",
            ("\"id\": \"renew\"", "\"id\": \"prolong\""),
            "topics/passport.json:15:64 unknown",
        ),
        (
            "actions.json",
            ("{ \"id\": \"consulate\" }", "{ \"id\": \"consul\" }"),
            "actions.json:5:88 unknown",
        ),
        ("offices.json", ("+77000000000", "8 700 000 00 00"), "offices.json:4:55 bad-phone"),
        (
            "offices.json",
            ("mail@consulate.example", "mail at consulate"),
            "offices.json:4:81 bad-mail",
        ),
        ("offices.json", ("Mo-Th 09:00-18:00", "by appointment"), "offices.json:5:57 bad-hours"),
        (
            "offices.json",
            ("https://consulate.example/", "consulate.example"),
            "offices.json:5:17 bad-link",
        ),
        (
            "offices.json",
            ("\"city\": \"astana\"", "\"city\": \"atlantis\""),
            "offices.json:4:34 unknown",
        ),
        ("holidays.json", ("01-01", "02-29"), "holidays.json:5:32 bad-date"),
        ("holidays.json", ("2026-05-27", "2026-05-32"), "holidays.json:9:42 bad-date"),
        ("holidays.json", ("2030", "2021"), "holidays.json:6:78 bad-year"),
        ("holidays.json", ("\"year\": 2026", "\"year\": 0"), "holidays.json:3:27 bad-year"),
        ("holidays.json", ("\"new_year\"", "\"New year\""), "holidays.json:5:13 bad-id"),
        ("holidays.json", ("law-1", "law-2"), "holidays.json:3:42 unknown"),
        ("holidays.json", ("[\"law-1\"] }\n  ]\n", "[] }\n  ]\n"), "holidays.json:9:5 no-source"),
        ("holidays.json", ("moves", "move"), "holidays.json:5:41 shape"),
        (
            "holidays.json",
            ("\"republic_day\", \"day\": \"10-25\"", "\"new_year\", \"day\": \"01-01\""),
            "holidays.json:6:13 twice",
        ),
        (
            "sources.json",
            ("\"kind\": \"law\"", "\"kind\": \"inference\""),
            "topics/passport.json:15:56 weak-source",
        ),
        ("sources.json", ("2025-10-31", "31 October"), "sources.json:4:86 bad-date"),
        ("offices.json", ("\"en\"]", "\"EN\"]"), "offices.json:6:93 bad-id"),
        ("sources.json", ("2025-11-01", "2025-11"), "sources.json:5:20 bad-date"),
        ("sources.json", ("01\", null", "01\", \"2025-10-31\""), "sources.json:5:19 bad-item"),
        (
            "text/en.json",
            ("your passport ends {value}", "your passport ends"),
            "text/en.json:34:33 placeholder",
        ),
        ("text/en.json", ("{who} is abroad", "they are abroad"), "text/en.json:32:80 placeholder"),
        ("text/en.json", ("you are abroad", "{who} is abroad"), "text/en.json:32:31 placeholder"),
        (
            "text/en.json",
            ("ends {value}\"", "ends {value}, {day\""),
            "text/en.json:34:33 placeholder",
        ),
        ("text/en.json", ("fact.fear.no", "fact.fear.is"), "text/en.json:33:64 unused"),
        (
            "text/en.json",
            ("choice.where.abroad.if\"", "choice.where.mars.if\""),
            "text/en.json:32:29 unused",
        ),
        ("text/en.json", ("renew.text.more", "renew.test.more"), "text/en.json:30:84 unused"),
        (
            "text/en.json",
            ("\"topic.passport\": \"Passport\",", ""),
            "text/en.json:4:12 missing-text",
        ),
        (
            "text/en.json",
            ("\"pack.title\": \"An example\"", "\"pack.title\": \"A\", \"pack.title\": \"B\""),
            "text/en.json:5:38 twice",
        ),
        (
            "text/en.json",
            ("\"pack.title\"", "\"x\": \"unused\", \"pack.title\""),
            "text/en.json:5:10 unused",
        ),
    ];
    let mut wrong = Vec::new();
    for (place, change, expected) in table {
        let found = problems(place, change);
        if !found.iter().any(|found| found == expected) {
            wrong.push(format!("{place} {change:?}: {found:?} (want {expected})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_problems_are_reported_at_once() {
    let mut files = readme_files();
    for (_, text) in &mut files {
        *text = text.replace("law-1\"]", "law-2\"]").replace("+77000000000", "8700");
    }
    let Err(LoadError::Wrong(problems, _)) = Pack::from_files("", files) else {
        panic!("it loaded")
    };
    assert!(problems.len() >= 7, "{problems:#?}");
}

#[test]
fn a_pack_without_a_file_says_which() {
    let files: Vec<(String, String)> =
        readme_files().into_iter().filter(|(place, _)| place != "actions.json").collect();
    let Err(LoadError::Wrong(problems, _)) = Pack::from_files("", files) else {
        panic!("it loaded")
    };
    assert_eq!(problems[0].problem.code(), "missing-file");
}

#[test]
fn holidays_may_be_left_out_but_not_misspelt() {
    let without: Vec<(String, String)> =
        readme_files().into_iter().filter(|(place, _)| place != "holidays.json").collect();
    let pack = Pack::from_files("", without).expect("holidays are optional");
    assert!(pack.holidays.calendar.list.is_empty());
    let mut misspelt = readme_files();
    let file = misspelt.iter_mut().find(|file| file.0 == "holidays.json").unwrap();
    file.0 = "holiday.json".into();
    let Err(LoadError::Wrong(problems, _)) = Pack::from_files("", misspelt) else {
        panic!("it loaded")
    };
    let said = problems[0].to_string();
    assert!(said.contains("no rule file `holiday.json`"), "{said}");
    assert!(said.contains("did you mean `holidays.json`?"), "{said}");
}

#[test]
fn hostile_files_are_refused_without_a_panic() {
    let deep = "[".repeat(100_000);
    let nested = format!("{}\"x\"{}", "{\"then\":[".repeat(200), "]}".repeat(200));
    let parentheses = format!("{}fear{}", "(".repeat(500), ")".repeat(500));
    let long = "fear or ".repeat(10_000);
    let tree = |sentence: &str| {
        format!(
            r#"{{ "format": 1, "topic": "passport", "for_each": "person", "tree": [{{ "if": "{sentence}", "leaf": "a" }}], "leaves": [] }}"#
        )
    };
    for text in [
        "",
        "\u{0}",
        "null",
        "[]",
        "{}",
        deep.as_str(),
        nested.as_str(),
        &tree(&parentheses),
        &tree(&long),
        &tree("\u{202e}fear is \u{1f600}"),
        &tree("1 times 2 times 3 times 4"),
        &tree("9999999999999 is 1"),
        &tree(
            "any child where any child where any child where any child where any child where any child where any child where any child where any child where fear",
        ),
    ] {
        let mut files = readme_files();
        files[2].1 = text.into();
        assert!(Pack::from_files("", files).is_err(), "{:?}", &text[..text.len().min(60)]);
    }
}
