//! The one reader of a case in JSON: what it reads, and where it finds a fault.

use dovidka::case::{self, CallerFields, Columns, Reader};
use dovidka::pack::program::Entity;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::calendar::Date;
use dovidka::{Case, Member, Pack};
use serde_json::Value;
use std::process::{Command, Stdio};

fn day() -> Date {
    "2026-11-22".parse().unwrap()
}

fn kazakhstan() -> Pack {
    Pack::embedded("kazakhstan").unwrap()
}

/// A value as a person gives it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => "unknown".into(),
        Value::Bool(truth) => if *truth { "yes" } else { "no" }.into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The case of an object whose facts are learned one by one; `None` if one of them is refused.
fn learned(pack: &Pack, object: &Value) -> Option<Case> {
    let mut case = Case::new(pack, day());
    for (key, value) in object.as_object().unwrap() {
        if let Some((_, of)) = case::LISTS.into_iter().find(|(list, _)| list == key) {
            for facts in value.as_array().unwrap() {
                let member = case.add(pack, of);
                for (key, value) in facts.as_object().unwrap() {
                    case.learn(pack, member, key, &text(value)).ok()?;
                }
            }
        } else if key != "id" {
            let is_shared = pack.fact(Entity::Household, key).is_some();
            let member = if is_shared { Member::HOUSEHOLD } else { Member::YOU };
            case.learn(pack, member, key, &text(value)).ok()?;
        }
    }
    Some(case)
}

#[test]
fn a_case_in_json_is_what_its_facts_are_one_by_one() {
    let pack = kazakhstan();
    let columns = Columns { renamed: vec![], has_others: true };
    let mut reader = Reader::new(&pack, day(), columns);
    let mut refused = 0;
    let mut sampler = Sampler::new(&pack, day(), 21, Gaps { unknown: 10, partly: 20 });
    for number in 1..=1_000 {
        let line = sampler.line(number);
        let (mut case, mut fields) = (Case::new(&pack, day()), CallerFields::default());
        let read = reader.read(&line, &mut case, &mut fields);
        assert_eq!(fields.id, Some(&*format!("\"case-{number}\"")));
        match learned(&pack, &serde_json::from_str(&line).unwrap()) {
            None => {
                refused += 1;
                assert!(read.is_err(), "{line}");
            }
            Some(expected) => {
                assert_eq!(read, Ok(()), "{line}");
                let written = case::write(&pack, &case, &[]);
                assert_eq!(written, case::write(&pack, &expected, &[]), "{line}");
                let again = case::read(&pack, &written, day()).unwrap();
                assert_eq!(case::write(&pack, &again, &[]), written, "{line}");
            }
        }
    }
    assert!(refused < 500, "{refused} of 1000 are refused");
}

#[test]
fn a_fault_is_found_at_its_byte_and_says_what_was_wanted() {
    let table = [
        // a text with a bar where the fault is, the start of the message
        ("{\"fear\":|1}", "fear: this is not yes or no (want true, false or null)"),
        ("{|\"note\":\"ї\\u0457\",\"fear\":1}", "there is no fact `note` of a person"),
        ("{\"children\":[{}, |7 ]}", "this is not a member (want { \"fact\": value, … })"),
        ("{\"children\" :\t|{}}", "this is not a list of members (want [ { … }, … ])"),
        ("{\"children\":[{\"born\":\"2018\"},{\"bor\\u006e\":|5}]}", "born: this is not a date"),
        ("{\"fe\\u0061r\":true,|\"fear\":null}", "the key `fear` is there twice"),
        ("{\"id\":1,|\"i\\u0064\":2}", "the key `id` is there twice"),
        ("{\"pets\":[],|\"pets\":[]}", "the key `pets` is there twice"),
        ("{\"city\":\"х|\\ud800\"}", "not valid JSON: `\\ud800` is half of a character"),
        ("{\"id\":\"|\\udc00\\ud83d\"}", "not valid JSON: `\\udc00` is half of a character"),
        ("{\"fear\":tru|e", "not valid JSON: EOF while parsing an object"),
        ("{\"fear\":7,|}", "not valid JSON: key must be a string"),
        (" |null", "this is not a case (want { \"fact\": value, … })"),
        ("{\"fear\":true} |{}", "not valid JSON: trailing characters"),
        ("{\"stays\":[|{\"from\":\"2025-01-01\"}]}", "stays: this is not a list of stays"),
        ("{|\"idd\":1}", "there is no fact `idd` of a person; did you mean `id`?"),
        ("{\"children\":[{|\"id\":1}]}", "there is no fact `id` of a child"),
        ("{\r\n\t\"sex\": |\"ї\",\n \"sex\": 1}", "sex: `ї` is not a choice"),
    ];
    let pack = kazakhstan();
    for (text, message) in table {
        let (before, after) = text.split_once('|').unwrap();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        for mark in ["", "\u{feff}"] {
            let problem = case::read(&pack, &format!("{mark}{before}{after}"), day()).unwrap_err();
            assert_eq!((problem.line, problem.column), (line, column), "{text}: {problem}");
            assert!(problem.message.starts_with(message), "{text}: {problem}");
        }
    }
}

#[test]
fn what_is_read_does_not_depend_on_what_was_read_before() {
    let pack = kazakhstan();
    let columns =
        || Columns { renamed: vec![("pass".into(), "passport".into())], has_others: true };
    let mut reader = Reader::new(&pack, day(), columns());
    let many: Vec<String> = (0..400).map(|number| format!("\"k{number}\":{number}")).collect();
    let lines = [
        "{\"pass\":\"none\",\"x\":{\"y\":[1,\"\\ud83d\\ude00\"]},\"id\":7}".to_owned(),
        "{\"x\":1,\"passport\":\"none\",\"pass\":null}".into(),
        "{\"children\":[{\"x\":1,\"born\":\"2018\"},{\"born\":null}],\"x\":2,\"\\u0078\":3}".into(),
        format!("{{{},\"fear\":true}}", many.join(",")),
        format!("{{{},\"k1\":true}}", many.join(",")),
        format!("{{\"deep\":{}{},\"fear\":false}}", "[".repeat(600), "]".repeat(600)),
        "{\"fear\":\"UNKNOWN\",\"earlier_days\":\"12\",\"wants_asylum\":\"y\"}".into(),
    ];
    for _ in 0..2 {
        for line in &lines {
            let read = |reader: &mut Reader<'_>| {
                let (mut case, mut fields) = (Case::new(&pack, day()), CallerFields::default());
                let read = reader.read(line, &mut case, &mut fields);
                let others: Vec<(String, String)> =
                    fields.others.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
                let case = read.is_ok().then(|| case::write(&pack, &case, &[]));
                (read, case, fields.id.map(str::to_owned), others)
            };
            let fresh = read(&mut Reader::new(&pack, day(), columns()));
            assert_eq!(read(&mut reader), fresh, "{line}");
        }
    }
}

#[test]
fn a_mark_and_a_long_text_do_no_harm() {
    let run = |args: &[&str], input: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dovidka"));
        command.args(args).args(["--on", "2026-11-22"]).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    };
    let check = ["check", "passport", "--case", "-"];
    let plain = "{ \"passport\": \"none\" }";
    let marked = format!("\u{feff}{plain}");
    assert_eq!(run(&check, marked.as_bytes()), run(&check, plain.as_bytes()));
    let two = format!("{marked}\n{marked}\n\u{feff}\n");
    assert_eq!(
        run(&["batch"], two.as_bytes()),
        run(&["batch"], format!("{plain}\n{plain}\n\n").as_bytes())
    );
    let sheet = "passport,id\nnone,1\n";
    let (marked, twice) = (format!("\u{feff}{sheet}"), format!("\u{feff}{sheet}\u{feff}none,1\n"));
    assert_eq!(run(&["batch"], marked.as_bytes()), run(&["batch"], sheet.as_bytes()));
    assert_eq!(run(&["batch"], twice.as_bytes()).0.lines().count(), 2);
    assert_eq!(run(&["batch"], twice.as_bytes()).1, "");

    let long = "x".repeat(50_000);
    let flag = ["check", "--passport", &long];
    for (shown, _) in [
        (run(&check, format!("{{\"passport\":\"{long}\"}}").as_bytes()).1, "file"),
        (run(&check, format!("{{\"{long}\":1}}").as_bytes()).1, "key"),
        (run(&["batch"], format!("{{\"passport\":\"{long}\"}}\n").as_bytes()).0, "line"),
        (run(&["batch", "--out", "csv"], format!("passport\n{long}\n").as_bytes()).0, "cell"),
        (run(&flag, b"").1, "flag"),
    ] {
        assert!(shown.contains("xxx …") && shown.len() < 1_500, "{} bytes", shown.len());
    }
}

#[test]
fn old_stored_cases_are_read_and_written_in_the_form_of_today() {
    let old = "\u{feff}{ \"passport\": \"none\", \"_stored\": {\n    \"on\": \"2026-11-22\", \"pack\": \"kazakhstan\", \
               \"version\": \"1\", \"topics\": [\"covid\"],\n    \"actions\": [{ \"action\": \"a\", \"who\": \"child 2\", \
               \"topic\": \"covid\", \"kind\": \"can\", \"certain\": false, \"from\": null, \"by\": \"2026-12-01..2026-12-31\" }]\n  }\n}";
    let pack = kazakhstan();
    let stored = case::stored(old).unwrap().unwrap();
    assert_eq!(stored.topics.as_deref(), Some(&["covid".to_owned()][..]));
    let action = &stored.actions[0];
    assert_eq!(
        (action.who.to_string(), action.by.unwrap().to_string()),
        ("child 2".into(), "2026-12-01..2026-12-31".into())
    );
    let case = case::read(&pack, old, day()).unwrap();
    let written = case::write_stored(&pack, &case, &[Entity::Pet], &stored);
    assert!(
        written.contains("\n  \"passport\": \"none\",\n  \"pets\": [],\n  \"_stored\": {\n"),
        "{written}"
    );
    assert!(
        written
            .contains("\n      { \"action\": \"a\", \"who\": \"child 2\", \"topic\": \"covid\","),
        "{written}"
    );
    assert_eq!(case::stored(&written), Ok(Some(stored)));
    assert_eq!(case::read_file(&pack, &written, day()).unwrap().counted, [Entity::Pet]);
    let table = [
        // a part, what stands instead, what is wrong with it
        ("\"child 2\"", "\"child 0\"", "`child 0` cannot be read (want a member"),
        (
            "\"2026-12-01..2026",
            "\"2026-12-32..2026",
            "`2026-12-32..2026-12-31` cannot be read (want a day",
        ),
        ("\"can\"", "\"may\"", "unknown variant `may`, expected one of `must`, `can`, `know`"),
        ("null, \"by\"", "33, \"by\"", "invalid type: integer `33`, expected a day such as"),
    ];
    for (part, instead, wanted) in table {
        let text = old.replace(part, instead);
        let before = &text[..text.find(instead).unwrap()];
        let problem = case::stored(&text).unwrap_err();
        assert!(problem.message.starts_with(wanted), "{problem}");
        assert_eq!(
            problem.column,
            before.rsplit('\n').next().unwrap().chars().count() + 1,
            "{problem}"
        );
    }
    let problem = case::stored(&old.replace("\"certain\": false, ", "")).unwrap_err();
    assert_eq!((problem.line, problem.message.as_str()), (3, "missing field `certain`"));
}
