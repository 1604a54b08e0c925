//! Checks the sentences that are the values of facts that were not told.

use super::at::At;
use super::checker::Checker;
use crate::pack::diagnostic::Problem;
use crate::pack::model::OrElse;
use crate::pack::program::Entity;
use crate::pack::raw::{self, KindName};
use crate::pack::sentence::{BadSentence, Span, parse};

/// The sentence that is the value of a fact that was not told.
pub fn read(checker: &mut Checker<'_>, at: &At, raw: &raw::Fact) -> Option<OrElse> {
    let Some(is) = &raw.or_else else {
        if raw.or_if.is_some() {
            let problem = Problem::BadFact("cannot have `or_if` alone: want `or` too");
            checker.fault(&at.to("or_if"), None, problem);
        }
        return None;
    };
    let is_number = matches!(raw.kind, KindName::Date | KindName::Number);
    if !is_number || raw.same_as_you || raw.presume.is_some() {
        let problem = "cannot have `or`: want a date or a number, and no other stand-in";
        checker.fault(&at.to("or"), None, Problem::BadFact(problem));
        return None;
    }
    let mut sentence = |field: &'static str, text: &str| {
        let read = parse(text);
        let fault = |(problem, span): (BadSentence, Span)| {
            checker.fault(&at.to(field), Some(&span), problem.into());
        };
        read.map_err(fault).ok()
    };
    let is = sentence("or", is)?;
    let condition = match &raw.or_if {
        Some(text) => Some(sentence("or_if", text)?),
        None => None,
    };
    Some(OrElse { is, condition, node: 0 })
}

/// Checks each sentence that is the value of a fact that was not told.
pub fn check(checker: &mut Checker<'_>, at: &At, fact: &raw::Fact) {
    let of = Entity::from(fact.of);
    let declared = checker.facts[of.place()].iter().find(|known| known.id == fact.id);
    if declared.is_none_or(|fact| fact.or_else.is_none()) {
        return;
    }
    match checker.compiler(of).or_else(&fact.id) {
        Ok(node) => {
            let mut facts = checker.facts[of.place()].iter_mut();
            let declared = facts.find(|known| known.id == fact.id);
            if let Some(or_else) = declared.and_then(|fact| fact.or_else.as_mut()) {
                or_else.node = node;
            }
        }
        Err((field, (problem, span))) => checker.fault(&at.to(field), Some(&span), problem),
    }
}
