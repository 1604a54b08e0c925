//! Who a fact is about: the household itself, or somebody in it.

use crate::pack::program::Entity;
use std::fmt;

/// The household itself, or somebody in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// What it is.
    pub of: Entity,
    /// Which one, from 0; person 0 is you.
    pub number: usize,
}

impl Member {
    /// The household as a whole.
    pub const HOUSEHOLD: Self = Self { of: Entity::Household, number: 0 };
    /// The person who asks.
    pub const YOU: Self = Self { of: Entity::Person, number: 0 };

    /// The member with this written name: `you`, `adult 1`, `child 2`; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let count = |number: &str| number.parse::<usize>().ok().filter(|number| *number > 0);
        match text.split_once(' ') {
            None if text == "household" => Some(Self::HOUSEHOLD),
            None if text == "you" => Some(Self::YOU),
            Some(("adult", number)) => Some(Self { of: Entity::Person, number: count(number)? }),
            Some(("child", number)) => Some(Self { of: Entity::Child, number: count(number)? - 1 }),
            Some(("pet", number)) => Some(Self { of: Entity::Pet, number: count(number)? - 1 }),
            _ => None,
        }
    }
}

impl fmt::Display for Member {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.of, self.number) {
            (Entity::Household, _) => formatter.write_str("household"),
            (Entity::Person, 0) => formatter.write_str("you"),
            (Entity::Person, number) => write!(formatter, "adult {number}"),
            (Entity::Child, number) => write!(formatter, "child {}", number + 1),
            (Entity::Pet, number) => write!(formatter, "pet {}", number + 1),
        }
    }
}
