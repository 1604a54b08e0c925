//! Facts in whose place a number is computed where they were not told, and told ones that differ from it.

use crate::case::{Case, Member, Said};
use crate::engine::members::Members;
use crate::engine::ops::YES;
use crate::engine::presuming::Computable;
use crate::engine::rules::Rules;
use crate::engine::view::View;
use crate::pack::Fact;
use crate::pack::program::Node;
use crate::terms::id::FactId;
use crate::terms::interval::Interval;
use std::borrow::Cow;

/// A fact that was told, and another value that follows from the other answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
    /// What was told.
    pub told: Interval,
    /// What follows from the other answers.
    pub computed: Interval,
}

impl<'p> Rules<'p> {
    /// What follows from the other answers for facts that were not told, whose each is and where it certainly does.
    #[must_use]
    pub fn computed(&self, case: &Case) -> Vec<(Member, &'p Fact, Interval)> {
        let all = self.computables(case).filter(|(who, of, _)| {
            let fact = &self.pack[(of.of, of.fact)];
            !case.is_as_told(case.place_of(*who, fact))
        });
        all.map(|(who, of, value)| (who, &self.pack[(of.of, of.fact)], value)).collect()
    }

    /// The told facts that differ from what follows from the other answers.
    pub(crate) fn differences(&self, case: &Case) -> Vec<Difference> {
        let differs = |(who, of, computed): (Member, Computable, Interval)| {
            let fact = &self.pack[(of.of, of.fact)];
            let told = case.known(who, fact)[0];
            let is_other = case.said(who, fact) == Said::Value && told.meet(computed).is_none();
            is_other.then_some(Difference { who, fact: of.fact, told, computed })
        };
        self.computables(case).filter_map(differs).collect()
    }

    /// Whatever follows for certain, told or not.
    fn computables<'c>(
        &'c self,
        case: &'c Case,
    ) -> impl Iterator<Item = (Member, Computable, Interval)> + use<'c, 'p> {
        let view = View::of(&self.ops, case);
        let of_fact = move |of: &Computable| {
            let Node::OrElse { value, .. } = *self.ops.program.node(of.node) else {
                unreachable!("it is checked when the pack is loaded")
            };
            let start = self.ops.start_of(of.node);
            let of = *of;
            case.members(of.of).filter_map(move |who| {
                let members = Members::of(case, who);
                let holds = view.walk(start, &members) == YES;
                holds.then(|| (who, of, view.value(value, &members)))
            })
        };
        self.computable.iter().flat_map(of_fact)
    }

    /// A case in which nothing is computed that breaks a require with what was told.
    pub(crate) fn computing<'c>(&self, case: Cow<'c, Case>) -> Cow<'c, Case> {
        if !self.computable.iter().any(|of| of.is_required) {
            return case;
        }
        let breaks = |(who, fact, value): &(Member, &Fact, Interval)| {
            let is_broken = |case: &Case| self.first_contradiction(case).is_some();
            is_broken(&case.with((*who, *fact), *value)) && !is_broken(&case)
        };
        let broken: Vec<_> = self.computed(&case).into_iter().filter(breaks).collect();
        let mut case = case;
        for (who, fact, _) in broken {
            case.to_mut().compute_nothing(who, fact);
        }
        case
    }
}
