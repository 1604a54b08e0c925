//! Typed values: what kind of thing a fact is, and the one way in which a text becomes a value.

use crate::terms::calendar::{self, ALL_DAYS};
use crate::terms::id::{did_you_mean, nearest};
use crate::terms::interval::Interval;
use crate::terms::spelling;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a fact is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number,
    /// A civil date, perhaps only its month or year.
    Date,
    /// One of a list of choices.
    Choice(Choices),
    /// Any number of a list of choices.
    Choices(Choices),
}

/// The choices of a fact, in order, and other words for them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// The ids of the choices; a value is its place in this list.
    pub ids: Vec<String>,
    /// Other words that a person may type, each with the place of the choice that it means.
    pub aliases: Vec<(String, usize)>,
}

impl Choices {
    /// The place of the choice with this id or alias; letter case and what separates words do not matter. `None` if two choices have the alias.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        if let Some(place) = self.ids.iter().position(|id| id == text) {
            return Some(place);
        }
        let wanted = spelling::plain(text);
        let by_id = self.ids.iter().position(|id| spelling::plain(id) == wanted);
        by_id.or_else(|| {
            let is_meant = |(alias, _): &&(String, usize)| spelling::plain(alias) == wanted;
            let mut meant = self.aliases.iter().filter(is_meant);
            let (_, place) = meant.next()?;
            meant.all(|(_, other)| other == place).then_some(*place)
        })
    }
}

/// Why a text is no value of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadValue {
    /// It is neither yes nor no.
    #[error("`{0}` is not an answer (want yes, no or unknown)")]
    YesNo(String),
    /// It is not a whole number.
    #[error("`{0}` is not a whole number")]
    Number(String),
    /// It is not a date.
    #[error(transparent)]
    Date(#[from] calendar::BadDate),
    /// It is none of the choices.
    #[error("`{text}` is not a choice (want one of: {choices}){}", did_you_mean(.nearest.as_deref()))]
    Choice {
        /// The text as it was given.
        text: String,
        /// The choices, separated by commas.
        choices: String,
        /// The choice that was most likely meant.
        nearest: Option<String>,
    },
}

impl Kind {
    /// Whether the values of this kind are those of another; other words for choices may differ.
    #[must_use]
    pub fn is_read_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Choice(own), Self::Choice(others))
            | (Self::Choices(own), Self::Choices(others)) => own.ids == others.ids,
            _ => self == other,
        }
    }

    /// How many facts of the evaluation one fact of this kind takes: one for every choice of a set.
    #[must_use]
    pub fn width(&self) -> usize {
        if let Self::Choices(choices) = self { choices.ids.len() } else { 1 }
    }

    /// Everything that a value of this kind may be, one interval for each of its slots.
    #[must_use]
    pub fn widest(&self) -> Interval {
        match self {
            Self::YesNo | Self::Choices(_) => Interval::OPEN,
            Self::Number => Interval { low: -1_000_000, high: 1_000_000 },
            Self::Date => ALL_DAYS,
            Self::Choice(choices) => Interval { low: 0, high: last_place(choices) },
        }
    }

    /// The name of this kind, for messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::YesNo => "yes or no",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Choice(_) => "a choice",
            Self::Choices(_) => "a set of choices",
        }
    }

    /// Reads `text` as a value of this kind: one interval for each slot that it takes.
    ///
    /// Sets of choices are separated by `+` or blanks; `none` is the empty set unless it is a choice.
    ///
    /// # Errors
    ///
    /// [`BadValue`] says what was expected.
    pub fn read(&self, text: &str) -> Result<Vec<Interval>, BadValue> {
        match self {
            Self::Choices(choices) => read_set(choices, text),
            one => Ok(vec![one.read_one(text)?]),
        }
    }

    /// Reads `text` as a value that takes one slot; of a set of choices, one choice.
    ///
    /// # Errors
    ///
    /// [`BadValue`] says what was expected.
    pub fn read_one(&self, text: &str) -> Result<Interval, BadValue> {
        match self {
            Self::YesNo => match text {
                "yes" | "true" => Ok(Interval::TRUE),
                "no" | "false" => Ok(Interval::FALSE),
                _ => {
                    let truth = spelling::yes_no(text).map(Interval::truth);
                    truth.ok_or_else(|| BadValue::YesNo(text.into()))
                }
            },
            Self::Number => {
                let digits = text.trim();
                let digits = digits.strip_suffix(".0").unwrap_or(digits);
                let is_plain =
                    digits.strip_prefix('-').unwrap_or(digits).bytes().all(|b| b.is_ascii_digit());
                let number = digits.parse().ok().filter(|_| is_plain);
                let number = number.ok_or_else(|| BadValue::Number(text.into()))?;
                Ok(Interval::exactly(number))
            }
            Self::Date => Ok(calendar::read_date(text)?),
            Self::Choice(choices) | Self::Choices(choices) => {
                let place = find_choice(choices, text)?;
                Ok(Interval::exactly(to_number(place)))
            }
        }
    }
}

fn read_set(choices: &Choices, text: &str) -> Result<Vec<Interval>, BadValue> {
    let mut set = vec![Interval::FALSE; choices.ids.len()];
    if text == "none" && choices.find("none").is_none() {
        return Ok(set);
    }
    for word in text.split(['+', ' ']).filter(|word| !word.is_empty()) {
        set[find_choice(choices, word)?] = Interval::TRUE;
    }
    Ok(set)
}

fn find_choice(choices: &Choices, text: &str) -> Result<usize, BadValue> {
    let ids = || choices.ids.iter().map(String::as_str);
    choices.find(text).ok_or_else(|| BadValue::Choice {
        text: text.into(),
        choices: ids().collect::<Vec<_>>().join(", "),
        nearest: nearest(&text.to_lowercase(), ids()).map(str::to_owned),
    })
}

fn last_place(choices: &Choices) -> i32 {
    to_number(choices.ids.len()) - 1
}

/// A place in a list as a number of the evaluation; packs are far smaller than `i32`.
fn to_number(place: usize) -> i32 {
    i32::try_from(place).expect("a pack holds fewer than two thousand million choices")
}
