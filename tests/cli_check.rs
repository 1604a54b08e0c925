//! The commands as processes: flags, errors, exit codes, and what goes to which stream.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const DOVIDKA: &str = env!("CARGO_BIN_EXE_dovidka");

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run_with(args: &[&str], stdin: &str, environment: &[(&str, &str)]) -> Run {
    let mut command = Command::new(DOVIDKA);
    command.args(args).env_clear().envs(environment.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn run(args: &[&str]) -> Run {
    run_with(args, "", &[])
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

fn temporary(name: &str, text: &str) -> PathBuf {
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn exit_codes_say_how_urgent_it_is() {
    let table = [
        // arguments, exit code
        ("check passport --passport biometric --passport-expires 2027-03-01 --on 2026-11-22", 3),
        ("check passport --on 2026-11-22", 4),
        ("check covid --where kazakhstan --on 2026-11-22", 0),
        ("check passport --on 2026-11-22 --exit-zero", 0),
        (
            "check passport --passport biometric --passport-expires 2027-03-01 --on 2026-11-22 --exit-zero",
            0,
        ),
    ];
    for (line, code) in table {
        let run = run(&words(line));
        assert_eq!(run.code, Some(code), "{line}\n{}", run.stderr);
        assert!(!run.stdout.is_empty(), "{line}");
        assert_eq!(run.stderr, "", "{line}");
    }
}

#[test]
fn bad_input_names_the_place_the_value_and_what_was_expected() {
    let table: &[(&[&str], &[&str])] = &[
        // arguments, what the error says
        (
            &["check", "--passport-expires", "2027-02-30"],
            &["--passport-expires", "`2027-02-30`", "no such day"],
        ),
        (
            &["check", "--passport-expires", "2027-3-1"],
            &["`2027-3-1`", "want a date such as 2027-03-01"],
        ),
        (
            &["check", "--born", "2030-01-01", "--on", "2026-11-22"],
            &["--born", "out of range", "1900-01-01 to 2026-11-22"],
        ),
        (
            &["check", "--passport", "biometrical"],
            &["--passport", "`biometrical`", "did you mean `biometric`?"],
        ),
        (&["check", "--pasport", "none"], &["--pasport", "'--passport'"]),
        (
            &["check", "--earlier-days", "-5"],
            &["--earlier-days", "`-5` is out of range", "0 to 180"],
        ),
        (&["check", "--earlier-days", "1.5"], &["--earlier-days", "`1.5` is not a whole number"]),
        (&["check", "--fear", "perhaps"], &["--fear", "`perhaps`", "want yes, no or unknown"]),
        (&["check", "passprot"], &["no topic `passprot`", "did you mean `passport`?"]),
        (&["chek"], &["chek", "check"]),
        (&["check", "--child", "born"], &["--child 1", "`born` is not a fact", "KEY=VALUE"]),
        (
            &["check", "--child", "", "--child", "pasport=own"],
            &["--child 2", "no fact `pasport` of a child", "`passport`"],
        ),
        (&["check", "--child", "born=2018,born=2019"], &["--child 1", "`born` is there twice"]),
        (&["check", "--pet", "species=rabit"], &["--pet 1", "species", "did you mean `rabbit`?"]),
        (
            &["check", "--passport", "none", "--passport", "id_card"],
            &["--passport", "multiple times"],
        ),
        (&["check", "--on", "2026-13-01"], &["--on", "`2026-13-01`", "a month is 01 to 12"]),
        (&["check", "--on", "2026"], &["--on", "want one day"]),
        (&["check", "--lang", "xx"], &["no language `xx`", "en, uk"]),
        (&["check", "--format", "yaml"], &["yaml", "--format", "text, json"]),
        (&["check", "--rules", "kazahstan"], &["kazahstan", "did you mean `kazakhstan`?"]),
        (&["check", "--case", "/no/such/file.json"], &["/no/such/file.json"]),
        (
            &[
                "check",
                "--passport-issued",
                "2027-03-02",
                "--on",
                "2027-03-02",
                "--passport-expires",
                "2027-03-01",
            ],
            &[
                "A passport cannot be issued after its last day.",
                "you: passport_issued is 2027-03-02, from the command line",
                "you: passport_expires is 2027-03-01, from the command line",
            ],
        ),
        (
            &[
                "check",
                "--born",
                "1990-01-01",
                "--child",
                "passport_issued=2020-06,born=2020-07-01",
            ],
            &[
                "A child’s passport cannot be issued before the child was born.",
                "child 1: passport_issued is 2020-06, from",
                "child 1: born is 2020-07-01, from",
            ],
        ),
        (
            &["check", "--born", "2011", "--passport-expires", "2010-05-01"],
            &["cannot both be true", "born is 2011", "passport_expires is 2010-05-01"],
        ),
        (&["offices", "--city", "almati"], &["--city", "`almati`", "did you mean `almaty`?"]),
        (
            &["rules", "eval", "passport is nnoe"],
            &["`nnoe`", "did you mean `none`?", "\n              ^^^^"],
        ),
        (&["rules", "eval", "today + "], &["^"]),
        (&["rules", "test", "/no/such/pack"], &["/no/such/pack"]),
        (&["ask"], &["terminal", "dovidka check --help"]),
    ];
    for (args, expected) in table {
        let run = run(args);
        assert_eq!(run.code, Some(2), "{args:?}\n{}", run.stderr);
        assert_eq!(run.stdout, "", "{args:?}");
        for text in *expected {
            assert!(run.stderr.contains(text), "{args:?}: no {text:?} in\n{}", run.stderr);
        }
        assert!(run.stderr.lines().count() <= 20, "{args:?}: more than a screen\n{}", run.stderr);
    }
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
        ("{ \"children\": {} }", "column 15: this is not a list of members"),
        ("[]", "line 1, column 1: this is not a case"),
        ("{ \"where\": }", "line 1, column 12: not valid JSON"),
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
    let from_file = [
        "household: where is ukraine, from the case file",
        "pet 1: species is cat, from the case file",
    ];
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
fn rule_authors_can_check_and_test_a_pack() {
    let check = run(&words("rules check"));
    assert!(check.stdout.starts_with("ok: "), "{}{}", check.stdout, check.stderr);
    let test = run(&words("rules test kazakhstan"));
    assert!(test.stdout.ends_with(" passed, 0 failed\n"), "{}", test.stdout);
    assert_eq!((check.code, test.code), (Some(0), Some(0)));
    let folder = temporary("broken", "");
    fs::remove_file(&folder).unwrap();
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
fn without_a_terminal_there_is_a_short_help() {
    let run = run(&[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("Usage: dovidka"), "{}", run.stdout);
}

#[test]
fn every_command_has_a_help_and_every_example_in_it_works() {
    let commands = [
        "",
        "ask",
        "check",
        "timeline",
        "what-if",
        "recheck",
        "offices",
        "batch",
        "rules eval",
        "rules check",
        "rules test",
        "rules sample",
    ];
    for command in commands {
        let help = run(&words(&format!("{command} --help")));
        assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""), "{command}");
        let examples: Vec<&str> =
            help.stdout.lines().filter(|line| line.starts_with("  dovidka")).collect();
        assert!(!examples.is_empty(), "{command} has no example");
        for example in examples {
            // What follows two blanks explains the example.
            let example = example.trim().split("   ").next().unwrap();
            let line = example.replace("dovidka", DOVIDKA);
            let output =
                Command::new("sh").args(["-c", &line]).stdin(Stdio::null()).output().unwrap();
            let code = output.status.code();
            assert!(example.len() <= 80, "{example} is wrapped in a terminal of 80 columns");
            let is_interview = example.contains(" ask") || !example.contains(' ');
            let expected: &[i32] = if is_interview { &[0, 2] } else { &[0, 3, 4, 5] };
            assert!(code.is_some_and(|code| expected.contains(&code)), "{example}: {code:?}");
        }
    }
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
fn time_has_commands_of_its_own() {
    let timeline = run(&words("timeline covid --on 2022-06-01 --until 2022-07-01 --format json"));
    assert_eq!(timeline.code, Some(0), "{}", timeline.stderr);
    assert!(timeline.stdout.contains("\"first\": \"2022-06-08\""), "{}", timeline.stdout);
    let backwards = run(&words("timeline --on 2026-11-22 --until 2026-11-21"));
    assert_eq!((backwards.code, backwards.stdout.as_str()), (Some(2), ""));
    assert!(backwards.stderr.contains("2026-11-21 lies before"), "{}", backwards.stderr);

    let facts =
        "--where third_country --entry-date 2025-03-01 --on 2023-05-01 --passport biometric";
    let what_if = run(&words(&format!("what-if passport-expires {facts} --format json")));
    assert_eq!(what_if.code, Some(0), "{}", what_if.stderr);
    assert!(what_if.stdout.contains("\"from\": \"2025-09-01\""), "{}", what_if.stdout);
    let unknown = run(&words("what-if pasport-expires"));
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
    assert!(unknown.stderr.contains("did you mean `passport-expires`"), "{}", unknown.stderr);

    let calendar =
        run(&words("check passport --passport-expires 2027-03-01 --on 2026-11-22 --format ics"));
    assert!(calendar.stdout.starts_with("BEGIN:VCALENDAR\r\n"), "{}", calendar.stdout);
    assert_eq!(run(&words("offices --format ics")).code, Some(2));
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
                for said in ["last checked against their sources 181 days ago", "weakest source"] {
                    assert_eq!(text.contains(said), is_old, "{line}: {said}\n{}", run.stdout);
                }
            }
        }
    }
}
