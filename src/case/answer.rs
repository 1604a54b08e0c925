//! What was answered, and why an answer is refused.

use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::{did_you_mean, nearest};
use crate::terms::interval::Interval;
use crate::terms::value::{BadValue, Kind};
use thiserror::Error;

/// What was said of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    Nothing,
    /// "I do not know".
    Unknown,
    /// A value, perhaps only partly known.
    Value,
}

/// What stands in for a fact of which nothing was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandIn {
    /// What its pack presumes.
    Presumed,
    /// The fact of this name that is yours.
    Yours,
    /// What follows from the other answers.
    Computed,
}

/// Why an answer is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadAnswer {
    /// No fact has this name.
    #[error("there is no fact `{id}` of a {}{}", .of.name(), did_you_mean(.nearest.as_deref()))]
    NoFact {
        /// The name as it was given.
        id: String,
        /// Whose fact was looked for.
        of: Entity,
        /// The name that was most likely meant.
        nearest: Option<String>,
    },
    /// The text is not a value of the fact's kind.
    #[error("{fact}: {problem}")]
    Value {
        /// The fact.
        fact: String,
        /// What is wrong, and what was expected.
        problem: BadValue,
    },
    /// The value is outside the fact's range.
    #[error("{fact}: {}", beyond(.text, .first, .last))]
    Range {
        /// The fact.
        fact: String,
        /// The text as it was given.
        text: String,
        /// The first value allowed.
        first: String,
        /// The last value allowed.
        last: String,
    },
}

impl BadAnswer {
    /// What is wrong, for a place that names the fact already, or by another name.
    ///
    /// ```
    /// use dovidka::case::BadAnswer;
    ///
    /// let (first, last) = ("0".into(), "180".into());
    /// let bad = BadAnswer::Range { fact: "days".into(), text: "-5".into(), first, last };
    /// assert_eq!(bad.reason(), "`-5` is out of range (want 0 to 180)");
    /// assert_eq!(bad.to_string(), format!("days: {}", bad.reason()));
    /// ```
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::NoFact { .. } => self.to_string(),
            Self::Value { problem, .. } => problem.to_string(),
            Self::Range { text, first, last, .. } => beyond(text, first, last),
        }
    }
}

fn beyond(text: &str, first: &str, last: &str) -> String {
    format!("`{text}` is out of range (want {first} to {last})")
}

pub(super) fn find_fact<'p>(pack: &'p Pack, of: Entity, id: &str) -> Result<&'p Fact, BadAnswer> {
    pack.fact(of, id).ok_or_else(|| {
        let known = pack.facts[of.place()].iter().map(|fact| fact.id.as_str());
        BadAnswer::NoFact { id: id.into(), of, nearest: nearest(id, known).map(str::to_owned) }
    })
}

pub(super) fn out_of_range(fact: &Fact, text: &str, range: Interval) -> BadAnswer {
    let show = |number: i32| match fact.kind {
        Kind::Date => Date::from_number(number).map_or_else(String::new, |date| date.to_string()),
        _ => number.to_string(),
    };
    let (first, last) = (show(range.low), show(range.high));
    BadAnswer::Range { fact: fact.id.clone(), text: text.into(), first, last }
}
