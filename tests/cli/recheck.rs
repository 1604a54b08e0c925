//! Stored cases as processes: what `--save` keeps, and what `recheck` says of it later.

use crate::program::{self, Run};
use crate::temporary;
use std::collections::BTreeSet;
use std::fs;

const STORED: &str = include_str!("../../examples/stored.json");

fn run(line: &str) -> Run {
    program::run(program::command(line.split(' ')), b"")
}

/// A file with this text; its name.
fn file(name: &str, text: &str) -> String {
    let path = temporary(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The example with one part of it replaced.
fn edited(from: &str, to: &str) -> String {
    assert!(STORED.contains(from), "no {from:?} in the example");
    STORED.replace(from, to)
}

#[test]
fn the_example_is_what_the_program_writes() {
    let name = file("again.json", STORED);
    let line = format!("check --case {name} --save {name} --on 2026-11-22 --quiet");
    let run = run(&line);
    assert_eq!((run.code, run.stderr.as_str()), (Some(3), ""));
    let lines = |text: &str| -> BTreeSet<String> {
        text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect()
    };
    let text = fs::read_to_string(&name).unwrap();
    assert_eq!(
        lines(&text),
        lines(STORED),
        "dovidka check --case examples/stored.json --save examples/stored.json --on 2026-11-22"
    );
}

#[test]
fn check_stores_the_facts_of_the_flags_and_replaces_a_file_only_if_told() {
    let name = temporary("flags.json");
    let name = name.to_str().unwrap();
    let check = "check passport --passport biometric --passport-expires 2027-03 --on 2026-11-22";
    let saved = run(&format!("{check} --save {name}"));
    assert_eq!(saved.code, Some(3), "{}", saved.stderr);
    assert_eq!(saved.stdout, run(check).stdout);
    assert!(saved.stderr.contains(name), "{}", saved.stderr);
    let text = fs::read_to_string(name).unwrap();
    for part in [
        "\"passport_expires\": \"2027-03\"",
        "\"topics\": [\n      \"passport\"\n    ]",
        "\"action\": \"new_passport\", \"who\": \"you\"",
        "\"by\": \"2027-03-01..2027-03-31\"",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    #[cfg(unix)]
    {
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(name).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    let refused = run(&format!("{check} --save {name}"));
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(run(&format!("{check} --save {name} --force")).code, Some(3));
    let again = run(&format!("recheck {name} --on 2026-11-22"));
    assert_eq!(again.code, Some(0), "{}{}", again.stdout, again.stderr);
    // What is remembered is no fact: `check` says the same with it.
    let from_file = run(&format!("check passport --case {name} --on 2026-11-22"));
    assert_eq!(from_file.stdout, saved.stdout);
}

#[test]
fn rules_that_have_changed_are_told_apart_from_time() {
    let text = edited("\"version\": \"2026.11\"", "\"version\": \"2025.01\"");
    let text = text
        .replace("\"action\": \"child_passport\"", "\"action\": \"enter_child\"")
        .replace("\"by\": \"2027-03-01\"", "\"by\": \"2027-02-01\"")
        .replace(
            "\"certain\": true, \"from\": null, \"by\": \"2026-12-18\"",
            "\"certain\": false, \"from\": null, \"by\": \"2026-12-18\"",
        );
    let name = file("rules.json", &text);
    let same_day = run(&format!("recheck {name} --on 2026-11-22"));
    assert_eq!((same_day.code, same_day.stderr.as_str()), (Some(5), ""));
    for part in [
        "with the rules kazakhstan 2025.01",
        "! Apply for a new biometric passport\n  \
         Before: it must be done, last day: 1 February 2027\n  \
         Now: it must be done, last day: 1 March 2027\n  Why: the rules have changed\n",
        "Who: child 1\n+ Get the child a passport of their own\n",
        "− enter_child\n", // the rules have it no more, so it has no title
    ] {
        assert!(same_day.stdout.contains(part), "no {part:?} in\n{}", same_day.stdout);
    }
    assert!(!same_day.stdout.contains("time has passed"), "{}", same_day.stdout);
    let later = run(&format!("recheck {name} --on 2026-12-30 --lang uk")).stdout;
    for part in
        ["Чому: минув час\n", "Чому: змінилися правила\n", "Чому: минув час, і змінилися правила\n"]
    {
        assert!(later.contains(part), "no {part:?} in\n{later}");
    }
}

#[test]
fn a_bad_file_is_told_with_its_place_and_the_others_are_checked() {
    let table = [
        // what is in the file, what is said of it
        ("{ \"where\": \"mars\" }".to_owned(), "was not stored"),
        (
            "{ \"_stored\": 1 }".to_owned(),
            "line 1, column 14: invalid type: integer `1`, expected an object",
        ),
        ("{ \"_stored\": { \"on\": \"soon\" } }".to_owned(), "column 22: `soon` cannot be read"),
        (edited("    \"pack\": \"kazakhstan\",\n", ""), "missing field `pack`"),
        (edited("\"pack\": \"kazakhstan\"", "\"pack\": \"mars\""), "stored with the rules `mars`"),
        (edited("\"who\": \"child 1\"", "\"who\": \"child 0\""), "`child 0` cannot be read"),
        (edited("\"2026-12-18\"", "\"2026-12-18..2026-12-17\""), "cannot be read (want a day"),
        (edited("\"kind\": \"know\"", "\"kind\": \"no\""), "unknown variant `no`, expected"),
        (edited("\"topic\": \"covid\"", "\"topik\": \"covid\""), "unknown field `topik`, expected"),
        (
            edited("\"where\": \"kazakhstan\"", "\"where\": \"mars\""),
            "line 2, column 12: where: `mars`",
        ),
        (edited("\"born\": \"1990-05-14\"", "\"born\": \"2027-01-01\""), "out of range"),
        (
            edited("\"entry_date\"", "\"departure_date\": \"2026-09-19\", \"entry_date\""),
            "\n  you: entry_date is 2026-09-20\n  you: departure_date is 2026-09-19\n",
        ),
        ("{".to_owned(), "not valid JSON"),
    ];
    for (text, expected) in table {
        let name = file("bad.json", &text);
        let line = format!("recheck {name} examples/stored.json --on 2026-11-22");
        let run = run(&line);
        assert_eq!(run.code, Some(2), "{text}\n{}", run.stderr);
        assert!(run.stderr.contains(&name) && run.stderr.contains(expected), "{}", run.stderr);
        assert!(run.stdout.contains("nothing has changed"), "{text}\n{}", run.stdout);
        assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    }
    let alone = run("recheck examples/family.json /no/such/file");
    assert_eq!((alone.code, alone.stdout.as_str()), (Some(2), ""));
    assert!(alone.stderr.contains("dovidka check --case FILE --save FILE"), "{}", alone.stderr);
    assert!(alone.stderr.contains("/no/such/file"), "{}", alone.stderr);
    assert_eq!(run("recheck").code, Some(2));
    assert_eq!(run("recheck examples/stored.json --format ics").code, Some(2));
}

#[test]
fn programs_get_every_change_with_both_states() {
    let run = run("recheck examples/stored.json --on 2026-12-30 --format json");
    assert_eq!((run.code, run.stderr.as_str()), (Some(5), ""));
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&json["format"], &json["on"]), (&1.into(), &"2026-12-30".into()));
    let file = &json["files"][0];
    assert_eq!(file["file"], "examples/stored.json");
    assert_eq!(
        (&file["stored_on"], &file["stored_version"]),
        (&"2026-11-22".into(), &"2026.11".into())
    );
    let change = |action: &str| {
        let changes = file["changes"].as_array().unwrap();
        changes.iter().find(|change| change["action"] == action).unwrap()
    };
    let ends = change("plan_stay");
    assert_eq!((&ends["change"], &ends["why"]), (&"ends".into(), &"time".into()));
    assert_eq!((&ends["who"], &ends["topic"]), (&"you".into(), &"stay".into()));
    assert_eq!((&ends["before"]["by"], &ends["after"]), (&"2026-12-18".into(), &().into()));
    let begins = change("report_overstay");
    assert_eq!((&begins["change"], &begins["before"]), (&"begins".into(), &().into()));
    let changes = change("ask_lawyer");
    assert_eq!(
        (&changes["before"]["kind"], &changes["after"]["kind"]),
        (&"can".into(), &"must".into())
    );
    let nothing = self::run("recheck examples/stored.json --on 2026-11-22 --format json");
    assert_eq!(nothing.code, Some(0));
    assert!(nothing.stdout.contains("\"changes\": []"), "{}", nothing.stdout);
    assert!(nothing.stdout.contains("\"notices\": [\n"), "{}", nothing.stdout);
}
