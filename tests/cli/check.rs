//! The commands as processes: flags, errors, exit codes, and what goes to which stream.

use crate::program::{self, DOVIDKA, Run};
use crate::temporary;
use std::fs;
use std::process::Command;

fn run_with(args: &[&str], stdin: &str, environment: &[(&str, &str)]) -> Run {
    let mut command = program::command(args);
    command.envs(environment.iter().copied());
    program::run(command, stdin.as_bytes())
}

fn run(args: &[&str]) -> Run {
    run_with(args, "", &[])
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

#[test]
fn a_bad_case_file_is_refused_with_line_and_column() {
    let table = [
        (
            "{ \"where\": \"ukraine\",\n  \"where\": \"border\" }",
            "line 2, column 3: the key `where` is there twice",
        ),
        ("{ \"wehre\": \"ukraine\" }", "line 1, column 3: there is no fact `wehre`"),
        ("{\n  \"fear\": \"perhaps\" }", "line 2, column 11: fear: `perhaps`"),
        (
            "{ \"passport_expires\": 2027 }",
            "line 1, column 23: passport_expires: this is not a date",
        ),
        (
            "{ \"passport_expires\": \"2027-02-30\" }",
            "column 23: passport_expires: `2027-02-30` is not a date",
        ),
        (
            "{ \"children\": [ { }, { \"born\": \"2030-01-01\" } ] }",
            "column 32: born: `2030-01-01` is out of range",
        ),
        ("{ \"children\": {} }", "column 15: this is not a list of members (want [ { … }, … ])"),
        ("[]", "line 1, column 1: this is not a case (want { \"fact\": value, … })"),
        ("{ \"where\": }", "line 1, column 12: not valid JSON: expected value"),
        ("", "not valid JSON"),
    ];
    for (text, expected) in table {
        let run = run_with(&["check", "--case", "-", "--on", "2026-11-22"], text, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{text}\n{}", run.stderr);
        assert!(run.stderr.contains(expected), "{text}: {}", run.stderr);
        assert!(run.stderr.contains("standard input"), "{text}: {}", run.stderr);
    }
    let deep = "[".repeat(100_000);
    let many = format!("{{ \"pets\": [ {} ] }}", vec!["{}"; 51].join(","));
    let large = format!("{{ \"where\": \"{}\" }}", "x".repeat(1 << 20));
    for text in [deep.as_str(), &many, &large, "\u{0}", "{\"where\":\"\u{1b}[31m\"}"] {
        let run = run_with(&["check", "--case", "-"], text, &[]);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(!run.stderr.contains('\u{1b}') && run.stderr.len() < 2_000, "{}", run.stderr);
    }
}

#[test]
fn a_case_file_may_come_from_standard_input_and_flags_beat_it() {
    let case = r#"{ "where": "ukraine", "passport": "biometric", "passport_expires": "2030-01-01",
                    "children": [ { "passport": "own" }, { "passport": "none" } ], "pets": [ { "species": "cat" } ] }"#;
    let args = words(
        "check --case - --on 2026-11-22 -v --passport-expires 2027-03-01 --child passport=entered",
    );
    let run = run_with(&args, case, &[]);
    let from_file =
        ["you: where is ukraine, from the case file", "pet 1: species is cat, from the case file"];
    let from_flags = [
        "you: passport_expires is 2027-03-01, from the command line",
        "child 1: passport is entered, from the command line",
    ];
    for line in from_file.iter().chain(&from_flags) {
        assert!(run.stderr.contains(line), "{line}\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("child 2"), "{}", run.stderr);
    let again = words(
        "check --where ukraine --passport biometric --passport-expires 2027-03-01 --on 2026-11-22",
    );
    let again = [&again[..], &["--child", "passport=entered", "--pet", "species=cat"]].concat();
    assert_eq!(run.stdout, self::run(&again).stdout, "the same facts give the same bytes");
}

#[test]
fn values_are_taken_as_people_write_them() {
    let table = [
        ("--passport-expires 2027-03-01", "--passport-expires 01.03.2027"),
        ("--city astana", "--city Nur-Sultan"),
        ("--city shymkent", "--city Чимкент"),
        ("--passport id_card", "--passport ID-CARD"),
        ("--fear yes", "--fear TRUE"),
        ("--child passport_expires=2027-05", "--child passport-expires=2027-05"),
        ("--passport-expires unknown", "--passport-expires UNKNOWN"),
        ("", "--passport-expires unknown"),
    ];
    for (one, other) in table {
        let json = |flags: &str| {
            let run = run(&words(&format!("check --on 2026-11-22 --format json {flags}")));
            assert!(matches!(run.code, Some(0 | 3 | 4)), "{flags}: {}", run.stderr);
            run.stdout
        };
        assert_eq!(json(one), json(other), "{one} and {other}");
    }
}

#[test]
fn the_language_is_the_flag_or_the_environment_or_english() {
    let check = |args: &str, environment: &[(&str, &str)]| {
        run_with(&words(&format!("check passport --on 2026-11-22 {args}")), "", environment).stdout
    };
    let (english, ukrainian) = (check("--lang en", &[]), check("--lang uk", &[]));
    assert_ne!(english, ukrainian);
    let table = [
        (vec![], &english),
        (vec![("LANG", "C")], &english),
        (vec![("LANG", "de_DE.UTF-8")], &english),
        (vec![("LANG", "uk_UA.UTF-8")], &ukrainian),
        (vec![("LANG", "en_US.UTF-8"), ("LC_ALL", "uk_UA")], &ukrainian),
    ];
    for (environment, expected) in table {
        assert_eq!(&check("", &environment), expected, "{environment:?}");
    }
    assert_eq!(check("--lang en", &[("LANG", "uk_UA.UTF-8")]), english);
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let has_colour = |args: &str, environment: &[(&str, &str)]| {
        run_with(&words(args), "", environment).stdout.contains('\u{1b}')
    };
    let check = "check passport --passport none";
    assert!(!has_colour(check, &[]));
    assert!(has_colour(&format!("{check} --color always"), &[("NO_COLOR", "1")]));
    assert!(has_colour(check, &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colour(check, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!has_colour(&format!("{check} --color never"), &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn what_was_typed_is_shown_without_its_control_characters() {
    let escape = "\u{1b}[2J\u{202e}";
    for args in [
        &["check", "--passport", escape][..],
        &["check", escape],
        &["check", &format!("--{escape}")],
        &[escape],
        &["check", "--child", escape],
        &["check", "--case", escape],
        &["check", "--rules", escape],
        &["check", "--lang", escape],
        &["check", "--format", escape],
        &["check", "--on", escape],
        &["offices", "--city", escape],
        &["rules", "eval", escape],
    ] {
        let run = run(args);
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("\\u{1b}"), "{args:?}: {}", run.stderr);
        assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{args:?}: {:?}", run.stderr);
    }
}

#[test]
fn a_sentence_is_evaluated_on_its_own() {
    let table: &[(&[&str], &str)] = &[
        (&["2024-01-31 + 1 month"], r#"{"value": "2024-02-29", "needs": []}"#),
        (&["days from 2024-02-28 to 2024-03-01"], r#"{"value": 2, "needs": []}"#),
        (
            &["passport_expires is after today", "--passport-expires", "2030"],
            r#"{"value": true, "needs": []}"#,
        ),
        (&["passport_expires is after today"], r#"{"value": null, "needs": ["passport_expires"]}"#),
        (&["where is border", "--where", "border"], r#"{"value": true, "needs": []}"#),
        (
            &["any child where born is before 2018-01-01", "--child", ""],
            r#"{"value": null, "needs": ["child1_born"]}"#,
        ),
        (
            &["every person where passport is none", "--passport", "none", "--adult", ""],
            r#"{"value": null, "needs": ["adult1_passport"]}"#,
        ),
        (&["fear", "--fear", "no"], r#"{"value": false, "needs": []}"#),
        (&["today"], r#"{"value": "2026-11-22", "needs": []}"#),
    ];
    for (args, expected) in table {
        let run =
            run(&[&["rules", "eval", "--format", "json", "--on", "2026-11-22"], *args].concat());
        assert_eq!(run.stdout, format!("{expected}\n"), "{args:?}: {}", run.stderr);
        assert_eq!(run.code, Some(0), "{args:?}");
    }
}

#[test]
fn a_broken_pack_is_refused_with_the_name_of_its_file() {
    let folder = temporary("broken");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("pack.json"), "{ \"format\": 2 }").unwrap();
    for command in ["check", "test"] {
        let run = run(&["rules", command, folder.to_str().unwrap()]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
        assert!(run.stderr.contains("pack.json"), "{}", run.stderr);
    }
    let broken = run(&["check", "--rules", folder.to_str().unwrap(), "--where", "ukraine"]);
    assert_eq!((broken.code, broken.stdout.as_str()), (Some(2), ""), "{}", broken.stderr);
}

#[test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(run(&["--version"]).stdout, concat!("dovidka ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn facts_are_grouped_by_topic_in_the_language_of_the_help() {
    let help = run(&words("check --help --lang uk")).stdout;
    for text in [
        "Паспорт:",
        "Притулок:",
        "--passport-expires <DATE>",
        "паспорт дійсний до",
        "- third_country:",
    ] {
        assert!(help.contains(text), "no {text:?} in\n{help}");
    }
    assert!(run(&words("check -h")).stdout.len() < help.len());
}

#[test]
fn offices_are_found_by_city() {
    let all = run(&words("offices")).stdout;
    let city = run(&words("offices --city Алмати")).stdout;
    assert!(city.len() < all.len());
    assert_eq!(city, run(&words("offices --city almaty")).stdout);
    assert!(
        run(&words("offices --city konaev --format json")).stdout.contains("\"employment_konaev\"")
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let line = format!("'{DOVIDKA}' offices; echo $? >&2");
    let output = Command::new("sh").args(["-c", &format!("({line}) | true")]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "0\n");
}

#[test]
fn a_partly_known_date_is_told_the_days_that_decide() {
    let facts =
        "--where third_country --entry-date 2026-12-15 --passport biometric --on 2026-11-22";
    let check = |more: &str| run(&words(&format!("check entry {facts} --fear no {more}")));
    let json = check("--passport-expires 2027-06 --passport-extended no --format json");
    assert!(
        json.stdout.contains("\"thresholds\": [\n        \"2027-06-15\"\n      ]"),
        "{}",
        json.stdout
    );
    let text = check("--passport-expires 2027-06 --passport-extended no");
    assert!(text.stdout.contains("before 15 June 2027, or on that day"), "{}", text.stdout);
    let known = check("--passport-expires 2027-06-15 --passport-extended no");
    assert!(!known.stdout.contains("What decides"), "{}", known.stdout);
}

#[test]
fn every_output_says_that_its_knowledge_is_old_and_names_the_weakest_source() {
    let facts = "--where third_country --entry-date 2027-01-15 --passport biometric \
                 --passport-expires 2027-03-01 --fear no";
    let check = format!("check {facts}");
    let timeline = format!("timeline {facts}");
    let what_if = format!("what-if {facts}");
    let of_fact = format!("what-if passport-expires {facts}");
    // The shipped pack was last read on 4 April 2026; after 180 days its knowledge is old.
    for command in [check.as_str(), &timeline, &what_if, &of_fact, "offices"] {
        for format in ["text", "json"] {
            for (on, is_old) in [("2026-10-01", false), ("2026-10-02", true)] {
                let line = format!("{command} --on {on} --lang en --format {format}");
                let run = run(&words(&line));
                let text = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
                let is_short = command == check && format == "text";
                let age = if is_short {
                    "Rules last checked on 4 April 2026, 1 day overdue"
                } else {
                    "last checked against their sources 181 days ago"
                };
                for said in [age, "weakest source"] {
                    assert_eq!(text.contains(said), is_old, "{line}: {said}\n{}", run.stdout);
                }
            }
        }
    }
}
