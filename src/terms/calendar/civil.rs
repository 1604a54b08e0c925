//! Day numbers and civil dates, by integer arithmetic alone: what is asked a million times a second.
//!
//! Years here begin on 1 March, so that the leap day is the last of its year. The way from a number to its parts
//! is that of Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms"
//! (2022); tests compare every supported day with chrono.

/// Days from 1 March of year 0, on which such years begin, to the day numbered 0.
const TO_MARCH: i32 = 305;
/// A bit for each month from March on that has 31 days.
const LONG_MONTHS: u32 = 0b110_1011_0101;
/// More months than there are in all supported years.
const MOST_MONTHS: u32 = 12 * 10_000;

/// A year that begins on 1 March, its month from 0 to 11, and a day of the month from 1 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct March {
    year: u32,
    month: u32,
    pub(super) day: u32,
}

impl March {
    /// The day with this number, from 1 to 3652059.
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of a product are parted")]
    #[inline]
    pub(super) fn of(number: i32) -> Self {
        let quarter_days = 4 * (number + TO_MARCH).cast_unsigned() + 3;
        let century = quarter_days / 146_097;
        let of_century = u64::from((quarter_days % 146_097) | 3) * 2_939_745;
        let year = 100 * century + (of_century >> 32) as u32;
        let day_of_year = of_century as u32 / 2_939_745 / 4;
        let month_and_day = 2141 * day_of_year + 1305;
        Self { year, month: month_and_day >> 16, day: (month_and_day & 0xffff) / 2141 + 1 }
    }

    /// The same day of another month, which may have no such day; nothing far beyond the supported years.
    #[inline]
    pub(super) fn plus_months(self, amount: i32) -> Option<Self> {
        let months = (12 * self.year + self.month).checked_add_signed(amount)?;
        let moved = Self { year: months / 12, month: months % 12, day: self.day };
        (months < MOST_MONTHS).then_some(moved)
    }

    /// How many days the month has.
    #[inline]
    pub(super) fn days_in_month(self) -> u32 {
        if self.month < 11 {
            return 30 + (LONG_MONTHS >> self.month & 1);
        }
        let year = self.year + 1;
        let divides = |count: u32| year.is_multiple_of(count);
        28 + u32::from(divides(4) && (!divides(100) || divides(400)))
    }

    /// The number of the day.
    #[inline]
    pub(super) fn number(self) -> i32 {
        let century = self.year / 100;
        let day_of_year = (153 * self.month + 2) / 5 + self.day - 1;
        let days = 365 * self.year + self.year / 4 - century + century / 4 + day_of_year;
        days.cast_signed() - TO_MARCH
    }

    /// The day of a year from 1 to 9999 and a month from 1 to 12.
    fn civil(year: i32, month: i32, day: i32) -> Self {
        let [year, month, day] = [year - i32::from(month <= 2), (month + 9) % 12, day];
        Self { year: year.cast_unsigned(), month: month.cast_unsigned(), day: day.cast_unsigned() }
    }
}

/// The number of the day; year, month and day are those of a real one from year 1 on.
pub(super) fn number(year: i32, month: i32, day: i32) -> i32 {
    March::civil(year, month, day).number()
}

/// The year, month and day of the day with this number, from 1 to 3652059.
pub(super) fn parts(number: i32) -> (i32, i32, i32) {
    let March { year, month, day } = March::of(number);
    let is_next_year = month >= 10;
    let month = if is_next_year { month - 9 } else { month + 3 };
    let year = year + u32::from(is_next_year);
    (year.cast_signed(), month.cast_signed(), day.cast_signed())
}

/// How many days a month has.
pub(super) fn days_in(year: i32, month: i32) -> i32 {
    March::civil(year, month, 1).days_in_month().cast_signed()
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
