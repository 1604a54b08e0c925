//! Equal actions of several members as one visit: all names, all papers, the earliest day.
//!
//! **Must not know** words or layout.

use crate::case::Member;
use crate::engine::outcome::{Advice, Day};

/// The same action of one or several members.
#[derive(Debug)]
pub struct Visit<'o> {
    advice: Vec<&'o Advice>,
}

/// Merges equal advice: the same action, kind, certainty, text and offices. The order is that of the first of each.
pub fn visits<'o>(advice: impl IntoIterator<Item = &'o Advice>) -> Vec<Visit<'o>> {
    let mut visits: Vec<Visit<'o>> = Vec::new();
    for advice in advice {
        let same = |visit: &&mut Visit<'_>| {
            let key = |advice: &Advice| (advice.action, advice.kind, advice.is_certain);
            let first = visit.first();
            key(first) == key(advice)
                && first.text == advice.text
                && first.offices == advice.offices
        };
        match visits.iter_mut().find(same) {
            Some(visit) => visit.advice.push(advice),
            None => visits.push(Visit { advice: vec![advice] }),
        }
    }
    visits
}

impl<'o> Visit<'o> {
    /// What all of them have in common: the action, its kind, text and offices.
    pub fn first(&self) -> &'o Advice {
        self.advice[0]
    }

    /// Everybody who has it, once each, you first.
    pub fn who(&self) -> Vec<Member> {
        let mut who = unique(self.advice.iter().map(|advice| advice.who));
        who.sort_unstable();
        who
    }

    /// All papers, as text ids.
    pub fn bring(&self) -> Vec<&'o str> {
        unique(self.advice.iter().flat_map(|advice| &advice.bring).map(String::as_str))
    }

    /// All cautions, as text ids.
    pub fn cautions(&self) -> Vec<&'o str> {
        unique(self.advice.iter().flat_map(|advice| &advice.cautions).map(String::as_str))
    }

    /// All sources.
    pub fn cite(&self) -> Vec<usize> {
        unique(self.advice.iter().flat_map(|advice| &advice.cite).copied())
    }

    /// All sentences of the branches that were taken.
    pub fn because(&self) -> Vec<&'o str> {
        unique(self.advice.iter().flat_map(|advice| &advice.because).map(String::as_str))
    }

    /// The leaves that ask for it, each as topic and leaf.
    pub fn leaves(&self) -> Vec<(usize, usize)> {
        unique(self.advice.iter().filter_map(|advice| Some((advice.topic, advice.leaf?))))
    }

    /// The earliest of the days, and the day of each member if they differ.
    pub fn days(&self, day: fn(&Advice) -> Option<Day>) -> Option<(Day, Vec<(Member, Day)>)> {
        let mut days: Vec<(Member, Day)> = Vec::new();
        for (who, day) in self.advice.iter().filter_map(|advice| Some((advice.who, day(advice)?))) {
            match days.iter_mut().find(|(known, _)| *known == who) {
                Some((_, known)) => *known = day.min(*known),
                None => days.push((who, day)),
            }
        }
        days.sort_unstable();
        let earliest = days.iter().map(|(_, day)| *day).min()?;
        let is_same = days.iter().all(|(_, day)| *day == earliest);
        Some((earliest, if is_same { Vec::new() } else { days }))
    }
}

fn unique<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::visits;
    use crate::case::Member;
    use crate::engine::outcome::{Advice, Day};
    use crate::pack::raw::ActionKind;

    fn advice(who: &str, by: &str, bring: &str) -> Advice {
        let date = by.parse().unwrap();
        Advice {
            action: 0,
            topic: 0,
            who: Member::parse(who).unwrap(),
            leaf: Some(0),
            kind: ActionKind::Must,
            rank: 50,
            is_certain: true,
            from: None,
            by: Some(Day { earliest: date, latest: date }),
            moves: false,
            text: "action.renew.text".into(),
            offices: vec![0],
            bring: vec![bring.into(), "bring.photo".into()],
            cautions: Vec::new(),
            cite: vec![0],
            because: Vec::new(),
        }
    }

    #[test]
    fn equal_actions_are_one_visit_with_all_papers_and_the_earliest_day() {
        let two =
            [advice("you", "2027-03-01", "bring.a"), advice("adult 1", "2027-01-01", "bring.b")];
        let visits = visits(&two);
        assert_eq!(visits.len(), 1);
        let who: Vec<String> = visits[0].who().iter().map(ToString::to_string).collect();
        assert_eq!(who, ["you", "adult 1"]);
        assert_eq!(visits[0].bring(), ["bring.a", "bring.photo", "bring.b"]);
        let (earliest, each) = visits[0].days(|advice| advice.by).unwrap();
        assert_eq!(earliest.earliest.to_string(), "2027-01-01");
        assert_eq!(each.len(), 2);
    }

    #[test]
    fn what_differs_in_text_or_office_is_another_visit() {
        let first = advice("you", "2027-03-01", "bring.a");
        let table = [
            (Advice { text: "other".into(), ..first.clone() }, 2),
            (Advice { offices: vec![1], ..first.clone() }, 2),
            (Advice { kind: ActionKind::Can, ..first.clone() }, 2),
            (Advice { is_certain: false, ..first.clone() }, 2),
            (Advice { topic: 1, cite: vec![4], ..first.clone() }, 1),
        ];
        for (other, count) in table {
            let pair = [first.clone(), other];
            assert_eq!(visits(&pair).len(), count, "{:?}", pair[1]);
        }
    }
}
