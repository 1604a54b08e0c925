//! What has changed for a household since its case was stored, and whether time or the rules did it.
//!
//! **Must not know** wording.

use crate::case::{Case, Member, Span, Stored, StoredAction, StoredState};
use crate::engine::day::Day;
use crate::engine::outcome::{DoneStep, Finding, Outcome};
use crate::engine::rules::{Rules, Topics};
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;

/// Days that move with the as-of date may be this much off: months are not equally long.
const UNEVEN: i32 = 3;

/// A stored case, checked again.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Recheck {
    /// What the case is called.
    pub file: String,
    /// The as-of date of the stored advice.
    pub stored_on: Date,
    /// The version of the pack that gave it.
    pub stored_version: String,
    /// The advice of today's rules on the new as-of date.
    pub outcome: Outcome,
    /// What has changed, by member.
    pub changes: Vec<Change>,
}

impl Recheck {
    /// The steps that were done and must be done again, as they have other days now.
    pub fn lapsed(&self) -> impl Iterator<Item = &DoneStep> {
        self.outcome.done.iter().filter(|step| !step.holds)
    }

    /// Whether something has changed, or something that was done must be done again.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        !self.changes.is_empty() || self.lapsed().next().is_some()
    }
}

/// What has changed about one action of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The id of the action; today's pack may not have it any more.
    pub action: String,
    /// Who does it.
    pub who: Member,
    /// The id of the topic that asks for it, or asked for it.
    pub topic: String,
    /// What was said when the case was stored; `None` if the action begins.
    pub before: Option<State>,
    /// What is said now; `None` if the action ends.
    pub after: Option<State>,
    /// What has changed it.
    pub why: Why,
}

/// What has changed the advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The as-of date has moved on.
    Time,
    /// Today's rules say something else about the day on which the case was stored.
    Rules,
    /// Both.
    Both,
}

/// What is said of an action on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// What it is, how certain, and its days.
    pub told: StoredState,
    /// Whether its window is open on that day.
    pub is_open: bool,
    /// Whether its last day has passed on that day.
    pub is_over: bool,
}

impl State {
    fn on(told: StoredState, on: Date) -> Self {
        let is_open = told.from.is_none_or(|from| from.last <= on);
        Self { told, is_open, is_over: told.by.is_some_and(|by| by.last < on) }
    }
}

/// The advice as a case file remembers it; of several topics that ask for the same, the one that asks for more.
#[must_use]
pub fn to_store(pack: &Pack, outcome: &Outcome, topics: &Topics) -> Stored {
    let mut actions: Vec<StoredAction> = Vec::new();
    for finding in &outcome.findings {
        let new = action(pack, finding);
        let same = |known: &&mut StoredAction| (&known.action, known.who) == (&new.action, new.who);
        match actions.iter_mut().find(same) {
            Some(known) if strength(&new.state()) < strength(&known.state()) => *known = new,
            Some(_) => {}
            None => actions.push(new),
        }
    }
    let topics = topics.of(pack);
    let is_all = topics.len() == pack.topics.len();
    Stored {
        on: outcome.on,
        pack: pack.id.clone(),
        version: pack.version.clone(),
        topics: (!is_all).then(|| topics.iter().map(|topic| pack[*topic].id.clone()).collect()),
        actions,
    }
}

fn action(pack: &Pack, finding: &Finding) -> StoredAction {
    let span = |day: Day| Span { first: day.earliest(), last: day.latest() };
    StoredAction {
        action: pack[finding.action].id.clone(),
        who: finding.who,
        topic: pack[finding.topic].id.clone(),
        kind: finding.kind,
        is_certain: finding.is_certain,
        from: finding.from.map(span),
        by: finding.by.map(span),
    }
}

fn strength(told: &StoredState) -> (bool, ActionKind, bool, Option<Span>) {
    (!told.is_certain, told.kind, told.by.is_none(), told.by)
}

/// The topics of a stored case; those that the pack has no more are left out.
#[must_use]
pub fn topics(pack: &Pack, stored: &Stored) -> Topics {
    let Some(topics) = &stored.topics else { return Topics::All };
    let all = Topics::All.of(pack).into_iter();
    Topics::Some(all.filter(|topic| topics.contains(&pack[*topic].id)).collect())
}

/// The advice now, and what has changed since the case was stored.
///
/// `then` is the household on the day on which it was stored, `now` on the new as-of date. What today's rules
/// say of that day differs from what was stored if the rules have changed; what they say of both days differs
/// if time has passed. A day that moves with the as-of date ("by today") is no change.
///
/// # Examples
///
/// ```
/// use dovidka::time::recheck::{Why, recheck, to_store};
/// use dovidka::{Case, Pack, Topics, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let covid = Topics::named(&pack, "covid").expect("it is a topic of the pack");
/// let then = Case::new(&pack, "2022-06-01".parse()?);
/// let stored = to_store(&pack, &evaluate(&pack, &then, &covid), &covid);
/// let now = Case::new(&pack, "2022-06-08".parse()?);
/// let (_, changes) = recheck(&pack, &stored, (&then, &now));
/// assert!(changes.iter().all(|change| change.why == Why::Time));
/// assert_eq!(changes.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn recheck(
    pack: &Pack,
    stored: &Stored,
    (then, now): (&Case, &Case),
) -> (Outcome, Vec<Change>) {
    let topics = topics(pack, stored);
    let rules = Rules::new(pack, &topics);
    let outcome = rules.evaluate(now);
    let on_then = to_store(pack, &rules.evaluate(then), &topics);
    let on_now = to_store(pack, &outcome, &topics);
    let key = |action: &StoredAction| (action.action.clone(), action.who);
    let mut actions: Vec<&StoredAction> = on_now.actions.iter().collect();
    for old in &stored.actions {
        if !actions.iter().any(|known| key(known) == key(old)) {
            actions.push(old);
        }
    }
    let told = |advice: &Stored, wanted: &StoredAction| {
        let found = advice.actions.iter().find(|action| key(action) == key(wanted));
        found.map(StoredAction::state)
    };
    let days = (stored.on, now.on);
    let change = |action: &&StoredAction| {
        let tellings = [told(stored, action), told(&on_then, action), told(&on_now, action)];
        let why = reason(tellings, days)?;
        let StoredAction { action, who, topic, .. } = (*action).clone();
        let state = |told: Option<StoredState>, on| told.map(|told| State::on(told, on));
        let (before, after) = (state(tellings[0], days.0), state(tellings[2], days.1));
        Some(Change { action, who, topic, before, after, why })
    };
    let is_as_done = |action: &&&StoredAction| {
        let [before, now] = [told(stored, action), told(&on_now, action)];
        is_done(pack, &outcome, action) && before.map(ends) == now.map(ends)
    };
    let actions = actions.iter().filter(|action| !is_as_done(action));
    let mut changes: Vec<Change> = actions.filter_map(change).collect();
    changes.sort_by_key(|change| change.who);
    (outcome, changes)
}

/// Whether an action is done: then it is no change that its days, which are those that were stored, are over.
fn is_done(pack: &Pack, outcome: &Outcome, action: &StoredAction) -> bool {
    let is_same = |of: &Finding| pack[of.action].id == action.action && of.who == action.who;
    outcome.findings.iter().any(|finding| finding.done.is_some() && is_same(finding))
}

/// Why what was stored is not what is said now; `None` if it is the same.
fn reason(
    [stored, then, now]: [Option<StoredState>; 3],
    (old_day, new_day): (Date, Date),
) -> Option<Why> {
    let old = then.or(stored).map(ends);
    let moving = match (old, now.map(ends)) {
        (Some(old), Some(new)) => {
            std::array::from_fn(|end| is_moving((old[end], new[end]), new_day.days_since(old_day)))
        }
        _ => [false; 4],
    };
    let as_before = |told: StoredState| {
        let own = ends(told);
        std::array::from_fn(|end| moving[end] && old.is_some_and(|old| old[end] == own[end]))
    };
    let stored = stored.map(|told| Look::of(told, old_day, as_before(told)));
    let then = then.map(|told| Look::of(told, old_day, moving));
    let now = now.map(|told| Look::of(told, new_day, moving));
    match (stored != then, then != now) {
        _ if stored == now => None,
        (true, true) => Some(Why::Both),
        (true, false) => Some(Why::Rules),
        _ => Some(Why::Time),
    }
}

/// Whether a day has moved on as far as the as-of date has.
fn is_moving(days: (Option<Date>, Option<Date>), passed: i32) -> bool {
    let (Some(old), Some(new)) = days else { return false };
    passed != 0 && (new.days_since(old) - passed).abs() <= UNEVEN
}

/// The days of an action: the earliest and latest first day, and the earliest and latest last day.
fn ends(told: StoredState) -> [Option<Date>; 4] {
    let (from, by) = (told.from, told.by);
    [
        from.map(|day| day.first),
        from.map(|day| day.last),
        by.map(|day| day.first),
        by.map(|day| day.last),
    ]
}

/// What is compared: a state in which the days that move with the as-of date are all the same day.
#[derive(PartialEq)]
struct Look {
    kind: ActionKind,
    is_certain: bool,
    is_open: bool,
    is_over: bool,
    days: [End; 4],
}

/// One of the days of an action.
#[derive(PartialEq)]
enum End {
    Moving,
    Fixed(Option<Date>),
}

impl Look {
    fn of(told: StoredState, on: Date, moving: [bool; 4]) -> Self {
        let State { is_open, is_over, .. } = State::on(told, on);
        let ends = ends(told);
        let day = |end: usize| if moving[end] { End::Moving } else { End::Fixed(ends[end]) };
        let days = std::array::from_fn(day);
        Self { kind: told.kind, is_certain: told.is_certain, is_open, is_over, days }
    }
}

#[cfg(test)]
mod tests {
    use super::{StoredState, Why, reason};
    use crate::case::Span;
    use crate::pack::raw::ActionKind;

    fn told(kind: ActionKind, by: &str) -> StoredState {
        let day = by.parse().ok().map(|day| Span { first: day, last: day });
        StoredState { kind, is_certain: true, from: None, by: day }
    }

    #[test]
    fn time_and_rules_are_told_apart() {
        let must = |by: &str| Some(told(ActionKind::Must, by));
        let can = Some(told(ActionKind::Can, ""));
        let table = [
            // stored, today's rules on that day, today's rules now, why
            (must(""), must(""), must(""), None),
            (None, None, None, None),
            (None, None, can, Some(Why::Time)),
            (can, can, None, Some(Why::Time)),
            (can, None, None, Some(Why::Rules)),
            (None, can, can, Some(Why::Rules)),
            (None, must(""), can, Some(Why::Both)),
            (can, None, can, None), // the rules took it away and time gave it back
            (must("2027-03-01"), must("2027-03-01"), must("2027-03-01"), None),
            (must("2027-03-01"), must("2027-02-01"), must("2027-02-01"), Some(Why::Rules)),
            (must("2027-03-01"), must("2027-03-01"), can, Some(Why::Time)),
            (must("2027-03-01"), must("2027-02-01"), can, Some(Why::Both)),
            (must("2026-11-22"), must("2026-11-22"), must("2027-01-10"), None), // "today" moves
            (must("2026-12-01"), must("2026-11-22"), must("2027-01-10"), Some(Why::Rules)),
            (must("2026-12-01"), must("2026-12-01"), must("2026-12-01"), Some(Why::Time)), // it is over
            (must(""), must("2026-11-22"), must("2027-01-10"), Some(Why::Rules)),
        ];
        let days = ("2026-11-22".parse().unwrap(), "2027-01-10".parse().unwrap());
        for (row, (stored, then, now, why)) in table.into_iter().enumerate() {
            assert_eq!(reason([stored, then, now], days), why, "row {row}");
        }
    }
}
