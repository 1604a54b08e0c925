//! *dovidka* walks decision trees that are written as JSON rule files, and says what a household must do,
//! by when, with which papers and where.
//!
//! ```text
//! rule files ─► raw ─► checked Pack ─► Case (facts, as-of date) ─► evaluate ─► Outcome ─► render ─► text · json
//! ```
//!
//! | floor | module | owns |
//! |---|---|---|
//! | 0 | [`terms`] | ids, typed values, civil dates |
//! | 1 | [`pack`] | rule files, and what a checked pack is |
//! | 2 | [`embedded`] | the packs that are built into the program |
//! | 2 | [`case`] | what is known of one household, and its form in JSON |
//! | 3 | [`engine`] | the one evaluator |
//! | 4 | [`interview`], [`proof`], [`sample`], [`time`] | what asks the engine: the interview, a pack's own cases, households to try it on, when advice changes |
//! | 5 | [`render`] | outcome → bytes, in a language |
//! | 6 | [`batch`] | many cases, in order, in bounded memory |
//! | 7 | `cli` | the only contact with the world; behind the feature `cli`, which is on by default |
//!
//! A module imports only floors below its own; `tests/house` checks it.

pub mod batch;
pub mod case;
#[cfg(feature = "cli")]
pub mod cli;
pub mod embedded;
pub mod engine;
pub mod interview;
pub mod pack;
pub mod proof;
pub mod render;
pub mod sample;
pub mod terms;
pub mod time;

pub use case::{Case, Member};
pub use engine::evaluate;
pub use engine::outcome::{Finding, Outcome};
pub use engine::rules::{Rules, Topics};
pub use pack::{LoadError, Pack};
