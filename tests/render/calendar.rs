//! Calendar files: which days are events, what an event says, and that no text can break out of one.

use crate::kazakhstan::kazakhstan;
use dovidka::engine::outcome::{Advice, Day, Outcome};
use dovidka::pack::raw::{ActionKind, Text};
use dovidka::render::calendar::calendar;
use dovidka::{Member, Pack};
use std::collections::BTreeMap;

const ON: &str = "2026-11-22";

/// A day such as `2027-03-01`, or an open one such as `2027-03-01..2027-03-09`.
fn day(text: &str) -> Option<Day> {
    let (earliest, latest) = text.split_once("..").unwrap_or((text, text));
    Some(Day { earliest: earliest.parse().ok()?, latest: latest.parse().ok()? })
}

/// Renewing a passport at the embassy.
fn advice(pack: &Pack, who: &str, from: &str, by: &str) -> Advice {
    Advice {
        action: pack.actions.iter().position(|one| one.id == "new_passport").unwrap(),
        topic: pack.topics.iter().position(|topic| topic.id == "passport").unwrap(),
        who: Member::parse(who).unwrap(),
        leaf: None,
        kind: ActionKind::Must,
        rank: 50,
        is_certain: true,
        from: day(from),
        by: day(by),
        moves: false,
        text: "action.new_passport.text".into(),
        offices: vec![pack.offices.iter().position(|one| one.id == "embassy").unwrap()],
        bring: vec!["bring.old_passport".into()],
        cautions: Vec::new(),
        cite: vec![0],
        because: Vec::new(),
    }
}

fn outcome(on: &str, advice: Vec<Advice>) -> Outcome {
    let on = on.parse().unwrap();
    Outcome {
        on,
        is_decided: true,
        advice,
        needs: Vec::new(),
        leaves: Vec::new(),
        stays: Vec::new(),
    }
}

/// The properties of each event; of those that repeat, the first.
fn events(file: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = file.replace("\r\n ", "");
    let blocks = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    let read = |block: &str| {
        let mut event = BTreeMap::new();
        for line in block.split("\r\n").filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap();
            event.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
        event
    };
    blocks.map(read).collect()
}

#[test]
fn a_last_day_and_a_window_that_opens_later_are_events() {
    let pack = kazakhstan();
    let table = [
        // from, by, days in the calendar
        ("", "2027-03-01", "by 20270301"),
        ("2027-01-10", "2027-03-01", "from 20270110, by 20270301"),
        ("2027-01-10", "", "from 20270110"),
        ("2026-11-22", "2027-03-01", "by 20270301"), // it opens today
        ("", "2026-11-20", "by 20261120"),           // over
        ("", "2027-03-01..2027-03-31", "by 20270301"), // open: the earliest
        ("", "2026-10-01..2026-12-01", "by 20261122"), // the earliest that is not over
        ("2026-12-01..2026-12-31", "", "from 20261201"),
        ("", "2027-01-01..2037-01-01", ""), // it says nothing
        ("", "9999-12-31", "by 99991231"),
        ("", "", ""),
    ];
    for (from, by, days) in table {
        let file = calendar(&pack, &outcome(ON, vec![advice(&pack, "you", from, by)]), "uk");
        let found: Vec<String> = events(&file)
            .iter()
            .map(|event| {
                let edge = event["UID"].trim_end_matches("@dovidka").rsplit('-').next();
                format!("{} {}", edge.unwrap(), event["DTSTART;VALUE=DATE"])
            })
            .collect();
        assert_eq!(found.join(", "), days, "from {from:?} by {by:?}");
    }
}

#[test]
fn an_event_has_all_that_a_person_needs() {
    let pack = kazakhstan();
    let file = calendar(&pack, &outcome(ON, vec![advice(&pack, "you", "", "2027-02-28")]), "en");
    let event = &events(&file)[0];
    let table = [
        ("UID", "kazakhstan-passport-new_passport-you-by@dovidka"),
        ("DTSTAMP", "20261122T000000Z"),
        ("SEQUENCE", "2517"), // days from 1 January 2020 to 22 November 2026
        ("DTSTART;VALUE=DATE", "20270228"),
        ("DTEND;VALUE=DATE", "20270301"),
        ("SUMMARY", "Apply for a new biometric passport — last day: 28 February 2027"),
        ("CATEGORIES", "Passport"),
        ("STATUS", "CONFIRMED"),
        ("TRANSP", "TRANSPARENT"),
        ("TRIGGER", "-P14D"),
    ];
    for (name, value) in table {
        assert_eq!(event[name], value, "{name}");
    }
    // 28 February 2027 is a Sunday.
    for part in [
        "Its last open day before it is 26 February 2027.",
        "+7 7172 57 70 25",
        "the present passport",
    ] {
        assert!(event["DESCRIPTION"].contains(part), "{part}: {}", event["DESCRIPTION"]);
    }
    assert!(event["LOCATION"].starts_with("Embassy of Ukraine"));
    assert!(event["CONTACT"].contains("+7 7172 57 70 25"));
    let alarms: Vec<&str> = file.split("TRIGGER:").skip(1).map(|rest| &rest[..5]).collect();
    assert_eq!(alarms, ["-P14D", "-P3D\r", "-P1D\r"]);
}

#[test]
fn equal_actions_on_the_same_day_are_one_event() {
    let pack = kazakhstan();
    let of = |who, by| advice(&pack, who, "", by);
    let (you, adult) = (of("you", "2027-03-01"), of("adult 1", "2027-03-01"));
    let later = of("adult 1", "2027-04-01");
    let other = Advice { text: "action.extend_passport.text".into(), ..you.clone() };
    let table = [
        // advice, members of each event
        (vec![you.clone(), adult.clone()], "you+adult1-by"),
        (vec![adult, you.clone()], "you+adult1-by"),
        (vec![you.clone(), later], "you-by, adult1-by"),
        (vec![you, other], "you-by, you-by-2"), // never the same UID twice
    ];
    for (advice, members) in table {
        let file = calendar(&pack, &outcome(ON, advice), "en");
        let short = |uid: &String| {
            let uid = uid.trim_start_matches("kazakhstan-passport-new_passport-");
            uid.trim_end_matches("@dovidka").to_owned()
        };
        let found: Vec<String> = events(&file).iter().map(|event| short(&event["UID"])).collect();
        assert_eq!(found.join(", "), members);
    }
}

#[test]
fn what_is_not_certain_is_not_told_as_a_duty() {
    let pack = kazakhstan();
    let possible = Advice { is_certain: false, ..advice(&pack, "you", "", "2027-03-01") };
    let event = &events(&calendar(&pack, &outcome(ON, vec![possible]), "en"))[0];
    assert_eq!(event["STATUS"], "TENTATIVE");
    assert!(event["SUMMARY"].starts_with("You may have to: Apply"), "{}", event["SUMMARY"]);
    assert!(event["DESCRIPTION"].starts_with("Possible\\, depending on"));
}

#[test]
fn a_later_file_in_another_language_updates_the_same_events() {
    let pack = kazakhstan();
    let at = |on| outcome(on, vec![advice(&pack, "child 1", "2027-01-10", "2027-03-01")]);
    let first = calendar(&pack, &at(ON), "uk");
    assert_eq!(first, calendar(&pack, &at(ON), "uk"), "same input, same bytes");
    let (old, new) = (events(&first), events(&calendar(&pack, &at("2026-11-23"), "en")));
    assert_eq!(old.len(), 2);
    for (old, new) in old.iter().zip(&new) {
        let sequence = |event: &BTreeMap<_, String>| event["SEQUENCE"].parse::<u32>().unwrap();
        assert_eq!(old["UID"], new["UID"]);
        assert_eq!(sequence(old) + 1, sequence(new));
    }
    assert_eq!(events(&calendar(&pack, &at("2019-01-01"), "en"))[0]["SEQUENCE"], "0");
}

#[test]
fn no_text_of_a_pack_breaks_a_line_or_begins_one() {
    let mut pack = kazakhstan();
    let evil = "x\r\nEND:VEVENT\nBEGIN:VEVENT\rUID:y\u{2028}UID:z\u{85}\0;,\\ж".repeat(20);
    for texts in pack.texts.values_mut() {
        let evil = |(id, _): (&str, Text<&str>)| (id.to_owned(), Text::Plain(evil.clone()));
        *texts = texts.iter().map(evil).collect::<BTreeMap<_, _>>().into();
    }
    for source in &mut pack.sources {
        source.title.clone_from(&evil);
        source.url.clone_from(&evil);
    }
    for office in &mut pack.offices {
        (office.phones, office.mail) = (vec![evil.clone()], vec![evil.clone()]);
        (office.links, office.hours) = (vec![evil.clone()], Some(evil.clone()));
    }
    let file = calendar(&pack, &outcome(ON, vec![advice(&pack, "you", "", "2027-03-01")]), "uk");
    assert_eq!(file.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
    assert_eq!(file.matches("\r\nUID:").count(), 1);
    assert!(file.split("\r\n").all(|line| line.len() <= 75));
    let is_end = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    assert!(!file.replace("\r\n", "").contains(is_end));
}
