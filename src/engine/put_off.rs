//! Finds the plans of a household that cannot come true, and what holds if they are put off.
//!
//! **Must not know** what a plan is about: it is the day of a fact that can be changed and that lies ahead.

use crate::case::{Case, Member, Said};
use crate::engine::conflict::{Conflict, Instead};
use crate::engine::day::Day;
use crate::engine::explored::Explored;
use crate::engine::finding::Finding;
use crate::engine::members::Members;
use crate::engine::narrowed::Narrowed;
use crate::engine::ops::{Number, Place};
use crate::engine::outcome::Outcome;
use crate::engine::plan::{PlannedDay, possible};
use crate::engine::reach::Reach;
use crate::engine::rules::Rules;
use crate::engine::stay::stays;
use crate::engine::topic::{ActionOps, TopicOps};
use crate::engine::view::{View, moved};
use crate::pack::program::Entity;
use crate::pack::raw::ActionKind;
use crate::pack::{Fact, Pack, Period};
use crate::terms::id::FactId;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use std::collections::BTreeSet;

/// So often is looked for a day on which all is ready: what is needed may be more on a later one.
const MOST_ROUNDS: usize = 8;

/// Adds how long each action takes, the conflicts, and what holds instead.
pub(crate) fn add_conflicts(rules: &Rules<'_>, case: &Case, outcome: &mut Outcome) {
    let conflicts = conflicts(rules, case, &mut outcome.findings);
    outcome.insteads = insteads(rules, case, &conflicts, &outcome.findings);
    outcome.conflicts = conflicts;
}

/// The conflicts of some findings; notes how long each takes.
fn conflicts(rules: &Rules<'_>, case: &Case, findings: &mut [Finding]) -> Vec<Conflict> {
    let planned = |finding: &Finding| {
        let topic = rules.topics.iter().find(|topic| topic.id == finding.topic);
        topic.filter(|topic| topic.has_plan(finding.action))
    };
    let findings = findings.iter_mut().filter_map(|finding| Some((planned(finding)?, finding)));
    let findings: Vec<(&TopicOps, &mut Finding)> = findings.collect();
    if findings.is_empty() {
        return Vec::new();
    }
    let told = rules.standing(case);
    let narrowed = Narrowed::of(rules, &told).case;
    let view = View::of(&rules.ops, &narrowed);
    let mut conflicts = Vec::new();
    for (topic, finding) in findings {
        let members = Members::of(&narrowed, finding.who);
        let actions = possible_actions(topic, &view, &members, finding);
        finding.takes = takes(&actions, &view, &members);
        let seen = Seen { pack: rules.pack, view: &view, members: &members, finding };
        conflicts.extend(seen.conflict(&actions));
    }
    conflicts
}

/// The actions of all leaves to which the topic may lead that are what was found.
fn possible_actions<'t>(
    topic: &'t TopicOps,
    view: &View<'_>,
    members: &Members,
    finding: &Finding,
) -> Vec<&'t ActionOps> {
    let leaves = if let Some(leaf) = finding.leaf {
        BTreeSet::from([leaf])
    } else {
        let mut tree = Reach::default();
        view.reach(topic.start, members, &mut tree);
        Explored::leaves(topic, &tree.ends)
    };
    let all = leaves.iter().flat_map(|leaf| &topic.leaves[leaf.place()]);
    all.filter(|action| action.action == finding.action).collect()
}

/// How long what was found takes, if only one length is possible.
fn takes(actions: &[&ActionOps], view: &View<'_>, members: &Members) -> Option<Period> {
    let all = actions.iter().flat_map(|action| possible(view, members, &action.plan.takes));
    let mut all: Vec<Option<Period>> = all.collect();
    all.dedup();
    let [takes] = all[..] else { return None };
    takes
}

/// What was found of a member, and what is known of them.
struct Seen<'a> {
    pack: &'a Pack,
    view: &'a View<'a>,
    members: &'a Members,
    finding: &'a Finding,
}

impl Seen<'_> {
    /// The conflict of what was found, if it may not be ready in time.
    fn conflict(&self, actions: &[&ActionOps]) -> Option<Conflict> {
        let Finding { action, topic, who, is_certain, .. } = *self.finding;
        let mut days: Vec<Option<PlannedDay>> = Vec::new();
        let mut ready: Option<Interval> = None;
        for action in actions {
            days.extend(possible(self.view, self.members, &action.plan.needed_for));
            let of_action = self.ready(action);
            ready = Some(ready.map_or(of_action, |ready| ready.around(of_action)));
        }
        let (ready, is_needed) = (ready?, days.iter().all(Option::is_some));
        let days: Vec<PlannedDay> = days.into_iter().flatten().collect();
        let numbers = days.iter().map(|day| self.view.number(day.number, self.members));
        let needed = numbers.reduce(Interval::around)?;
        let needed_for = Day::between(needed, true);
        let today = self.view.case.on.number();
        // A day that has come is no plan.
        if needed_for.is_anywhere() || needed.high <= today || ready.high <= needed.low.max(today) {
            return None;
        }
        let is_certain = is_certain && is_needed && ready.low > needed.high;
        let (ready, plan) = (Day::between(ready, true), self.plan(&days));
        let is_told = |(who, fact): (Member, FactId)| {
            self.view.case.said(who, &self.pack[(who.of, fact)]) == Said::Value
        };
        if !plan.is_none_or(is_told) {
            return None;
        }
        Some(Conflict { action, topic, who, is_certain, ready, needed_for, plan })
    }

    /// When an action can be ready: later of today and its first day, and then as long as it takes.
    fn ready(&self, action: &ActionOps) -> Interval {
        let today = self.view.number(Number::Fact(Place::TODAY), self.members);
        let from = action.days[0].map(|from| self.view.number(from, self.members));
        let start = from.map_or(today, |from| from.higher(today));
        // What was begun on a day is ready that much later.
        let start = self.finding.done.map_or(start, |on| Interval::exactly(on.number()));
        let after = |takes: Option<Period>| {
            takes.map_or(start, |Period { amount, unit }| {
                moved(start, Interval::exactly(amount), unit, self.view.ops.rounding)
            })
        };
        let all = possible(self.view, self.members, &action.plan.takes).into_iter().map(after);
        all.reduce(Interval::around).unwrap_or(start)
    }

    /// The only fact that these days read and that can be changed.
    fn plan(&self, days: &[PlannedDay]) -> Option<(Member, FactId)> {
        let program = &self.pack.program;
        let mut plans: Vec<(Member, FactId)> = Vec::new();
        for day in days {
            for (node, _) in program.inside(day.node, self.finding.who.of.at_hand()) {
                let Some(read) = program.node(node).read() else { continue };
                let slot = self.view.slot(read, self.members);
                let (who, fact) = self.view.case.owner(self.pack, slot);
                let plan = (who, self.pack.place_of(fact));
                if fact.is_changeable && !plans.contains(&plan) {
                    plans.push(plan);
                }
            }
        }
        let [plan] = plans[..] else { return None };
        Some(plan)
    }
}

/// What holds if each plan that certainly cannot come true is put off, because of what must be done.
fn insteads(
    rules: &Rules<'_>,
    case: &Case,
    conflicts: &[Conflict],
    findings: &[Finding],
) -> Vec<Instead> {
    let certain = certain_musts(conflicts, findings);
    let mut insteads: Vec<Instead> = Vec::new();
    for plan in certain.iter().filter_map(|conflict| conflict.plan) {
        if insteads.iter().any(|instead| instead.plans.contains(&plan)) {
            continue;
        }
        let plans = same_plans(rules.pack, case, plan);
        let own = certain.iter().filter(|conflict| conflict.is_of(&plans));
        let ready = own.clone().map(|conflict| conflict.ready_on()).max();
        let planned = own.map(|conflict| conflict.needed_for).min();
        let (Some(on), Some(planned)) = (ready, planned) else { continue };
        let (late, new, stays) = (Vec::new(), Vec::new(), Vec::new());
        let mut instead = Instead { plans, planned, on, late, findings: new, stays };
        if put_off(rules, case, findings, &mut instead) {
            insteads.push(instead);
        }
    }
    insteads
}

/// A plan, and that of all others who told that they plan the same for the same days.
fn same_plans(pack: &Pack, case: &Case, (who, fact): (Member, FactId)) -> Vec<(Member, FactId)> {
    let planned = &pack[(who.of, fact)];
    let day = case.known(who, planned)[0];
    let is_same = |(who, fact): &(Member, &Fact)| {
        fact.id == planned.id
            && case.said(*who, fact) == Said::Value
            && case.known(*who, fact)[0] == day
    };
    let facts = Entity::ALL
        .into_iter()
        .flat_map(|of| case.members(of))
        .flat_map(|who| pack.facts[who.of.place()].iter().map(move |fact| (who, fact)));
    facts.filter(is_same).map(|(who, fact)| (who, pack.place_of(fact))).collect()
}

/// The conflicts that are certain, of what must be done.
fn certain_musts<'c>(conflicts: &'c [Conflict], findings: &[Finding]) -> Vec<&'c Conflict> {
    let is_must = |conflict: &&Conflict| {
        let found = findings.iter().find(|finding| finding.key() == conflict.key());
        conflict.is_certain && found.is_some_and(|found| found.strongest == ActionKind::Must)
    };
    conflicts.iter().filter(is_must).collect()
}

/// Puts plans off until all is ready that is certainly needed then, and notes what is then certain and was not so before
/// or has other days, and the days of stay; nothing if another answer contradicts. Gives false if no day is found.
fn put_off(rules: &Rules<'_>, case: &Case, before: &[Finding], instead: &mut Instead) -> bool {
    let told = |of: &Finding| (of.key(), of.is_certain, of.from, of.best_by, of.by);
    let is_new = |new: &Finding| before.iter().all(|old| told(old) != told(new));
    for _ in 0..MOST_ROUNDS {
        let Some(case) = with_plans_on(rules, case, instead) else { return true };
        let mut then = rules.evaluate_days(&case).findings;
        let all = conflicts(rules, &case, &mut then);
        let late = certain_musts(&all, &then).into_iter().copied();
        let late: Vec<Conflict> =
            late.filter(|of| of.is_of(&instead.plans) && of.ready_on() > instead.on).collect();
        if let Some(ready) = late.iter().map(Conflict::ready_on).max() {
            instead.on = ready;
            instead.late.extend(late);
            continue;
        }
        then.retain(|new| new.is_certain && is_new(new));
        instead.findings = then;
        instead.stays = stays(rules, &rules.standing(&case));
        return true;
    }
    false
}

/// A household whose plans are put off, if no answer contradicts that.
fn with_plans_on(rules: &Rules<'_>, case: &Case, instead: &Instead) -> Option<Case> {
    let day = Interval::exactly(instead.on.number());
    let with = |case: Case, (who, fact): &(Member, FactId)| {
        case.with((*who, &rules.pack[(who.of, *fact)]), day)
    };
    let mut case = instead.plans.iter().fold(case.clone(), with);
    if rules.contradiction(&case).is_some() {
        forget_other_plans(rules.pack, &mut case, &instead.plans);
    }
    rules.contradiction(&case).is_none().then_some(case)
}

/// Takes back what those told who put off a plan of other days that lie ahead, such as the end of a journey.
fn forget_other_plans(pack: &Pack, case: &mut Case, plans: &[(Member, FactId)]) {
    for (who, plan) in plans {
        let all = pack.facts[who.of.place()].iter();
        let others = all.filter(|fact| fact.is_changeable && pack.place_of(fact) != *plan);
        for fact in others.filter(|fact| fact.kind == Kind::Date) {
            let is_told = case.said(*who, fact) == Said::Value;
            if is_told && case.known(*who, fact)[0].low > case.on.number() {
                case.open(pack, *who, fact);
            }
        }
    }
}
