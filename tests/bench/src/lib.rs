//! Measures dovidka against hand-written Rust and other engines, on one made-up workload.
//!
//! | module | owns |
//! |---|---|
//! | [`chance`] | a seeded source of numbers |
//! | [`day`] | calendar days as a hand-written program would hold them |
//! | [`cases`] | generated cases, one JSON object in a line |
//! | [`household`] | a case as a typed struct with borrowed text |
//! | [`answer`] | what is decided of a case, and its order |
//! | [`hand`] | the 18 decisions of `workload/`, by hand |
//! | [`line`] | the line of ids that a case gives |
//! | [`lines`] | the lines of a file, each in the same buffer |
//! | [`engine`] | the same answers and lines from dovidka |
//! | [`peer`] | what other engines are given, and what they must answer |
//!
//! Nothing is timed before [`engine::compare`] has found no difference.

pub mod answer;
pub mod cases;
pub mod chance;
pub mod day;
pub mod engine;
pub mod hand;
pub mod household;
pub mod line;
pub mod lines;
pub mod peer;
