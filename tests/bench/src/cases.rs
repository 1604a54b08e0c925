//! Generated cases: one JSON object in a line, in which every branch of the workload is taken.
//!
//! Dates lie around the as-of date, and a share of them on the very edges of the rules.

use crate::chance::Chance;
use crate::day::Day;
use std::fmt::Write as _;

/// The as-of date for which cases are made.
pub const ON: Day = Day::new(2026, 11, 22);

/// A stream of cases.
pub struct Cases {
    chance: Chance,
    number: u64,
    /// How many of 1000 facts are left out, said to be unknown, or known in part.
    unknown: u32,
}

/// How many different cases are decided in turn: so many that no processor foresees what they say.
pub const TURN: u32 = 4000;

/// The first `count` cases of a seed; `unknown` of 1000 facts are not or only partly known.
#[must_use]
pub fn sample(count: u32, seed: u64, unknown: u32) -> Vec<String> {
    let mut cases = Cases::new(seed, unknown);
    let next = |_| {
        let mut line = String::new();
        cases.write(&mut line);
        line
    };
    (0..count).map(next).collect()
}

impl Cases {
    /// The cases of a seed, of whose facts `unknown` of 1000 are not or only partly known.
    #[must_use]
    pub const fn new(seed: u64, unknown: u32) -> Self {
        Self { chance: Chance(seed), number: 0, unknown }
    }

    /// Writes the next case, without the end of the line.
    pub fn write(&mut self, line: &mut String) {
        let _ = write!(line, "{{\"id\":\"c{:08}\"", self.number);
        self.number += 1;
        let travel_date = self.household(line);
        self.person(line, travel_date);
        let count = self.chance.pick(&[("0", 33), ("1", 35), ("2", 22), ("3", 9), ("6", 1)]);
        self.list(line, "children", count, |cases, line| cases.child(line, travel_date));
        let count = self.chance.pick(&[("0", 62), ("1", 25), ("2", 8), ("3", 4), ("4", 1)]);
        self.list(line, "pets", count, |cases, line| cases.pet(line, travel_date));
        line.push('}');
    }

    /// Writes where, when and in which city; gives the day of travel.
    fn household(&mut self, line: &mut String) -> Day {
        let place = self.chance.pick(&[("abroad", 30), ("border", 10), ("here", 60)]);
        let days = match place {
            "here" => self.chance.between(-150, 0),
            _ => self.chance.between(-3, 90),
        };
        let travel_date = self.near(&[ON.plus_days(14), ON.plus_days(-5), ON.plus_days(-59)], days);
        self.text(line, "where", place);
        self.date(line, "travel_date", travel_date);
        let city = [
            ("astana", 30),
            ("almaty", 30),
            ("shymkent", 10),
            ("konaev", 10),
            ("taldykorgan", 5),
            ("other", 15),
        ];
        let city = self.chance.pick(&city);
        self.text(line, "city", city);
        travel_date
    }

    fn person(&mut self, line: &mut String, travel_date: Day) {
        let passport = [("biometric", 60), ("non_biometric", 25), ("id_card", 7), ("none", 8)];
        let passport = self.chance.pick(&passport);
        self.text(line, "passport", passport);
        if passport.ends_with("biometric") {
            let edges = [ON, ON.plus_months(4), ON.plus_months(10), travel_date.plus_months(6)];
            let days = self.chance.between(-100, 1500);
            let day = self.near(&edges, days);
            self.date(line, "passport_expires", day);
        }
        let stay = [
            ("visa_free", 50),
            ("visa", 20),
            ("residence_permit", 10),
            ("asylum_certificate", 8),
            ("none", 12),
        ];
        let stay = self.chance.pick(&stay);
        self.text(line, "stay", stay);
        if matches!(stay, "visa" | "residence_permit" | "asylum_certificate") {
            let days = self.chance.between(-20, 360);
            let day = self.near(&[ON, ON.plus_months(1)], days);
            self.date(line, "stay_expires", day);
        }
        self.yes_no(line, "fear", 200);
        self.yes_no(line, "wants_asylum", 150);
        let work =
            self.chance.pick(&[("offer", 15), ("in_demand", 15), ("seeking", 40), ("none", 30)]);
        self.text(line, "work", work);
        let treatment = self.chance.pick(&[("none", 85), ("planned", 12), ("emergency", 3)]);
        self.text(line, "treatment", treatment);
        self.yes_no(line, "cannot_leave", 200);
    }

    fn child(&mut self, line: &mut String, travel_date: Day) {
        let sixteen = [ON.plus_months(-192), travel_date.plus_months(-192)];
        let days = self.chance.between(-6570, 0);
        let born = self.near(&sixteen, days);
        self.date(line, "born", born);
        let passport = self.chance.pick(&[("own", 65), ("entered", 20), ("none", 15)]);
        self.text(line, "passport", passport);
        if passport == "own" {
            let days = self.chance.between(-60, 1400);
            let day = self.near(&[travel_date.plus_months(6)], days);
            self.date(line, "passport_expires", day);
        }
    }

    fn pet(&mut self, line: &mut String, travel_date: Day) {
        let species =
            [("dog", 45), ("cat", 35), ("ferret", 3), ("rabbit", 5), ("bird", 7), ("other", 5)];
        let species = self.chance.pick(&species);
        self.text(line, "species", species);
        self.yes_no(line, "vet_passport", 800);
        if matches!(species, "dog" | "cat" | "ferret") {
            let edges = [travel_date.plus_months(-12), travel_date.plus_days(-20)];
            let days = self.chance.between(-420, 0);
            let day = self.near(&edges, days);
            self.date(line, "rabies_vaccinated_on", day);
        }
        let days = self.chance.between(-25, 0);
        let examined_on = if self.chance.hits(500) {
            travel_date.plus_days(days)
        } else {
            self.near(&[travel_date.plus_days(-14)], days)
        };
        self.date(line, "examined_on", examined_on);
    }

    /// A day so many days from the as-of date, or sometimes one at an edge or next to it.
    fn near(&mut self, edges: &[Day], days: i32) -> Day {
        if !self.chance.hits(100) {
            return ON.plus_days(days);
        }
        let count = u32::try_from(edges.len()).expect("there are few edges");
        let edge = edges[self.chance.below(count) as usize];
        edge.plus_days(self.chance.between(-1, 1))
    }

    fn list(
        &mut self,
        line: &mut String,
        key: &str,
        count: &str,
        mut member: impl FnMut(&mut Self, &mut String),
    ) {
        let _ = write!(line, ",\"{key}\":[");
        for number in 0..count.parse::<u32>().expect("a count is a number") {
            line.push_str(if number == 0 { "{" } else { ",{" });
            let start = line.len();
            member(self, line);
            if line[start..].starts_with(',') {
                line.remove(start);
            }
            line.push('}');
        }
        line.push(']');
    }

    fn text(&mut self, line: &mut String, key: &str, value: &str) {
        self.fact(line, key, format_args!("\"{value}\""), None);
    }

    fn yes_no(&mut self, line: &mut String, key: &str, share: u32) {
        let value = self.chance.hits(share);
        self.fact(line, key, format_args!("{value}"), None);
    }

    fn date(&mut self, line: &mut String, key: &str, day: Day) {
        self.fact(line, key, format_args!("\"{day}\""), Some(day));
    }

    /// Writes a fact, or sometimes only a part of it, that it is unknown, or nothing.
    fn fact(
        &mut self,
        line: &mut String,
        key: &str,
        value: std::fmt::Arguments<'_>,
        day: Option<Day>,
    ) {
        if self.unknown == 0 || !self.chance.hits(self.unknown) {
            let _ = write!(line, ",\"{key}\":{value}");
            return;
        }
        match (self.chance.below(4), day) {
            (0 | 1, Some(day)) => {
                let (year, month, _) = day.parts();
                let _ = write!(line, ",\"{key}\":\"{year:04}-{month:02}\"");
            }
            (2, _) => {
                let _ = write!(line, ",\"{key}\":null");
            }
            _ => {}
        }
    }
}
