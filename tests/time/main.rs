//! What time and other values change: timelines, what-if, remedies, and stored cases checked again.

#[path = "../support/chance.rs"]
mod chance;
#[path = "../support/households.rs"]
mod households;
#[path = "../support/kazakhstan.rs"]
mod kazakhstan;
#[path = "../support/small_packs.rs"]
mod small_packs;

mod compared;
mod dates;
mod known_days;
mod timeline;
mod what_if;
