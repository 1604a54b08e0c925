//! Earlier stays as a person writes them: `2025-01-01..2025-02-09`, the first and the last day of each.
//!
//! **Owns** what a list of stays may not be. **Must not know** how its days are counted.

use crate::terms::calendar::{BadDate, Date};
use crate::terms::interval::Interval;
use crate::terms::stay::{Stay, days_used};
use thiserror::Error;

/// The most stays that are read of one member.
const MOST_STAYS: usize = 100;

/// Why a list of stays is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadStay {
    /// It has another form.
    #[error("`{0}` is not a stay (want FROM..TO, such as 2025-01-01..2025-02-09)")]
    Form(String),
    /// One of its days is none.
    #[error("`{stay}`: {problem}")]
    Date {
        /// The stay as it was given.
        stay: String,
        /// What is wrong with the day.
        problem: BadDate,
    },
    /// It ends before it starts.
    #[error("the stay `{stay}` ends on {end}, before it starts on {start} (want FROM..TO)")]
    Backwards {
        /// The stay as it was given.
        stay: String,
        /// Its first day.
        start: Date,
        /// Its last day.
        end: Date,
    },
    /// Two have days in common.
    #[error("the stays `{0}` and `{1}` overlap (want stays one after the other)")]
    Overlap(String, String),
    /// It ends after the entry that follows it.
    #[error("the stay `{stay}` ends after the entry on {entry} (want stays before that entry)")]
    AfterEntry {
        /// The stay.
        stay: String,
        /// The day of entry, or the last day that it may be.
        entry: String,
    },
    /// They have another number of days before the entry than was told.
    #[error(
        "the stays have {listed} days in the {within} days before the entry, and {told} are told (leave out one of the two)"
    )]
    OtherNumber {
        /// The days of the stays.
        listed: i32,
        /// How many days before the entry are looked at.
        within: i32,
        /// The number that was told.
        told: i32,
    },
    /// There are too many.
    #[error("there are {0} stays (want at most {MOST_STAYS})")]
    TooMany(usize),
    /// The rules count no stays, or not those of such a member.
    #[error("these rules count no stays of this member")]
    NotCounted,
}

/// Reads stays and puts them in order.
pub fn read_all(texts: &[&str]) -> Result<Vec<Stay>, BadStay> {
    if texts.len() > MOST_STAYS {
        return Err(BadStay::TooMany(texts.len()));
    }
    let mut stays = texts.iter().map(|text| read(text)).collect::<Result<Vec<Stay>, BadStay>>()?;
    stays.sort_by_key(|stay| (*stay.start(), *stay.end()));
    // A stay of one day that is there twice has both its ends in common with the other.
    let overlaps = |pair: &&[Stay]| pair[1].start() < pair[0].end() || pair[0] == pair[1];
    match stays.windows(2).find(overlaps) {
        Some(pair) => Err(BadStay::Overlap(write(&pair[0]), write(&pair[1]))),
        None => Ok(stays),
    }
}

fn read(text: &str) -> Result<Stay, BadStay> {
    let (start, end) = text.split_once("..").ok_or_else(|| BadStay::Form(text.into()))?;
    let day = |part: &str| {
        Date::read(part).map_err(|problem| BadStay::Date { stay: text.into(), problem })
    };
    let (start, end) = (day(start)?, day(end)?);
    if end < start {
        return Err(BadStay::Backwards { stay: text.into(), start, end });
    }
    Ok(start.number()..=end.number())
}

/// Writes a stay as it is read.
pub fn write(stay: &Stay) -> String {
    let day =
        |number: i32| Date::from_number(number).map_or_else(String::new, |day| day.to_string());
    format!("{}..{}", day(*stay.start()), day(*stay.end()))
}

/// Refuses the first stay that ends after the last day that the entry may be.
pub fn check_before(stays: &[Stay], entry: i32) -> Result<(), BadStay> {
    let Some(late) = stays.iter().find(|stay| *stay.end() > entry) else { return Ok(()) };
    let entry = Date::from_number(entry).map_or_else(String::new, |day| day.to_string());
    Err(BadStay::AfterEntry { stay: write(late), entry })
}

/// Refuses stays that have another number of days, of so many before a known entry, than is told.
///
/// The entry may be among the days before which is counted, or not: both are taken. A stay that ends on the entry has
/// its last day in common with it.
pub fn check_number(
    stays: &[Stay],
    within: i32,
    entry: Interval,
    told: Interval,
) -> Result<(), BadStay> {
    let (Some(entry), Some(told)) = (entry.known(), told.known()) else { return Ok(()) };
    let before = |first: i32| days_used(stays, entry, first..=entry - 1);
    let listed = [entry - within, entry - within + 1].map(before);
    if listed.contains(&told) {
        return Ok(());
    }
    Err(BadStay::OtherNumber { listed: listed[0], within, told })
}
