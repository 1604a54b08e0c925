//! A naive second evaluator: random small packs, and what each of them says where every fact is known.
//!
//! **Must not know** how the engine finds what it says: of the program it uses the names of what may be said alone.

pub mod household;
pub mod plan;
pub mod random;
pub mod sentence;
mod written;

use crate::chance::Chance;
use dovidka::Date;

/// How many facts a small pack has.
pub const COUNT: usize = 6;
/// Its facts, all of them yours: id, and how many values it has.
pub const FACTS: [(&str, i32); COUNT] =
    [("a", 2), ("b", 2), ("c", 3), ("n", 4), ("d", 36), ("e", 36)];
/// What `c` may be.
pub const CHOICES: [&str; 3] = ["x", "y", "z"];
/// The first and the last day that `d` and `e` may be: the ends of two months lie between them, and a leap day.
pub const DAYS: [&str; 2] = ["2024-01-28", "2024-03-03"];

/// A value of each fact, in their order.
pub type Point = [i32; COUNT];

/// Some of the facts.
pub type Facts = [bool; COUNT];

/// The number of a day.
pub fn number(day: &str) -> i32 {
    day.parse::<Date>().unwrap().number()
}

/// The day with a number.
pub fn date(number: i32) -> Date {
    Date::from_number(number).unwrap()
}

/// Whether a fact is a date.
pub fn is_date(fact: usize) -> bool {
    FACTS[fact].1 > 4
}

/// All values of a fact.
pub fn values(fact: usize) -> Vec<i32> {
    let first = if is_date(fact) { number(DAYS[0]) } else { 0 };
    (first..first + FACTS[fact].1).collect()
}

/// All points with these values of each fact.
pub fn points(values: &[Vec<i32>; COUNT]) -> Vec<Point> {
    let mut points = vec![[0; COUNT]];
    for (fact, values) in values.iter().enumerate() {
        let with = |point: Point| {
            values.iter().map(move |value| {
                let mut point = point;
                point[fact] = *value;
                point
            })
        };
        points = points.into_iter().flat_map(with).collect();
    }
    points
}

/// All facts that are among one or the other.
pub fn either(one: Facts, other: Facts) -> Facts {
    std::array::from_fn(|fact| one[fact] || other[fact])
}

/// A number from 0 up to one below a limit.
fn below(chance: &mut Chance, limit: i32) -> i32 {
    i32::try_from(chance.below(u64::try_from(limit).unwrap())).unwrap()
}

/// One of some things.
fn one_of<T: Copy>(chance: &mut Chance, all: &[T]) -> T {
    all[usize::try_from(chance.below(all.len() as u64)).unwrap()]
}
