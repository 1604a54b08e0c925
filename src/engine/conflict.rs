//! Plans that cannot come true, because what must be ready for them will not be, and what holds if they are put off.
//!
//! **Must not know** how they are found.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::finding::{Finding, Key};
use crate::engine::stay::StayCount;
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, FactId, TopicId};

/// An action that will perhaps not be ready on the day for which it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// The action.
    pub action: ActionId,
    /// The topic that asks for it.
    pub topic: TopicId,
    /// Who does it.
    pub who: Member,
    /// Whether it is asked for and not ready in time whatever the unknown facts are.
    pub is_certain: bool,
    /// The first day on which it can be ready.
    pub ready: Day,
    /// The day for which it is needed.
    pub needed_for: Day,
    /// The fact that says this day, and that can be changed; `None` if there is none or several.
    pub plan: Option<(Member, FactId)>,
}

/// Plans put off to the day on which all is ready that is needed for them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Instead {
    /// The facts that say the plan: of all members who plan the same day.
    pub plans: Vec<(Member, FactId)>,
    /// The day that is planned so far.
    pub planned: Day,
    /// The first day on which all can be ready.
    pub on: Date,
    /// What else is needed on days that are later than the plan, and not ready before this one.
    pub late: Vec<Conflict>,
    /// What is then certain and was not so before, or has other days: with its days alone, without what it says. In an
    /// outcome [with plans put off], that which has other days has those of the plan here.
    ///
    /// [with plans put off]: crate::engine::outcome::Outcome::with_plans_put_off
    pub findings: Vec<Finding>,
    /// The days of stay that are then counted; in an outcome with plans put off, those of the plan.
    pub stays: Vec<StayCount>,
}

impl Instead {
    /// The same finding here.
    #[must_use]
    pub fn day_of(&self, finding: &Finding) -> Option<&Finding> {
        self.findings.iter().find(|of| of.key() == finding.key())
    }
}

impl Conflict {
    /// By what its finding is told apart from all others of an outcome.
    #[must_use]
    pub fn key(&self) -> Key {
        (self.action, self.topic, self.who)
    }

    /// Whether the day for which it is needed is one of these plans.
    #[must_use]
    pub fn is_of(&self, plans: &[(Member, FactId)]) -> bool {
        self.plan.is_some_and(|plan| plans.contains(&plan))
    }

    /// The day on which it can be ready, whatever is not known; the earliest if it may be anywhere.
    #[must_use]
    pub fn ready_on(&self) -> Date {
        if self.ready.is_anywhere() { self.ready.earliest() } else { self.ready.latest() }
    }
}
