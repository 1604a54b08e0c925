//! Opening hours: what is accepted, and when an office is open.

use dovidka::terms::calendar::Date;
use dovidka::terms::hours::{Hours, LocalTime, check};
use proptest::prelude::*;

const EMBASSY: &str = "Mo-Th 09:00-18:00; Fr 09:00-17:10";
const LUNCH: &str = "Mo-Fr 09:00-13:00,14:00-18:00";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A time such as `2026-11-27 17:10`.
fn time(text: &str) -> LocalTime {
    let (day, clock) = text.split_once(' ').unwrap();
    let (hour, minute) = clock.split_once(':').unwrap();
    let minutes = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
    LocalTime { date: date(day), minutes }
}

#[test]
fn an_office_is_open_until_it_closes_and_closed_until_it_opens() {
    let table = [
        // hours, local time (2026-11-23 is a Monday), open, when that changes
        (EMBASSY, "2026-11-23 08:59", false, "2026-11-23 09:00"),
        (EMBASSY, "2026-11-23 09:00", true, "2026-11-23 18:00"),
        (EMBASSY, "2026-11-23 17:59", true, "2026-11-23 18:00"),
        (EMBASSY, "2026-11-23 18:00", false, "2026-11-24 09:00"),
        (EMBASSY, "2026-11-27 17:09", true, "2026-11-27 17:10"), // Friday
        (EMBASSY, "2026-11-27 17:10", false, "2026-11-30 09:00"),
        (EMBASSY, "2026-11-28 12:00", false, "2026-11-30 09:00"), // Saturday
        (EMBASSY, "2026-11-29 23:59", false, "2026-11-30 09:00"), // Sunday
        (EMBASSY, "2026-12-31 18:00", false, "2027-01-01 09:00"), // across a year
        ("Mo-Fr 09:00-18:00", "2026-11-27 17:10", true, "2026-11-27 18:00"),
        ("Mo-Fr 09:00-18:00", "2028-02-29 08:00", false, "2028-02-29 09:00"), // leap day
        (LUNCH, "2026-11-23 12:59", true, "2026-11-23 13:00"),
        (LUNCH, "2026-11-23 13:00", false, "2026-11-23 14:00"),
        (LUNCH, "2026-11-23 14:00", true, "2026-11-23 18:00"),
        ("24/7", "2026-11-28 03:00", true, ""),
        ("off", "2026-11-23 12:00", false, ""),
        ("24/7; Su off", "2026-11-28 03:00", true, "2026-11-29 00:00"),
        ("24/7; Su off", "2026-11-29 00:00", false, "2026-11-30 00:00"),
        ("Mo-Fr 09:00-18:00; We off", "2026-11-24 18:00", false, "2026-11-26 09:00"),
        ("Mo-Fr 09:00-18:00; Dec 31 off", "2026-12-30 18:00", false, "2027-01-01 09:00"),
        ("Fr 22:00-02:00", "2026-11-28 01:59", true, "2026-11-28 02:00"), // past midnight
        ("Fr 22:00-02:00", "2026-11-27 22:00", true, "2026-11-28 02:00"),
        ("Mo[1] 10:00-12:00", "2026-11-23 10:00", false, "2026-12-07 10:00"),
        ("Jun-Aug Mo-Fr 08:00-14:00", "2026-11-23 10:00", false, "2027-06-01 08:00"),
        ("2020 Mo-Fr 09:00-18:00", "2026-11-23 10:00", false, ""), // never again
        ("Mo-Fr 00:00-24:00 || off", "2026-11-27 10:00", true, "2026-11-28 00:00"),
    ];
    for (hours, at, is_open, changes) in table {
        let state = Hours::parse(hours).unwrap().state(time(at), &[]);
        assert_eq!(state.is_open, is_open, "{hours} at {at}");
        let changes = (!changes.is_empty()).then(|| time(changes));
        assert_eq!(state.changes, changes, "{hours} at {at}");
    }
}

#[test]
fn the_last_open_day_is_the_day_itself_or_one_before_it() {
    let table = [
        // hours, by, holidays, last open day
        (EMBASSY, "2026-11-27", &[][..], "2026-11-27"), // Friday
        (EMBASSY, "2026-11-28", &[], "2026-11-27"),     // Saturday
        (EMBASSY, "2026-11-29", &[], "2026-11-27"),     // Sunday
        (EMBASSY, "2027-01-02", &[], "2027-01-01"),
        (EMBASSY, "2027-01-02", &["2027-01-01"], "2026-12-31"), // across a year
        (EMBASSY, "2027-01-04", &["2027-01-01", "2027-01-04"], "2026-12-31"),
        (EMBASSY, "2026-11-26", &["2026-11-25"], "2026-11-26"), // a holiday before it
        ("24/7", "2026-11-29", &[], "2026-11-29"),
        ("24/7", "2026-11-29", &["2026-11-29"], "2026-11-28"),
        ("Mo-Fr 09:00-18:00; PH off", "2026-11-25", &["2026-11-25"], "2026-11-24"),
        ("Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-11-25", &["2026-11-25"], "2026-11-25"),
        ("Mo 10:00-12:00", "2026-11-29", &[], "2026-11-23"),
        ("Jan 01 10:00-12:00", "2027-03-02", &[], "2027-01-01"), // 60 days
        ("Jan 01 10:00-12:00", "2027-03-03", &[], ""),           // 61 days
        ("off", "2026-11-29", &[], ""),
        ("24/7", "0001-01-01", &[], ""), // before what the library knows
    ];
    for (hours, by, holidays, last) in table {
        let holidays: Vec<Date> = holidays.iter().map(|text| date(text)).collect();
        let hours = Hours::parse(hours).unwrap();
        let found = hours.last_open_day(date(by), &holidays);
        assert_eq!(found, (!last.is_empty()).then(|| date(last)), "{hours} by {by}");
        assert_eq!(hours.is_open_on(date(by), &holidays), last == by, "{hours} on {by}");
    }
}

#[test]
fn a_holiday_is_closed_unless_the_hours_speak_of_it() {
    let holiday = [date("2026-11-25")]; // a Wednesday
    let table = [
        ("Mo-Fr 09:00-18:00", "2026-11-26 09:00"),
        ("Mo-Fr 09:00-18:00; PH off", "2026-11-26 09:00"),
        ("Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-11-25 10:00"),
    ];
    for (hours, opens) in table {
        let state = Hours::parse(hours).unwrap().state(time("2026-11-25 09:30"), &holiday);
        assert_eq!((state.is_open, state.changes), (false, Some(time(opens))), "{hours}");
    }
}

#[test]
fn what_would_be_guessed_is_refused() {
    let table = [
        // text, part of the message
        ("", "such as `Mo-Fr 09:00-18:00`"),
        (" ", "such as `Mo-Fr 09:00-18:00`"),
        (";", "such as `Mo-Fr 09:00-18:00`"),
        ("Mo-Fr 09:00-18:00;", "such as `Mo-Fr 09:00-18:00`"),
        ("soon", "such as `Mo-Fr 09:00-18:00`"),
        ("Mo-Fr 9-18", "such as `Mo-Fr 09:00-18:00`"),
        ("Mo-Fr 09.00-18.00", "such as `Mo-Fr 09:00-18:00`"),
        ("Пн-Пт 09:00-18:00", "such as `Mo-Fr 09:00-18:00`"),
        ("Mo-Fr 09:00-25:61", "such as `Mo-Fr 09:00-18:00`"),
        ("mo-fr 09:00-18:00", "spelt like that"),
        ("Mo-Fr 09:00-18:00 \"call first\"", "no comments"),
        ("\"by appointment\"", "no comments"),
        ("Mo unknown", "no `unknown`"),
        ("sunrise-sunset", "times with an end"),
        ("10:00+", "times with an end"),
        ("26:00-26:00", "such as `Mo-Fr 09:00-18:00`"),
        ("24:00-26:00", "such as `Mo-Fr 09:00-18:00`"),
        ("SH off", "without school holidays"),
        ("PH +1 day off", "offsets"),
        ("easter off", "every year has"),
        ("Feb 30 10:00-12:00", "every year has"),
        ("Feb 29 10:00-12:00", "every year has"),
    ];
    for (text, part) in table {
        let message = check(text).unwrap_err();
        assert!(message.contains(part), "{text}: {message}");
    }
    assert!(check(&"Mo,".repeat(100)).unwrap_err().contains("at most 255 bytes"));
    assert!(check("2028 Feb 29 10:00-12:00").is_ok());
}

/// Monday to Friday 9 to 18, Friday to 17:10, as a person reads it; the week starts on Monday.
fn embassy_is_open(minute_of_the_week: u16) -> bool {
    let (day, minute) = (minute_of_the_week / 1440, minute_of_the_week % 1440);
    let closes = if day == 4 { 17 * 60 + 10 } else { 18 * 60 };
    day < 5 && (9 * 60..closes).contains(&minute)
}

#[test]
fn every_minute_of_a_week_is_as_a_person_reads_it() {
    let hours = Hours::parse(EMBASSY).unwrap();
    let monday = date("2026-12-28").number(); // a week across a year
    let at = |minute: u16| LocalTime {
        date: Date::from_number(monday + i32::from(minute / 1440)).unwrap(),
        minutes: minute % 1440,
    };
    let week = 7 * 1440;
    for minute in 0..week {
        let state = hours.state(at(minute), &[]);
        let is_open = embassy_is_open(minute);
        assert_eq!(state.is_open, is_open, "minute {minute}");
        let change = (minute..2 * week).find(|m| embassy_is_open(m % week) != is_open).unwrap();
        assert_eq!(state.changes, Some(at(change)), "minute {minute}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "Mo", "Su", "-", ",", ";", " ", "PH", "SH", "[1]", "[-1]", "week", "1", "53",
                "/2", "2026", "Feb", "Dec", "29", "31", "easter", "+1 day", "10:00", "24:00",
                "26:00", "48:00", "+", "off", "||", "24/7", "sunrise", "\"x\"", "0", "й",
            ]),
            0..14,
        ),
        day in 600_000..800_000i32,
        minutes in 0..2_000u16,
    ) {
        let text = parts.concat();
        if let Ok(hours) = Hours::parse(&text) {
            let date = Date::from_number(day).unwrap();
            let state = hours.state(LocalTime { date, minutes }, &[date]);
            if let Some(changes) = state.changes {
                let then = hours.state(changes, &[date]);
                prop_assert_eq!(then.is_open, !state.is_open, "{}", text);
                prop_assert!((changes.date, changes.minutes) >= (date, minutes));
            }
        }
    }
}
