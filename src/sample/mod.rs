//! Random households for any pack, for tests, benchmarks and examples.
//!
//! **Owns** who lives in a household and what it says of each fact. **Must not know** files, the clock and any
//! fact of any pack, except that a birth date is called `born`.
//!
//! A household is drawn as it is, in full, so that every answer fits every other; then what does not matter to it
//! is left out, and some of the rest is not known.

mod chance;
mod draw;
mod habit;
mod line;
mod shape;
mod turns;

use crate::case::{Case, Member};
use crate::engine::Conditions;
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::sample::chance::Chance;
use crate::sample::habit::Habit;
use crate::sample::line::{Keys, Told};
use crate::sample::turns::Turns;
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use std::fmt::Write as _;

/// How much of a household is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gaps {
    /// How many of a hundred facts that matter are not known: half of them are left out, half are said to be unknown.
    pub unknown: u8,
    /// Of how many of a hundred known dates only the month or the year is known.
    pub partly: u8,
}

impl Gaps {
    /// Everything that matters is known.
    pub const NONE: Self = Self { unknown: 0, partly: 0 };
}

impl Default for Gaps {
    /// One fact in ten is not known, and one date in twenty only partly.
    fn default() -> Self {
        Self { unknown: 10, partly: 5 }
    }
}

/// Draws households for a pack on an as-of date.
///
/// Household `n` of a seed is always the same, whichever others are drawn before it.
///
/// # Examples
///
/// ```
/// use dovidka::sample::{Gaps, Sampler};
/// let pack = dovidka::Pack::embedded("kazakhstan")?;
/// let mut sampler = Sampler::new(&pack, "2026-11-22".parse()?, 7, Gaps::default());
/// let (first, second) = (sampler.line(1), sampler.line(2));
/// assert!(first.starts_with(r#"{"id":"case-1","#) && first.ends_with("}\n"));
/// assert_eq!(sampler.line(1), first);
/// assert_ne!(first, second);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Sampler<'p> {
    pack: &'p Pack,
    seed: u64,
    gaps: Gaps,
    habits: [Vec<Habit>; 4],
    keys: Keys,
    /// Whether a line may have an id of its own: it is no fact of the pack.
    has_id: bool,
    /// Households of all sizes, of which nothing is known.
    shapes: Vec<Case>,
    /// What must hold, and when facts matter.
    conditions: Conditions<'p>,
    /// The facts that each of the pack's requirements reads.
    reads: Vec<Vec<(Entity, usize)>>,
    /// What is true of the household that is drawn.
    slots: Vec<Interval>,
    /// What it says of the fact that starts at each slot.
    told: Vec<Told>,
}

impl<'p> Sampler<'p> {
    /// Prepares what all households of a seed have in common.
    #[must_use]
    pub fn new(pack: &'p Pack, on: Date, seed: u64, gaps: Gaps) -> Self {
        let turns = Turns::of(pack, on);
        let habits = Entity::ALL.map(|of| {
            let facts = pack.facts[of.place()].iter();
            facts.map(|fact| Habit::of(pack, on, fact, &turns)).collect()
        });
        let top = [Entity::Household, Entity::Person];
        let requires = pack.requires.iter().map(|require| require.condition.node);
        let conditions = Conditions::new(pack, requires.chain(pack.matters()));
        Self {
            pack,
            seed,
            gaps,
            habits,
            keys: Keys::of(pack),
            has_id: top.iter().all(|of| pack.fact(*of, "id").is_none()),
            shapes: shape::all(pack, on),
            reads: shape::reads(pack, &conditions, on),
            conditions,
            slots: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Household `number` as one line of JSON with its line end.
    #[must_use]
    pub fn line(&mut self, number: u64) -> String {
        let mut line = String::new();
        self.write(number, &mut line);
        line
    }

    /// Adds household `number`, as [`Sampler::line`] gives it, to a text.
    pub fn write(&mut self, number: u64, text: &mut String) {
        let mut chance = Chance::of(self.seed, number);
        let shape = shape::draw(&mut chance);
        self.slots.clone_from(&self.shapes[shape].slots);
        self.told.clear();
        self.told.resize(self.slots.len(), Told::Value);
        self.draw_all(shape, &mut chance);
        self.leave_out(shape, &mut chance);
        self.write_all(shape, number, text);
    }

    fn write_all(&self, shape: usize, number: u64, text: &mut String) {
        text.push('{');
        if self.has_id {
            let _ = write!(text, "\"id\":\"case-{number}\"");
        }
        self.write_facts(shape, Member::HOUSEHOLD, text);
        self.write_facts(shape, Member::YOU, text);
        for (list, of, first) in [
            ("adults", Entity::Person, 1),
            ("children", Entity::Child, 0),
            ("pets", Entity::Pet, 0),
        ] {
            let count = self.shapes[shape].count(of);
            for number in first..count {
                let comma = if text.ends_with('{') { "" } else { "," };
                let _ = if number == first {
                    write!(text, "{comma}\"{list}\":[{{")
                } else {
                    write!(text, ",{{")
                };
                self.write_facts(shape, Member { of, number }, text);
                text.push('}');
            }
            if count > first {
                text.push(']');
            }
        }
        text.push_str("}\n");
    }

    fn write_facts(&self, shape: usize, who: Member, text: &mut String) {
        for (place, fact) in self.pack.facts[who.of.place()].iter().enumerate() {
            let (first, width) = shape::span(&self.shapes[shape], self.pack, who, place);
            let slots = &self.slots[first..first + width];
            self.keys.write(text, (place, fact), self.told[first], slots);
        }
    }
}
