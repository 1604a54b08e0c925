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
mod conditions;
mod constraint;
mod contradiction;
mod cut;
mod explore;
mod explored;
mod fold;
mod halving;
pub(crate) mod members;
mod merge;
mod moving;
mod needed;
mod ops;
pub mod outcome;
mod reach;
mod region;
pub mod rules;
pub mod sections;
pub mod sentence;
mod stay;
pub(crate) mod view;
mod walk;

pub(crate) use self::conditions::Conditions;
pub use self::contradiction::{Contradiction, contradictions};

use crate::case::{Case, Member};
use crate::engine::explore::Scene;
use crate::engine::explored::Explored;
use crate::engine::members::Members;
use crate::engine::merge::{Merge, Said};
use crate::engine::ops::{NO, YES, code, is_end};
use crate::engine::outcome::{Day, Finding, Outcome, ReachedLeaf};
use crate::engine::rules::{Rules, TopicOps, Topics};
use crate::engine::view::View;
use crate::pack::Pack;
use crate::terms::calendar::Date;

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

/// How much an outcome holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The findings with their days, and what is needed: no statements, no leaves, no stays.
    Days,
    /// Everything.
    Statements,
}

/// An outcome, and the memory that it takes to find it: it may be used for one case after the other.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// What was found of the last case.
    pub outcome: Outcome,
    explored: Explored,
    said: Said,
}

impl Workspace {
    /// Memory with an outcome of nothing on a day.
    #[must_use]
    pub fn new(on: Date) -> Self {
        Self {
            outcome: Outcome::new(on),
            explored: Explored::default(),
            said: Said::default(),
        }
    }
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

    /// Evaluates a case in memory that was used before; [`Workspace::outcome`] then holds what was found.
    ///
    /// # Panics
    ///
    /// If the rules were made for another as-of date.
    pub fn evaluate_in(&self, workspace: &mut Workspace, case: &Case, detail: Detail) {
        let is_of_day = self.on.is_none_or(|on| on == case.on);
        assert!(is_of_day, "these rules are for cases on one as-of date");
        let Workspace { outcome, explored, said } = workspace;
        outcome.clear(case.on);
        let mut said = (detail == Detail::Statements).then_some(said);
        for topic in &self.topics {
            let of = topic.for_each;
            for (number, base) in case.bases(of).iter().enumerate() {
                let members = Members::starting_at(of, *base);
                let scene = Scene { ops: &self.ops, case, members };
                let who = Member { of, number };
                let before = (outcome.findings.len(), outcome.statements.len());
                if self.add_known(topic, (&scene, who), (outcome, said.as_deref_mut())).is_none() {
                    outcome.findings.truncate(before.0);
                    outcome.statements.truncate(before.1);
                    explored.explore(&scene, topic);
                    let merge = Merge { rules: self, topic, who, scene, explored };
                    merge.add_to(outcome, said.as_deref_mut());
                }
            }
        }
        // Topics and their members are walked in order, which a stable sort keeps.
        outcome.findings.sort_by_key(Finding::order);
        outcome.needs.sort_unstable();
        outcome.needs.dedup();
        if detail == Detail::Statements {
            outcome.stays = stay::stays(self, case);
        }
    }

    /// Adds what a topic says to a member; `None` if something on the way is not decided.
    fn add_known(
        &self,
        topic: &TopicOps,
        (scene, who): (&Scene<'_>, Member),
        (outcome, mut said): (&mut Outcome, Option<&mut Said>),
    ) -> Option<()> {
        let (view, members) = (View::of(&self.ops, scene.case), &scene.members);
        let end = view.walk(topic.start, members);
        if !is_end(end) {
            return None;
        }
        let Some((leaf, branch)) = Explored::leaf(topic, end) else { return Some(()) };
        for (place, action) in topic.leaves[leaf.place()].iter().enumerate() {
            match view.walk(action.start, members) {
                YES => {}
                NO => continue,
                _ => return None,
            }
            let mut open = action.open_picks.iter().map(|place| &action.picks[*place]);
            if !open.all(|pick| is_end(view.walk(pick.start, members))) {
                return None;
            }
            let mut days = [None; 2];
            for (day, number) in days.iter_mut().zip(action.days) {
                let Some(number) = number else { continue };
                let known = view.number(number, members);
                *day = Some(Day::between(known)).filter(|_| known.is_known());
                (*day)?;
            }
            let statements = said.as_deref_mut().map_or((0, 0), |said| {
                said.clear();
                let of = &self.pack[topic.id][leaf];
                said.cite(&of.cite);
                for pick in &action.picks {
                    if let Some(code) = code(view.walk(pick.start, members)) {
                        said.name(self, &of.actions[place], (pick, code));
                    }
                }
                said.write(&mut outcome.statements)
            });
            outcome.findings.push(Finding {
                action: action.action,
                topic: topic.id,
                who,
                leaf: Some(leaf),
                branch: Some(branch),
                kind: action.kind,
                rank: action.rank,
                is_certain: true,
                moves: action.moves,
                from: days[0],
                by: days[1],
                text: action.text,
                statements,
            });
        }
        if said.is_some() {
            outcome.leaves.push(ReachedLeaf { topic: topic.id, leaf, who });
        }
        Some(())
    }
}
