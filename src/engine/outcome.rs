//! What evaluation finds: actions, days and facts by id, and the leaves that were reached.
//!
//! **Must not know** how an outcome is shown: every text is looked up by whoever shows it.

use crate::case::Member;
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::{ALL_DAYS, Date};
use crate::terms::id::{ActionId, BranchId, FactId, LeafId, OfficeId, SourceId, TextId, TopicId};
use crate::terms::interval::Interval;
use crate::terms::stay::{Allowance, Reading};

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
    /// The facts that matter and are not known, in the order in which they are asked.
    pub needs: Vec<Need>,
    /// The leaves that are certain.
    pub leaves: Vec<ReachedLeaf>,
    /// The days of stay of each person for whom they are counted and known.
    pub stays: Vec<StayCount>,
    /// What the findings say, one after the other.
    pub(crate) statements: Vec<Statement>,
}

/// How many days of an allowed stay are used and left on the as-of date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StayCount {
    /// Whose stay.
    pub who: Member,
    /// How many days are allowed in how many.
    pub rule: Allowance,
    /// The days that count, the as-of date included.
    pub used: i32,
    /// The days after the as-of date on which one may still stay.
    pub left: i32,
    /// The last day on which one may stay.
    pub last_day: Date,
    /// How it was counted.
    pub counted: Counted,
    /// The first day of a new stay of all allowed days, after leaving on the last day or, if that is over, today.
    pub full_from: Date,
}

/// From what the days of a stay are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Counted {
    /// Only the number of earlier days is known: all of them are taken off.
    NumberOfDays,
    /// Earlier stays are listed, and both readings of the rule give the same last day.
    BothReadings,
    /// Earlier stays are listed, and this reading is stricter.
    Stricter(Reading),
}

/// One action of one member. What it says is found by [`Outcome::offices`] and its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The action.
    pub action: ActionId,
    /// The topic that asks for it.
    pub topic: TopicId,
    /// Who does it.
    pub who: Member,
    /// The leaf that asks for it, if only one is possible.
    pub leaf: Option<LeafId>,
    /// The first branch that leads to that leaf.
    pub branch: Option<BranchId>,
    /// What it is to the person; if that is open, the weakest that is possible.
    pub kind: ActionKind,
    /// Its place in the order of danger: 0 first.
    pub rank: u8,
    /// Whether it is asked for whatever the unknown facts are.
    pub is_certain: bool,
    /// Whether one of its two days moves with the as-of date, as `by: today` does.
    pub moves: bool,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done.
    pub by: Option<Day>,
    /// The text that explains it.
    pub text: TextId,
    /// Its first statement and the one after its last.
    pub(crate) statements: (u32, u32),
}

/// One thing that a finding says, or may say if facts are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// Where it is done; those that may have to be named last come last.
    Office(OfficeId),
    /// A paper to bring.
    Paper(TextId),
    /// What to beware of.
    Caution(TextId),
    /// A source of the leaf, or of another statement.
    Source(SourceId),
}

/// A day that a sentence gives, or the days between which it lies while facts are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(Interval);

/// A fact that is still needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Need {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
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
            leaves: Vec::new(),
            stays: Vec::new(),
            statements: Vec::new(),
        }
    }

    /// Makes this the outcome of nothing at all; memory is kept.
    pub(crate) fn clear(&mut self, on: Date) {
        (self.on, self.is_decided, self.is_explored) = (on, true, true);
        self.findings.clear();
        self.needs.clear();
        self.leaves.clear();
        self.stays.clear();
        self.statements.clear();
    }

    /// The decided outcome of these findings, each with what it says.
    #[cfg(test)]
    pub(crate) fn of(
        on: Date,
        findings: impl IntoIterator<Item = (Finding, Vec<Statement>)>,
    ) -> Self {
        let mut outcome = Self::new(on);
        let place = |all: &[Statement]| u32::try_from(all.len()).expect("a test says little");
        for (finding, statements) in findings {
            let first = place(&outcome.statements);
            outcome.statements.extend(statements);
            let statements = (first, place(&outcome.statements));
            outcome.findings.push(Finding { statements, ..finding });
        }
        outcome
    }

    fn statements(&self, finding: &Finding) -> impl Iterator<Item = Statement> + use<'_> {
        let (first, end) = finding.statements;
        self.statements[first as usize..end as usize].iter().copied()
    }

    /// Where an action is done, or may be done if that is open.
    pub fn offices(&self, finding: &Finding) -> impl Iterator<Item = OfficeId> + use<'_> {
        self.statements(finding).filter_map(|statement| match statement {
            Statement::Office(office) => Some(office),
            _ => None,
        })
    }

    /// The papers to bring.
    pub fn papers(&self, finding: &Finding) -> impl Iterator<Item = TextId> + use<'_> {
        self.statements(finding).filter_map(|statement| match statement {
            Statement::Paper(text) => Some(text),
            _ => None,
        })
    }

    /// What to beware of.
    pub fn cautions(&self, finding: &Finding) -> impl Iterator<Item = TextId> + use<'_> {
        self.statements(finding).filter_map(|statement| match statement {
            Statement::Caution(text) => Some(text),
            _ => None,
        })
    }

    /// All sources of the leaf and of what is said.
    pub fn sources(&self, finding: &Finding) -> impl Iterator<Item = SourceId> + use<'_> {
        self.statements(finding).filter_map(|statement| match statement {
            Statement::Source(source) => Some(source),
            _ => None,
        })
    }

    /// The findings that certainly must be done now.
    pub fn due(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_due(self.on))
    }
}

impl Finding {
    /// Whether it certainly must be done and its window is open on `on`.
    #[must_use]
    pub fn is_due(&self, on: Date) -> bool {
        self.is_certain && self.kind == ActionKind::Must && self.is_open(on)
    }

    /// Whether its window is certainly open on `on`.
    #[must_use]
    pub fn is_open(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from.0.high <= on.number())
    }

    /// Whether its last day has certainly passed on `on`.
    #[must_use]
    pub fn is_over(&self, on: Date) -> bool {
        self.by.is_some_and(|by| by.0.high < on.number())
    }

    /// The sentences of the branches that were taken, if one leaf asks for it.
    #[must_use]
    pub fn because(&self, pack: &Pack) -> Vec<String> {
        self.branch.map_or_else(Vec::new, |branch| pack[self.topic].because(branch))
    }

    /// Certain before possible, what must be done first, dangerous first, then by the last day.
    pub(crate) fn order(&self) -> u64 {
        let by = self.by.map_or(u32::MAX, |by| by.0.low.cast_unsigned());
        let mut order = u64::from(!self.is_certain);
        order = order << 8 | self.kind as u64;
        order = order << 8 | u64::from(self.rank);
        order << 32 | u64::from(by)
    }
}

impl Day {
    /// Days that lie further apart than this, in days, say nothing to a person: two years.
    pub const WIDEST: i32 = 2 * 366;

    /// The day between the first and the last of these day numbers; what lies past the calendar is its first or last.
    pub(crate) fn between(days: Interval) -> Self {
        let day = |number: i32| number.clamp(ALL_DAYS.low, ALL_DAYS.high);
        Self(Interval { low: day(days.low), high: day(days.high) })
    }

    /// The day between two days.
    #[must_use]
    pub fn from_dates(earliest: Date, latest: Date) -> Self {
        Self(Interval::between(earliest.number(), latest.number()))
    }

    /// The numbers of the days between which it lies.
    #[must_use]
    pub const fn numbers(self) -> Interval {
        self.0
    }

    /// The earliest that it may be.
    #[must_use]
    pub fn earliest(self) -> Date {
        date(self.0.low)
    }

    /// The latest that it may be.
    #[must_use]
    pub fn latest(self) -> Date {
        date(self.0.high)
    }

    /// The day, if only one is possible.
    #[must_use]
    pub fn known(self) -> Option<Date> {
        self.0.known().map(date)
    }

    /// Whether the days between which it lies are so far apart that they say nothing to a person.
    #[must_use]
    pub fn is_anywhere(self) -> bool {
        self.0.high - self.0.low > Self::WIDEST
    }

    /// The number of the day to keep to: the earliest that is possible and not over, or the last if all are over.
    ///
    /// `None` if the day may be [anywhere](Self::is_anywhere).
    #[must_use]
    pub fn number_to_keep(self, on: i32) -> Option<i32> {
        (!self.is_anywhere()).then(|| self.0.low.max(on).min(self.0.high))
    }

    /// The day to keep to, as [`Day::number_to_keep`] finds it.
    #[must_use]
    pub fn to_keep(self, on: Date) -> Option<Date> {
        self.number_to_keep(on.number()).map(date)
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Day {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0.low, self.0.high).cmp(&(other.0.low, other.0.high))
    }
}

fn date(number: i32) -> Date {
    Date::from_number(number).expect("a `Day` lies in the calendar")
}
