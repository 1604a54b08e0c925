//! Calendar days as a hand-written program would hold them: one integer that compares as the days do.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::fmt;

/// Year, month and day in one number, or [`Day::NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Day(u32);

impl Day {
    /// No day.
    pub const NONE: Self = Self(0);

    /// The day of a year, month and day that the calendar has.
    #[must_use]
    pub const fn new(year: u32, month: u32, day: u32) -> Self {
        Self(year << 9 | month << 5 | day)
    }

    /// Year, month and day.
    #[must_use]
    pub const fn parts(self) -> (u32, u32, u32) {
        (self.0 >> 9, self.0 >> 5 & 15, self.0 & 31)
    }

    /// The number that orders days.
    #[must_use]
    pub const fn order(self) -> u32 {
        self.0
    }

    /// Reads `2027-03-01`; nothing if it is no day.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let digits = [0, 1, 2, 3, 5, 6, 8, 9].map(|place| u32::from(bytes[place] ^ b'0'));
        if digits.iter().any(|digit| *digit > 9) || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let [y0, y1, y2, y3, m0, m1, d0, d1] = digits;
        let (year, month, day) = (y0 * 1000 + y1 * 100 + y2 * 10 + y3, m0 * 10 + m1, d0 * 10 + d1);
        let is_day = (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        is_day.then_some(Self::new(year, month, day))
    }

    /// Moves by calendar months; a day that does not exist becomes the last of its month.
    #[must_use]
    pub const fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.parts();
        let count = (year * 12 + month - 1).wrapping_add_signed(months);
        let (year, month) = (count / 12, count % 12 + 1);
        let last = length(year, month);
        Self::new(year, month, if day < last { day } else { last })
    }

    /// Moves by days.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        let (_, _, day) = self.parts();
        let moved = day.wrapping_add_signed(days);
        if moved >= 1 && moved <= 28 {
            return Self(self.0.wrapping_add_signed(days));
        }
        Self::from_count(self.count().wrapping_add_signed(days))
    }

    /// Days since 1 March of year 0, by whole eras of 400 years.
    const fn count(self) -> u32 {
        let (year, month, day) = self.parts();
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, year_of_era) = (year / 400, year % 400);
        let day_of_year = (153 * month + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
    }

    const fn from_count(count: u32) -> Self {
        let (era, day_of_era) = (count / 146_097, count % 146_097);
        let leap = day_of_era / 1460 + day_of_era / 146_096;
        let year_of_era = (day_of_era + day_of_era / 36_524 - leap) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let year = era * 400 + year_of_era;
        if month < 10 {
            Self::new(year, month + 3, day)
        } else {
            Self::new(year + 1, month - 9, day)
        }
    }

    /// Writes `2027-03-01`.
    pub fn write(self, out: &mut Vec<u8>) {
        let (year, month, day) = self.parts();
        let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or(0);
        out.extend_from_slice(&[
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ]);
    }
}

/// How many days a month has.
const fn length(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Day;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a day such as 2027-03-01")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).ok_or_else(|| E::custom("not a day such as 2027-03-01"))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;
    use dovidka::terms::calendar::{Date, Rounding, Unit, shift};

    #[test]
    fn days_move_as_dovidka_moves_them() {
        for number in 693_000..770_000 {
            let date = Date::from_number(number).unwrap().to_string();
            let day = Day::read(&date).unwrap();
            assert_eq!(day.to_string(), date);
            for (amount, unit) in [
                (-10, Unit::Months),
                (-1, Unit::Months),
                (192, Unit::Months),
                (-20, Unit::Days),
                (89, Unit::Days),
            ] {
                let wanted = shift(number, amount, unit, Rounding::LastDayOfMonth);
                let moved = match unit {
                    Unit::Months => day.plus_months(amount),
                    _ => day.plus_days(amount),
                };
                let wanted = Date::from_number(wanted).unwrap().to_string();
                assert_eq!(moved.to_string(), wanted, "{date} {amount} {unit:?}");
            }
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2027-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-3-1",
            "2027/03/01",
            "+027-03-01",
            "2027-03-00",
        ] {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }
}
