//! The ground: dates, months, working days and the days of a stay.

#[path = "../support/chance.rs"]
mod chance;

mod calendar;
mod stay;
