//! What people and programs read of an outcome: letters, JSON, the directory.

use crate::kazakhstan::kazakhstan;
use dovidka::render::{View, json, offices, text};
use dovidka::terms::hours::LocalTime;
use dovidka::terms::id::OfficeId;
use dovidka::{Outcome, Pack, Topics, case, evaluate};

const PACK: [(&str, &str); 7] = [
    (
        "pack.json",
        r#"{ "format": 1, "id": "example", "version": "2026.1", "jurisdiction": "zz",
            "time_zone": [{ "from": "1900-01-01", "offset": "+05:00" }], "languages": ["en", "uk"],
            "reviewed_on": "2026-01-15", "review_every": 180, "rounding": "last_day_of_month", "city_fact": "city" }"#,
    ),
    (
        "facts.json",
        r#"{ "format": 1, "facts": [
            { "id": "city", "of": "household", "topic": "passport", "type": "choice", "choices": ["astana", "other"] },
            { "id": "ill", "of": "person", "topic": "passport", "type": "yes_no" },
            { "id": "expires", "of": "person", "topic": "passport", "type": "date", "range": ["1900-01-01", "2200-12-31"] } ] }"#,
    ),
    (
        "sources.json",
        r#"{ "format": 1, "sources": [
            { "id": "law-1", "title": "An Act", "url": "https://law.example/1", "published": "2025-10", "read_on": "2026-01-10", "kind": "law" },
            { "id": "guide:1", "title": "A Guide", "url": "https://guide.example/", "read_on": "2026-01-15", "kind": "guide" } ] }"#,
    ),
    (
        "offices.json",
        r#"{ "format": 1, "offices": [
            { "id": "lawyer", "phones": [], "mail": [], "links": [], "services": [], "standing": "call_first", "cite": ["guide:1"] },
            { "id": "consulate", "city": "astana", "phones": ["+77172577025"], "mail": ["mail@consulate.example"],
              "links": ["https://consulate.example/"], "hours": "Mo-Th 09:00-18:00; Fr 09:00-17:10", "services": ["passports"],
              "standing": "guide_only", "cite": ["guide:1"] } ] }"#,
    ),
    (
        "actions.json",
        r#"{ "format": 1, "actions": [
            { "id": "call", "kind": "must", "rank": 0 },
            { "id": "renew", "kind": "must", "rank": 50, "lead": "lead.long", "bring": [{ "id": "bring.old" }, { "id": "bring.doctor", "if": "ill" }],
              "offices": [{ "id": "consulate" }], "cautions": [{ "id": "caution.ask" }] },
            { "id": "ask", "kind": "can", "rank": 60, "offices": [{ "id": "consulate" }, { "id": "lawyer" }] },
            { "id": "fine", "kind": "know", "rank": 99 } ] }"#,
    ),
    (
        "topics/passport.json",
        r#"{ "format": 1, "topic": "passport", "for_each": "person",
            "tree": [
              { "if": "ill and city is astana", "leaf": "ill" },
              { "if": "expires is before today + 10 years", "leaf": "renew" },
              { "otherwise": true, "leaf": "valid" } ],
            "leaves": [
              { "id": "ill", "cite": ["law-1"], "actions": [{ "do": "call", "by": "today" }, { "do": "renew", "by": "expires" }] },
              { "id": "renew", "cite": ["law-1", "guide:1"], "reading": "reading.months",
                "actions": [{ "do": "renew", "from": "expires - 4 months", "by": "expires" }, { "do": "ask" }] },
              { "id": "valid", "cite": ["law-1"], "actions": [{ "do": "fine" }] } ] }"#,
    ),
    ("text/en.json", TEXTS),
];

const TEXTS: &str = r#"{ "format": 1, "language": "en", "texts": {
    "pack.title": "An example", "topic.passport": "Passport",
    "fact.city.label": "city", "fact.city.ask": "Which city?", "fact.city.why": "For the office.",
    "choice.city.astana": "Astana", "choice.city.other": "another place",
    "fact.ill.label": "ill", "fact.ill.ask": "Are you ill?", "fact.ill.why": "For help.",
    "fact.expires.label": "expires", "fact.expires.ask": "Until when is it valid?", "fact.expires.why": "To renew.",
    "action.call.title": "Call 112", "action.call.text": "Call now.",
    "action.renew.title": "Renew your passport", "action.renew.text": "Come in \u001b[31mperson.",
    "action.ask.title": "Ask a lawyer", "action.ask.text": "It is free.",
    "action.fine.title": "Your passport is valid", "action.fine.text": "Nothing to do.",
    "bring.old": "your old passport", "bring.doctor": "a paper of the doctor", "caution.ask": "Book first.", "lead.long": "Three months.",
    "reading.months": "We count from the first day.",
    "leaf.passport.ill": "You are ill.", "leaf.passport.renew": "It runs out.", "leaf.passport.valid": "It is long valid.",
    "service.passports": "passports",
    "office.lawyer.name": "Lawyers", "office.consulate.name": "Consulate",
    "office.consulate.address": "1 Example Street", "office.consulate.note": "Ring the bell." } }"#;

fn pack() -> Pack {
    load(None)
}

/// The same pack with this holidays file.
fn pack_with(holidays: &str) -> Pack {
    load(Some(("holidays.json", holidays)))
}

fn load(further: Option<(&str, &str)>) -> Pack {
    let ukrainian = TEXTS.replace(r#""en""#, r#""uk""#);
    let files = PACK.into_iter().chain([("text/uk.json", ukrainian.as_str())]).chain(further);
    Pack::from_files("", files).unwrap_or_else(|error| panic!("{error:?}"))
}

fn outcome(pack: &Pack, on: &str, case: &str) -> Outcome {
    let case = case::read(pack, case, on.parse().unwrap()).unwrap();
    evaluate(pack, &case, &Topics::All)
}

fn wide(language: &str, width: usize) -> View<'_> {
    let mut view = View::new(language);
    view.width = width;
    view
}

fn letter(on: &str, case: &str) -> String {
    let pack = pack();
    let view = wide("en", 60);
    text::outcome(&pack, &outcome(&pack, on, case), &view)
}

#[test]
fn a_letter_tells_everything_once_and_in_order() {
    let case = r#"{ "city": "other", "ill": true, "expires": "2026-06-01",
                    "adults": [{ "ill": false, "expires": "2026-05-01" }] }"#;
    let expected = "\
An example
As of 1 March 2026.

Do this now
───────────

1. Renew your passport
   Who: you, adult 1
   Last day: 1 May 2026 (61 days left)
     • you: 1 June 2026 (92 days left)
     • adult 1: 1 May 2026 (61 days left)

   Come in \\u{1b}[31mperson.

   Where:
   • Consulate
     1 Example Street
     Telephone: +7 7172 57 70 25
     Mail: mail@consulate.example
     Hours: Mon–Thu 09:00–18:00, Fri 09:00–17:10
     https://consulate.example/
     Ring the bell.
     ! These details come from one guide alone and are not
       confirmed. Check them before you go.
   Bring:
   • your old passport
   • you: a paper of the doctor
   Beware:
   • Book first.
   How long it takes: Three months.
   Why: It runs out.
   How we read the source: We count from the first day.
   Sources: law [1], guide [2]

What you can do
───────────────

2. Ask a lawyer
   Who: you, adult 1

   It is free.

   Where:
   • Consulate (see above, number 1)
   • Lawyers
     ! These details are old or doubtful. Check them before
       you go.
   Why: It runs out.
   How we read the source: see above, number 1
   Sources: law [1], guide [2]

Please note
───────────
! Public holidays are not considered in the last days named
  here. Ask the office whether it is open.

Where this comes from
─────────────────────
[1] An Act (law; published October 2025; read 10 January
    2026)
    https://law.example/1
[2] A Guide (guide; read 15 January 2026)
    https://guide.example/

Rules: example 2026.1, last checked against their sources on
15 January 2026.
This is information, not legal advice. The office decides:
ask there before you rely on it.
";
    assert_eq!(letter("2026-03-01", case), expected);
}

#[test]
fn what_is_told_depends_on_the_case() {
    let ill = r#"{ "city": "astana", "ill": true, "expires": "2026-05-01" }"#;
    let later = r#"{ "city": "other", "ill": false, "expires": "2030-05-01" }"#;
    let valid = r#"{ "city": "other", "ill": false, "expires": "2190-01-01" }"#;
    let in_may = r#"{ "city": "other", "expires": "2026-05" }"#;
    let two = r#"{ "adults": [{}] }"#;
    let table = [
        // day, case, what the letter says, what it does not say
        ("2026-03-01", ill, "Danger: do this first", "Still needed"),
        ("2026-03-01", ill, "(that is today)", "last read"),
        ("2026-03-01", later, "Do this later", "Do this now"),
        ("2026-03-01", later, "From: 1 January 2030 (in 1402 days)", "Do this now"),
        ("2026-03-01", later, "There is nothing that you must do now.", "Still needed"),
        ("2026-03-01", valid, "There is nothing that you must do now.", "Do this"),
        ("2026-05-03", ill, "overdue: the day passed 2 days ago", "Please note"),
        ("2026-03-01", "{}", "nothing is certain yet", "Do this now"),
        ("2026-03-01", "{}", "Answer: --city astana / other", "adult"),
        ("2026-03-01", "{}", "(that is today): if ill:\n  yes and city: Astana", "Do this now"),
        (
            "2026-03-01",
            "{}",
            "• Renew your passport: depends on: ill, city, expires\n",
            "if depends on",
        ),
        ("2026-03-01", two, "Answer: --adult expires=YYYY-MM-DD", "Do this now"),
        ("2026-03-01", two, "• you: Are you ill?", "Do this now"),
        ("2026-03-01", in_may, "between 1 and 31 May 2026", "overdue"),
        (
            "2026-12-01",
            valid,
            "last read 325 days ago, on\n  10 January 2026: “An Act”.",
            "Do this",
        ),
    ];
    for (on, case, said, not_said) in table {
        let letter = letter(on, case);
        assert!(letter.contains(said), "{on} {case} does not say `{said}`:\n{letter}");
        assert!(!letter.contains(not_said), "{on} {case} says `{not_said}`:\n{letter}");
    }
}

#[test]
fn json_has_the_days_and_what_is_open_about_them() {
    let pack = pack();
    let table = [
        // expires, by, from, days left, range of the last day
        (r#""2026-05-01""#, Some("2026-05-01"), Some("2026-01-01"), Some(61), None),
        (r#""2026-05""#, Some("2026-05-01"), None, Some(61), Some(["2026-05-01", "2026-05-31"])),
        (r#""2026""#, Some("2026-03-01"), None, Some(0), Some(["2026-01-01", "2026-12-31"])),
    ];
    for (expires, by, from, days_left, range) in table {
        let case = format!(r#"{{ "city": "other", "expires": {expires} }}"#);
        let outcome = outcome(&pack, "2026-03-01", &case);
        let text = json::outcome(&pack, &outcome, &View::new("uk"));
        assert_eq!(text, json::outcome(&pack, &outcome, &View::new("uk")), "the same bytes");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let action = &value["actions"][0];
        assert_eq!(action["action"], "renew", "{expires}");
        assert_eq!(action["by"], serde_json::json!(by), "{expires}");
        assert_eq!(action["from"], serde_json::json!(from), "{expires}");
        assert_eq!(action["days_left"], serde_json::json!(days_left), "{expires}");
        assert_eq!(action["by_range"], serde_json::json!(range), "{expires}");
        assert_eq!(value["leaves"], serde_json::json!(["passport.renew"]), "{expires}");
        // 1 March 2026 is a Sunday; whether it is open at this hour is asked of `offices`.
        let consulate = &value["offices"][1];
        assert_eq!(consulate["open_on"], "2026-03-02", "{expires}: {consulate}");
        assert_eq!(consulate.get("open_now"), None, "{expires}: {consulate}");
    }
}

#[test]
fn json_has_every_key_of_the_contract() {
    let pack = pack();
    let text = json::outcome(&pack, &outcome(&pack, "2026-03-01", "{}"), &View::new("en"));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let outcome = "format pack version on lang decided explored actions needs leaves reached \
                   sources offices notices";
    let action = "action topic who leaf certain if kind kind_if from best_by by by_is by_open state \
                  days_left title why texts offices bring cautions lead cite reading because";
    let office = "id name address city phones mail links hours services standing book note state \
                  cite";
    let call = &value["actions"][0];
    let renew = &value["actions"][1];
    let table = [
        (&value, outcome),
        (call, action),
        (&call["if"], "sentence words"),
        (&call["because"][0], "sentence words"),
        (&renew["why"][0], "id say certain if cite"),
        (&renew["texts"][0], "id say certain if"),
        (&renew["offices"][0], "office role certain if"),
        (&renew["bring"][1], "id say certain if"),
        (&renew["bring"][1]["if"], "sentence words"),
        (&value["needs"][0], "fact who ask"),
        (&value["offices"][0], office),
        (&value["offices"][1], "open_on"),
        (&value["sources"][0], "id title url published read_on kind"),
    ];
    for (object, keys) in table {
        for key in keys.split_whitespace() {
            assert!(object.get(key).is_some(), "no `{key}` in {object}");
        }
    }
    assert_eq!((&value["format"], &call["action"]), (&2.into(), &"call".into()));
    assert!(text.ends_with("}\n"));
}

#[test]
fn the_directory_is_sorted_by_city() {
    let on = "2026-03-01".parse().unwrap();
    let view = wide("en", 60);
    let text = offices::text(&pack(), &[0, 1].map(OfficeId::at), on, &view);
    let places: Vec<_> =
        ["Astana\n──────", "• Consulate", "What for: passports", "Every city", "• Lawyers"]
            .map(|part| text.find(part).unwrap_or_else(|| panic!("no `{part}` in:\n{text}")))
            .into();
    assert!(places.is_sorted(), "{text}");
    let value: serde_json::Value =
        serde_json::from_str(&json::offices(&pack(), &[OfficeId::at(1)], on, &view)).unwrap();
    assert_eq!(value["offices"][0]["id"], "consulate");
    assert_eq!(value["sources"][0]["id"], "guide:1");
}

/// A few of the shipped pack's own cases, in all its languages.
#[test]
fn real_letters_keep_to_the_width_and_hold_no_terminal_codes() {
    let pack = kazakhstan();
    for (_, test) in Pack::embedded_cases("kazakhstan").unwrap().iter().step_by(5) {
        let outcome = outcome(&pack, &test.on, test.facts.get());
        for language in pack.languages.iter().map(String::as_str) {
            for width in [40, 60, 80] {
                let letter = text::outcome(&pack, &outcome, &wide(language, width));
                for line in letter.lines().filter(|line| !line.contains("://")) {
                    assert!(line.chars().count() <= width, "{}, {width}: {line}", test.title);
                    assert!(!line.chars().any(char::is_control), "{}: {line:?}", test.title);
                    assert_eq!(line.trim_end(), line, "{}", test.title);
                }
                assert!(!letter.contains("\n\n\n") && letter.ends_with('\n'), "{}", test.title);
            }
        }
    }
}

#[test]
fn a_last_day_on_a_holiday_shows_the_open_day_before_it_and_what_is_known() {
    let holidays = r#"{ "format": 1, "complete": [{ "year": 2026, "cite": ["law-1"] }], "days": [],
        "yearly": [{ "id": "new_year", "day": "01-01", "moves": true, "cite": ["law-1"] },
                   { "id": "victory_day", "day": "05-09", "moves": true, "cite": ["law-1"] }] }"#;
    let (with, without) = (pack_with(holidays), pack());
    let all = "Public holidays are considered; the office may have further days off.";
    let some =
        "Not all public holidays of that time are known, and the office may have further days off.";
    let none = "Public holidays are not considered.";
    let table = [
        // pack, last day, what is said, the last open day if it is another, what is known of holidays
        // Monday 11 May 2026 is free for Saturday the 9th.
        (&with, "2026-05-11", "That day is a public holiday. ", Some("2026-05-08"), all),
        (&with, "2026-05-17", "The office is closed on that day. ", Some("2026-05-15"), all),
        (&with, "2026-05-12", "", None, ""),
        (&with, "2027-01-01", "That day is a public holiday. ", Some("2026-12-31"), some),
        (&with, "2027-01-03", "The office is closed on that day. ", Some("2026-12-31"), some),
        (&without, "2026-05-11", "", None, ""),
        (&without, "2026-05-17", "The office is closed on that day. ", Some("2026-05-15"), none),
    ];
    for (pack, by, said, open, known) in table {
        let case = format!(r#"{{ "city": "other", "ill": false, "expires": "{by}" }}"#);
        let outcome = outcome(pack, "2026-03-01", &case);
        let view = wide("en", 200);
        let text = text::outcome(pack, &outcome, &view);
        let value: serde_json::Value =
            serde_json::from_str(&json::outcome(pack, &outcome, &view)).unwrap();
        let action = &value["actions"][0];
        assert_eq!(action["by_open"], open.unwrap_or(by), "{by}");
        assert!(text.contains(said), "{by}: no `{said}` in\n{text}");
        assert!(text.contains(known), "{by}: no `{known}` in\n{text}");
        assert_eq!(action.get("by_open_holidays").is_some(), open.is_some(), "{by}");
        let cites = said.contains("holiday") || by == "2027-01-03";
        if open.is_some() {
            let cite = if cites { serde_json::json!(["law-1"]) } else { serde_json::json!([]) };
            assert_eq!(action["by_open_holidays"]["cite"], cite, "{by}");
        }
    }
}

#[test]
fn the_letter_says_once_that_holidays_of_its_last_days_are_missing() {
    let holidays = r#"{ "format": 1, "complete": [{ "year": 2026, "cite": ["law-1"] }], "days": [],
        "yearly": [{ "id": "new_year", "day": "01-01", "cite": ["law-1"] }] }"#;
    let part = "For some of the last days named here, not all public holidays are known.";
    let nothing = "Public holidays are not considered in the last days named here.";
    let table = [
        (pack_with(holidays), "2026-06-01", None),
        (pack_with(holidays), "2027-06-01", Some(part)),
        (pack(), "2026-06-01", Some(nothing)),
        (pack(), "2026-02-01", None), // over: nobody goes there any more
    ];
    for (pack, by, expected) in &table {
        let case = format!(r#"{{ "city": "other", "ill": false, "expires": "{by}" }}"#);
        let outcome = outcome(pack, "2026-03-01", &case);
        let view = wide("en", 200);
        let text = text::outcome(pack, &outcome, &view);
        for notice in [part, nothing] {
            let times = text.matches(notice).count();
            assert_eq!(times, usize::from(*expected == Some(notice)), "{by}:\n{text}");
        }
    }
}

#[test]
fn an_office_is_closed_on_a_holiday_and_says_so() {
    let holidays = r#"{ "format": 1, "complete": [{ "year": 2026, "cite": ["law-1"] }], "days": [],
        "yearly": [{ "id": "victory_day", "day": "05-09", "moves": true, "cite": ["law-1"] }] }"#;
    let monday = LocalTime { date: "2026-05-11".parse().unwrap(), minutes: 10 * 60 };
    let (with, without) = (pack_with(holidays), pack());
    let table = [
        (
            &with,
            (false, "2026-05-12T09:00+05:00", "everything"),
            "Today is a public holiday. Closed now; opens on 12 May 2026 at 09:00. \
             Public holidays are considered; the office may have further days off.",
        ),
        (
            &without,
            (true, "", "nothing"),
            "Open now, until 18:00. Public holidays are not considered.",
        ),
    ];
    for (pack, (is_open, opens, known), sentence) in table {
        let mut view = wide("en", 200);
        view.now = Some(monday);
        let text = offices::text(pack, &[OfficeId::at(1)], monday.date, &view);
        assert!(text.contains(sentence), "{text}");
        let value: serde_json::Value =
            serde_json::from_str(&json::offices(pack, &[OfficeId::at(1)], monday.date, &view))
                .unwrap();
        let office = &value["offices"][0];
        assert_eq!(office["open_now"], is_open);
        assert_eq!(office["opens"].as_str().unwrap_or_default(), opens);
        assert_eq!(office["holidays_known"], known);
    }
}

#[test]
fn a_directory_of_old_knowledge_says_so_and_names_its_weakest_source() {
    let pack = pack();
    let view = wide("en", 200);
    let old =
        "! These rules were last checked against their sources 181 days ago, on 15 January 2026.";
    let table = [("2026-07-14", false), ("2026-07-15", true)]; // 180 and 181 days after 15 January
    for (on, is_old) in table {
        let on = on.parse().unwrap();
        let text = offices::text(&pack, &[OfficeId::at(0)], on, &view).replace("\n  ", " ");
        assert_eq!(text.contains(old), is_old, "{on}: {text}");
        let weakest = "The weakest source of these details: guide.";
        assert_eq!(text.contains(weakest), is_old, "{on}: {text}");
        let json: serde_json::Value =
            serde_json::from_str(&json::offices(&pack, &[OfficeId::at(0)], on, &view)).unwrap();
        assert_eq!(json["notices"].as_array().map(Vec::len), Some(usize::from(is_old)), "{on}");
    }
}
