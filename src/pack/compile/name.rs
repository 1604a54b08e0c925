//! Names in sentences: facts of the innermost member, of the household and of you, and named values.

use super::{Compiler, MOST_VALUES, Misread, Type};
use crate::pack::diagnostic::Problem;
use crate::pack::model::Fact;
use crate::pack::program::{Entity, Node, NodeId, Read, Whose};
use crate::pack::sentence::{BadSentence, Span};
use crate::terms::id::nearest;
use crate::terms::value::Kind;

impl<'p> Compiler<'p, '_> {
    pub(super) fn name(
        &mut self,
        name: &str,
        is_yours: bool,
        span: &Span,
    ) -> Result<(NodeId, Type<'p>), Misread> {
        if let Some((whose, fact)) = self.find(name, is_yours) {
            let may_be_yours = fact.same_as_you.is_some() && matches!(whose, Whose::Member(_));
            let read = Read { whose, slot: fact.slot, may_be_yours };
            if let Some(or_else) = fact.or_else.as_ref().filter(|_| !self.is_as_told) {
                let node = self.read_or_else(read, fact, or_else);
                let node = node.map_err(|(_, (problem, _))| (problem, span.clone()))?;
                return Ok((node, computed_type(&fact.kind)));
            }
            let found = match &fact.kind {
                Kind::YesNo => Type::Truth,
                Kind::Number => Type::Number,
                Kind::Date => Type::Date,
                Kind::Choice(choices) => Type::Choice(read, choices),
                Kind::Choices(choices) => Type::Choices(read, choices),
            };
            return Ok((self.program.add(Node::Fact(read)), found));
        }
        let mut values = self.values.iter();
        let place = values.position(|value| value.id == name && !is_yours);
        let place = place.ok_or_else(|| self.no_such_name(name, span))?;
        if self.within.iter().any(|(id, _)| id == name) {
            return Err((Problem::Circular(name.into()), span.clone()));
        } else if self.within.len() == MOST_VALUES {
            return Err((Problem::Sentence(BadSentence::TooLarge), span.clone()));
        }
        self.within.push((name.into(), span.clone()));
        let outermost = self.within[0].1.clone();
        let result =
            self.expression(&self.values[place].is).map_err(|(problem, _)| (problem, outermost));
        self.within.pop();
        result.inspect(|(node, _)| self.program.name(*node, place))
    }

    /// The fact of this name: the innermost member's, then those around, then the household's, then yours.
    pub(super) fn find(&self, name: &str, is_yours: bool) -> Option<(Whose, &'p Fact)> {
        let facts = self.facts;
        let of = |entity: Entity| facts[entity.place()].iter().find(|fact| fact.id == name);
        let yours = of(Entity::Person).map(|fact| (Whose::You, fact));
        if is_yours {
            return yours;
        }
        for (depth, entity) in self.members.iter().enumerate().rev() {
            if let Some(fact) = of(*entity) {
                let depth = u8::try_from(depth).expect("so many looks are refused");
                return Some((Whose::Member(depth), fact));
            }
        }
        of(Entity::Household).map(|fact| (Whose::Household, fact)).or(yours)
    }

    pub(super) fn no_such_name(&self, name: &str, span: &Span) -> Misread {
        let (facts, values) = (self.facts.iter().flatten(), self.values.iter());
        let known = facts.map(|fact| &fact.id).chain(values.map(|value| &value.id));
        let nearest = nearest(name, known.map(String::as_str)).map(str::to_owned);
        (Problem::Unknown { what: "fact or value", id: name.into(), nearest }, span.clone())
    }
}

/// What a fact is for which a number may be computed.
pub(super) fn computed_type<'p>(kind: &Kind) -> Type<'p> {
    if matches!(kind, Kind::Date) { Type::Date } else { Type::Number }
}
