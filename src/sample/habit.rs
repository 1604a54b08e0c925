//! How the values of one fact are drawn.
//!
//! **Owns** what is plausible: ages, dates around today and near the turning points of the rules, first choices
//! more often than last ones. **Must not know** other facts.

use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::sample::chance::Chance;
use crate::sample::turns::Turns;
use crate::terms::calendar::{Date, Rounding, Unit, shift};
use crate::terms::interval::Interval;
use crate::terms::value::Kind;

/// Days before and after today within which turning points are looked for.
const FAR: i32 = 30 * 365;

/// How the values of one fact are drawn.
pub struct Habit {
    /// Everything that the fact may be on the as-of date.
    whole: Interval,
    manner: Manner,
}

enum Manner {
    YesNo,
    /// For each choice the weight of it and of all before it.
    Choice(Vec<i32>),
    Number {
        turns: Vec<i32>,
    },
    Date {
        today: i32,
        turns: Vec<i32>,
    },
    Birth {
        today: i32,
        turns: Vec<i32>,
        of: Entity,
    },
}

impl Habit {
    /// The habit of a fact on an as-of date.
    pub fn of(pack: &Pack, on: Date, fact: &Fact, turns: &Turns<'_>) -> Self {
        let whole = pack.range(fact, on);
        let today = on.number();
        let between = |low: i32, high: i32| {
            let turns = turns.fact(fact.of, fact.slot);
            if low > high { Vec::new() } else { turns.range(low..=high).copied().collect() }
        };
        let manner = match (&fact.kind, fact.of) {
            (Kind::YesNo | Kind::Choices(_), _) => Manner::YesNo,
            (Kind::Choice(choices), _) => Manner::Choice(weights(choices.ids.len())),
            (Kind::Number, _) => Manner::Number { turns: between(i32::MIN, i32::MAX) },
            (Kind::Date, Entity::Person | Entity::Child) if fact.id == "born" => {
                let (youngest, oldest) = if fact.of == Entity::Person { (18, 90) } else { (0, 21) };
                let turns = between(years_ago(today, oldest), years_ago(today, youngest));
                Manner::Birth { today, turns, of: fact.of }
            }
            (Kind::Date, _) => Manner::Date { today, turns: between(today - FAR, today + FAR) },
        };
        Self { whole, manner }
    }

    /// One value for one slot of the fact.
    pub fn draw(&self, chance: &mut Chance) -> i32 {
        let drawn = match &self.manner {
            Manner::YesNo => return i32::from(chance.happens(50)),
            Manner::Choice(weights) => {
                let drawn = chance.between(1, weights.last().copied().unwrap_or(1));
                let place = weights.partition_point(|weight| *weight < drawn);
                return i32::try_from(place).unwrap_or(0);
            }
            Manner::Number { turns } => near(chance, 40, turns, 2).unwrap_or_else(|| {
                let low = self.whole.low.max(0).min(self.whole.high);
                let widest = (self.whole.high - low).min(100);
                let highest = if chance.happens(30) { 0 } else { chance.between(0, widest) };
                low + chance.between(0, highest)
            }),
            Manner::Date { today, turns } => near(chance, 40, turns, 40).unwrap_or_else(|| {
                let days = if chance.happens(85) { 365 } else { 5 * 365 };
                today + chance.between(-days, days) + chance.between(-days, days)
            }),
            Manner::Birth { today, turns, of } => {
                near(chance, 12, turns, 40).unwrap_or_else(|| today - age_in_days(chance, *of))
            }
        };
        self.inside(drawn)
    }

    /// The value itself, or its mirror image at the end of the range that it is beyond.
    fn inside(&self, drawn: i32) -> i32 {
        let Interval { low, high } = self.whole;
        let mirrored = match drawn {
            _ if drawn > high => high.saturating_sub(drawn - high),
            _ if drawn < low => low.saturating_add(low - drawn),
            _ => drawn,
        };
        mirrored.clamp(low, high)
    }
}

/// A value close to a turning point, so often; nothing otherwise, or if there is no turning point.
fn near(chance: &mut Chance, percent: u8, turns: &[i32], widest: i32) -> Option<i32> {
    if turns.is_empty() || !chance.happens(percent) {
        return None;
    }
    let turn = *chance.one_of(turns)?;
    let widest = if chance.happens(50) { widest } else { 1 };
    Some(turn + chance.between(-widest, widest))
}

fn years_ago(today: i32, years: i32) -> i32 {
    shift(today, -12 * years, Unit::Months, Rounding::LastDayOfMonth)
}

/// Most people who move are grown up and not yet old; their children are of all ages.
fn age_in_days(chance: &mut Chance, of: Entity) -> i32 {
    let (youngest, oldest) = match of {
        Entity::Person if chance.happens(75) => (20, 50),
        Entity::Person => (18, 90),
        _ if chance.happens(97) => (0, 18),
        _ => (18, 21),
    };
    chance.between(youngest * 365, oldest * 365)
}

/// Running sums of weights that fall slowly: of four choices about 35, 26, 21 and 18 in a hundred.
fn weights(count: usize) -> Vec<i32> {
    let mut sum = 0;
    let weight = |place: usize| {
        let place = i32::try_from(place).unwrap_or(i32::MAX - 3);
        (60_000 / (place + 3)).max(1)
    };
    let add = |place: usize| {
        sum += weight(place);
        sum
    };
    (0..count).map(add).collect()
}
