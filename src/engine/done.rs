//! Which steps are done: a step that was done stays so as long as its days are those that it had on that day.
//!
//! **Must not know** wording.

use crate::case::{Case, Done, Member};
use crate::engine::finding::{DoneStep, Finding};
use crate::engine::outcome::Outcome;
use crate::engine::rules::Rules;
use crate::terms::calendar::Date;
use crate::terms::id::ActionId;
use std::collections::BTreeMap;

/// Marks what is done in an outcome; whatever was done after the as-of date is not.
///
/// A step that was done before its first day does not stay done; of several that do, the last counts.
pub(crate) fn mark(rules: &Rules<'_>, case: &Case, outcome: &mut Outcome) {
    if case.done().is_empty() {
        return;
    }
    let mut on_day: BTreeMap<Date, Vec<Finding>> = BTreeMap::new();
    let told = || case.done().iter().filter(|done| done.on <= case.on);
    for done in told() {
        on_day.entry(done.on).or_insert_with(|| {
            let case = case.without_done().at(rules.pack, done.on);
            rules.undated().evaluate_days(&case).findings
        });
    }
    for finding in &mut outcome.findings {
        let own = told().filter(|done| is_of(done, finding.action, finding.who));
        let stays = |done: &&Done| {
            let is_too_early = finding.from.is_some_and(|from| done.on < from.earliest());
            !is_too_early && on_day[&done.on].iter().any(|then| has_same_days(then, finding))
        };
        finding.done = own.filter(stays).map(|done| done.on).max();
    }
    let mut steps: Vec<(ActionId, Member)> =
        outcome.findings.iter().map(|finding| (finding.action, finding.who)).collect();
    steps.sort_unstable();
    steps.dedup();
    for (action, who) in steps {
        let last = told().filter(|done| is_of(done, action, who)).map(|done| done.on).max();
        let Some(last) = last else { continue };
        let is_own = |of: &&Finding| (of.action, of.who) == (action, who);
        let own = || outcome.findings.iter().filter(is_own).map(|finding| finding.done);
        let holds = own().all(|done| done.is_some());
        let on = own().flatten().max().unwrap_or(last);
        outcome.done.push(DoneStep { action, who, on, holds });
    }
}

/// Whether somebody has done an action by what was told.
fn is_of(done: &Done, action: ActionId, who: Member) -> bool {
    done.action == action && done.who.is_none_or(|own| own == who)
}

/// Whether an action of one member has the same first and last day in two outcomes; a day that moves with the as-of date
/// is always the same.
fn has_same_days(before: &Finding, now: &Finding) -> bool {
    let days = |of: &Finding| (of.from, of.by);
    (before.action, before.who) == (now.action, now.who)
        && (before.moves && now.moves || days(before) == days(now))
}
