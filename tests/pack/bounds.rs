//! What a pack may not be: larger, deeper or of another kind than a pack can be. Each is refused in a short time, by a
//! message that names it.

use dovidka::cli::pack_folder::{self, BadFolder};
use dovidka::pack::diagnostic::Diagnostic;
use dovidka::{LoadError, Pack};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(5);

/// A small pack: its named values, the condition of its one branch, and what its text file has besides.
struct Small<'s> {
    values: &'s str,
    condition: &'s str,
    texts: &'s str,
}

const SMALL: Small<'_> = Small { values: "", condition: "n is 1", texts: "" };

impl Small<'_> {
    fn files(&self) -> Vec<(&'static str, String)> {
        let Self { values, condition, texts } = self;
        let pack = format!(
            r#"{{ "format": 1, "id": "small", "version": "1", "jurisdiction": "zz",
"time_zone": [ {{ "from": "1900-01-01", "offset": "+00:00" }} ], "languages": ["en"],
"reviewed_on": "2026-11-01", "review_every": 180, "rounding": "last_day_of_month",
"values": [ {values} ] }}"#
        );
        let topic = format!(
            r#"{{ "format": 1, "topic": "t", "for_each": "household", "tree": [
{{ "if": "{condition}", "leaf": "l" }},
{{ "otherwise": true, "leaf": "l" }} ],
"leaves": [ {{ "id": "l", "cite": ["law"], "actions": [] }} ] }}"#
        );
        let facts = r#"{ "format": 1, "facts": [
            { "id": "n", "of": "household", "topic": "t", "type": "number", "range": ["0", "9"] },
            { "id": "own", "of": "child", "topic": "t", "type": "yes_no" } ] }"#;
        let sources = r#"{ "format": 1, "sources": [ { "id": "law", "title": "An Act",
            "url": "https://law.example/1", "read_on": "2026-11-01", "kind": "law" } ] }"#;
        let texts = format!(
            r#"{{ "format": 1, "language": "en", "texts": {{
"pack.title": "Small", "topic.t": "T", "leaf.t.l": "L",
"fact.n.label": "n", "fact.n.ask": "n?", "fact.n.why": "n!",
"fact.own.label": "own", "fact.own.ask": "own?", "fact.own.why": "own!"
{texts} }} }}"#
        );
        vec![
            ("pack.json", pack),
            ("facts.json", facts.into()),
            ("sources.json", sources.into()),
            ("offices.json", r#"{ "format": 1, "offices": [] }"#.into()),
            ("actions.json", r#"{ "format": 1, "actions": [] }"#.into()),
            ("topics/t.json", topic),
            ("text/en.json", texts),
        ]
    }
}

/// The problems of a small pack, found in a short time.
fn problems<B: Into<Vec<u8>>>(files: Vec<(&str, B)>) -> Vec<Diagnostic> {
    let start = Instant::now();
    let loaded = Pack::from_files("small", files);
    assert!(start.elapsed() < LIMIT, "it takes {:?}", start.elapsed());
    match loaded {
        Ok(_) => Vec::new(),
        Err(LoadError::Wrong(problems, _)) => problems,
        Err(error) => panic!("{error}"),
    }
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pack_bounds").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn save(folder: &Path, files: &[(&str, String)]) {
    for (place, text) in files {
        let path = folder.join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A folder with the small pack in it.
fn saved(name: &str) -> PathBuf {
    let folder = folder(name);
    save(&folder, &SMALL.files());
    folder
}

/// Runs the program; gives its exit code, what it printed, and what it said.
fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dovidka"));
    let output = command.args(args).env_clear().stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_small_pack_is_right() {
    assert_eq!(problems(SMALL.files()), []);
    pack_folder::load(&saved("right")).unwrap();
}

#[test]
fn many_problems_are_located_in_a_short_time_and_the_first_are_shown() {
    let texts: Vec<String> = (0..20_000).map(|id| format!(",\n\"unused.x{id}\": \"x\"")).collect();
    let files = Small { texts: &texts.concat(), ..SMALL }.files();
    let found = problems(files.clone());
    assert_eq!(found.len(), 20_000);
    assert!(found.is_sorted_by_key(|problem| problem.line));
    assert_eq!((found[0].line, found[19_999].line), (6, 20_005));

    let folder = folder("many");
    save(&folder, &files);
    let folder = folder.to_str().unwrap();
    let (code, stdout, stderr) = run(&["rules", "check", folder]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert_eq!(stderr.matches("error[unused]").count(), 100);
    assert!(stderr.contains("\n… and 19900 more\n\n20000 problems\n"), "{stderr}");

    let (code, stdout, stderr) = run(&["rules", "check", folder, "--format", "json"]);
    assert_eq!((code, stderr.as_str()), (Some(2), ""));
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(json["count"], 20_000);
    assert_eq!(json["problems"].as_array().unwrap().len(), 100);
    assert_eq!(json["problems"][0]["code"], "unused");
    assert_eq!(json["problems"][0]["line"], 6);
}

#[test]
fn a_right_pack_has_no_problems_in_json() {
    let (code, stdout, _) = run(&["rules", "check", "--format", "json"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        stdout,
        "{\n  \"format\": 1,\n  \"count\": 0,\n  \"problems\": [],\n  \"warning_count\": 0,\n  \"warnings\": []\n}\n"
    );
}

#[test]
fn a_pack_can_hold_so_much_only() {
    let large = || vec![b' '; (4 << 20) - 1];
    let name = |id: usize| format!("text/x{id}.json");
    let too_much = |files: Vec<(String, Vec<u8>)>| match Pack::from_files("small", files) {
        Err(error @ LoadError::TooMuch(_)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let table = [
        (
            vec![(name(0), vec![b' '; (4 << 20) + 1])],
            "`small/text/x0.json` is too large (want at most 4 MiB)",
        ),
        (
            (0..5).map(|id| (name(id), large())).collect(),
            "the rule files of `small` are too large together (want at most 16 MiB)",
        ),
        (
            (0..1_001).map(|id| (name(id), Vec::new())).collect(),
            "`small` holds too many files (want at most 1000)",
        ),
    ];
    for (files, message) in table {
        assert_eq!(too_much(files), message);
    }
}

#[test]
fn a_file_is_refused_by_its_size_before_it_is_read() {
    let folder = saved("large");
    // It takes no room on the disk, and would take none of these in memory.
    fs::File::create(folder.join("text/uk.json")).unwrap().set_len(1 << 40).unwrap();
    let start = Instant::now();
    let error = pack_folder::load(&folder).unwrap_err();
    assert!(start.elapsed() < LIMIT, "it takes {:?}", start.elapsed());
    assert!(error.to_string().ends_with("text/uk.json` is too large (want at most 4 MiB)"));
}

#[test]
fn the_own_tests_of_a_pack_are_read_by_those_who_run_them_only() {
    let folder = saved("cases");
    save(&folder, &[("cases/wrong.json", "{ \"format\": 1,\n \"cases\": 7 }".into())]);
    let name = folder.to_str().unwrap();
    let (code, stdout, stderr) = run(&["rules", "check", name]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.starts_with("ok: 2 facts, 1 topics, 1 leaves, "), "{stdout}");
    let (code, _, stderr) = run(&["rules", "test", name]);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("cases/wrong.json:2:11"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_never_waited_for() {
    type Make = fn(&Path);
    let table: [(&str, Make, &str); 4] = [
        ("folder", |path| fs::create_dir(path).unwrap(), "a folder"),
        (
            "pipe",
            |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
            "a pipe or a device",
        ),
        (
            "device",
            |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
            "a pipe or a device",
        ),
        ("link", |path| std::os::unix::fs::symlink("nowhere", path).unwrap(), "a link to nothing"),
    ];
    for (name, make, found) in table {
        for place in ["topics/x.json", "holidays.json"] {
            let folder = saved(name);
            let path = folder.join(place);
            make(&path);
            let error = pack_folder::load(&folder).unwrap_err();
            assert!(matches!(error, BadFolder::NoFile { .. }), "{error:?}");
            assert_eq!(error.to_string(), format!("`{}` is {found} (want a file)", path.display()));
        }
    }
}

#[test]
fn what_an_editor_leaves_behind_is_passed_over() {
    let folder = saved("hidden");
    save(&folder, &[("topics/.t.json", "{".into()), ("topics/t.json~", "{".into())]);
    fs::create_dir(folder.join("text/.git.json")).unwrap();
    pack_folder::load(&folder).unwrap();
}

#[test]
fn a_byte_order_mark_moves_no_column() {
    let mut files = SMALL.files();
    for (_, text) in &mut files {
        text.insert(0, '\u{feff}');
    }
    assert_eq!(problems(files.clone()), []);
    files[5].1 = files[5].1.replace("{ \"format\": 1", "{ \"format\": 2");
    let found = problems(files);
    let found = found.iter().find(|problem| problem.problem.code() == "format").unwrap();
    assert_eq!((found.line, found.column), (1, 13));
}

#[test]
fn what_is_not_utf8_has_a_place_among_all_problems() {
    let files = SMALL.files().into_iter();
    let mut files: Vec<(&str, Vec<u8>)> = files.map(|(place, text)| (place, text.into())).collect();
    files[6].1 = b"{ \"format\": 1,\n  \"language\": \"\xff\" }".into();
    files[5].1 = b"{ \"format\": 2 }".into();
    let found: Vec<String> = problems(files).iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|problem| problem.starts_with("small/topics/t.json:")), "{found:?}");
    let expected = "small/text/en.json:2:16: the file is not UTF-8 text from here on [not-text]";
    assert!(found.iter().any(|problem| problem == expected), "{found:?}");
}

#[test]
fn a_message_never_shows_a_whole_file() {
    let long = "й".repeat(500_000);
    let found = problems(Small { condition: &format!("{long} is 1"), ..SMALL }.files());
    assert!(!found.is_empty());
    let mut files = SMALL.files();
    files[5].1 = files[5].1.replace("\"law\"", &format!("\"{long}\""));
    let found = [found, problems(files)].concat();
    for problem in found {
        let message = problem.to_string();
        assert!(message.chars().count() < 500, "{}", message.len());
    }
}

#[test]
fn a_value_that_is_made_of_itself_is_refused_at_its_own_place() {
    let value = |id: &str, is: &str| format!(r#"{{ "id": "{id}", "is": "{is}" }}"#);
    let table = [
        // values, columns in their lines, from 1
        (vec![value("a", "n is 1 and a")], vec![(5, 32)]),
        (vec![value("a", "not b"), value("b", "n is 1 or (a)")], vec![(6, 31)]),
        (vec![value("a", "n is 1"), value("b", "a or a"), value("c", "a and b")], vec![]),
        (
            vec![value("a", "count of children where own is at least 1 and b"), value("b", "a")],
            vec![(6, 21)],
        ),
        (vec![value("d", "later of today and d")], vec![(5, 40)]),
    ];
    for (values, expected) in table {
        let text = values.iter().map(|value| format!("\n{value}")).collect::<Vec<_>>().join(",");
        let found = problems(Small { values: &text, ..SMALL }.files());
        let places: Vec<_> = found.iter().map(|problem| (problem.line, problem.column)).collect();
        assert_eq!(places, expected, "{found:?}");
        assert!(found.iter().all(|problem| problem.problem.code() == "circular"), "{found:?}");
    }
}

#[test]
fn members_are_looked_at_inside_one_another_in_bounded_time() {
    let nested =
        |levels: usize| format!("{}own{}", "any child where (".repeat(levels), ")".repeat(levels));
    let every =
        |body: &str| format!("every child where (every pet where (any person where ({body})))");
    let table = [
        (nested(3), None),
        (nested(4), Some("too-many-looks")),
        (nested(8), Some("too-many-looks")),
        (every("own"), None),
        (every("any child"), Some("too-many-looks")),
        (every(&["own"; 9].join(" and ")), Some("too-many-looks")),
        (["own"; 9].map(|own| format!("(any child where {own})")).join(" and "), None),
    ];
    for (condition, expected) in table {
        let found = problems(Small { condition: &condition, ..SMALL }.files());
        let codes: Vec<_> = found.iter().map(|problem| problem.problem.code()).collect();
        assert_eq!(codes, expected.into_iter().collect::<Vec<_>>(), "{condition}: {found:?}");
    }
}
