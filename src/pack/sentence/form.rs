//! What a sentence is once it is read, and why a text is none.
//!
//! **Must not know** how it is read.

use crate::terms::calendar::{Date, Unit};
use crate::terms::stay::Allowance;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Range;
use thiserror::Error;

/// All words of order, longest first.
pub const ORDERS: [Order; 8] = [
    Order { words: "on or before", of_dates: true, left_is_less: true, or_equal: true },
    Order { words: "on or after", of_dates: true, left_is_less: false, or_equal: true },
    Order { words: "before", of_dates: true, left_is_less: true, or_equal: false },
    Order { words: "after", of_dates: true, left_is_less: false, or_equal: false },
    Order { words: "at least", of_dates: false, left_is_less: false, or_equal: true },
    Order { words: "at most", of_dates: false, left_is_less: true, or_equal: true },
    Order { words: "more than", of_dates: false, left_is_less: false, or_equal: false },
    Order { words: "less than", of_dates: false, left_is_less: true, or_equal: false },
];

/// Where something stands in a sentence, in bytes.
pub type Span = Range<usize>;

/// A sentence as it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expression {
    /// What it is.
    pub form: Form,
    /// Where it stands.
    pub span: Span,
}

impl Expression {
    /// The expressions that this one is directly made of.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.form {
            Form::Name { .. } | Form::Date(_) | Form::Number(_) | Form::Today => Vec::new(),
            Form::Times(_, part)
            | Form::Age(part)
            | Form::Not(part)
            | Form::FirstDay { from: part, .. } => vec![part],
            Form::Members { body, .. } => body.iter().map(Box::as_ref).collect(),
            Form::Shift { date: one, by: other, .. }
            | Form::Sum { left: one, right: other, .. }
            | Form::Days { from: one, to: other, .. }
            | Form::Pick { left: one, right: other, .. }
            | Form::LastDay { entry: one, earlier: other, .. }
            | Form::Order { left: one, right: other, .. }
            | Form::Has { left: one, option: other } => vec![one, other],
            Form::Is { left, options, .. } => std::iter::once(&**left).chain(options).collect(),
            Form::And(parts) | Form::Or(parts) => parts.iter().collect(),
        }
    }
}

/// The forms of a sentence.
#[expect(missing_docs, reason = "each variant's line names its fields")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Form {
    /// A fact, a value, a choice, `yes` or `no`.
    Name { name: String, is_yours: bool },
    /// A day.
    Date(Date),
    /// A whole number.
    Number(i32),
    /// The as-of date.
    Today,
    /// A date and a number of units.
    Shift { date: Box<Expression>, by: Box<Expression>, times: i32, unit: Unit },
    /// A sum or a difference.
    Sum { left: Box<Expression>, right: Box<Expression>, is_minus: bool },
    /// A multiple of a number.
    Times(i32, Box<Expression>),
    /// `age on …`
    Age(Box<Expression>),
    /// `days from … to …`, or `through …` with the first day counted.
    Days { from: Box<Expression>, to: Box<Expression>, counts_first: bool },
    /// `earlier of … and …`, `later of … and …`
    Pick { is_later: bool, left: Box<Expression>, right: Box<Expression> },
    /// `last day of 90 in 180 days from … after …`
    LastDay { rule: Allowance, entry: Box<Expression>, earlier: Box<Expression> },
    /// `first day of a stay of 90 in 180 days on or after …`
    FirstDay { rule: Allowance, from: Box<Expression> },
    /// `count of …`, `any …`, `every …`
    Members { quantifier: Quantifier, of: String, body: Option<Box<Expression>> },
    /// A comparison with a word of order: `before`, `at least` and so on.
    Order { left: Box<Expression>, order: Order, right: Box<Expression> },
    /// `is …`, `is not …`, `is one of …`, `is not one of …`
    Is { left: Box<Expression>, is_not: bool, options: Vec<Expression> },
    /// `has …`
    Has { left: Box<Expression>, option: Box<Expression> },
    /// All of these.
    And(Vec<Expression>),
    /// At least one of these.
    Or(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
}

impl Form {
    /// Whether this can only be a condition: what follows `is` then belongs to something around it.
    pub(super) fn is_condition(&self) -> bool {
        match self {
            Self::Order { .. }
            | Self::Is { .. }
            | Self::Has { .. }
            | Self::And(_)
            | Self::Or(_)
            | Self::Not(_) => true,
            Self::Members { quantifier, .. } => *quantifier != Quantifier::Count,
            _ => false,
        }
    }
}

/// What is said of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// All of them.
    Every,
    /// How many.
    Count,
}

/// A word of order, and whether it compares dates or numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The words, as in `is on or before`.
    pub words: &'static str,
    /// Dates if true, numbers otherwise.
    pub of_dates: bool,
    /// Whether the left side must be the smaller one.
    pub left_is_less: bool,
    /// Whether equal sides satisfy it.
    pub or_equal: bool,
}

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.words)
    }
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        let order = ORDERS.into_iter().find(|order| order.words == words);
        order.ok_or_else(|| D::Error::custom("want words of order, such as `at least`"))
    }
}

/// Words of the language; no fact, choice or value may be called so.
pub const RESERVED: [&str; 15] = [
    "is", "has", "and", "or", "not", "any", "every", "count", "age", "days", "earlier", "later",
    "today", "your", "times",
];

/// Why a text is no sentence.
#[expect(missing_docs, reason = "each variant's line names its fields")]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadSentence {
    /// Something else was expected here.
    #[error("{found} cannot stand here (want {wanted})")]
    Unexpected { found: String, wanted: &'static str },
    /// A date has another form, or is no day of the calendar.
    #[error("`{0}` is not a date (want a day of the calendar as YYYY-MM-DD)")]
    BadDate(String),
    /// A whole number is too large.
    #[error("`{0}` is too large a number (want at most 1000000)")]
    BadNumber(String),
    /// The sentence is too long or too deep.
    #[error(
        "the sentence is too long or too deeply nested (want at most 32000 bytes, 64 levels, and 20000 parts with the values that it names)"
    )]
    TooLarge,
}
