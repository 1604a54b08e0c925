//! *dovidka* walks decision trees that are written as JSON rule files, and says what a household must do,
//! by when, with which papers and where.
//!
//! ```text
//! bytes ─► source ─► raw ─► check ─► Pack ─► Case ─► evaluate ─► Outcome ─► render ─► text · json · ics
//!         └──────────── pack ────────────┘  └ case ┘└─ engine ─┘
//!                                              ▲         │
//!                                              └ answer ─┘  interview: asks what evaluation needs, until nothing is open
//! ```
//!
//! A [`Pack`] is the checked rules of one jurisdiction, a [`Case`] is what is known of one household on an as-of date,
//! and [`evaluate`] says what follows: [`Finding`]s, and the facts that are still needed to decide the rest. Nothing
//! here reads a clock, a file or the environment: the same pack, case and date give the same bytes.
//!
//! ```
//! use dovidka::{Case, Member, Pack, Topics, evaluate};
//!
//! let pack = Pack::embedded("kazakhstan")?;
//! let mut case = Case::new(&pack, "2026-11-22".parse()?);
//! case.learn(&pack, Member::YOU, "passport", "biometric")?;
//! case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
//! let outcome = evaluate(&pack, &case, &Topics::All);
//! let first = &outcome.findings[0];
//! assert_eq!(pack.title("en", first.action), "Apply for a new biometric passport");
//! assert!(first.is_due(case.on));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! From there: [`render`] makes a letter, JSON or a calendar of an outcome, [`time`] says when it changes, [`interview`]
//! asks a person for what is needed, [`case`] reads and writes cases as JSON, and [`batch`] does all of it for many.
//!
//! # The floors
//!
//! A module imports only floors below its own; `tests/house` checks it.
//!
//! | floor | module | owns | must not know |
//! |---|---|---|---|
//! | 0 | `terms` | ids, dates, intervals, text ⇄ value, stays, holidays, opening hours | packs |
//! | 1 | `pack` | rule files as bytes by name, what a checked pack is, the program of its conditions | cases |
//! | 2 | `embedded` | the packs that are built into the program | cases |
//! | 2 | [`case`] | what is known of one household; the one reader and the one writer of a case in JSON | evaluation |
//! | 3 | `engine` | the one evaluator | serde, files, the clock, wording |
//! | 4 | [`time`], [`interview`], `proof`, `sample` | what asks the engine: when and for which values advice changes, what to ask next, a pack's own cases, households to try it on | the terminal |
//! | 5 | [`render`] | outcome → bytes, in a language | rules |
//! | 6 | [`batch`] | many cases, in order, in bounded memory | the terminal |
//! | 7 | `cli` | the only contact with the world; behind the feature `cli`, which is on by default | details of evaluation |

pub mod batch;
pub mod case;
pub mod interview;
pub mod render;
pub mod time;

// No part of the face: public for the crate's own program, tests and benchmarks alone.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod pack;
#[doc(hidden)]
pub mod proof;
#[doc(hidden)]
pub mod sample;
#[doc(hidden)]
pub mod terms;

mod embedded;

#[doc(inline)]
pub use case::{Case, Member};
#[doc(inline)]
pub use engine::day::Day;
#[doc(inline)]
pub use engine::evaluate;
#[doc(inline)]
pub use engine::need::Need;
#[doc(inline)]
pub use engine::outcome::{Finding, Outcome};
#[doc(inline)]
pub use engine::rules::{Rules, Topics};
#[doc(inline)]
pub use pack::raw::ActionKind;
#[doc(inline)]
pub use pack::{LoadError, Pack};
#[doc(inline)]
pub use terms::calendar::Date;
