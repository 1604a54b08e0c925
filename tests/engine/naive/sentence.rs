//! Sentences as the naive evaluator understands them: text for the engine, and a function of a point.

use super::{CHOICES, DAYS, FACTS, Facts, Point, below, date, either, number};
use crate::chance::Chance;
use dovidka::Date;
use std::rc::Rc;

/// A sentence.
#[derive(Clone)]
pub struct Sentence<T> {
    pub text: String,
    /// The facts that it reads.
    reads: Facts,
    value: Rc<dyn Fn(&Point) -> T>,
}

/// A sentence that is true or false.
pub type Condition = Sentence<bool>;
/// A sentence that gives a day.
pub type Day = Sentence<i32>;

impl<T> Sentence<T> {
    /// A sentence of these facts.
    pub fn new(
        text: impl Into<String>,
        facts: &str,
        value: impl Fn(&Point) -> T + 'static,
    ) -> Self {
        let reads = FACTS.map(|(id, _)| facts.contains(id));
        Self { text: text.into(), reads, value: Rc::new(value) }
    }

    /// The facts that it reads.
    pub fn reads(&self) -> Facts {
        self.reads
    }

    /// Whether it reads no other facts.
    pub fn reads_only(&self, facts: Facts) -> bool {
        self.reads().iter().zip(facts).all(|(is_read, is_allowed)| is_allowed || !is_read)
    }

    /// What it is worth at a point.
    pub fn at(&self, point: &Point) -> T {
        (self.value)(point)
    }
}

/// Months by counting on one's fingers: the same day, or the last one that the month has.
fn add_months(day: i32, months: i32) -> i32 {
    let (year, month, day) = date(day).parts();
    let count = year * 12 + i32::try_from(month).unwrap() - 1 + months;
    let (year, month) = (count.div_euclid(12), u32::try_from(count.rem_euclid(12)).unwrap() + 1);
    (1..=day).rev().find_map(|day| Date::new(year, month, day)).unwrap().number()
}

fn signed(number: i32) -> String {
    if number < 0 { format!("- {}", -number) } else { format!("+ {number}") }
}

/// One of the days between which `d` and `e` lie.
fn any_day(chance: &mut Chance) -> i32 {
    number(DAYS[0]) + below(chance, 36)
}

/// A comparison.
fn atom(chance: &mut Chance) -> Condition {
    let is_so = chance.below(2) == 0;
    let sign = |yes: &'static str, no: &'static str| if is_so { yes } else { no };
    match chance.below(10) {
        0 => Sentence::new(sign("a", "a is no"), "a", move |p| (p[0] == 1) == is_so),
        1 => Sentence::new(sign("b", "b is no"), "b", move |p| (p[1] == 1) == is_so),
        2 => {
            let choice = below(chance, 3);
            let name = CHOICES[usize::try_from(choice).unwrap()];
            let text = format!("c {} {name}", sign("is", "is not"));
            Sentence::new(text, "c", move |p| (p[2] == choice) == is_so)
        }
        3 => Sentence::new("c is one of x, z", "c", |p| p[2] != 1),
        4 => {
            let limit = below(chance, 4);
            let text = format!("n is {} {limit}", sign("more than", "at most"));
            Sentence::new(text, "n", move |p| (p[3] > limit) == is_so)
        }
        5 => {
            let limit = any_day(chance);
            let text = format!("d is {} {}", sign("on or before", "after"), date(limit));
            Sentence::new(text, "d", move |p| (p[4] <= limit) == is_so)
        }
        6 => {
            let limit = any_day(chance);
            let text = format!("e is {} {}", sign("on or before", "after"), date(limit));
            Sentence::new(text, "e", move |p| (p[5] <= limit) == is_so)
        }
        7 => {
            let (days, months) = (below(chance, 9) - 4, below(chance, 3) - 1);
            let text = format!("d is before e {} months {} days", signed(months), signed(days));
            Sentence::new(text, "de", move |p| p[4] < add_months(p[5], months) + days)
        }
        8 => {
            let limit = below(chance, 12);
            let text = format!("days from d to e - n days is at least {limit}");
            Sentence::new(text, "den", move |p| p[5] - p[3] - p[4] >= limit)
        }
        _ => {
            let limit = number("2024-02-10");
            Sentence::new("later of d and 2024-02-10 is e", "de", move |p| p[4].max(limit) == p[5])
        }
    }
}

/// A comparison of some of these facts.
fn atom_of(chance: &mut Chance, facts: Facts) -> Condition {
    loop {
        let atom = atom(chance);
        if atom.reads_only(facts) {
            return atom;
        }
    }
}

/// A condition of some of these facts, up to so deep.
pub fn condition(chance: &mut Chance, facts: Facts, depth: u32) -> Condition {
    if depth == 0 || chance.below(4) == 0 {
        return atom_of(chance, facts);
    }
    let one = condition(chance, facts, depth - 1);
    let join = chance.below(5);
    if join == 0 {
        return Sentence {
            text: format!("not ({})", one.text),
            reads: one.reads,
            value: Rc::new(move |p| !one.at(p)),
        };
    }
    let other = condition(chance, facts, depth - 1);
    let reads = either(one.reads, other.reads);
    let joined = |word: &str| format!("({}) {word} ({})", one.text, other.text);
    if join < 3 {
        let text = joined("and");
        return Sentence { text, reads, value: Rc::new(move |p| one.at(p) && other.at(p)) };
    }
    Sentence { text: joined("or"), reads, value: Rc::new(move |p| one.at(p) || other.at(p)) }
}

/// A day of some of these facts.
pub fn day(chance: &mut Chance, facts: Facts) -> Day {
    loop {
        let day = any_sentence_of_a_day(chance);
        if day.reads_only(facts) {
            return day;
        }
    }
}

fn any_sentence_of_a_day(chance: &mut Chance) -> Day {
    match chance.below(6) {
        0 => {
            let day = any_day(chance);
            Sentence::new(date(day).to_string(), "", move |_| day)
        }
        1 => Sentence::new("d + 1 month", "d", |p| add_months(p[4], 1)),
        2 => Sentence::new("e - 3 days", "e", |p| p[5] - 3),
        3 => Sentence::new("earlier of d and e", "de", |p| p[4].min(p[5])),
        4 => Sentence::new("d + n days", "dn", |p| p[4] + p[3]),
        _ => {
            let limit = number("2024-02-10");
            Sentence::new("later of d and 2024-02-10", "d", move |p| p[4].max(limit))
        }
    }
}
