//! Day numbers and civil dates, by integer arithmetic alone: what is asked a million times a second.
//!
//! Years here begin on 1 March, so that the leap day is the last of its year. The way from a number to its parts
//! is that of Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms"
//! (2022); tests compare every supported day with chrono.

/// Days from 1 March of year 0, on which such years begin, to the day numbered 0.
const TO_MARCH: i32 = 305;

/// The number of the day; year, month and day are those of a real one from year 1 on.
pub(super) fn number(year: i32, month: i32, day: i32) -> i32 {
    let year = year - i32::from(month <= 2);
    let month = (month + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - TO_MARCH
}

/// The year, month and day of the day with this number, from 1 to 3652059.
#[expect(clippy::cast_possible_truncation, reason = "the two halves of a product are taken apart")]
#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "both are below four million"
)]
pub(super) fn parts(number: i32) -> (i32, i32, i32) {
    let quarter_days = 4 * (number + TO_MARCH) as u32 + 3;
    let century = quarter_days / 146_097;
    let of_century = u64::from((quarter_days % 146_097) | 3) * 2_939_745;
    let year = 100 * century + (of_century >> 32) as u32;
    let day_of_year = of_century as u32 / 2_939_745 / 4;
    let month_and_day = 2141 * day_of_year + 197_913;
    let (month, day) = (month_and_day >> 16, (month_and_day & 0xffff) / 2141 + 1);
    let is_next_year = day_of_year >= 306;
    let month = if is_next_year { month - 12 } else { month };
    ((year + u32::from(is_next_year)) as i32, month as i32, day as i32)
}

/// How many days a month has.
pub(super) fn days_in(year: i32, month: i32) -> i32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate};

    #[test]
    fn every_supported_day_is_as_chrono_has_it() {
        let mut day = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
        for expected in 1..=3_652_059 {
            let (year, month, of_month) =
                (day.year(), day.month().cast_signed(), day.day().cast_signed());
            assert_eq!(number(year, month, of_month), expected, "{day}");
            assert_eq!(parts(expected), (year, month, of_month), "{day}");
            day = day.succ_opt().unwrap();
            let is_last = day.day() == 1;
            assert_eq!(days_in(year, month) == of_month, is_last, "{year}-{month}-{of_month}");
        }
    }
}
