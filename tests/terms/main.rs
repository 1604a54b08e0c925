//! The ground: dates, months, working days, opening hours and the days of a stay.

#[path = "../support/chance.rs"]
mod chance;

mod calendar;
mod hours;
mod stay;
