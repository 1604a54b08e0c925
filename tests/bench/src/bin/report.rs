//! Writes BENCHMARKS.md from what `run` has measured: `report MEASURED CRITERION`, each a folder.

use dovidka_bench::cases::TURN;
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What stands above each table.
const OPENING: &str = include_str!("../../text/opening.md");
const DECISIONS: &str = include_str!("../../text/decisions.md");
const MANY: &str = include_str!("../../text/many.md");
const STARTS: &str = include_str!("../../text/starts.md");
const GROWTH: &str = include_str!("../../text/growth.md");

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let mut arguments = std::env::args().skip(1);
    let measured = arguments.next().ok_or("where is what was measured? (want a folder)")?;
    let criterion = arguments.next().ok_or("where are criterion's samples? (want a folder)")?;
    let measured = Path::new(&measured);
    print!("{OPENING}\n{}", machine(measured)?);
    print!("\n{DECISIONS}\n{}", decisions(Path::new(&criterion))?);
    print!("\n{MANY}\n{}", many(measured)?);
    print!("\n{STARTS}\n{}\n{}", starts(measured)?, households(measured)?);
    print!("\n{GROWTH}\n```text\n{}```\n", fs::read_to_string(measured.join("growth"))?);
    if let Ok(skipped) = fs::read_to_string(measured.join("skipped")) {
        print!("\n## Left out\n{skipped}");
    }
    Ok(())
}

fn machine(measured: &Path) -> Answer<String> {
    let mut text = String::new();
    for line in fs::read_to_string(measured.join("machine"))?.lines() {
        let _ = writeln!(text, "- {line}");
    }
    Ok(text)
}

/// One row of a table: a name, what is compared, and what else is told.
struct Row {
    name: String,
    cost: f64,
    more: Vec<String>,
}

/// A table in the order of cost, each row compared with that of `measure`; then, which are faster than `ours`.
fn table(head: &[&str], mut rows: Vec<Row>, (measure, ours): (&str, &str)) -> Answer<String> {
    rows.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let place = |name: &str| rows.iter().position(|row| row.name == name);
    let unit = rows[place(measure).ok_or("there is nothing to compare with")?].cost;
    let ours = place(ours).ok_or("dovidka was not measured")?;
    let mut text = format!("| {} |\n|---|{}\n", head.join(" | "), "--:|".repeat(head.len() - 1));
    for row in &rows {
        let (cost, ratio) = (short(row.cost), short(row.cost / unit));
        let cells = [&[cost, ratio], &row.more[..]].concat().join(" | ");
        let _ = writeln!(text, "| {} | {cells} |", row.name);
    }
    let faster: Vec<&str> = rows[..ours].iter().map(|row| row.name.as_str()).collect();
    let faster = if faster.is_empty() { "nothing".into() } else { faster.join("; ") };
    let _ = writeln!(text, "\nFaster than \"{}\" here: {faster}.", rows[ours].name);
    Ok(text)
}

/// A number with about three digits.
fn short(number: f64) -> String {
    match number {
        number if number >= 100.0 => format!("{number:.0}"),
        number if number >= 10.0 => format!("{number:.1}"),
        number => format!("{number:.2}"),
    }
}

/// The fastest sample of every benchmark, in nanoseconds a case.
fn decisions(criterion: &Path) -> Answer<String> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(criterion)? {
        let folder = entry?.path().join("new");
        let Ok(about) = fs::read_to_string(folder.join("benchmark.json")) else { continue };
        let about: Value = serde_json::from_str(&about)?;
        let sample: Value = serde_json::from_str(&fs::read_to_string(folder.join("sample.json"))?)?;
        let numbers = |key: &str| {
            sample[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_f64)
                .collect::<Vec<_>>()
        };
        let (turns, times) = (numbers("iters"), numbers("times"));
        let each = times.iter().zip(&turns).map(|(time, turns)| time / turns / f64::from(TURN));
        let name = about["function_id"].as_str().ok_or("a benchmark has no name")?.to_owned();
        rows.push(Row { name, cost: each.fold(f64::INFINITY, f64::min), more: Vec::new() });
    }
    table(&["program", "ns a case", "times hand-written"], rows, ("hand-written", "dovidka, known"))
}

/// The least processor time of every program, and the most memory.
fn many(measured: &Path) -> Answer<String> {
    let mut programs: BTreeMap<String, Vec<[f64; 3]>> = BTreeMap::new();
    for line in fs::read_to_string(measured.join("processes"))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, cases, user, system, elapsed, memory] = cells[..] else {
            return Err(format!("this is no measurement: {line}").into());
        };
        let cases: f64 = cases.parse()?;
        let processor = user.parse::<f64>()? + system.parse::<f64>()?;
        let elapsed: f64 = elapsed.parse()?;
        let run = [processor * 1e6 / cases, elapsed * 1e6 / cases, memory.parse::<f64>()? / 1024.0];
        programs.entry(name.to_owned()).or_default().push(run);
    }
    let row = |(name, runs): (String, Vec<[f64; 3]>)| {
        let least = |place: usize| runs.iter().map(|run| run[place]).fold(f64::INFINITY, f64::min);
        let most = runs.iter().map(|run| run[2]).fold(0.0, f64::max);
        Row { name, cost: least(0), more: vec![short(least(1)), short(most)] }
    };
    let head = [
        "program",
        "µs of processor a case",
        "times hand-written",
        "µs elapsed a case",
        "MB of memory",
    ];
    table(
        &head,
        programs.into_iter().map(row).collect(),
        ("hand-written", "dovidka batch, 1 at once"),
    )
}

/// A program that was started: the shortest and the middle time in milliseconds, and its name.
fn started(line: &str) -> Answer<(f64, f64, &str)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [shortest, middle, name] = cells[..] else {
        return Err(format!("this is no start: {line}").into());
    };
    let milliseconds = |text: &str| text.parse::<f64>().map(|number| number / 1000.0);
    Ok((milliseconds(shortest)?, milliseconds(middle)?, name))
}

/// The shortest start of every program.
fn starts(measured: &Path) -> Answer<String> {
    let mut rows = Vec::new();
    for line in fs::read_to_string(measured.join("starts"))?.lines() {
        let (cost, middle, name) = started(line)?;
        rows.push(Row { name: name.to_owned(), cost, more: vec![short(middle)] });
    }
    let head = ["program", "shortest, ms", "times clap alone", "middle, ms"];
    table(&head, rows, ("clap alone", "dovidka check, a family, text"))
}

/// How long the households take, of which each was started as often as clap alone.
fn households(measured: &Path) -> Answer<String> {
    let text = fs::read_to_string(measured.join("households"))?;
    let all: Vec<f64> = text.lines().map(|line| Ok(started(line)?.0)).collect::<Answer<_>>()?;
    let (clap, households) = all.split_first().ok_or("nothing was started")?;
    let mut times: Vec<f64> = households.iter().map(|time| time / clap).collect();
    times.sort_by(f64::total_cmp);
    let count = times.len();
    let middle = times.get(count / 2).ok_or("no household was started")?;
    let below = times.iter().filter(|times| **times <= 1.5).count();
    let slowest = times.last().ok_or("no household was started")?;
    Ok(format!(
        "{count} random households, each checked over all topics: the middle one takes {} times clap alone, {below} of them at\n\
         most 1.5 times, the slowest {} times.\n",
        short(*middle),
        short(*slowest)
    ))
}
