//! Why a fact that was told is not needed, in words.
//!
//! **Must not know** how that was found.

use crate::engine::rules::Topics;
use crate::engine::statement::Claim;
use crate::engine::unused::Unused;
use crate::pack::Pack;
use crate::pack::program::{Node, NodeId, Relation};
use crate::render::conditions::Conditions;
use crate::render::facts::Scene;
use crate::render::said::Said;
use crate::render::words::Words;
use crate::terms::calendar::Date;

/// Whose facts are told not to be needed, on which day, and in which language.
#[derive(Clone, Copy)]
pub struct Unneeded<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The as-of date.
    pub on: Date,
    /// The language.
    pub language: &'a str,
}

impl Unneeded<'_> {
    /// Why a fact is not needed: when it would matter, or that no topic needs it that was asked for.
    #[must_use]
    pub fn why(self, unused: Unused) -> String {
        let Self { pack, language, .. } = self;
        let fact = &pack[(unused.who.of, unused.fact)];
        let words = Words::of(language);
        let when = fact.matters_when.as_ref().filter(|_| unused.does_not_matter);
        let mut topics = Topics::All.of(pack).into_iter();
        let topic = topics.find(|topic| pack[*topic].for_each == fact.of);
        let Some((when, topic)) = when.zip(topic) else {
            return words.say("unused.not_asked").into();
        };
        let scene = Scene { topic, who: unused.who, yours: &[] };
        match (Conditions { pack, language }.claim(&self.open(when.node), scene)) {
            Said::Clause(clause) => words.fill("unused.matters", &[("if", &clause)]),
            Said::Depends(facts) => words.fill("unused.depends", &[("facts", &facts)]),
        }
    }

    /// A condition without those of its parts that only say that a day has come.
    fn open(self, condition: NodeId) -> Claim {
        match self.pack.program.node(condition) {
            Node::All(parts) if self.pack.name_of(condition).is_none() => {
                let open = parts.iter().filter(|part| !self.has_come(**part));
                Claim::All(open.copied().map(Claim::Is).collect())
            }
            _ => Claim::Is(condition),
        }
    }

    /// Whether a condition says that a day of the calendar has come, and it has.
    fn has_come(self, condition: NodeId) -> bool {
        let program = &self.pack.program;
        let Node::Compare { left, relation: Relation::AtMost, right } = program.node(condition)
        else {
            return false;
        };
        matches!((program.node(*left), program.node(*right)),
            (Node::Constant(day), Node::Today) if *day <= self.on.number())
    }
}
