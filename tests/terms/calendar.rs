//! Dates: strict reading, months that are too short, leap days, working days, ages.

use dovidka::terms::calendar::{Date, Rounding, Unit, age, read_date, shift};

fn day(text: &str) -> i32 {
    text.parse::<Date>().unwrap_or_else(|_| panic!("{text}")).number()
}

fn date(number: i32) -> String {
    Date::from_number(number).map_or_else(|| "past the calendar".into(), |date| date.to_string())
}

#[test]
fn adding_months_rounds_as_told() {
    let table = [
        // start, months, last day of the month, first day of the next month
        ("2023-01-15", 1, "2023-02-15", "2023-02-15"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2023-12-31", 2, "2024-02-29", "2024-03-01"),
        ("2024-08-31", 6, "2025-02-28", "2025-03-01"),
        ("2023-08-31", 6, "2024-02-29", "2024-03-01"),
        ("2025-06-30", -4, "2025-02-28", "2025-03-01"),
        ("2024-06-30", -4, "2024-02-29", "2024-03-01"),
        ("2026-02-28", -4, "2025-10-28", "2025-10-28"),
        ("2025-12-31", -4, "2025-08-31", "2025-08-31"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-29"),
        ("2000-02-29", 1200, "2100-02-28", "2100-03-01"),
        ("9999-12-31", 1, "past the calendar", "past the calendar"),
        ("0001-01-31", -1, "past the calendar", "past the calendar"),
    ];
    for (start, months, last, first) in table {
        let moved = |rounding| date(shift(day(start), months, Unit::Months, rounding));
        assert_eq!(moved(Rounding::LastDayOfMonth), last, "{start} + {months} months");
        assert_eq!(moved(Rounding::FirstDayOfNextMonth), first, "{start} + {months} months");
    }
}

#[test]
fn working_days_are_monday_to_friday() {
    let table = [
        // start, working days, result (6 March 2026 is a Friday)
        ("2026-03-06", 3, "2026-03-11"),
        ("2026-03-09", 3, "2026-03-12"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-07", 5, "2026-03-13"),
        ("2026-03-08", 10, "2026-03-20"),
        ("2026-03-06", 0, "2026-03-06"),
        ("2026-03-07", 0, "2026-03-09"),
        ("2026-03-08", 0, "2026-03-09"),
        ("2026-03-09", 0, "2026-03-09"),
        ("2026-03-09", -1, "2026-03-06"),
        ("2026-03-08", -5, "2026-03-02"),
    ];
    for (start, days, expected) in table {
        let moved = shift(day(start), days, Unit::WorkingDays, Rounding::LastDayOfMonth);
        assert_eq!(date(moved), expected, "{start} + {days} working days");
    }
}

#[test]
fn working_days_agree_with_counting_them_one_by_one() {
    let start = day("2026-03-01");
    // Day 1 of the calendar is a Monday.
    let is_working_day = |at: i32| (at - 1).rem_euclid(7) < 5;
    for offset in 0..14 {
        for amount in -30_i32..30 {
            let (mut at, mut left) = (start + offset, amount.abs());
            while left > 0 {
                at += amount.signum();
                left -= i32::from(is_working_day(at));
            }
            // No working day after a day is the first one on or after it.
            while amount == 0 && !is_working_day(at) {
                at += 1;
            }
            let moved = shift(start + offset, amount, Unit::WorkingDays, Rounding::LastDayOfMonth);
            assert_eq!(date(moved), date(at), "{} + {amount}", date(start + offset));
        }
    }
}

#[test]
fn a_year_is_full_on_the_birthday() {
    let table = [
        // born, on, age with the last day of the month, age with the first day of the next month
        ("2008-03-01", "2026-02-28", 17, 17),
        ("2008-03-01", "2026-03-01", 18, 18),
        ("2008-02-29", "2026-02-27", 17, 17),
        ("2008-02-29", "2026-02-28", 18, 17),
        ("2008-02-29", "2026-03-01", 18, 18),
        ("2008-02-29", "2024-02-28", 15, 15),
        ("2008-02-29", "2024-02-29", 16, 16),
        ("2008-12-31", "2009-01-01", 0, 0),
        ("2009-01-01", "2008-12-31", -1, -1),
    ];
    for (born, on, last, first) in table {
        assert_eq!(age(day(born), day(on), Rounding::LastDayOfMonth), last, "{born}, {on}");
        assert_eq!(age(day(born), day(on), Rounding::FirstDayOfNextMonth), first, "{born}, {on}");
    }
}

#[test]
fn only_complete_dates_are_read() {
    let good = [
        ("2027-03-01", "2027-03-01", "2027-03-01"),
        ("01.03.2027", "2027-03-01", "2027-03-01"),
        ("2027-09", "2027-09-01", "2027-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2027", "2027-01-01", "2027-12-31"),
    ];
    for (text, first, last) in good {
        let days = read_date(text).unwrap_or_else(|bad| panic!("{bad}"));
        assert_eq!((date(days.low), date(days.high)), (first.into(), last.into()), "{text}");
    }
    let bad = [
        "",
        " ",
        "2027-3-1",
        "2027-03-1",
        " 2027-03-01",
        "2027-03-01 ",
        "+2027-03-01",
        "27-03-01",
        "1.3.2027",
        "2027-02-29",
        "2023-02-29",
        "2100-02-29",
        "2027-13",
        "2027-00-10",
        "2027-04-31",
        "2027-00",
        "0000",
        "0000-01-01",
        "12027",
        "2027/03/01",
        "20270301",
        "2027-03-01T00:00",
        "soon",
        "２０２７-03-01",
        "32.01.2027",
        "01.13.2027",
        "2027-09-",
        "−2027",
    ];
    for text in bad {
        assert!(text.parse::<Date>().is_err(), "{text} was read in a rule file");
    }
}
