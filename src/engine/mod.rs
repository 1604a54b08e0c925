//! Pure evaluation: what the rules of a pack say of a case.
//!
//! A case is a box: one interval for every fact. The rules are ops with jumps (`ops`, written by `compile`). One walk
//! (`walk`) follows them over intervals; where the box decides every op on the way, it leads to a leaf. Where it does
//! not, the box is cut at the op that is open, and the walk goes on from there in each piece (`explore`). The leaves
//! that are reached by some part are exactly those that some completion of the unknown facts reaches, and a fact is
//! needed exactly if two completions that differ in it alone say different things (`needed`).
//!
//! **Must not know** serde, files, the environment, the clock, or how an outcome is shown.

mod compile;
pub mod computed;
mod conditions;
pub mod conflict;
mod constraint;
mod contradiction;
mod cut;
pub mod day;
mod detail;
mod differ;
mod done;
mod explore;
mod explored;
pub mod finding;
mod fold;
mod halving;
mod known;
pub(crate) mod members;
mod merge;
mod moving;
mod narrowed;
pub mod need;
mod needed;
pub mod open_days;
mod ops;
pub mod outcome;
mod pick;
mod plan;
mod premise;
mod presuming;
mod put_off;
mod range;
mod reach;
mod readers;
mod region;
mod residual;
pub mod rules;
mod said;
mod say;
mod scene;
pub(crate) mod sections;
pub mod sentence;
pub mod statement;
pub mod stay;
mod topic;
pub mod unused;
pub(crate) mod view;
mod walk;
mod witness;
mod writer;

pub(crate) use self::conditions::Conditions;
pub use self::contradiction::{Contradiction, contradictions};
pub use self::detail::Detail;
pub(crate) use self::detail::Walk;

use crate::case::{Case, Member};
use crate::engine::day::Day;
use crate::engine::explored::Explored;
use crate::engine::known::Known;
use crate::engine::members::Members;
use crate::engine::merge::Merge;
use crate::engine::narrowed::Narrowed;
use crate::engine::ops::{NO, Number, YES, code, is_end};
use crate::engine::outcome::{Finding, Outcome, ReachedLeaf};
use crate::engine::rules::{Rules, Topics};
use crate::engine::scene::Scene;
use crate::engine::topic::{ActionOps, TopicOps};
use crate::engine::view::View;
use crate::pack::Pack;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;
use std::collections::BTreeSet;

/// Evaluates topics of a case.
///
/// Whoever evaluates many cases makes [`Rules`] once.
///
/// # Examples
///
/// ```
/// use dovidka::{Case, Member, Pack, Topics, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let mut case = Case::new(&pack, "2026-11-22".parse()?);
/// case.learn(&pack, Member::YOU, "passport", "biometric")?;
/// case.learn(&pack, Member::YOU, "passport_expires", "2027-03-01")?;
/// let outcome = evaluate(&pack, &case, &Topics::All);
/// let first = &outcome.findings[0];
/// assert_eq!(pack[first.action].id, "new_passport");
/// assert!(first.is_due(case.on));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn evaluate(pack: &Pack, case: &Case, topics: &Topics) -> Outcome {
    Rules::new(pack, topics).evaluate(case)
}

/// An outcome, and the memory that it takes to find it: it may be used for one case after the other.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// What was found of the last case.
    pub outcome: Outcome,
    explored: Explored,
    /// The order of each finding and its place, and the findings in that order.
    order: Vec<(u64, usize)>,
    ordered: Vec<Finding>,
}

impl Workspace {
    /// Memory with an outcome of nothing on a day.
    #[must_use]
    pub fn new(on: Date) -> Self {
        Self {
            outcome: Outcome::new(on),
            explored: Explored::default(),
            order: Vec::new(),
            ordered: Vec::new(),
        }
    }

    /// Puts needs and findings in order; of equal ones, the earlier topic and member stays first.
    fn sort(&mut self, pack: &Pack, detail: Detail) {
        self.outcome.sort_needs(pack, detail);
        let findings = &mut self.outcome.findings;
        self.order.clear();
        self.order.extend(findings.iter().map(Finding::order).zip(0..));
        if self.order.is_sorted() {
            return;
        }
        self.order.sort_unstable();
        self.ordered.clear();
        self.ordered.extend(self.order.iter().map(|(_, place)| findings[*place]));
        std::mem::swap(findings, &mut self.ordered);
    }
}

/// A topic, and the member for whom it is walked.
#[derive(Clone, Copy)]
struct At<'a> {
    topic: &'a TopicOps,
    view: &'a View<'a>,
    members: &'a Members,
    who: Member,
}

impl Rules<'_> {
    /// Evaluates a case.
    ///
    /// # Panics
    ///
    /// If the rules were made for another as-of date.
    #[must_use]
    pub fn evaluate(&self, case: &Case) -> Outcome {
        let mut workspace = Workspace::new(case.on);
        self.evaluate_in(&mut workspace, case, Detail::Statements);
        workspace.outcome
    }

    /// The findings of a case with their days alone.
    pub(crate) fn evaluate_days(&self, case: &Case) -> Outcome {
        let mut workspace = Workspace::new(case.on);
        self.evaluate_in(&mut workspace, case, Detail::Findings);
        workspace.outcome
    }

    /// What these walks alone find, in so much detail; not what is done.
    pub(crate) fn evaluate_walks(
        &self,
        case: &Case,
        walks: &BTreeSet<Walk>,
        detail: Detail,
    ) -> Outcome {
        let mut workspace = Workspace::new(case.on);
        self.walk_all(&mut workspace, case, detail, |walk| walks.contains(&walk));
        workspace.outcome.forget_done();
        workspace.outcome
    }

    /// Evaluates a case in memory that was used before; [`Workspace::outcome`] then holds what was found.
    ///
    /// # Panics
    ///
    /// If the rules were made for another as-of date.
    pub fn evaluate_in(&self, workspace: &mut Workspace, case: &Case, detail: Detail) {
        let is_of_day = self.on.is_none_or(|on| on == case.on);
        assert!(is_of_day, "these rules are for cases on one as-of date");
        self.walk_all(workspace, case, detail, |_| true);
        if detail == Detail::Statements {
            put_off::add_conflicts(self, case, &mut workspace.outcome);
        }
    }

    fn walk_all(
        &self,
        workspace: &mut Workspace,
        case: &Case,
        detail: Detail,
        is_wanted: impl Fn(Walk) -> bool,
    ) {
        let case = &*self.standing(case);
        workspace.outcome.clear(case.on);
        let (view, mut narrowed) = (View::of(&self.ops, case), None);
        for topic in &self.topics {
            let of = topic.for_each;
            for (number, base) in case.bases(of).iter().enumerate() {
                let members = Members::starting_at(of, *base);
                let who = Member { of, number };
                if !topic.is_walked(&view, &members) || !is_wanted((topic.id, who)) {
                    continue;
                }
                let end = view.walk_here(topic.start, &members);
                if end == NO {
                    continue;
                }
                let (outcome, at) =
                    (&mut workspace.outcome, At { topic, view: &view, members: &members, who });
                let before = outcome.mark();
                if self.add_known(at, end, outcome, detail).is_none() {
                    outcome.go_back(before);
                    let narrowed = narrowed.get_or_insert_with(|| Narrowed::of(self, case));
                    self.add_open(at, narrowed, workspace, detail);
                }
            }
        }
        if detail == Detail::Statements {
            self.add_counts(case, &mut workspace.outcome);
        }
        done::mark(self, case, &mut workspace.outcome);
        workspace.sort(self.pack, detail);
    }

    /// Adds the days of stay, what is presumed, and what was told and is not needed.
    fn add_counts(&self, case: &Case, outcome: &mut Outcome) {
        outcome.stays = stay::stays(self, case);
        outcome.presumed = unused::presumed(self, case);
        outcome.unused = unused::unused(self, case);
        outcome.differences = self.differences(case);
        stay::keep_told_days(&mut outcome.stays, &outcome.differences);
    }

    /// Adds what a topic may say to a member of whom something on the way is not decided.
    fn add_open(&self, at: At<'_>, narrowed: &Narrowed, workspace: &mut Workspace, detail: Detail) {
        let At { topic, view, members, who } = at;
        let Narrowed { case, premises, untold } = narrowed;
        let scene = Scene { ops: &self.ops, case, members: *members, premises };
        let Workspace { explored, outcome, .. } = workspace;
        explored.explore(&scene, topic, detail);
        let (scene, told) = (&scene, view.case);
        let merge = Merge { rules: self, topic, who, told, untold, scene, explored };
        merge.add_to(outcome, detail);
    }

    /// Adds what a topic says to a member whose walk has ended; `None` if something on the way is not decided.
    #[inline]
    fn add_known(&self, at: At<'_>, end: u32, outcome: &mut Outcome, detail: Detail) -> Option<()> {
        let At { topic, view, members, who } = at;
        let (leaf, branch) = Explored::leaf(topic, end)?;
        for action in &topic.leaves[leaf.place()] {
            if action.start != YES {
                match view.walk(action.start, members) {
                    YES => {}
                    NO => continue,
                    _ => return None,
                }
            }
            let mut open = action.open_picks.iter().map(|place| &action.picks[*place]);
            if !open.all(|pick| is_end(view.walk(pick.start, members))) {
                return None;
            }
            let day = |number: Option<Number>| {
                let Some(number) = number else { return Some(None) };
                let day = view.number(number, members);
                day.is_known().then(|| Some(Day::between(day, true)))
            };
            let [from, by, best_by] = action.days;
            let (from, by, best_by) = (day(from)?, day(by)?, day(best_by)?);
            let kind = self.kind(action, view.walk(action.kind().start, members))?;
            let mut finding = Finding {
                leaf: Some(leaf),
                branch: Some(branch),
                rank: action.rank,
                moves: action.moves,
                from,
                by,
                by_is: action.by_is,
                best_by: best_by
                    .map(|day| day.on_working_days(&self.pack.holidays.calendar, outcome.on)),
                ..Finding::of(action.action, (topic.id, who), kind)
            };
            if detail == Detail::Statements {
                let known = Known { rules: self, topic, leaf, view, members };
                known.add_to(action, &mut finding, outcome);
            }
            outcome.findings.push(finding);
        }
        if detail == Detail::Statements {
            outcome.leaves.push(ReachedLeaf { topic: topic.id, leaf, who });
        }
        Some(())
    }

    /// The kind that an end of the walk of kinds stands for.
    #[inline]
    fn kind(&self, action: &ActionOps, end: u32) -> Option<ActionKind> {
        Some(self.items[(action.kind().items.0 + code(end)?) as usize].kind)
    }
}
