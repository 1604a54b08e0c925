//! `batch` as a process: streams, exit codes, and what happens when a pipe, a disk or the process itself gives up.

use crate::program::{self, DOVIDKA, Run};
use crate::temporary;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
#[cfg(target_os = "linux")]
use std::process::Child;
use std::process::{Command, Stdio};
use std::time::Duration;

fn command(line: &str) -> Command {
    let words = line.split_whitespace();
    program::command(["batch"].into_iter().chain(words).chain(["--on", "2026-11-22"]))
}

fn run(line: &str, input: &[u8]) -> Run {
    program::run(command(line), input)
}

fn sampled(count: usize) -> Vec<u8> {
    let count = count.to_string();
    let arguments = ["rules", "sample", "-n", &count, "--seed", "5", "--on", "2026-11-22"];
    Command::new(DOVIDKA).args(arguments).env_clear().output().unwrap().stdout
}

#[test]
fn exit_codes_and_messages_say_what_happened() {
    let table: [(&str, &[u8], i32, &str); 15] = [
        // options, input, exit code, what is said
        ("", b"{}\n", 0, ""),
        ("", b"", 0, ""),
        (
            "",
            b"{}\n{\"passport\":\"paper\"}\n",
            1,
            "error: line 2, column 13: passport: `paper` is not a choice",
        ),
        ("", b"{}\n{\n{}\n", 1, "error: 1 of 3 lines could not be read as cases\n"),
        (
            "--strict",
            b"{\n{}\n",
            1,
            "error: 1 of 1 lines could not be read as cases; stopped at it (--strict)\n",
        ),
        ("", b"{}\n{\"passport\":\"none\"", 1, "the input ends inside this line"),
        ("", b"[{}]", 2, "one JSON list (want JSON Lines"),
        ("", b"\xff\xfei\0d\0\n\0", 2, "UTF-16"),
        ("", b"i\0d\0,\0x\0\n\0", 2, "UTF-16"),
        ("", b"id,passport,passport\n", 2, "the column `passport` is there twice"),
        ("--map a=passport --map b=passport", b"a,b\n", 2, "`a` and `b` both stand for `passport`"),
        ("--map a=pasport", b"a\n", 2, "`pasport`, which is not a fact; did you mean `passport`?"),
        ("--map expiri=passport_expires", b"expiry\n", 2, "is not there; did you mean `expiry`?"),
        ("--map a", b"a\n", 2, "want COLUMN=FACT"),
        ("--in csv", b"", 2, "there is no line of column names"),
    ];
    for (line, input, code, said) in table {
        let run = run(line, input);
        assert_eq!(run.code, Some(code), "{line}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{line}: {}", run.stderr);
        assert_eq!(code == 0, run.stderr.is_empty(), "{line}: {}", run.stderr);
        assert!(code != 2 || run.stdout.is_empty(), "{line}: {}", run.stdout);
    }
}

#[test]
fn a_column_that_is_nearly_a_fact_is_told_once_and_can_be_mapped() {
    let csv = b"id,pasport,name\n1,none,x\n2,none,x\n";
    let told = run("", csv);
    let wanted = "note: the column `pasport` is not a fact; did you mean `passport`? (--map pasport=passport)\n\
                  note: the column `name` is not a fact; it is left out (--keep gives it back)\n";
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), wanted));
    assert_eq!(run("--keep --map pasport=passport", csv).stderr, "");
    let json = b"{\"children\":[{\"borm\":\"2020-01-01\",\"passport\":1}]}\n{\"children\":[{\"borm\":1}]}\n";
    let told = run("--keep", json).stderr;
    assert_eq!(
        told.matches(
            "the column `borm` of children is not a fact; did you mean `born`? (--map borm=born)"
        )
        .count(),
        1
    );
}

#[test]
fn a_spreadsheet_says_what_the_same_cases_in_json_say() {
    let csv = "id,where,passport,passport_expires,child1_born,child1_passport,adults\n\
               1,kazakhstan,biometric,2027-03,2018-05-01,none,\"[{\"\"passport\"\":\"\"none\"\"}]\"\n\
               2,kazakhstan,unknown,,,,\n";
    let json = "{\"id\":\"1\",\"where\":\"kazakhstan\",\"passport\":\"biometric\",\"passport_expires\":\"2027-03\",\
                \"children\":[{\"born\":\"2018-05-01\",\"passport\":\"none\"}],\"adults\":[{\"passport\":\"none\"}]}\n\
                {\"id\":\"2\",\"where\":\"kazakhstan\",\"passport\":null}\n";
    let wanted = run("", json.as_bytes());
    assert_eq!(wanted.stdout.lines().count(), 2);
    assert_eq!(run("", csv.as_bytes()).stdout, wanted.stdout);
    // Separated by tabs.
    let tabs = "id\twhere\tpassport\n2\tkazakhstan\tunknown\n";
    assert!(wanted.stdout.ends_with(&run("", tabs.as_bytes()).stdout));
    // What reaches out of a list, is said twice, or has a gap is no case.
    for (csv, said) in [
        (
            "children\n\"[],\"\"passport\"\":\"\"none\"\"\"\n",
            "children: not valid JSON: trailing characters",
        ),
        (
            "children,child1_born\n\"[{\"\"born\"\":\"\"2020\"\"}]\",2021\n",
            "says this of child 1 already",
        ),
        ("child2_born,x\n2020,1\n", "child 2 is there, but child 1 is empty"),
    ] {
        let run = run("--out csv", csv.as_bytes());
        assert!(run.code == Some(1) && run.stdout.contains(said), "{}", run.stdout);
    }
}

#[test]
fn no_quote_swallows_a_case_without_a_word() {
    let open = run("", b"id,passport,note\n1,none,\"he said\n2,none,x\n3,none,y\n");
    assert_eq!(open.stdout.lines().count(), 1);
    assert!(open.stdout.starts_with(
        "{\"line\":2,\"id\":\"1\",\"error\":\"a quote is opened here and never closed"
    ));
    let two = run("", b"id,passport,note\n1,none,\"he said\n2,none,\"she said\n3,none,y\n");
    assert!(
        two.stdout.starts_with(
            "{\"line\":2,\"id\":\"1\",\"error\":\"there is text after a closing quote"
        )
    );
    assert!(two.stdout.contains("; this record goes to line 3\"}"), "{}", two.stdout);
    assert!(two.stdout.lines().nth(1).unwrap().starts_with("{\"id\":\"3\",\"decided\""));
    let long = [b"id,note\n1,\"", &vec![b'x'; 3 << 20][..], b"\"\n2,x\n"].concat();
    let long = run("", &long);
    assert!(
        long.stdout.starts_with("{\"line\":2,\"id\":\"1\",\"error\":\"this record is too long")
    );
    assert!(long.stdout.lines().nth(1).unwrap().starts_with("{\"id\":\"2\",\"decided\""));
}

#[test]
fn the_full_outcome_is_that_of_check() {
    let cases = String::from_utf8(sampled(40)).unwrap();
    let full = run("--fields full", cases.as_bytes()).stdout;
    for (case, line) in cases.lines().zip(full.lines()) {
        let mut child = Command::new(DOVIDKA);
        child.args(["check", "--case", "-", "--format", "json", "--on", "2026-11-22"]).env_clear();
        child.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = child.spawn().unwrap();
        child.stdin.take().unwrap().write_all(case.as_bytes()).unwrap();
        let check: serde_json::Value =
            serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line.as_object_mut().unwrap().remove("id").is_some());
        assert_eq!(line, check, "{case}");
    }
}

#[test]
fn a_summary_goes_where_no_line_goes() {
    let cases = sampled(50);
    let both = run("--summary", &cases);
    assert!(both.stdout.lines().count() == 50 && both.stderr.starts_with("50 households, "));
    let alone = run("--summary --fields none", &cases);
    assert_eq!((alone.stdout, alone.stderr.as_str()), (both.stderr, ""));
    let json = run("--summary --fields none --format json", &cases).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["households"], 50);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let cases = sampled(3_000);
    let mut child = command("--summary --threads 2").spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || while input.write_all(&cases).is_ok() {});
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    for (line, input) in [("", &b"{}\n"[..]), ("--out csv", b"id\n")] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut child = command(line).stdout(full).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("cannot write on: No space left on device"), "{said}");
    }
}

#[test]
fn what_a_killed_process_has_written_is_the_start_of_the_right_output() {
    let cases = sampled(6_000);
    let input = temporary("killed.jsonl");
    fs::write(&input, &cases).unwrap();
    let line = format!("--threads 2 {}", input.display());
    let right = run(&line, b"").stdout;
    let output = temporary("killed.out");
    for wait in [5, 15, 30, 60] {
        let mut child = command(&line).stdout(File::create(&output).unwrap()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(right.as_bytes().starts_with(&fs::read(&output).unwrap()), "after {wait} ms");
    }
    fs::remove_file(&input).unwrap();
    fs::remove_file(&output).unwrap();
}

/// The most memory that a process has had so far, in KiB; nothing once it has ended.
#[cfg(target_os = "linux")]
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_bounded_whatever_comes_in() {
    let long = vec![b'x'; 1 << 20];
    let commas = b",\n".repeat(100_000);
    let table: [(&str, &[u8], &[u8], usize); 3] = [
        // options, start, what is repeated, how often
        ("--threads 2", b"{\"id\":1,\"note\":\"", &long, 100), // one line of 100 MB
        ("--threads 2 --topic covid --fields none", b"a,b\n", &commas, 10), // empty records
        ("--threads 2 --in csv", b"\"", &long, 20),            // a quote that is never closed
    ];
    for (line, start, part, times) in table {
        let mut child = command(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(start).unwrap();
        let mut most = 0;
        for _ in 0..times {
            input.write_all(part).unwrap();
            most = peak(&child).unwrap_or(most);
        }
        drop(input);
        while child.try_wait().unwrap().is_none() {
            most = peak(&child).unwrap_or(most);
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!((1..64 << 10).contains(&most), "{most} KiB for {line}");
    }
}

#[cfg(unix)]
#[test]
fn a_bar_is_shown_on_a_terminal_only() {
    use expectrl::{Eof, Expect, Session};
    let input = temporary("bar.jsonl");
    fs::write(&input, sampled(3_000)).unwrap();
    let shell = format!("{DOVIDKA} batch {} --on 2026-11-22", input.display());
    let table = [
        (" > /dev/null", true),
        (" > /dev/null 2>&1 | cat", false),
        (" > /dev/null -q", false),
        ("", false), // the lines go to the terminal
        (" --fields none --summary", true),
    ];
    for (end, is_shown) in table {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{shell}{end}")]).env_clear().env("TERM", "xterm");
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        let shown = session.expect(Eof).unwrap();
        let shown = String::from_utf8_lossy(shown.as_bytes()).into_owned();
        assert_eq!(shown.contains("/s, 0 errors"), is_shown, "{end}: {shown:?}");
    }
    fs::remove_file(&input).unwrap();
}
