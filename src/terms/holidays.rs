//! Public holidays: days of every year and single days, and for which years all of them are known.
//!
//! **Owns** the day to which a holiday on a weekend moves. **Must not know** offices and sources.

use crate::terms::calendar::Date;
use serde::{Deserialize, Serialize};

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// On the same day of every year.
    Yearly {
        /// The month, 1 to 12.
        month: u32,
        /// The day of the month; every year has it.
        day: u32,
        /// The first and the last year in which it is a holiday.
        years: (i32, i32),
        /// Whether, on a Saturday or Sunday, the next working day is free as well.
        moves: bool,
    },
    /// On this day only.
    Once(Date),
}

/// How much is known of the public holidays of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// Nothing: there are no holidays here.
    Nothing,
    /// Some holidays; there may be more.
    Part,
    /// Every holiday.
    Everything,
}

/// The public holidays of a jurisdiction.
///
/// # Examples
///
/// ```
/// use dovidka::terms::holidays::{Holidays, Knowledge, When};
/// let moves = |month, day| When::Yearly { month, day, years: (1, 9999), moves: true };
/// let holidays = Holidays { list: vec![moves(5, 9)], complete: vec![2026] };
/// // 9 May 2026 is a Saturday, and Monday is free for it.
/// let (first, last) = ("2026-05-01".parse()?, "2026-05-31".parse()?);
/// let days: Vec<String> =
///     holidays.between(first, last).iter().map(|(date, _)| date.to_string()).collect();
/// assert_eq!(days, ["2026-05-09", "2026-05-11"]);
/// assert_eq!(holidays.known(first, last), Knowledge::Everything);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    /// Each holiday.
    pub list: Vec<When>,
    /// The years of which no holiday is missing.
    pub complete: Vec<i32>,
}

impl Holidays {
    /// The holidays from `first` to `last`, both included, each with its place in the list; in order.
    ///
    /// A day on which two holidays fall is there twice.
    #[must_use]
    pub fn between(&self, first: Date, last: Date) -> Vec<(Date, usize)> {
        // A holiday may move into the next year, and must not move onto a holiday there.
        let years = first.parts().0 - 1..=last.parts().0 + 1;
        let mut days = Vec::new();
        let mut movers = Vec::new();
        for (place, when) in self.list.iter().enumerate() {
            match *when {
                When::Once(date) => days.push((date, place)),
                When::Yearly { month, day, years: (from, until), moves } => {
                    let years = years.clone().filter(|year| (from..=until).contains(year));
                    let dates = years.filter_map(|year| Date::new(year, month, day));
                    let dates: Vec<_> = dates.map(|date| (date, place)).collect();
                    days.extend(&dates);
                    let on_weekend = dates.into_iter().filter(|(date, _)| date.is_weekend());
                    movers.extend(on_weekend.filter(|_| moves));
                }
            }
        }
        movers.sort_unstable();
        for (date, place) in movers {
            days.extend(next_working_day(date, &days).map(|date| (date, place)));
        }
        days.sort_unstable();
        days.retain(|(date, _)| (first..=last).contains(date));
        days
    }

    /// The last day, on or before `date`, that is no Saturday, Sunday or holiday.
    ///
    /// # Examples
    ///
    /// ```
    /// use dovidka::terms::holidays::Holidays;
    /// let sunday = "2026-11-29".parse()?;
    /// assert_eq!(Holidays::default().last_working_day(sunday), "2026-11-27".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn last_working_day(&self, date: Date) -> Date {
        let mut days = (0..).map_while(|back| Date::from_number(date.number() - back));
        days.find(|day| !self.is_free(*day)).unwrap_or(date)
    }

    /// The first day, on or after `date`, that is no Saturday, Sunday or holiday.
    #[must_use]
    pub fn next_working_day(&self, date: Date) -> Date {
        let mut days = (0..).map_while(|ahead| Date::from_number(date.number() + ahead));
        days.find(|day| !self.is_free(*day)).unwrap_or(date)
    }

    fn is_free(&self, day: Date) -> bool {
        day.is_weekend() || !self.between(day, day).is_empty()
    }

    /// How much is known of the holidays from `first` to `last`, both included.
    #[must_use]
    pub fn known(&self, first: Date, last: Date) -> Knowledge {
        let mut years = first.parts().0..=last.parts().0;
        if years.all(|year| self.complete.contains(&year)) {
            Knowledge::Everything
        } else if self.list.is_empty() {
            Knowledge::Nothing
        } else {
            Knowledge::Part
        }
    }
}

/// The first day after `date` that is neither on a weekend nor free already.
fn next_working_day(date: Date, free: &[(Date, usize)]) -> Option<Date> {
    let mut days = (date.number() + 1..).map_while(Date::from_number);
    days.find(|date| !date.is_weekend() && free.iter().all(|(day, _)| day != date))
}

#[cfg(test)]
mod tests {
    use super::{Holidays, Knowledge, When};
    use crate::terms::calendar::Date;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn yearly(day: &str, years: (i32, i32), moves: bool) -> When {
        let (_, month, day) = date(&format!("2023-{day}")).parts();
        When::Yearly { month, day, years, moves }
    }

    fn found(holidays: &[When], first: &str, last: &str) -> Vec<String> {
        let holidays = Holidays { list: holidays.to_vec(), complete: Vec::new() };
        let days = holidays.between(date(first), date(last));
        days.iter().map(|(date, place)| format!("{date} {place}")).collect()
    }

    #[test]
    fn a_holiday_on_a_weekend_moves_to_the_next_day_that_is_not_free() {
        let always = (1, 9999);
        let spring = ["03-21", "03-22", "03-23"].map(|day| yearly(day, always, true));
        let table: [(&[When], &str, &str, &[&str]); 7] = [
            // 21 and 22 March 2026 are a Saturday and a Sunday, and Monday is a holiday itself.
            (
                &spring,
                "2026-03-01",
                "2026-03-31",
                &["2026-03-21 0", "2026-03-22 1", "2026-03-23 2", "2026-03-24 0", "2026-03-25 1"],
            ),
            (&[yearly("01-07", always, false)], "2028-01-06", "2028-01-08", &["2028-01-07 0"]),
            (&[yearly("01-07", always, false)], "2023-01-06", "2023-01-12", &["2023-01-07 0"]), // Saturday
            // Not onto a single day that is free, nor onto a holiday of the next year.
            (
                &[yearly("05-09", always, true), When::Once(date("2026-05-11"))],
                "2026-05-10",
                "2026-05-15",
                &["2026-05-11 1", "2026-05-12 0"],
            ),
            (
                &[yearly("12-31", always, true), yearly("01-02", always, false)],
                "2023-01-01",
                "2023-01-31",
                &["2023-01-02 1", "2023-01-03 0"], // 31 December 2022 is a Saturday
            ),
            // Only in its years.
            (
                &[yearly("08-30", (1996, 2025), true)],
                "2025-08-30",
                "2026-08-31",
                &["2025-08-30 0", "2025-09-01 0"],
            ),
            (&[yearly("03-15", (2027, 9999), true)], "2026-01-01", "2027-12-31", &["2027-03-15 0"]),
        ];
        for (list, first, last, expected) in table {
            assert_eq!(found(list, first, last), expected, "{first} to {last}");
        }
        assert_eq!(found(&spring, "9999-12-01", "9999-12-31"), Vec::<String>::new());
        assert_eq!(found(&spring, "0001-03-23", "0001-03-23"), ["0001-03-23 2"]);
    }

    #[test]
    fn holidays_are_known_if_every_year_is_complete() {
        let some = Holidays { list: vec![yearly("01-01", (1, 9999), true)], complete: vec![2026] };
        let table = [
            (&some, "2026-01-01", "2026-12-31", Knowledge::Everything),
            (&some, "2026-12-31", "2027-01-01", Knowledge::Part),
            (&some, "2027-01-01", "2027-01-01", Knowledge::Part),
            (&Holidays::default(), "2026-01-01", "2026-01-01", Knowledge::Nothing),
        ];
        for (holidays, first, last, expected) in table {
            assert_eq!(holidays.known(date(first), date(last)), expected, "{first} to {last}");
        }
    }
}
