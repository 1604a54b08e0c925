//! Why an answer is refused.

use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::{did_you_mean, nearest};
use crate::terms::interval::Interval;
use crate::terms::value::{BadValue, Kind};
use thiserror::Error;

/// Why an answer is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
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
    /// The text is no value of the fact's kind.
    #[error("{fact}: {problem}")]
    Value {
        /// The fact.
        fact: String,
        /// What is wrong, and what was expected.
        problem: BadValue,
    },
    /// The value is outside the fact's range.
    #[error("{fact}: `{text}` is out of range (want {first} to {last})")]
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
