//! Random households: several adults, children and pets, of whom everything, a part or nothing is told.

use crate::chance::Chance;
use dovidka::engine::contradictions;
use dovidka::pack::Fact;
use dovidka::pack::program::Entity;
use dovidka::terms::calendar::Date;
use dovidka::terms::value::Kind;
use dovidka::{Case, Member, Pack};

/// What a household says about itself, so that it can be asked on any day.
pub struct Household {
    members: Vec<Entity>,
    answers: Vec<(Member, String, String)>,
    stays: Vec<String>,
}

/// How many of ten facts are told to the day, and how many of ten dates to the month or year only.
pub struct Told {
    pub whole: u64,
    pub part: u64,
}

impl Household {
    /// A household of at most `most` other members.
    pub fn random(pack: &Pack, chance: &mut Chance, (on, most): (Date, u64), told: &Told) -> Self {
        let others = [Entity::Person, Entity::Child, Entity::Child, Entity::Pet];
        let members: Vec<Entity> =
            (0..chance.below(most + 1)).map(|_| others[place(chance, 4)]).collect();
        let mut household = Self { members, answers: Vec::new(), stays: Vec::new() };
        let case = household.on(pack, on);
        for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)) {
            for fact in &pack.facts[who.of.place()] {
                if let Some(text) = answer(chance, (pack, fact), on, told) {
                    household.answers.push((who, fact.id.clone(), text));
                }
            }
        }
        if pack.allowance.is_some() && chance.below(5) == 0 {
            household.stays.push(stay(chance, on));
        }
        household.agree(pack, on);
        if household.on(pack, on).check_stays(pack).is_err() {
            household.stays.clear();
        }
        household
    }

    /// Takes back answers until all that are left can be true together.
    fn agree(&mut self, pack: &Pack, on: Date) {
        loop {
            let case = self.on(pack, on);
            let found = contradictions(pack, &case);
            let Some(found) = found.first() else { return };
            let (who, fact, _) = found.answers(pack, &case).pop().expect("answers contradict");
            self.answers.retain(|(of, id, _)| (*of, id) != (who, &fact.id));
        }
    }

    /// The household on a day, as if all of it were told anew.
    pub fn on(&self, pack: &Pack, on: Date) -> Case {
        let mut case = Case::new(pack, on);
        for of in &self.members {
            case.add(pack, *of);
        }
        for (who, id, text) in &self.answers {
            case.learn(pack, *who, id, text).unwrap_or_else(|bad| panic!("{who}: {bad}"));
        }
        if !self.stays.is_empty() {
            case.learn_stays(pack, Member::YOU, &self.stays).unwrap();
        }
        case
    }

    /// Everything that was told, for the message of a failure.
    pub fn written(&self) -> String {
        let answer = |(who, id, text): &(Member, String, String)| format!("{who} {id}={text}");
        let answers: Vec<String> = self.answers.iter().map(answer).collect();
        format!("{}; stays {:?}", answers.join(", "), self.stays)
    }
}

fn place(chance: &mut Chance, limit: usize) -> usize {
    usize::try_from(chance.below(limit as u64)).unwrap()
}

/// An answer; nothing if the fact is not told.
fn answer(
    chance: &mut Chance,
    (pack, fact): (&Pack, &Fact),
    on: Date,
    told: &Told,
) -> Option<String> {
    if chance.below(10) >= told.whole {
        return None;
    }
    Some(match &fact.kind {
        Kind::YesNo => ["yes", "no"][place(chance, 2)].into(),
        Kind::Number => chance.below(100).to_string(),
        Kind::Choice(choices) => choices.ids[place(chance, choices.ids.len())].clone(),
        Kind::Choices(_) => "none".into(),
        Kind::Date => {
            let date = day(chance, on, fact.id == "born");
            let range = pack.range(fact, on);
            let date = Date::from_number(date.number().clamp(range.low, range.high)).unwrap();
            let length = if chance.below(10) < told.part { [4, 7][place(chance, 2)] } else { 10 };
            date.to_string()[..length].into()
        }
    })
}

/// A day near `on`, or near a birthday that matters; often the end of a month, or a leap day.
fn day(chance: &mut Chance, on: Date, is_birth: bool) -> Date {
    let years = if is_birth { [4, 15, 16, 17, 18, 39, 59, 60][place(chance, 8)] } else { 0 };
    let near = on.number() - years * 365 + i32::try_from(chance.below(800)).unwrap() - 250;
    let near = Date::from_number(near).unwrap();
    let (year, month, _) = near.parts();
    match chance.below(4) {
        0 => (28..=31).rev().find_map(|day| Date::new(year, month, day)).unwrap(),
        1 => Date::new(year, 2, 29).or(Date::new(year, 2, 28)).unwrap(),
        _ => near,
    }
}

/// A stay that ended in the year before `on`.
fn stay(chance: &mut Chance, on: Date) -> String {
    let end = on.number() - 365 - i32::try_from(chance.below(100)).unwrap();
    let first = end - i32::try_from(chance.below(80)).unwrap();
    format!("{}..{}", Date::from_number(first).unwrap(), Date::from_number(end).unwrap())
}
