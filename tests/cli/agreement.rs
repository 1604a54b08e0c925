//! The letter, JSON, `batch`, the timeline and the calendar file name the same day to keep to for all that is certain.

use crate::program::{command, run};
use serde_json::Value;
use std::collections::BTreeSet;

/// What is certain to be done or known, by whom, and the last day to keep to.
type Certain = BTreeSet<(String, String, Option<String>)>;

/// A household on a day: the topics it is asked about, and its facts.
struct Household {
    topics: &'static str,
    on: &'static str,
    case: &'static str,
}

impl Household {
    /// What a command says of this household.
    fn say(&self, words: &str) -> String {
        let words = words.replace("TOPICS", self.topics);
        let words = words.split_whitespace().chain(["--on", self.on]);
        let run = run(command(words), self.case.replace('\n', " ").as_bytes());
        assert!(matches!(run.code, Some(0 | 3 | 4)), "{}: {}", self.case, run.stderr);
        run.stdout
    }

    fn json(&self, words: &str) -> Value {
        serde_json::from_str(&self.say(words)).unwrap()
    }
}

/// The households: every fact known, dates known to the month or year, several members, days that may be over.
const HOUSEHOLDS: [Household; 8] = [
    Household {
        topics: "passport",
        on: "2026-11-22",
        case: r#"{ "passport": "biometric", "passport_expires": "2027-03-01" }"#,
    },
    Household {
        topics: "passport",
        on: "2026-11-22",
        case: r#"{ "passport": "biometric", "passport_expires": "2027-03", "passport_extended": false }"#,
    },
    Household {
        topics: "stay",
        on: "2026-11-22",
        case: r#"{ "where": "kazakhstan", "stay": "visa_free", "entry_date": "2026-09-20", "earlier_days": 0 }"#,
    },
    Household {
        topics: "stay",
        on: "2026-11-22",
        case: r#"{ "where": "kazakhstan", "stay": "visa_free", "entry_date": "2026-07", "earlier_days": 0 }"#,
    },
    Household {
        topics: "passport",
        on: "2026-11-22",
        case: r#"{ "passport": "biometric", "passport_expires": "2027-03-01",
                   "adults": [{ "passport": "biometric", "passport_expires": "2027-03-01" },
                              { "passport": "biometric", "passport_expires": "2026-12" }] }"#,
    },
    Household {
        topics: "pet",
        on: "2026-11-22",
        case: r#"{ "where": "third_country", "entry_date": "2027-01-20", "pets": [{ "species": "dog", "vet_passport": false },
                   { "species": "cat", "vet_passport": false }] }"#,
    },
    Household {
        topics: "pet",
        on: "2026-11-22",
        case: r#"{ "where": "third_country", "entry_date": "2027", "pets": [{ "species": "cat", "vet_passport": false }] }"#,
    },
    // The last day of the vaccination is from 11 November to 11 December.
    Household {
        topics: "pet",
        on: "2026-11-22",
        case: r#"{ "where": "third_country", "entry_date": "2026-12", "pets": [{ "species": "dog", "vet_passport": false }] }"#,
    },
];

/// What is certain in a list of actions, of whatever kind: a kind may hang on what is not known.
fn certain(actions: &Value) -> Certain {
    let is_certain = |action: &&Value| action["certain"] == true;
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let name = |value: &Value| value.as_str().unwrap().replace(' ', "");
    let actions = actions.as_array().unwrap().iter().filter(is_certain);
    let key = |of: &Value| (name(&of["action"]), name(&of["who"]), text(&of["by"]));
    actions.map(key).collect()
}

/// The last days in a calendar file, by the names in their UIDs: `PACK-TOPIC-ACTION-MEMBERS-by@dovidka`.
fn entered(file: &str) -> Certain {
    let mut found = Certain::new();
    for event in file.replace("\r\n ", "").split("BEGIN:VEVENT\r\n").skip(1) {
        let value =
            |property| event.lines().find_map(|line: &str| line.strip_prefix(property)).unwrap();
        let date = value("DTSTART;VALUE=DATE:");
        let date = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
        let names: Vec<&str> = value("UID:").split(['-', '@']).collect();
        if names[4] == "by" {
            found.extend(
                names[3].split('+').map(|who| (names[2].into(), who.into(), Some(date.clone()))),
            );
        }
    }
    found
}

/// Whether a letter says to keep to a day: by its date and how long it is until then, as the one that is safe, as the
/// last of those that are over, or to act now.
fn says(letter: &str, day: &str, today: &str) -> bool {
    let date = in_words(day);
    if letter.contains(&format!("{date} (")) {
        return true;
    }
    if day < today {
        return letter.contains(&format!("and {date}; it may have passed: act now"));
    }
    let is_today = day == today && letter.contains("act now");
    is_today || letter.contains(&format!("; keep to {date}"))
}

/// A day such as `2026-12-01` as a letter writes it.
fn in_words(day: &str) -> String {
    let months =
        "January February March April May June July August September October November December";
    let month: usize = day[5..7].parse().unwrap();
    let month = months.split(' ').nth(month - 1).unwrap();
    format!("{} {month} {}", day[8..].trim_start_matches('0'), &day[..4])
}

#[test]
fn every_output_names_the_same_last_days() {
    for household in &HOUSEHOLDS {
        let case = household.case;
        let json = household.json("check TOPICS --case - --format json");
        let wanted = certain(&json["actions"]);
        let with_a_day: Certain = wanted.iter().filter(|(.., by)| by.is_some()).cloned().collect();
        assert!(!with_a_day.is_empty(), "{case} has nothing certain with a last day");

        let batch = household.json("batch --topic TOPICS --fields ids");
        assert_eq!(certain(&batch["actions"]), wanted, "batch: {case}");

        let calendar = entered(&household.say("check TOPICS --case - --format ics"));
        assert_eq!(calendar, with_a_day, "calendar: {case}");

        let timeline = household.json("timeline TOPICS --case - --format json");
        assert_eq!(certain(&timeline["periods"][0]["actions"]), wanted, "timeline: {case}");

        let letter = household.say("check TOPICS --case - --lang en");
        let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
        for (action, who, by) in &with_a_day {
            let by = by.as_ref().unwrap();
            assert!(
                says(&letter, by, household.on),
                "letter: {case}: no {by} for {action} of {who}\n{letter}"
            );
        }
    }
}

#[test]
fn what_a_last_day_is_stands_where_there_is_a_day_to_keep_to() {
    let nothing = Household { topics: "stay", on: "2026-11-22", case: "{}" };
    let (mut with_a_day, mut without) = (0, 0);
    for household in HOUSEHOLDS.iter().chain([&nothing]) {
        let json = household.json("check TOPICS --case - --format json");
        let batch = household.json("batch --topic TOPICS --fields ids");
        let full = household.json("batch --topic TOPICS --fields full");
        for said in [json, batch, full] {
            for action in said["actions"].as_array().unwrap() {
                let has_day = !action["by"].is_null();
                assert_eq!(!action["by_is"].is_null(), has_day, "{}: {action}", household.case);
                *(if has_day { &mut with_a_day } else { &mut without }) += 1;
            }
        }
    }
    assert!(with_a_day > 20 && without > 20, "{with_a_day} with a day, {without} without");
}
