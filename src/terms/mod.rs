//! The words that every floor uses: checked ids, typed values and civil dates.
//!
//! **Must not know** files, JSON, the terminal or the clock.

pub mod calendar;
pub mod choice_set;
pub mod holidays;
pub mod hours;
pub mod id;
pub mod interval;
pub mod spelling;
pub mod stay;
pub mod value;
