//! What evaluation finds: actions, days and facts by id, and the leaves that were reached.
//!
//! **Must not know** how an outcome is shown: every text is looked up by whoever shows it.

use crate::case::Member;
use crate::engine::computed::Difference;
use crate::engine::conflict::{Conflict, Instead};
use crate::engine::detail::{Detail, Walk};
pub use crate::engine::finding::{DoneStep, Finding};
use crate::engine::need::{Decision, Need};
#[cfg(test)]
use crate::engine::ops::length;
use crate::engine::statement::{Condition, Statement, StrongerKind, What};
use crate::engine::stay::StayCount;
use crate::engine::unused::{Presumed, Unused};
use crate::pack::Pack;
use crate::pack::raw::{ActionKind, Role};
use crate::terms::calendar::Date;
use crate::terms::id::{LeafId, OfficeId, SourceId, TopicId};
use std::borrow::Cow;
use std::cmp::Reverse;

/// What a household must do, can do and should know on the as-of date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The as-of date.
    pub on: Date,
    /// Whether every completion of the facts that are not known gives these findings.
    pub is_decided: bool,
    /// Whether every part of what is possible was looked at. If not, nothing is lost: what the rest could say is
    /// among the findings as possible, and what it could read among the needs.
    pub is_explored: bool,
    /// The actions: certain before possible, what must be done first, dangerous first, then by the last day.
    pub findings: Vec<Finding>,
    /// The facts that matter and are not known: those first that decide most musts, then most actions, then those
    /// that are the least burden; in the order of the pack where an outcome holds days only.
    pub needs: Vec<Need>,
    /// What the needs decide; not worked out where an outcome holds days only.
    pub decisions: Vec<Decision>,
    /// The needs of each topic and member.
    pub(crate) asked_by: Vec<(Need, Walk)>,
    /// The leaves that are certain.
    pub leaves: Vec<ReachedLeaf>,
    /// The days of stay of each person for whom they are counted and known.
    pub stays: Vec<StayCount>,
    /// What nobody told and is taken to be so, as far as it is looked at.
    pub presumed: Vec<Presumed>,
    /// What was told and is not needed.
    pub unused: Vec<Unused>,
    /// What was told and differs from what follows from the other answers.
    pub differences: Vec<Difference>,
    /// The steps that were told to be done.
    pub done: Vec<DoneStep>,
    /// What will perhaps not be ready on the day for which it is needed.
    pub conflicts: Vec<Conflict>,
    /// What holds if a plan is put off that certainly cannot come true.
    pub insteads: Vec<Instead>,
    /// The conditions of findings, of their kinds and of their statements.
    pub conditions: Vec<Condition>,
    /// What the findings say, one after the other.
    pub(crate) statements: Vec<Statement>,
    /// The stronger kinds of the findings, one after the other.
    pub(crate) kinds: Vec<StrongerKind>,
    /// The sources of findings and of statements, one after the other.
    pub(crate) sources: Vec<SourceId>,
}

/// A leaf that is certain for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReachedLeaf {
    /// The topic.
    pub topic: TopicId,
    /// The leaf in it.
    pub leaf: LeafId,
    /// For whom.
    pub who: Member,
}

impl Outcome {
    /// The outcome of nothing at all.
    pub(crate) fn new(on: Date) -> Self {
        Self {
            on,
            is_decided: true,
            is_explored: true,
            findings: Vec::new(),
            needs: Vec::new(),
            decisions: Vec::new(),
            asked_by: Vec::new(),
            leaves: Vec::new(),
            stays: Vec::new(),
            presumed: Vec::new(),
            unused: Vec::new(),
            differences: Vec::new(),
            done: Vec::new(),
            conflicts: Vec::new(),
            insteads: Vec::new(),
            conditions: Vec::new(),
            statements: Vec::new(),
            kinds: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Makes this the outcome of nothing at all; memory is kept.
    pub(crate) fn clear(&mut self, on: Date) {
        (self.on, self.is_decided, self.is_explored) = (on, true, true);
        self.findings.clear();
        self.needs.clear();
        self.decisions.clear();
        self.asked_by.clear();
        self.leaves.clear();
        self.stays.clear();
        self.presumed.clear();
        self.unused.clear();
        self.differences.clear();
        self.done.clear();
        self.conflicts.clear();
        self.insteads.clear();
        self.conditions.clear();
        self.statements.clear();
        self.kinds.clear();
        self.sources.clear();
    }

    /// How many findings, statements and sources there are.
    pub(crate) fn mark(&self) -> [usize; 3] {
        [self.findings.len(), self.statements.len(), self.sources.len()]
    }

    /// Takes back what was added since there were so many.
    pub(crate) fn go_back(&mut self, [findings, statements, sources]: [usize; 3]) {
        self.findings.truncate(findings);
        self.statements.truncate(statements);
        self.sources.truncate(sources);
    }

    /// The decided outcome of these findings, each with what it says.
    #[cfg(test)]
    pub(crate) fn of(
        on: Date,
        findings: impl IntoIterator<Item = (Finding, Vec<Statement>)>,
    ) -> Self {
        let mut outcome = Self::new(on);
        for (finding, statements) in findings {
            let first = length(&outcome.statements);
            outcome.statements.extend(statements);
            let statements = (first, length(&outcome.statements));
            outcome.findings.push(Finding { statements, ..finding });
        }
        outcome
    }

    /// What a finding says: why, how, where, with which papers, and what to beware of, in this order.
    #[must_use]
    pub fn statements(&self, finding: &Finding) -> &[Statement] {
        run(&self.statements, finding.statements)
    }

    /// The offices that a finding names, each with its role; under whichever condition.
    pub fn offices(&self, finding: &Finding) -> impl Iterator<Item = (OfficeId, Role)> + use<'_> {
        self.statements(finding).iter().filter_map(|statement| match statement.what {
            What::Office(office, role) => Some((office, role)),
            _ => None,
        })
    }

    /// The offices at which it is done or handed in, under whichever condition.
    #[must_use]
    pub fn offices_to_do(&self, finding: &Finding) -> Vec<OfficeId> {
        let all = self.offices(finding);
        all.filter(|(_, role)| *role == Role::Do).map(|(office, _)| office).collect()
    }

    /// The sources of a finding: those of its leaves and of all that it says.
    #[must_use]
    pub fn sources(&self, finding: &Finding) -> &[SourceId] {
        run(&self.sources, finding.cite)
    }

    /// The sources of a statement alone.
    #[must_use]
    pub fn sources_of(&self, statement: &Statement) -> &[SourceId] {
        run(&self.sources, statement.cite)
    }

    /// The kinds that a finding may have too, each stronger than the one before it.
    #[must_use]
    pub fn stronger_kinds(&self, finding: &Finding) -> &[StrongerKind] {
        run(&self.kinds, finding.kinds)
    }

    /// What a need decides, in order.
    pub fn decided_by(&self, need: Need) -> impl Iterator<Item = &Decision> {
        let first = self.decisions.partition_point(|decision| decision.need < need);
        self.decisions[first..].iter().take_while(move |decision| decision.need == need)
    }

    /// Puts the needs in order, each once.
    pub(crate) fn sort_needs(&mut self, pack: &Pack, detail: Detail) {
        self.needs.extend(self.asked_by.iter().map(|(need, _)| *need));
        self.needs.sort_unstable();
        self.needs.dedup();
        if detail != Detail::Statements {
            return;
        }
        self.decisions.sort_unstable();
        self.decisions.dedup();
        let mut needs = std::mem::take(&mut self.needs);
        needs.sort_by_cached_key(|need| {
            let is_must = |decision: &&Decision| {
                let mut steps = self.findings.iter().filter(|finding| finding.who == decision.who);
                let is_same = |step: &Finding| step.action == decision.action;
                steps.any(|step| is_same(step) && step.strongest == ActionKind::Must)
            };
            let musts = self.decided_by(*need).filter(is_must).count();
            let all = self.decided_by(*need).count();
            (Reverse(musts), Reverse(all), pack[(need.who.of, need.fact)].burden)
        });
        self.needs = needs;
    }

    /// The same with the days that hold if each plan is put off that cannot come true.
    #[must_use]
    pub fn with_plans_put_off(&self) -> Cow<'_, Self> {
        if self.insteads.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut outcome = self.clone();
        for instead in &mut outcome.insteads {
            let certain = outcome.findings.iter_mut().filter(|finding| finding.is_certain);
            for finding in certain {
                let own = instead.findings.iter_mut().find(|of| of.key() == finding.key());
                if let Some(own) = own {
                    finding.swap_days(own);
                }
            }
            // What is asked for only then has its days, and nothing else to say.
            let is_known = |new: &Finding| {
                outcome.findings.iter().any(|of| of.is_certain && of.key() == new.key())
            };
            let has_day = |new: &Finding| new.from.is_some() || new.by.is_some();
            let new = instead.findings.iter().filter(|new| has_day(new) && !is_known(new));
            let new: Vec<Finding> = new.copied().collect();
            outcome.findings.extend(new);
            for own in &mut instead.stays {
                let same = outcome.stays.iter_mut().find(|stay| stay.who == own.who);
                if let Some(stay) = same {
                    std::mem::swap(stay, own);
                }
            }
        }
        outcome.findings.sort_by_key(Finding::order);
        Cow::Owned(outcome)
    }

    /// Leaves out what is done: nothing of it is compared.
    pub(crate) fn forget_done(&mut self) {
        self.findings.retain(|finding| finding.done.is_none());
    }

    /// The findings of what is not done, in order.
    pub fn not_done(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.done.is_none())
    }

    /// The findings that certainly must be done now.
    pub fn due(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_due(self.on))
    }
}

fn run<T>(all: &[T], (first, end): (u32, u32)) -> &[T] {
    &all[first as usize..end as usize]
}
