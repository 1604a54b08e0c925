//! Equal actions of several members as one visit: all names, all papers, the earliest day.
//!
//! **Must not know** words or layout.

use crate::case::Member;
use crate::engine::outcome::{Day, Finding, Outcome};
use crate::pack::Pack;
use crate::terms::id::{LeafId, OfficeId, SourceId, TextId, TopicId};

/// The same action of one or several members.
#[derive(Debug)]
pub struct Visit<'o> {
    outcome: &'o Outcome,
    findings: Vec<&'o Finding>,
}

/// Merges equal findings: the same action, kind, certainty, text and offices. The order is that of the first of each.
pub fn visits<'o>(
    outcome: &'o Outcome,
    findings: impl IntoIterator<Item = &'o Finding>,
) -> Vec<Visit<'o>> {
    let mut visits: Vec<Visit<'o>> = Vec::new();
    for finding in findings {
        let same = |visit: &&mut Visit<'_>| {
            let key = |of: &Finding| (of.action, of.kind, of.is_certain, of.text);
            let first = visit.first();
            key(first) == key(finding) && outcome.offices(first).eq(outcome.offices(finding))
        };
        match visits.iter_mut().find(same) {
            Some(visit) => visit.findings.push(finding),
            None => visits.push(Visit { outcome, findings: vec![finding] }),
        }
    }
    visits
}

impl<'o> Visit<'o> {
    /// What all of them have in common: the action, its kind, text and offices.
    pub fn first(&self) -> &'o Finding {
        self.findings[0]
    }

    /// Where it is done.
    pub fn offices(&self) -> Vec<OfficeId> {
        self.outcome.offices(self.first()).collect()
    }

    /// Everybody who has it, once each, you first.
    pub fn who(&self) -> Vec<Member> {
        let mut who = unique(self.findings.iter().map(|finding| finding.who));
        who.sort_unstable();
        who
    }

    /// All papers.
    pub fn papers(&self) -> Vec<TextId> {
        unique(self.findings.iter().flat_map(|finding| self.outcome.papers(finding)))
    }

    /// All cautions.
    pub fn cautions(&self) -> Vec<TextId> {
        unique(self.findings.iter().flat_map(|finding| self.outcome.cautions(finding)))
    }

    /// All sources.
    pub fn sources(&self) -> Vec<SourceId> {
        unique(self.findings.iter().flat_map(|finding| self.outcome.sources(finding)))
    }

    /// All sentences of the branches that were taken.
    pub fn because(&self, pack: &Pack) -> Vec<String> {
        unique(self.findings.iter().flat_map(|finding| finding.because(pack)))
    }

    /// The leaves that ask for it, each as topic and leaf.
    pub fn leaves(&self) -> Vec<(TopicId, LeafId)> {
        unique(self.findings.iter().filter_map(|finding| Some((finding.topic, finding.leaf?))))
    }

    /// The earliest of the days, and the day of each member if they differ.
    pub fn days(&self, day: fn(&Finding) -> Option<Day>) -> Option<(Day, Vec<(Member, Day)>)> {
        let mut days: Vec<(Member, Day)> = Vec::new();
        for (who, day) in
            self.findings.iter().filter_map(|finding| Some((finding.who, day(finding)?)))
        {
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
    use crate::engine::outcome::{Day, Finding, Outcome, Statement};
    use crate::pack::raw::ActionKind;
    use crate::terms::id::{ActionId, LeafId, OfficeId, SourceId, TextId, TopicId};

    const PHOTO: usize = 9;

    fn finding(who: &str, by: &str) -> Finding {
        let date = by.parse().unwrap();
        Finding {
            action: ActionId::at(0),
            topic: TopicId::at(0),
            who: Member::parse(who).unwrap(),
            leaf: Some(LeafId::at(0)),
            branch: None,
            kind: ActionKind::Must,
            rank: 50,
            is_certain: true,
            moves: false,
            from: None,
            by: Some(Day::from_dates(date, date)),
            text: TextId::at(0),
            statements: (0, 0),
        }
    }

    /// What an action says: an office, a paper and a source.
    fn says(office: usize, paper: usize, source: usize) -> Vec<Statement> {
        vec![
            Statement::Office(OfficeId::at(office)),
            Statement::Paper(TextId::at(paper)),
            Statement::Paper(TextId::at(PHOTO)),
            Statement::Source(SourceId::at(source)),
        ]
    }

    fn outcome(findings: [(Finding, Vec<Statement>); 2]) -> Outcome {
        Outcome::of("2026-11-22".parse().unwrap(), findings)
    }

    #[test]
    fn equal_actions_are_one_visit_with_all_papers_and_the_earliest_day() {
        let (you, adult) = (finding("you", "2027-03-01"), finding("adult 1", "2027-01-01"));
        let outcome = outcome([(you, says(0, 1, 0)), (adult, says(0, 2, 0))]);
        let visits = visits(&outcome, &outcome.findings);
        assert_eq!(visits.len(), 1);
        let who: Vec<String> = visits[0].who().iter().map(ToString::to_string).collect();
        assert_eq!(who, ["you", "adult 1"]);
        assert_eq!(visits[0].papers(), [1, PHOTO, 2].map(TextId::at));
        let (earliest, each) = visits[0].days(|finding| finding.by).unwrap();
        assert_eq!(earliest.earliest().to_string(), "2027-01-01");
        assert_eq!(each.len(), 2);
    }

    #[test]
    fn what_differs_in_text_or_office_is_another_visit() {
        let first = finding("you", "2027-03-01");
        let (said, topic) = (says(0, 1, 0), TopicId::at(1));
        let table = [
            (Finding { text: TextId::at(1), ..first }, said.clone(), 2),
            (first, says(1, 1, 0), 2),
            (Finding { kind: ActionKind::Can, ..first }, said.clone(), 2),
            (Finding { is_certain: false, ..first }, said.clone(), 2),
            (Finding { topic, ..first }, says(0, 1, 4), 1),
        ];
        for (other, says, count) in table {
            let outcome = outcome([(first, said.clone()), (other, says)]);
            assert_eq!(
                visits(&outcome, &outcome.findings).len(),
                count,
                "{:?}",
                outcome.findings[1]
            );
        }
    }
}
