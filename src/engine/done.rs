//! Which steps are done: a step that was done stays so as long as its days are those that it had on that day.
//!
//! **Must not know** wording.

use crate::case::{Case, Member};
use crate::engine::finding::{DoneStep, Finding};
use crate::engine::outcome::Outcome;
use crate::engine::rules::Rules;
use crate::terms::calendar::Date;
use std::collections::BTreeMap;

/// Marks what is done in an outcome; whatever was done after the as-of date is not.
pub(crate) fn mark(rules: &Rules<'_>, case: &Case, outcome: &mut Outcome) {
    if case.done().is_empty() {
        return;
    }
    let mut on_day: BTreeMap<Date, Vec<Finding>> = BTreeMap::new();
    for done in case.done().iter().filter(|done| done.on <= case.on) {
        let then = on_day.entry(done.on).or_insert_with(|| {
            let case = case.without_done().at(rules.pack, done.on);
            rules.undated().evaluate_days(&case).findings
        });
        let is_own = |of: &&mut Finding| {
            of.action == done.action && done.who.is_none_or(|who| who == of.who)
        };
        let mut whose: Vec<Member> = Vec::new();
        for finding in outcome.findings.iter_mut().filter(is_own) {
            let is_same = |before: &Finding| has_same_days(before, finding);
            finding.done = then.iter().any(is_same).then_some(done.on);
            whose.push(finding.who);
        }
        whose.extend(done.who);
        whose.sort_unstable();
        whose.dedup();
        outcome.done.extend(whose.into_iter().map(|who| {
            let mut own = outcome.findings.iter().filter(|of| of.action == done.action);
            let holds = own.all(|finding| finding.who != who || finding.done.is_some());
            DoneStep { action: done.action, who, on: done.on, holds }
        }));
    }
}

/// Whether an action of one member has the same first and last day in two outcomes; a day that moves with the as-of date
/// is always the same.
fn has_same_days(before: &Finding, now: &Finding) -> bool {
    let days = |of: &Finding| (of.from, of.by);
    (before.action, before.who) == (now.action, now.who)
        && (before.moves && now.moves || days(before) == days(now))
}
