//! `rules check`: problems and warnings as a rule author reads them, and as JSON.

use crate::program::{Run, command, run};
use crate::readme_pack::readme_files;
use crate::temporary;
use std::fs;
use std::path::{Path, PathBuf};

/// The example of `rules/README.md` in a folder, after changes to its files.
fn pack(name: &str, changes: &[(&str, &str, &str)]) -> PathBuf {
    let folder = temporary(name);
    let _ = fs::remove_dir_all(&folder);
    for (place, mut text) in readme_files() {
        for (_, from, to) in changes.iter().filter(|change| change.0 == place) {
            assert!(text.contains(from), "{place} has no `{from}`");
            text = text.replacen(from, to, 1);
        }
        let path = folder.join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, more: &[&str]) -> Run {
    let folder = folder.to_str().unwrap();
    let mut run = run(command([&["rules", "check", folder], more].concat()), b"");
    for text in [&mut run.stdout, &mut run.stderr] {
        *text = text.replace(folder, "PACK");
    }
    run
}

/// Facts that are named like an option, an option of members, and a key of them.
const FACTS: (&str, &str, &str) = (
    "facts.json",
    "  \"facts\": [\n",
    "  \"facts\": [
    { \"id\": \"lang\", \"of\": \"child\", \"topic\": \"passport\", \"type\": \"yes_no\" },
    { \"id\": \"lang\", \"of\": \"person\", \"topic\": \"passport\", \"type\": \"yes_no\" },
    { \"id\": \"stay_in\", \"of\": \"household\", \"topic\": \"passport\", \"type\": \"yes_no\" },\n",
);
const TEXTS: (&str, &str, &str) = (
    "text/en.json",
    "    \"pack.title\"",
    "    \"fact.lang.label\": \"speaks\", \"fact.lang.ask\": \"?\", \"fact.lang.why\": \"!\",
    \"fact.stay_in.label\": \"stays\", \"fact.stay_in.ask\": \"?\", \"fact.stay_in.why\": \"!\",\n    \"pack.title\"",
);
const OFFICE: (&str, &str, &str) = ("actions.json", ", { \"id\": \"consulate\" }", "");

#[test]
fn warnings_are_shown_and_the_pack_is_right() {
    let folder = pack("warnings", &[FACTS, TEXTS, OFFICE]);
    let run = check(&folder, &[]);
    let expected = "\
warning[taken-flag]: the program keeps `--lang` for itself: the flag of the fact `lang` is `--person-lang`
 --> PACK/facts.json:5:13
  |
5 |     { \"id\": \"lang\", \"of\": \"person\", \"topic\": \"passport\", \"type\": \"yes_no\" },
  |             ^^^^^^
  |
  = help: give the fact another id if people are to guess its flag

warning[taken-flag]: the program keeps `--stay-in` for itself: the flag of the fact `stay_in` is `--household-stay-in`
 --> PACK/facts.json:6:13
  |
6 |     { \"id\": \"stay_in\", \"of\": \"household\", \"topic\": \"passport\", \"type\": \"yes_no\" },
  |             ^^^^^^^^^
  |
  = help: give the fact another id if people are to guess its flag
";
    assert!(run.stderr.starts_with(expected), "{}", run.stderr);
    assert!(
        run.stderr.contains("\nwarning[unused]: nothing uses the office `consulate`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.ends_with("\n\n3 warnings\n"), "{}", run.stderr);
    assert_eq!((run.code, &run.stdout[..4]), (Some(0), "ok: "));
    let quiet = check(&folder, &["-q"]);
    assert_eq!((quiet.code, quiet.stdout, quiet.stderr), (Some(0), String::new(), run.stderr));
    let folder = folder.to_str().unwrap();
    let used = self::run(command(["check", "--rules", folder, "--person-lang", "yes", "-q"]), b"");
    assert_eq!((used.code, used.stderr.as_str()), (Some(4), ""));
}

#[test]
fn warnings_are_in_json_beside_problems() {
    let read = |name: &str, changes: &[_]| {
        let run = check(&pack(name, changes), &["--format", "json"]);
        assert_eq!(run.stderr, "");
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        (run.code, json)
    };
    let (code, json) = read("warnings-json", &[FACTS, TEXTS, OFFICE]);
    assert_eq!((code, &json["count"], &json["warning_count"]), (Some(0), &0.into(), &3.into()));
    assert_eq!(json["problems"].as_array().unwrap().len(), 0);
    let warning = serde_json::json!({
        "code": "taken-flag", "file": "PACK/facts.json", "line": 5, "column": 13,
        "problem": "the program keeps `--lang` for itself: the flag of the fact `lang` is `--person-lang`",
        "help": "give the fact another id if people are to guess its flag",
    });
    assert_eq!(json["warnings"][0], warning);
    let wrong = ("pack.json", "+05:00", "5");
    let (code, json) = read("problems-json", &[FACTS, TEXTS, wrong]);
    assert_eq!((code, &json["count"], &json["warning_count"]), (Some(2), &1.into(), &0.into()));
}

#[test]
fn a_require_that_excludes_everybody_is_an_error_with_a_way_out() {
    let requires = (
        "facts.json",
        "is after born\" }",
        "is after born\" },
    { \"id\": \"afraid\", \"of\": \"person\", \"that\": \"fear\" },
    { \"id\": \"calm\", \"of\": \"person\", \"that\": \"not fear\" }",
    );
    let texts = (
        "text/en.json",
        "    \"pack.title\"",
        "    \"require.afraid\": \"all fear\", \"require.calm\": \"nobody fears\", \"pack.title\"",
    );
    let folder = pack("excluded", &[requires, texts, OFFICE]);
    let run = check(&folder, &[]);
    let expected = "\
error[excludes-everybody]: the require `calm` excludes everybody together with `afraid`
  --> PACK/facts.json:19:45
   |
19 |     { \"id\": \"calm\", \"of\": \"person\", \"that\": \"not fear\" }
   |                                             ^^^^^^^^^^
   |
   = help: change it so that some answers can meet it, or take it out

1 problem
1 problem(s) in the rules `PACK`
";
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(2), "", expected));
    let json = check(&folder, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&json["count"], &json["problems"][0]["line"]), (&1.into(), &19.into()));
    let used = self::run(command(["check", "--rules", folder.to_str().unwrap()]), b"");
    let expected = "error: this household cannot be as these rules require: nobody fears
help: `dovidka rules check` names what excludes everybody
";
    assert_eq!((used.code, used.stderr.as_str()), (Some(2), expected));
}
