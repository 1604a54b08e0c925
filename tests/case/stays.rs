//! Earlier stays as a list: what they make of the last day, who is asked for what, and which lists are refused.

use crate::kazakhstan::kazakhstan;
use crate::program::{command, run};
use dovidka::engine::contradictions;
use dovidka::engine::day::Day;
use dovidka::engine::outcome::Outcome;
use dovidka::engine::sentence::{Value, evaluate_sentence};
use dovidka::engine::stay::{Counted, StayCount};
use dovidka::terms::stay::Reading;
use dovidka::{Case, Member, Pack, Topics, case, evaluate};

const LAST_DAY: &str = "last day of 90 in 180 days from entry_date after earlier_days";
const HERE: &str = r#""where": "kazakhstan", "stay": "visa_free""#;

/// Rows of: day of entry, earlier stays, last day.
type Row = (&'static str, &'static [(&'static str, &'static str)], &'static str);

fn read(pack: &Pack, on: &str, facts: &str) -> Case {
    case::read(pack, &format!("{{ {HERE}, {facts} }}"), on.parse().unwrap()).unwrap()
}

fn stays(list: &[(&str, &str)]) -> String {
    let stay = |(from, to): &(&str, &str)| format!(r#"{{ "from": "{from}", "to": "{to}" }}"#);
    format!(r#""stays": [{}]"#, list.iter().map(stay).collect::<Vec<_>>().join(", "))
}

fn advise(pack: &Pack, case: &Case) -> Outcome {
    evaluate(pack, case, &Topics::named(pack, "stay").unwrap())
}

fn count(on: &str, facts: &str) -> StayCount {
    let pack = kazakhstan();
    let [count] = advise(&pack, &read(&pack, on, facts)).stays.try_into().unwrap();
    count
}

#[test]
fn the_last_day_is_that_of_the_stricter_reading() {
    let pack = kazakhstan();
    let table: [Row; 8] = [
        ("2025-01-01", &[], "2025-03-31"),
        ("2024-02-01", &[], "2024-04-30"), // leap year
        ("2025-05-01", &[("2025-01-01", "2025-02-09")], "2025-06-19"),
        ("2025-05-01", &[("2025-01-01", "2025-01-10")], "2025-07-29"),
        ("2025-05-01", &[("2025-01-06", "2025-01-10"), ("2025-01-01", "2025-01-05")], "2025-07-29"),
        ("2025-07-01", &[("2025-01-01", "2025-03-31")], "2025-09-28"),
        ("2025-02-09", &[("2025-01-01", "2025-02-09")], "2025-03-31"), // the shared day counts once
        ("2025-02-10", &[("2025-01-01", "2025-01-20"), ("2025-01-20", "2025-02-09")], "2025-03-31"),
    ];
    for (entry, list, last) in table {
        let facts = format!(r#""entry_date": "{entry}", {}"#, stays(list));
        let found = evaluate_sentence(&pack, &read(&pack, "2026-01-01", &facts), LAST_DAY).unwrap();
        assert_eq!(found.value, Value::Date(last.parse().unwrap()), "{facts}");
        assert!(found.needs.is_empty(), "{facts}");
    }
}

#[test]
fn without_a_list_the_number_of_earlier_days_is_needed_and_taken_off() {
    let pack = kazakhstan();
    let needs = |facts: &str| {
        let found = evaluate_sentence(&pack, &read(&pack, "2025-05-10", facts), LAST_DAY).unwrap();
        let needs: Vec<String> =
            found.needs.iter().map(|need| pack[(need.who.of, need.fact)].id.clone()).collect();
        (found.value, needs.join(" "))
    };
    let last = Value::Date("2025-06-19".parse().unwrap());
    assert_eq!(needs(r#""entry_date": "2025-05-01", "earlier_days": 40"#), (last, String::new()));
    assert_eq!(needs(r#""entry_date": "2025-05-01""#), (Value::Open, "earlier_days".into()));
    assert_eq!(needs(r#""stays": []"#), (Value::Open, "entry_date".into()));
    assert_eq!(needs(r#""stays": null"#), (Value::Open, "entry_date earlier_days".into()));
}

#[test]
fn a_part_of_an_entry_gives_the_days_between_its_ends() {
    let pack = kazakhstan();
    // The day of entry never lies ahead of who is in Kazakhstan.
    let table = [
        ("2025-02", "2025-02-28"),
        ("2025-03", "2025-03-31"),
        ("2025-05", "2025-05-31"),
        ("2025-08", "2025-08-31"),
        ("2025", "2025-06-30"),
    ];
    for (part, on) in table {
        let list = stays(&[("2024-10-10", "2024-11-20"), ("2025-01-01", "2025-02-09")]);
        // Both name the last day: one before it, the other when it is over.
        let by = |entry: &str| {
            let case = read(&pack, on, &format!(r#""entry_date": "{entry}", {list}"#));
            assert!(contradictions(&pack, &case).is_empty(), "{entry}");
            let outcome = advise(&pack, &case);
            let names = |id: &str| ["residence_permit", "report_overstay"].contains(&id);
            let found = outcome.findings.iter().filter(|it| names(&pack[it.action].id));
            let days: Vec<Day> = found.filter_map(|finding| finding.by).collect();
            assert!(days.iter().all(|day| !day.is_anywhere()), "{entry}: {days:?}");
            let low = days.iter().map(|day| day.earliest()).min();
            low.zip(days.iter().map(|day| day.latest()).max()).expect("a last day")
        };
        let (low, high) = by(part);
        for day in 10..=28 {
            let entry =
                if part.len() == 4 { format!("2025-06-{day}") } else { format!("{part}-{day}") };
            let exact = by(&entry);
            assert_eq!(exact.0, exact.1, "{entry}");
            assert!(low <= exact.0 && exact.1 <= high, "{entry}: {low} {exact:?} {high}");
        }
    }
}

#[test]
fn the_count_says_what_is_used_and_left() {
    let day = |text: &str| text.parse().unwrap();
    let forty = stays(&[("2025-01-01", "2025-02-09")]);
    let found = count("2025-05-10", &format!(r#""entry_date": "2025-05-01", {forty}"#));
    assert_eq!((found.used, found.left, found.last_day), (50, 40, day("2025-06-19")));
    assert_eq!((found.counted, found.full_from), (Counted::BothReadings, day("2025-09-18")));
    let ten = stays(&[("2025-01-01", "2025-01-10")]);
    let found = count("2025-07-10", &format!(r#""entry_date": "2025-05-01", {ten}"#));
    // The ten days have dropped out of the last 180 before.
    assert_eq!((found.used, found.left, found.last_day), (71, 19, day("2025-07-29")));
    assert_eq!(found.counted, Counted::Stricter(Reading::LookingBack));
    let found = count("2025-01-10", r#""entry_date": "2025-01-01", "earlier_days": 0"#);
    assert_eq!((found.used, found.left, found.last_day), (10, 80, day("2025-03-31")));
    assert_eq!((found.counted, found.full_from), (Counted::NumberOfDays, day("2025-06-30")));
    let found = count("2025-04-05", r#""entry_date": "2025-01-01", "stays": []"#);
    assert_eq!((found.used, found.left, found.last_day), (95, 0, day("2025-03-31")));
}

#[test]
fn a_case_file_keeps_its_stays() {
    let pack = kazakhstan();
    let list = stays(&[("2025-01-01", "2025-02-09")]);
    let case = read(&pack, "2025-05-10", &format!(r#"{list}, "adults": [{{ "stays": [] }}]"#));
    let again = case::read(&pack, &case::write(&pack, &case, &[]), case.on).unwrap();
    assert_eq!(again.written_stays(Member::YOU), Some(vec!["2025-01-01..2025-02-09".into()]));
    assert_eq!(again.written_stays(Member::parse("adult 1").unwrap()), Some(Vec::new()));
}

#[test]
fn a_wrong_list_is_refused_with_both_values() {
    let table = [
        // flags, words of the message
        ("--stay-in 2025-02-09..2025-01-01", ["2025-02-09", "2025-01-01", "before it starts"]),
        (
            "--stay-in 2025-01-01..2025-02-09 --stay-in 2025-02-01..2025-03-01",
            ["2025-01-01..2025-02-09", "2025-02-01..2025-03-01", "overlap"],
        ),
        (
            "--stay-in 2025-02-03..2025-02-03 --stay-in 2025-02-03..2025-02-03",
            ["2025-02-03..2025-02-03", "overlap", "--stay-in"],
        ),
        (
            "--entry-date 2025-05-01 --stay-in 2025-04-01..2025-05-02",
            ["2025-04-01..2025-05-02", "2025-05-01", "after the entry"],
        ),
        (
            "--entry-date 2025-05-01 --adult stay-in=2025-01-01..2025-01-02+2025-04-01..2025-05-02",
            ["2025-04-01..2025-05-02", "2025-05-01", "after the entry"],
        ),
        ("--stay-in 2025-02-30..2025-03-01", ["2025-02-30", "no such day", "--stay-in"]),
        ("--stay-in 2025-02", ["2025-02", "FROM..TO", "--stay-in"]),
        ("--child stay-in=2025-01-01..2025-01-02", ["stay_in", "child", "no fact"]),
    ];
    for (flags, words) in table {
        let arguments = "check stay --on 2025-05-10".split(' ').chain(flags.split(' '));
        let run = run(command(arguments), b"");
        let said = run.stderr;
        assert_eq!(run.code, Some(2), "{flags}: {said}");
        assert!(words.iter().all(|word| said.contains(word)), "{flags}: {said}");
    }
}

#[test]
fn a_wrong_list_in_a_case_file_is_refused_at_its_place() {
    let pack = kazakhstan();
    let table = [
        (r#"{ "stays": 3 }"#, 12, "not a list of stays"),
        (r#"{ "stays": [{ "from": "2025-01-01" }] }"#, 13, "not a list of stays"),
        (r#"{ "stays": [{ "from": "2025-01-02", "to": "2025-01-01" }] }"#, 12, "before it starts"),
        (
            r#"{ "stays": [{ "from": "2025-01-02", "to": "2025-01-09" }], "entry_date": "2025-01-08" }"#,
            12,
            "after the entry on 2025-01-08",
        ),
        (
            r#"{ "stays": [{ "from": "2025-01-02", "to": "2025-01-09" }], "entry_date": "2025-02-08", "earlier_days": 9 }"#,
            12,
            "the stays have 8 days in the 180 days before the entry, and 9 are told",
        ),
        (r#"{ "children": [{ "stays": [] }] }"#, 18, "no fact `stays` of a child"),
        (r#"{ "stay_s": [] }"#, 3, "did you mean `stay"),
    ];
    for (text, column, message) in table {
        let problem = case::read(&pack, text, "2025-05-10".parse().unwrap()).unwrap_err();
        assert_eq!(problem.column, column, "{text}: {problem}");
        assert!(problem.message.contains(message), "{text}: {problem}");
    }
}

#[test]
fn a_number_of_days_that_the_stays_have_is_taken() {
    let pack = kazakhstan();
    let table = [
        // stays, entry, the number told; whether it is taken
        (("2025-01-02", "2025-01-09"), "2025-02-08", "8", true),
        (("2025-01-02", "2025-01-09"), "2025-02-08", "7", false),
        (("2025-01-02", "2025-01-09"), "2025-02-08", "unknown", true),
        (("2025-01-02", "2025-01-09"), "2025-02", "7", true),
        // The last day is that of the entry.
        (("2025-01-02", "2025-01-09"), "2025-01-09", "7", true),
        // The first day is 180 days before the entry: whether it counts is open.
        (("2025-01-02", "2025-01-09"), "2025-07-01", "8", true),
        (("2025-01-02", "2025-01-09"), "2025-07-01", "7", true),
        (("2025-01-02", "2025-01-09"), "2026-01-02", "0", true),
    ];
    for (stay, entry, told, is_taken) in table {
        let list = stays(&[stay]);
        let text = format!(r#"{{ {list}, "entry_date": "{entry}", "earlier_days": "{told}" }}"#);
        let read = case::read(&pack, &text, "2026-05-10".parse().unwrap());
        assert_eq!(read.is_ok(), is_taken, "{text}: {:?}", read.err());
    }
}

#[test]
fn the_letter_names_the_stricter_reading() {
    let check = |format: &str| {
        let line = "check stay --full --where kazakhstan --stay visa_free --entry-date 2025-05-01";
        let more =
            ["--stay-in", "2025-01-01..2025-01-10", "--on", "2025-07-10", "--format", format];
        run(command(line.split(' ').chain(more)), b"").stdout
    };
    let text = check("text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("71 of 90 days are used, today included; 19 days left"), "{text}");
    assert!(text.contains("Last safe day: 29 July 2025. This is the stricter reading"), "{text}");
    let json = check("json");
    assert!(json.contains(r#""reading": "looking_back""#), "{json}");
    assert!(json.contains(r#""full_from": "2025-10-28""#), "{json}");
}
