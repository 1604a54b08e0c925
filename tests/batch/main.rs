//! Many cases in, one line out for each: whatever the lines are, and however they arrive.

#[path = "../support/chance.rs"]
mod chance;

use chance::Chance;
use dovidka::batch::{
    self, Done, Form, Observer, Problem, Progress, Settings, Stopped, UnknownColumn,
};
use dovidka::case::{CallerFields, Columns, Reader};
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Outcome;
use dovidka::engine::{Contradiction, contradictions};
use dovidka::render::View;
use dovidka::sample::{Gaps, Sampler};
use dovidka::terms::calendar::Date;
use dovidka::terms::id::TopicId;
use dovidka::{Case, Pack, Topics, evaluate};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read, Write};

const VIEW: View<'_> = View::new("en");

fn day() -> Date {
    "2026-11-22".parse().unwrap()
}

fn kazakhstan() -> Pack {
    Pack::embedded("kazakhstan").unwrap()
}

fn settings(pack: &Pack) -> Settings<'_> {
    Settings::new(pack, day(), VIEW)
}

/// Everything that is told.
#[derive(Default)]
struct Heard {
    problems: Vec<Problem>,
    columns: Vec<UnknownColumn>,
}

impl Observer for Heard {
    fn problem(&mut self, problem: &Problem) {
        self.problems.push(problem.clone());
    }
    fn column(&mut self, column: &UnknownColumn) {
        self.columns.push(column.clone());
    }
    fn progress(&mut self, _: Progress) {}
}

fn run(settings: &Settings<'_>, input: impl BufRead + Send) -> (String, Heard, Done) {
    let (mut out, mut heard) = (Vec::new(), Heard::default());
    let done = batch::run(settings, input, &mut out, &mut heard).unwrap();
    (String::from_utf8(out).unwrap(), heard, done)
}

fn out(settings: &Settings<'_>, input: &[u8]) -> String {
    run(settings, input).0
}

fn lines(text: &str) -> Vec<Value> {
    let value = |line| serde_json::from_str(line).unwrap_or_else(|bad| panic!("{bad}: {line}"));
    text.lines().map(value).collect()
}

/// What a reader that has seen no other line and the engine say of one line: the line without the caller's own id.
fn expected(pack: &Pack, line: &str) -> Value {
    let columns = Columns { renamed: vec![], has_others: true };
    let mut case = Case::new(pack, day());
    let read =
        Reader::new(pack, day(), columns).read(line, &mut case, &mut CallerFields::default());
    match read {
        Err(problem) => json!({ "error": problem.message, "column": problem.column }),
        Ok(()) => advice(pack, &case),
    }
}

fn advice(pack: &Pack, case: &Case) -> Value {
    if let Some(Contradiction { require, who }) = contradictions(pack, case).first() {
        let rule = pack.say("en", &format!("require.{}", require.id));
        return json!({ "error": format!("{who}: two answers cannot both be true: {rule}") });
    }
    let Outcome { is_decided, findings, mut needs, .. } = evaluate(pack, case, &Topics::All);
    needs.sort_unstable();
    let keep =
        |day_of: Option<Day>| day_of.and_then(|it| it.to_keep(day())).map(|date| date.to_string());
    let actions = findings.iter().map(|finding| {
        let stronger = Some(finding.strongest).filter(|kind| *kind != finding.kind);
        let kind_if = stronger.map(|kind| json!({ "kind": kind.name() }));
        json!({
            "action": pack[finding.action].id,
            "who": finding.who.to_string(),
            "kind": finding.kind.name(),
            "kind_if": kind_if.into_iter().collect::<Vec<_>>(),
            "certain": finding.is_certain,
            "from": finding.from.and_then(Day::known).map(|from| from.to_string()),
            "best_by": keep(finding.best_by),
            "by": keep(finding.by),
            "by_is": keep(finding.by).map(|_| finding.by_is.name()),
            "state": finding.state(day()).name(),
        })
    });
    let needs = needs.iter().map(|need| {
        let fact = &pack[(need.who.of, need.fact)].id;
        json!({ "fact": fact, "who": need.who.to_string() })
    });
    json!({
        "decided": is_decided,
        "actions": actions.collect::<Vec<_>>(),
        "needs": needs.collect::<Vec<_>>(),
    })
}

fn sampled(pack: &Pack, seed: u64, count: u64) -> Vec<String> {
    let mut sampler = Sampler::new(pack, day(), seed, Gaps::default());
    (1..=count).map(|number| sampler.line(number).trim_end().to_owned()).collect()
}

fn without(mut value: Value, keys: &[&str]) -> Value {
    let object = value.as_object_mut().unwrap();
    object.retain(|key, _| !keys.contains(&key.as_str()));
    value
}

#[test]
fn every_line_says_what_a_fresh_reader_and_the_engine_say() {
    let pack = kazakhstan();
    let cases = sampled(&pack, 11, 1_500);
    let (text, heard, done) = run(&settings(&pack), cases.join("\n").as_bytes());
    assert_eq!(done.progress.cases + done.progress.errors, 1_500);
    assert!(heard.columns.is_empty(), "{:?}", heard.columns);
    for (place, (case, line)) in cases.iter().zip(lines(&text)).enumerate() {
        assert_eq!(line["id"], format!("case-{}", place + 1));
        assert_eq!(without(line, &["id", "line"]), expected(&pack, case), "{case}");
    }
}

/// A line with something changed that programs and people get wrong.
fn mutated(chance: &mut Chance, line: &str) -> Vec<u8> {
    let mut bytes = line.as_bytes().to_vec();
    for _ in 0..=chance.below(2) {
        let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
        let inserts: [&[u8]; 14] = [
            b",\"passport\":\"none\"",
            b"\"id\":\"other\",",
            b"\"p\\u0061ssport\":\"n\\u006fne\",",
            b"\"note\":\"\\ud800\",",
            b"\"note\":\"\\ud83d\\ude00\",\"n\\u00f6te\":1,",
            b"\"earlier_days\":1e2,\"x\":{\"a\":[1,{\"a\":2}]},",
            b"\"earlier_days\":\"12\",",
            b"\"earlier_days\":99999999999999999999,",
            b"\"earlier_days\":-0,",
            b"\"born\":19860419,",
            b"\"children\":[{\"x\":1,\"x\":2}],",
            b"\"children\":null,\"y\":1.5,\"y\":2,",
            b"\\u0000",
            b"\"stays\":[{\"from\":\"2025-01-01\",\"to\":\"2025-02-09\"}],\"_stored\":1,",
        ];
        match chance.below(6) {
            0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            1 => bytes.truncate(at.max(1)),
            2 => drop(bytes.remove(at)),
            // After the first brace, the place of a key.
            3 | 4 => {
                let insert = inserts[usize::try_from(chance.below(14)).unwrap()];
                let start = 1.min(bytes.len());
                bytes.splice(start..start, insert.iter().copied());
            }
            _ => {
                let insert = inserts[usize::try_from(chance.below(14)).unwrap()];
                bytes.splice(at..at, insert.iter().copied());
            }
        }
        bytes.retain(|byte| *byte != b'\n');
        if bytes.is_empty() {
            return b"{".to_vec();
        }
    }
    bytes
}

#[test]
fn a_damaged_line_is_never_read_as_another_case_and_harms_no_line_after_it() {
    let pack = kazakhstan();
    let mut chance = Chance(3);
    let mut input = b"{\"passport\":\"none\"}\n".to_vec();
    let mut cases = vec![b"{\"passport\":\"none\"}".to_vec()];
    for case in sampled(&pack, 12, 2_500) {
        let case = mutated(&mut chance, &case);
        input.extend_from_slice(&case);
        input.push(b'\n');
        cases.push(case);
    }
    let mut settings = settings(&pack);
    (settings.keeps, settings.input) = (true, Some(Form::JsonLines));
    let text = out(&settings, &input);
    let mut bad = 0;
    let found: Vec<&str> = text.lines().collect();
    assert_eq!(found.len(), cases.len());
    for (case, line) in cases.iter().zip(found) {
        let shown = String::from_utf8_lossy(case);
        let Ok(text) = std::str::from_utf8(case) else {
            assert!(line.contains("this is not UTF-8 text"), "{shown}\n{line}");
            continue;
        };
        if text.trim_ascii_end().is_empty() {
            assert_eq!(line, "", "{shown}");
            continue;
        }
        let line: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        bad += u32::from(line.get("error").is_some());
        let said = without(line.clone(), &["id", "line", "kept"]);
        assert_eq!(said, expected(&pack, text.trim_ascii_end()), "{shown}");
        // What is JSON gives its own id and columns back.
        if let Ok(value) = serde_json::from_str::<Value>(text)
            && text.matches("\"id\"").count() == 1
        {
            assert_eq!(line.get("id"), value.get("id"), "{shown}");
        }
    }
    assert!((500..2_400).contains(&bad), "{bad} of 2500 lines are bad");
}

/// An input that gives as few bytes at once as one likes.
struct Slow<'i>(&'i [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.1.min(self.0.len()).min(buffer.len());
        let (now, later) = self.0.split_at(size);
        buffer[..size].copy_from_slice(now);
        self.0 = later;
        Ok(size)
    }
}

fn long_line(bytes: usize) -> Vec<u8> {
    let start = b"{\"id\":9,\"note\":\"";
    let end = b"\"}\n";
    let fill = bytes + 1 - start.len() - end.len();
    [&start[..], &vec![b'x'; fill], end].concat()
}

#[test]
fn threads_and_the_size_of_reads_change_no_byte() {
    let pack = kazakhstan();
    let mut json = b"\xef\xbb\xbf\r\n \n".to_vec();
    for (place, case) in sampled(&pack, 13, 400).iter().enumerate() {
        let end = ["\n", "\r\n", "\n\n", "\n \t\n", "x\n"][place % 5];
        json.extend_from_slice(case.as_bytes());
        json.extend_from_slice(end.as_bytes());
    }
    json.extend(b"{\"passport\":\"no");
    let mut csv = b"\xef\xbb\xbf\r\n\nid;passport;\"na;me\";\r\n".to_vec();
    for number in 0..400 {
        let name =
            ["\"two\nlines\"", "\"say \"\"no\"\"\"", "x;y", "\"a\"b", "", "\n\n\n"][number % 6];
        csv.extend(format!("{number};{};{name};1\r\n", ["none", "paper"][number % 2]).bytes());
    }
    csv.extend(b"7;none;\"open\r\n8;none;x;1\r\n");
    for input in [&json, &csv] {
        for form in [Form::JsonLines, Form::Csv] {
            let mut one = settings(&pack);
            (one.keeps, one.output) = (true, form);
            let (wanted, heard, _) = run(&one, &input[..]);
            for (threads, size) in [(1, 1), (2, 1 << 20), (5, 700), (5, 1)] {
                let mut many = one.clone();
                many.threads = threads;
                let (found, told, _) = run(&many, BufReader::new(Slow(input, size)));
                assert!(found == wanted, "{threads} threads, {size} bytes");
                assert_eq!(
                    (told.problems, told.columns),
                    (heard.problems.clone(), heard.columns.clone())
                );
            }
        }
    }
    // The longest line, and one that is a byte longer, whole and in pieces.
    let longest = [long_line(batch::LONGEST_LINE), long_line(batch::LONGEST_LINE + 1)].concat();
    let whole = out(&settings(&pack), &longest);
    let found = lines(&whole);
    assert!(found[0].get("decided").is_some() && found[0]["id"] == 9);
    assert_eq!(found[1]["error"], "this line is too long (want at most 1048576 bytes)");
    assert_eq!(found[1]["id"], 9);
    for size in [1 << 21, 1000] {
        let found = run(&settings(&pack), BufReader::with_capacity(1 << 21, Slow(&longest, size)));
        assert_eq!(found.0, whole);
    }
}

#[test]
fn ids_of_all_kinds_come_back_even_with_an_error() {
    let pack = kazakhstan();
    for id in
        ["7", "\"a\\u0301 \\\"b\\\"\"", "null", "true", "[1,{\"a\":2}]", "{\"no\": 1.50}", "-1e3"]
    {
        let cases = format!(
            "{{\"id\":{id},\"passport\":\"none\"}}\n\
             {{\"passport\":\"paper\",\"id\": {id} }}\n\
             {{\"\\u0069d\":{id},\"stays\":[]}}\n\
             {{\"id\":{id},\"passport\":\"no\n\
             {{\"p\\u0061ssport\":\"paper\",\"x\":1,\"id\":{id}}}\n"
        );
        let text = out(&settings(&pack), cases.as_bytes());
        for line in text.lines() {
            assert!(line.contains(&format!("\"id\":{id},")), "{id}: {line}");
        }
    }
    // Half an id, one of two, and one that is no text are none.
    for case in ["{\"id\":12", "{\"id\":1,\"id\":2}", "{\"id\":\"\\ud800\",\"passport\":1}"] {
        let found = lines(&out(&settings(&pack), case.as_bytes()));
        assert_eq!((found[0].get("id"), found[0]["line"].as_u64()), (None, Some(1)), "{case}");
    }
    let latin = out(&settings(&pack), b"{\"name\":\"M\xfcller\",\"id\":5,\"x\":1}\n{\"id\":6}\n");
    let found = lines(&latin);
    assert_eq!((&found[0]["id"], &found[0]["column"]), (&json!(5), &json!(11)));
    assert_eq!(found[1]["id"], 6);
}

#[test]
fn own_columns_come_back_whatever_the_way_in_which_a_line_is_read() {
    let pack = kazakhstan();
    let mut keeps = settings(&pack);
    keeps.keeps = true;
    let mut sheet = keeps.clone();
    sheet.output = Form::Csv;
    let kept = "{\"na\\u006de\":\"О\\u0301 \\\"x\\\"\",\"n\":[1, 2],\"\":null}";
    let own = &kept[1..kept.len() - 1];
    for rest in ["\"passport\":\"none\"", "\"stays\":[]", "\"passport\":\"paper\""] {
        for case in [format!("{{{own},{rest}}}"), format!("{{{rest},{own}}}")] {
            assert!(out(&keeps, case.as_bytes()).contains(&format!("\"kept\":{kept}")), "{case}");
        }
    }
    // Names with quotes in a spreadsheet; our own names are not mistaken; formulas are none.
    let csv = "id,\"\"\"x\"\"\",decided,,=1+1\n1,a,true,b,=2+2\n2,a,true\n";
    let line = out(&keeps, csv.as_bytes());
    let wanted = json!({ "\"x\"": "a", "decided": "true", "column 4": "b", "=1+1": "=2+2" });
    assert_eq!(lines(&line)[0]["kept"], wanted);
    let rows = out(&sheet, csv.as_bytes());
    assert!(
        rows.starts_with("line,id,\"\"\"x\"\"\",kept.decided,column 4,\"'=1+1\",decided,"),
        "{rows}"
    );
    assert!(rows.contains("\n2,1,a,true,b,\"'=2+2\",false,"), "{rows}");
    assert!(
        rows.contains("\n3,2,,,,,,,,\"there are 3 cells (want 5, as in the first line)\"\n"),
        "{rows}"
    );
    let json = "{\"id\":\"=1\",\"a\":1}\n";
    let rows = out(&sheet, json.as_bytes());
    assert!(rows.contains("\n1,\"'=1\",\"{\"\"a\"\":1}\",false,"), "{rows}");
}

/// An output that remembers the most that was written at once, and fails after so many writes.
struct Sink {
    most: usize,
    left: usize,
    panics: bool,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        assert!(self.left > 0 || !self.panics, "the output panics");
        if self.left == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.left -= 1;
        self.most = self.most.max(bytes.len());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn short_lines_with_long_answers_are_written_in_parts() {
    let pack = kazakhstan();
    let mut sink = Sink { most: 0, left: 99, panics: false };
    let input = b"{}\n".repeat(800);
    batch::run(&settings(&pack), &input[..], &mut sink, &mut Heard::default()).unwrap();
    assert!(sink.left < 98, "it was written at once");
    assert!(sink.most < 1_200_000, "{} bytes at once", sink.most);
}

#[test]
fn a_panic_or_a_failure_in_one_thread_leaves_no_other_waiting() {
    let pack = kazakhstan();
    let mut settings = settings(&pack);
    settings.threads = 4;
    settings.topics = Topics::Some(vec![TopicId::at(0)]);
    let input = sampled(&pack, 14, 3_000).join("\n");
    let mut sink = Sink { most: 0, left: 1, panics: false };
    let done = batch::run(&settings, input.as_bytes(), &mut sink, &mut Heard::default()).unwrap();
    assert!(matches!(done.stopped, Some(Stopped::Closed)));
    let panicked = std::panic::catch_unwind(|| {
        let mut sink = Sink { most: 0, left: 1, panics: true };
        batch::run(&settings, input.as_bytes(), &mut sink, &mut Heard::default()).is_ok()
    });
    assert!(panicked.is_err());
}
