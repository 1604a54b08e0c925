//! Equal actions of several members as one visit: all names, all papers, the earliest day.
//!
//! **Must not know** words or layout.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::statement::{Statement, What};
use crate::pack::Pack;
use crate::pack::raw::Role;
use crate::terms::id::{LeafId, OfficeId, SourceId, TopicId};

/// The same action of one or several members.
#[derive(Debug)]
pub struct Visit<'o> {
    outcome: &'o Outcome,
    findings: Vec<&'o Finding>,
}

/// Something that an action says to all or some of those who have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is said.
    pub what: What,
    /// To whom it is said for certain; to all if nobody is named and there is no condition.
    pub who: Vec<Member>,
    /// Under which conditions it is said too: places in the conditions of the outcome.
    pub conditions: Vec<usize>,
}

impl Entry {
    /// Whether it is said to all, whatever is not known.
    pub fn is_certain(&self) -> bool {
        self.who.is_empty() && self.conditions.is_empty()
    }
}

/// Merges equal findings: the same action, kinds and certainty, of one member or with the same texts and offices. The order
/// is that of the first of each.
pub fn visits<'o>(
    outcome: &'o Outcome,
    findings: impl IntoIterator<Item = &'o Finding>,
) -> Vec<Visit<'o>> {
    let mut visits: Vec<Visit<'o>> = Vec::new();
    for finding in findings {
        let same = |visit: &&mut Visit<'_>| {
            let key = |of: &Finding| (of.action, of.kind, of.strongest, of.is_certain);
            let first = visit.first();
            let is_of_one = visit.findings.iter().all(|of| of.who == finding.who);
            let says_the_same = || essence(outcome, first).eq(essence(outcome, finding));
            key(first) == key(finding) && (is_of_one || says_the_same())
        };
        match visits.iter_mut().find(same) {
            Some(visit) => visit.findings.push(finding),
            None => visits.push(Visit { outcome, findings: vec![finding] }),
        }
    }
    visits
}

/// What must be the same for two findings to be one: texts and offices, and whether each is certain.
fn essence<'o>(
    outcome: &'o Outcome,
    finding: &Finding,
) -> impl Iterator<Item = (What, bool)> + use<'o> {
    let statements = outcome.statements(finding).iter();
    let is_essential = |said: &&Statement| matches!(said.what, What::Text(_) | What::Office(..));
    statements.filter(is_essential).map(|said| (said.what, said.condition.is_some()))
}

impl<'o> Visit<'o> {
    /// What all of them have in common: the action, its kind, texts and offices.
    pub fn first(&self) -> &'o Finding {
        self.findings[0]
    }

    /// What is found of each who has it.
    pub fn findings(&self) -> &[&'o Finding] {
        &self.findings
    }

    /// All offices at which it is done or may be done, in order.
    pub fn offices(&self) -> Vec<OfficeId> {
        self.outcome.offices(self.first()).map(|(office, _)| office).collect()
    }

    /// The offices at which it is done or handed in.
    pub fn to_do(&self) -> Vec<OfficeId> {
        self.outcome.offices_to_do(self.first())
    }

    /// The service for which an office is named.
    pub fn service<'p>(&self, pack: &'p Pack, (office, role): (OfficeId, Role)) -> Option<&'p str> {
        let leaves = |finding: &&Finding| &pack[finding.topic].leaves;
        let actions = self.findings.iter().flat_map(leaves).flat_map(|leaf| &leaf.actions);
        let own = actions.filter(|action| action.action == self.first().action);
        let mut items = own.flat_map(|action| &action.offices);
        let item = items.find(|item| (item.what, item.role) == (office, role))?;
        item.service.as_deref()
    }

    /// Why it is asked for, with the topic of each reason.
    pub fn reasons(&self) -> Vec<(Entry, TopicId)> {
        let mut all: Vec<(Entry, TopicId)> = Vec::new();
        let topics = unique(self.findings.iter().map(|finding| finding.topic));
        for topic in topics {
            let is_of = |finding: &&&Finding| finding.topic == topic;
            let findings = self.findings.iter().filter(is_of).copied().collect();
            let own = Visit { outcome: self.outcome, findings };
            let reasons = own.said(|what| matches!(what, What::Why(_))).into_iter();
            all.extend(reasons.map(|entry| (entry, topic)));
        }
        all
    }

    /// Everything of one sort that it says, each once.
    pub fn said(&self, is_of_sort: fn(&What) -> bool) -> Vec<Entry> {
        let all = self.findings.iter().flat_map(|finding| {
            let statements = self.outcome.statements(finding).iter();
            statements.filter(move |said| is_of_sort(&said.what)).map(move |said| (finding, said))
        });
        let mut entries: Vec<Entry> = Vec::new();
        for (finding, said) in all {
            let known = entries.iter().position(|entry| entry.what == said.what);
            let place = known.unwrap_or_else(|| {
                entries.push(Entry { what: said.what, who: Vec::new(), conditions: Vec::new() });
                entries.len() - 1
            });
            let entry = &mut entries[place];
            match said.condition {
                None if !entry.who.contains(&finding.who) => entry.who.push(finding.who),
                Some(condition) if !entry.conditions.contains(&condition) => {
                    entry.conditions.push(condition);
                }
                _ => {}
            }
        }
        let all = self.who();
        for entry in &mut entries {
            if all.iter().all(|who| entry.who.contains(who)) {
                entry.who.clear();
                entry.conditions.clear();
            }
        }
        entries
    }

    /// Everybody who has it, once each, you first.
    pub fn who(&self) -> Vec<Member> {
        let mut who = unique(self.findings.iter().map(|finding| finding.who));
        who.sort_unstable();
        who
    }

    /// All sources.
    pub fn sources(&self) -> Vec<SourceId> {
        unique(self.findings.iter().flat_map(|finding| self.outcome.sources(finding)).copied())
    }

    /// When it is asked for, if that is not certain: places in the conditions of the outcome.
    pub fn conditions(&self) -> Vec<usize> {
        unique(self.findings.iter().filter_map(|finding| finding.condition))
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

pub(super) fn unique<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
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
    use crate::engine::day::Day;
    use crate::engine::outcome::{Finding, Outcome};
    use crate::engine::statement::{Statement, What};
    use crate::pack::raw::{ActionKind, Role};
    use crate::terms::id::{ActionId, OfficeId, TextId, TopicId};

    const PHOTO: usize = 9;

    fn finding(who: &str, by: &str) -> Finding {
        let date = by.parse().unwrap();
        let who = Member::parse(who).unwrap();
        let of = (TopicId::at(0), who);
        let by = Some(Day::from_dates(date, date));
        Finding { by, ..Finding::of(ActionId::at(0), of, ActionKind::Must) }
    }

    /// What an action says: a text, an office and papers.
    fn says(text: usize, office: usize, paper: usize) -> Vec<Statement> {
        let office = What::Office(OfficeId::at(office), Role::Do);
        let papers = [paper, PHOTO].map(|paper| What::Paper(TextId::at(paper)));
        let all = [What::Text(TextId::at(text)), office].into_iter().chain(papers);
        all.map(Statement::certain).collect()
    }

    fn outcome(findings: [(Finding, Vec<Statement>); 2]) -> Outcome {
        Outcome::of("2026-11-22".parse().unwrap(), findings)
    }

    #[test]
    fn equal_actions_are_one_visit_with_all_papers_and_the_earliest_day() {
        let (you, adult) = (finding("you", "2027-03-01"), finding("adult 1", "2027-01-01"));
        let outcome = outcome([(you, says(0, 0, 1)), (adult, says(0, 0, 2))]);
        let visits = visits(&outcome, &outcome.findings);
        assert_eq!(visits.len(), 1);
        let who: Vec<String> = visits[0].who().iter().map(ToString::to_string).collect();
        assert_eq!(who, ["you", "adult 1"]);
        let papers = visits[0].said(|what| matches!(what, What::Paper(_)));
        let told: Vec<(What, usize)> = papers.iter().map(|of| (of.what, of.who.len())).collect();
        let paper = |place| What::Paper(TextId::at(place));
        assert_eq!(told, [(paper(1), 1), (paper(PHOTO), 0), (paper(2), 1)], "for whom each is");
        let (earliest, each) = visits[0].days(|finding| finding.by).unwrap();
        assert_eq!(earliest.earliest().to_string(), "2027-01-01");
        assert_eq!(each.len(), 2);
    }

    #[test]
    fn what_differs_in_text_or_office_is_another_visit_of_another_member() {
        let (first, adult) = (finding("you", "2027-03-01"), finding("adult 1", "2027-03-01"));
        let (said, topic) = (says(0, 0, 1), TopicId::at(1));
        let table = [
            (adult, says(1, 0, 1), 2),
            (adult, says(0, 1, 1), 2),
            (first, says(1, 0, 1), 1),
            (first, says(0, 1, 1), 1),
            (Finding { kind: ActionKind::Can, ..first }, said.clone(), 2),
            (Finding { is_certain: false, ..first }, said.clone(), 2),
            (Finding { topic, ..first }, says(0, 0, 4), 1),
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
