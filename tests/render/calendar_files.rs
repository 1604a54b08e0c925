//! Calendar files of random households, octet by octet: RFC 5545, 3.1 (lines) and 3.6 (events and alarms).

use crate::chance::Chance;
use crate::households::{Household, Told};
use crate::kazakhstan::kazakhstan;
use dovidka::render::calendar::calendar;
use dovidka::terms::calendar::Date;
use dovidka::{Topics, evaluate};
use std::collections::BTreeSet;

const DAYS: [&str; 4] = ["2022-05-31", "2024-02-28", "2025-10-28", "2026-11-22"];

fn check_octets(file: &[u8], name: &str) {
    assert!(file.ends_with(b"\r\n"), "{name}");
    for line in file.split(|octet| *octet == b'\n').filter(|line| !line.is_empty()) {
        let line = line.strip_suffix(b"\r").unwrap_or_else(|| panic!("{name}: a bare line feed"));
        assert!(!line.contains(&b'\r'), "{name}: a bare carriage return");
        assert!(line.len() <= 75, "{name}: {} octets", line.len());
        let text = std::str::from_utf8(line).unwrap_or_else(|_| panic!("{name}: a cut character"));
        assert!(!text.contains(char::is_control), "{name}: {text:?}");
    }
}

/// The values of a property within a text without folds.
fn values<'f>(text: &'f str, property: &str) -> Vec<&'f str> {
    text.lines().filter_map(|line| line.strip_prefix(property)?.strip_prefix(':')).collect()
}

fn day(text: &str) -> i32 {
    let date = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
    date.parse::<Date>().unwrap().number()
}

fn check_event(event: &str, alarms: &[String], name: &str) {
    let one = |property: &str| match values(event, property)[..] {
        [value] => value,
        _ => panic!("{name}: not one {property}: {event}"),
    };
    let (start, end) = (day(one("DTSTART;VALUE=DATE")), day(one("DTEND;VALUE=DATE")));
    assert_eq!(end, start + 1, "{name}: the end is the day after the only day");
    assert_eq!(values(event, "TRIGGER"), alarms, "{name}");
    assert_eq!(event.matches("BEGIN:VALARM\n").count(), alarms.len(), "{name}");
    assert!(one("DTSTAMP").ends_with("T000000Z") && !one("SUMMARY").is_empty(), "{name}");
}

#[test]
fn every_file_keeps_the_rules_and_its_uids() {
    let pack = kazakhstan();
    let alarms: Vec<String> = pack.alarms.iter().map(|days| format!("-P{days}D")).collect();
    let mut count = 0;
    for seed in 0..200 {
        let mut chance = Chance(seed);
        let on = DAYS[usize::try_from(seed).unwrap() % DAYS.len()].parse().unwrap();
        let told = Told { whole: 10 - seed % 3, part: 2 };
        let household = Household::random(&pack, &mut chance, (on, 5), &told);
        let outcome = evaluate(&pack, &household.on(&pack, on), &Topics::All);
        let mut uids_of_languages = BTreeSet::new();
        for language in ["en", "uk"] {
            let name = format!("seed {seed}, {language}: {}", household.written());
            let file = calendar(&pack, &outcome, language);
            check_octets(file.as_bytes(), &name);
            let text = file.replace("\r\n ", "").replace("\r\n", "\n");
            let events: Vec<&str> = text.split("BEGIN:VEVENT\n").skip(1).collect();
            for event in &events {
                check_event(event, &alarms, &name);
            }
            let uids: Vec<String> = values(&text, "UID").into_iter().map(String::from).collect();
            let different: BTreeSet<&String> = uids.iter().collect();
            assert_eq!((different.len(), events.len()), (uids.len(), uids.len()), "{name}");
            count += events.len();
            uids_of_languages.insert(uids);
        }
        assert_eq!(uids_of_languages.len(), 1, "seed {seed}: the same events in each language");
    }
    assert!(count > 400, "only {count} events");
}
