//! Batch against reading and evaluating each line on its own, and input of every bad kind.

mod chance;

use chance::Chance;
use dovidka::batch::{self, Done, Fields, Form, Hear, Problem, Progress, Settings, Stopped};
use dovidka::case_file::{Columns, read_row};
use dovidka::engine::contradictions;
use dovidka::render::View;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::calendar::Date;
use dovidka::{Pack, evaluate};
use serde_json::{Value, json};
use std::io::{self, BufReader, Read};

#[derive(Default)]
struct Heard {
    problems: Vec<String>,
    columns: Vec<(String, Option<String>)>,
}

impl Hear for Heard {
    fn problem(&mut self, problem: &Problem) {
        self.problems.push(problem.to_string());
    }
    fn column(&mut self, name: &str, nearest: Option<&str>) {
        self.columns.push((name.into(), nearest.map(str::to_owned)));
    }
    fn progress(&mut self, _: Progress) {}
}

fn on() -> Date {
    "2026-11-22".parse().unwrap()
}

fn settings(pack: &Pack) -> Settings<'_> {
    Settings {
        pack,
        on: on(),
        topics: Vec::new(),
        input: None,
        output: Form::JsonLines,
        fields: Fields::Ids,
        keeps: false,
        counts: false,
        is_strict: false,
        columns: Columns { renamed: Vec::new(), has_others: true },
        threads: 1,
        view: View { language: "en", width: 80, colour: false, now: None, thresholds: &[] },
    }
}

fn run(settings: &Settings<'_>, input: impl Read + Send) -> (String, Done, Heard) {
    let (mut out, mut heard) = (Vec::new(), Heard::default());
    let done = batch::run(settings, BufReader::new(input), &mut out, &mut heard).unwrap();
    (String::from_utf8(out).unwrap(), done, heard)
}

fn sampled(pack: &Pack, count: u64, unknown: u8) -> String {
    let mut sampler = Sampler::new(pack, on(), 11, Gaps { unknown, partly: 5 });
    let mut text = String::new();
    (1..=count).for_each(|number| sampler.write(number, &mut text));
    text
}

/// What a line comes to by the reader of case files and the evaluator; nothing if it is no case.
fn expected(pack: &Pack, line: &str) -> Option<Value> {
    let columns = Columns { renamed: Vec::new(), has_others: true };
    let case = read_row(pack, line, (on(), &columns)).ok()?;
    if !contradictions(pack, &case).is_empty() {
        return None;
    }
    let outcome = evaluate(pack, &case, &(0..pack.topics.len()).collect::<Vec<_>>());
    let actions = outcome.advice.iter().map(|advice| {
        let by =
            advice.by.and_then(|by| by.known().or(Some(by.earliest).filter(|day| *day >= on())));
        json!({
            "action": pack.actions[advice.action].id,
            "who": advice.who.to_string(),
            "kind": format!("{:?}", advice.kind).to_lowercase(),
            "certain": advice.is_certain,
            "from": advice.from.and_then(|from| from.known()).map(|day| day.to_string()),
            "by": by.map(|day| day.to_string()),
        })
    });
    let needs = outcome.needs.iter().map(|n| json!({ "fact": n.fact, "who": n.who.to_string() }));
    let (actions, needs): (Vec<Value>, Vec<Value>) = (actions.collect(), needs.collect());
    Some(json!({ "decided": outcome.is_decided, "actions": actions, "needs": needs }))
}

fn agrees(pack: &Pack, lines: &str) {
    let (out, _, _) = run(&settings(pack), lines.as_bytes());
    assert_eq!(out.lines().count(), lines.lines().count(), "{lines}");
    for (line, found) in lines.lines().zip(out.lines()).filter(|(line, _)| !line.trim().is_empty())
    {
        let mut found: Value = serde_json::from_str(found).unwrap();
        found.as_object_mut().unwrap().remove("id");
        match expected(pack, line) {
            Some(expected) => assert_eq!(found, expected, "{line}"),
            None => assert!(found.get("error").is_some(), "{line} gave {found}"),
        }
    }
}

#[test]
fn a_line_is_what_reading_and_evaluating_it_gives() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    for unknown in [0, 10] {
        agrees(&pack, &sampled(&pack, 250, unknown));
    }
}

#[test]
fn a_damaged_line_is_read_as_the_reader_of_case_files_reads_it() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let whole = sampled(&pack, 40, 10);
    let lines: Vec<&str> = whole.lines().collect();
    let junk = [
        "\"", "{", "}", "[", ",", ":", "null", "1e5", "\\u0041", "true", "-", "0", "\u{e9}",
        "unknown",
    ];
    let mut chance = Chance(5);
    let mut damaged = String::new();
    for _ in 0..1500 {
        let mut random = |limit: usize| usize::try_from(chance.below(limit as u64)).unwrap();
        let mut line = lines[random(lines.len())].to_owned();
        for _ in 0..=random(3) {
            let place = random(line.len());
            let end = (place + random(6)).min(line.len());
            if line.is_char_boundary(place) && line.is_char_boundary(end) {
                line.replace_range(place..end, junk[random(junk.len())]);
            }
        }
        damaged.push_str(&line);
        damaged.push('\n');
    }
    agrees(&pack, &damaged);
}

/// Gives its bytes one by one.
struct Slow<'b>(&'b [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(buffer.len()).min(1);
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn threads_and_slow_input_change_no_byte() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let lines = sampled(&pack, 1200, 2);
    let (one, ..) = run(&settings(&pack), lines.as_bytes());
    for threads in [2, 5] {
        let (many, ..) = run(&Settings { threads, ..settings(&pack) }, lines.as_bytes());
        assert!(many == one, "{threads} threads give other bytes");
    }
    let few: String = lines.lines().take(30).map(|line| format!("{line}\n")).collect();
    let (slow, ..) = run(&Settings { threads: 3, ..settings(&pack) }, Slow(few.as_bytes()));
    assert!(one.starts_with(&slow) && slow.lines().count() == 30);
}

#[test]
fn input_of_every_bad_kind_is_told_in_its_place() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let good = r#"{"id":1,"passport":"none"}"#;
    let table: [(&[u8], &[&str]); 8] = [
        // what stands on line 2, between two good lines; what is told
        (
            b"{\"id\":\"x\",\"passport\":\"paper\"}",
            &["line 2, column 22: passport: `paper` is not"],
        ),
        (
            b"{\"passport\":\"none\",\"passport\":\"none\"}",
            &["line 2, column 20: the key `passport`"],
        ),
        (b"{\"passport\":\"\xff\"}", &["line 2, column 14: this is not UTF-8 text"]),
        (b"[]", &["line 2, column 1: a case file is an object"]),
        (b"{\"passport\":", &["line 2, column 12: this is no JSON"]),
        (b"{\"born\":\"2027-01-01\"}", &["line 2, column 9: born: `2027-01-01` is out of range"]),
        (
            b"{\"departure_date\":\"2026-12-01\",\"entry_date\":\"2026-12-15\"}",
            &["line 2: household: two"],
        ),
        (b"", &[]),
    ];
    for (bad, told) in table {
        let input = [good.as_bytes(), b"\r\n", bad, b"\n", good.as_bytes()].concat();
        let (out, done, heard) = run(&settings(&pack), &input[..]);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), 3, "{out}");
        assert_eq!(lines[0], lines[2], "{out}");
        assert_eq!(heard.problems.len(), told.len(), "{:?}", heard.problems);
        for (problem, start) in heard.problems.iter().zip(told) {
            assert!(problem.starts_with(start), "{problem}");
            assert!(
                lines[1].starts_with(r#"{"line":2,"#) && lines[1].contains("\"error\":"),
                "{out}"
            );
        }
        assert_eq!(lines[1].is_empty(), told.is_empty());
        assert_eq!((done.progress.cases, done.progress.errors), (2, told.len() as u64));
        let strict = Settings { is_strict: true, ..settings(&pack) };
        let (_, done, _) = run(&strict, &input[..]);
        assert_eq!(matches!(done.stopped, Some(Stopped::BadLine)), !told.is_empty());
    }
}

#[test]
fn a_line_of_100_mb_is_one_error_in_its_place() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let good = b"{\"passport\":\"none\"}\n".as_slice();
    let input = good.chain(io::repeat(b'x').take(100_000_000)).chain(b"\n".as_slice()).chain(good);
    let (out, done, heard) = run(&settings(&pack), input);
    assert_eq!(heard.problems, ["line 2: this line is too long (want at most 1048576 bytes)"]);
    assert_eq!((done.progress.cases, out.lines().count()), (2, 3));
}

#[test]
fn a_spreadsheet_says_the_same_as_lines() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let json = concat!(
        r#"{"id":"a","passport":"biometric","passport_expires":"2027-03-01","children":[{"born":"2018-05-01","passport":"none"},{"passport":"own"}]}"#,
        "\n",
        r#"{"id":"b","where":"kazakhstan","pets":[{"species":"dog"}]}"#,
        "\n",
    );
    let plain = "\u{feff}id,passport,passport_expires,where,child1_born,child1_passport,child2_passport,pet1_species\r\n\
         a,biometric,2027-03-01,,2018-05-01,none,own,\r\n\r\nb,,,kazakhstan,,,,dog\r\n";
    let lists = "id;passport;passport_expires;where;children;pets\n\
         a;biometric;01.03.2027;;\"[{\"\"born\"\":\"\"2018-05-01\"\",\"\"passport\"\":\"\"none\"\"},{\"\"passport\"\":\"\"own\"\"}]\";\n\
         b;;;kazakhstan;;\"[{\"\"species\"\":\"\"dog\"\"}]\"";
    let (expected, ..) = run(&settings(&pack), json.as_bytes());
    for sheet in [plain, lists] {
        let (out, _, heard) = run(&settings(&pack), sheet.as_bytes());
        assert_eq!(heard.problems, Vec::<String>::new());
        assert_eq!(out, expected);
    }
    let gap = "id,child2_born\nc,2018-05-01\nd,\n";
    let (out, _, heard) = run(&settings(&pack), gap.as_bytes());
    assert_eq!(
        heard.problems,
        ["line 2, column `child2_born`: child 2 is there, but child 1 is empty"]
    );
    assert!(out.starts_with(r#"{"line":2,"id":"c","column":"child2_born","error":"#), "{out}");
}

#[test]
fn columns_that_are_no_facts_are_told_once_and_given_back() {
    let pack = Pack::embedded("kazakhstan").unwrap();
    let lines = "{\"pasport\":\"none\",\"na\\\"me\":[1, 2]}\n{\"pasport\":\"none\"}\n";
    let (out, _, heard) = run(&Settings { keeps: true, ..settings(&pack) }, lines.as_bytes());
    assert!(out.starts_with(r#"{"kept":{"pasport":"none","na\"me":[1, 2]},"decided":"#), "{out}");
    let told: Vec<(&str, Option<&str>)> =
        heard.columns.iter().map(|(name, near)| (name.as_str(), near.as_deref())).collect();
    assert!(told.contains(&("pasport", Some("passport"))) && told.len() == 2, "{told:?}");
    let columns =
        Columns { renamed: vec![("pasport".into(), "passport".into())], has_others: true };
    let (mapped, ..) =
        run(&Settings { columns, ..settings(&pack) }, &b"{\"pasport\":\"none\"}"[..]);
    let (plain, ..) = run(&settings(&pack), &b"{\"passport\":\"none\"}"[..]);
    assert_eq!(mapped, plain);
}
