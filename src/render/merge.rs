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
        for (who, day) in self.findings.iter().filter_map(|finding| Some((finding.who, day(finding)?))) {
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
