//! What is known of a household of a small pack, and the values that this leaves.

use super::{CHOICES, COUNT, FACTS, Facts, date, is_date, one_of, values};
use crate::chance::Chance;
use dovidka::{Case, Member, Pack};

/// What is known of one fact.
#[derive(Clone)]
pub struct Known {
    /// The answer; `None` if nothing was said.
    pub answer: Option<String>,
    /// The values that it leaves.
    pub values: Vec<i32>,
}

/// What is known of each fact.
pub struct Household(pub [Known; COUNT]);

impl Known {
    fn nothing(fact: usize) -> Self {
        Self { answer: None, values: values(fact) }
    }

    /// One of some values.
    fn one_of(chance: &mut Chance, fact: usize, values: &[i32]) -> Self {
        let value = one_of(chance, values);
        let place = usize::try_from(value).unwrap();
        let answer = match FACTS[fact].0 {
            "a" | "b" => ["no", "yes"][place].into(),
            "c" => CHOICES[place].into(),
            "n" => value.to_string(),
            _ => date(value).to_string(),
        };
        Self { answer: Some(answer), values: vec![value] }
    }

    /// That a date is in February.
    fn in_february(fact: usize) -> Self {
        let is_in_february = |day: &i32| date(*day).parts().1 == 2;
        let values = values(fact).into_iter().filter(is_in_february);
        Self { answer: Some("2024-02".into()), values: values.collect() }
    }

    fn random(chance: &mut Chance, fact: usize) -> Self {
        match chance.below(6) {
            0..=1 => Self::one_of(chance, fact, &values(fact)),
            2 if is_date(fact) => Self::in_february(fact),
            3 => Self { answer: Some("unknown".into()), ..Self::nothing(fact) },
            _ => Self::nothing(fact),
        }
    }
}

impl Household {
    /// A household that has at most so many points in the facts that are read.
    pub fn random(chance: &mut Chance, reads: Facts, most: usize) -> Self {
        let mut household = Self(std::array::from_fn(|fact| Known::random(chance, fact)));
        let all: Vec<usize> = (0..COUNT).filter(|fact| reads[*fact]).collect();
        let count = |of: &Self| all.iter().map(|fact| of.0[*fact].values.len()).product::<usize>();
        while count(&household) > most {
            let fact = one_of(chance, &all);
            household.0[fact] = Known::one_of(chance, fact, &household.0[fact].values);
        }
        household
    }

    /// The household of which only these facts are known.
    pub fn only(&self, facts: &[usize]) -> Self {
        Self(std::array::from_fn(|fact| {
            if facts.contains(&fact) { self.0[fact].clone() } else { Known::nothing(fact) }
        }))
    }

    /// The values that each fact may have; one alone of a fact that nothing reads.
    pub fn values(&self, reads: Facts) -> [Vec<i32>; COUNT] {
        std::array::from_fn(|fact| {
            let values = &self.0[fact].values;
            values[..if reads[fact] { values.len() } else { 1 }].to_vec()
        })
    }

    /// The facts that are not known.
    pub fn open(&self) -> Vec<usize> {
        (0..COUNT).filter(|fact| self.0[*fact].values.len() > 1).collect()
    }

    /// The household as a case of a small pack.
    pub fn case(&self, pack: &Pack) -> Case {
        let mut case = Case::new(pack, "2024-02-15".parse().unwrap());
        for ((id, _), known) in FACTS.iter().zip(&self.0) {
            if let Some(answer) = &known.answer {
                case.learn(pack, Member::YOU, id, answer).unwrap();
            }
        }
        case
    }

    /// The answers as flags.
    pub fn flags(&self) -> String {
        let known = FACTS.iter().zip(&self.0);
        let flag = |((id, _), known): (&(&str, i32), &Known)| {
            known.answer.as_ref().map(|answer| format!("--{id} {answer}"))
        };
        known.filter_map(flag).collect::<Vec<_>>().join(" ")
    }
}
