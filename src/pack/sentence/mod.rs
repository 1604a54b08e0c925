//! Reads a condition or an expression: text → words → a tree with spans. Meaning comes later.
//!
//! **Must not know** which facts exist.

mod form;
mod parser;
mod words;

pub use self::form::{BadSentence, Expression, Form, Order, Quantifier, RESERVED, Span};

use crate::pack::program::Entity;
use crate::terms::id::nearest;

/// The longest sentence that is read, in bytes.
const LONGEST: usize = 32_000;

/// Reads a whole sentence.
///
/// # Errors
///
/// The first fault and where it stands.
///
/// # Examples
///
/// ```
/// use dovidka::pack::sentence::parse;
/// assert!(parse("passport_expires is on or after entry_date + 6 months").is_ok());
/// assert!(parse("passport_expires is soon or").is_err());
/// ```
pub fn parse(text: &str) -> Result<Expression, (BadSentence, Span)> {
    if text.len() > LONGEST {
        return Err((BadSentence::TooLarge, 0..text.len().min(LONGEST)));
    }
    parser::whole(text, words::tokens(text)?)
}

/// The entity that a word in a sentence means: `adult` is a person, and plurals are allowed.
#[must_use]
pub fn entity_word(word: &str) -> Option<Entity> {
    match word {
        "person" | "persons" | "people" | "adult" | "adults" => Some(Entity::Person),
        "child" | "children" => Some(Entity::Child),
        "pet" | "pets" => Some(Entity::Pet),
        _ => None,
    }
}

/// The entity word that was most likely meant.
#[must_use]
pub fn nearest_entity(word: &str) -> Option<&'static str> {
    nearest(word, ["person", "adult", "child", "children", "pet"])
}
