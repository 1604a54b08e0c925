//! Facts in whose place a sentence is read where they were not told: a comparison of one becomes three, of which one is
//! looked at.

use super::name::computed_type;
use super::{Compiler, Misread, Type, wrong_type};
use crate::pack::diagnostic::Problem;
use crate::pack::model::{Fact, OrElse};
use crate::pack::program::{Node, NodeId, Read, Relation, Whose};
use crate::pack::sentence::BadSentence;
use crate::terms::value::Kind;

/// What is wrong with a fact that may be computed: in its `or` or its `or_if`.
type BadOrElse = (&'static str, Misread);

/// A reading of a fact for which a sentence may stand in.
#[derive(Clone, Copy)]
struct OrElseRead {
    id: NodeId,
    fact: Read,
    plain: NodeId,
    when: NodeId,
    value: NodeId,
}

impl Compiler<'_, '_> {
    /// Compiles the sentence that stands in for a fact of the member at hand.
    ///
    /// # Errors
    ///
    /// The field of the fact in which the first fault is, and its place there.
    pub fn or_else(mut self, id: &str) -> Result<NodeId, BadOrElse> {
        let found = self.find(id, false).and_then(|(whose, fact)| {
            let read = Read { whose, slot: fact.slot, may_be_yours: false };
            Some((read, fact, fact.or_else.as_ref()?))
        });
        let unknown = || ("or", self.no_such_name(id, &(0..0)));
        let (read, declared, or_else) = found.ok_or_else(unknown)?;
        self.read_or_else(read, declared, or_else)
    }

    /// Compiles a reading of a fact for which a sentence stands in, which is about whoever has the fact.
    pub(super) fn read_or_else(
        &mut self,
        fact: Read,
        declared: &Fact,
        or_else: &OrElse,
    ) -> Result<NodeId, BadOrElse> {
        let id = &declared.id;
        if self.within.iter().any(|(known, _)| known == id) {
            return Err(("or", (Problem::Circular(id.clone()), 0..0)));
        } else if self.within.len() == super::MOST_VALUES {
            return Err(("or", (Problem::Sentence(BadSentence::TooLarge), 0..0)));
        }
        let depth = if let Whose::Member(depth) = fact.whose { usize::from(depth) + 1 } else { 0 };
        let around = self.members.split_off(depth);
        self.within.push((id.clone(), or_else.is.span.clone()));
        let parts = self.or_else_parts(&declared.kind, or_else);
        self.within.pop();
        self.members.extend(around);
        let (value, when) = parts?;
        let plain = self.program.add(Node::Fact(fact));
        Ok(self.program.add(Node::OrElse { fact, plain, when, value }))
    }

    fn or_else_parts(
        &mut self,
        kind: &Kind,
        or_else: &OrElse,
    ) -> Result<(NodeId, NodeId), BadOrElse> {
        let OrElse { is, condition, .. } = or_else;
        let (value, found) = self.expression(is).map_err(|bad| ("or", bad))?;
        let is_right = matches!(
            (computed_type(kind), &found),
            (Type::Date, Type::Date) | (Type::Number, Type::Number)
        );
        if !is_right {
            let wanted = "what the fact is: a date or a number";
            return Err(("or", wrong_type(&found, wanted, is.span.clone())));
        }
        let when = match condition {
            Some(condition) => self.truth(condition).map_err(|bad| ("or_if", bad))?,
            None => self.program.add(Node::All(Vec::new())),
        };
        Ok((value, when))
    }

    /// A comparison. One of a fact for which a sentence may stand in asks first whether the fact was told.
    pub(super) fn compared(&mut self, sides: [NodeId; 2], relation: Relation) -> NodeId {
        let [left, right] = sides;
        let plain = self.program.add(Node::Compare { left, relation, right });
        let computed = sides.into_iter().find_map(|side| self.first_or_else(side));
        let Some(read) = computed else { return plain };
        let with = |compiler: &mut Self, number: NodeId| {
            let sides = sides.map(|side| compiler.replaced(side, read.id, number));
            compiler.compared(sides, relation)
        };
        let OrElseRead { fact, when, .. } = read;
        let (as_told, as_computed) = (with(self, read.plain), with(self, read.value));
        let told = self.program.add(Node::AsTold(fact));
        let [not_told, not_when] = [told, when].map(|part| self.program.add(Node::Not(part)));
        let ways = [
            vec![told, as_told],
            vec![not_told, when, as_computed],
            vec![not_told, not_when, as_told],
        ];
        let ways = ways.map(|way| self.program.add(Node::All(way)));
        let compared = self.program.add(Node::Any(ways.to_vec()));
        self.program.write_as(compared, plain);
        compared
    }

    /// A number of which each reading of a fact for which a sentence may stand in is asked for first, so that what is read
    /// on either way is read once.
    pub(super) fn hoisted(&mut self, id: NodeId) -> NodeId {
        let Some(read) = self.first_or_else(id).filter(|read| read.id != id) else { return id };
        let [plain, value] = [read.plain, read.value].map(|by| {
            let number = self.replaced(id, read.id, by);
            self.hoisted(number)
        });
        let OrElseRead { fact, when, .. } = read;
        let hoisted = self.program.add(Node::OrElse { fact, plain, when, value });
        self.program.write_as(hoisted, id);
        if let Some(name) = self.program.name_of(id) {
            self.program.name(hoisted, name);
        }
        hoisted
    }

    /// The first reading in a number of a fact for which a sentence may stand in.
    fn first_or_else(&self, id: NodeId) -> Option<OrElseRead> {
        match *self.program.node(id) {
            Node::OrElse { fact, plain, when, value } => {
                Some(OrElseRead { id, fact, plain, when, value })
            }
            ref node => node.numbers().find_map(|part| self.first_or_else(part)),
        }
    }

    /// A number in which another one stands in the place of a part.
    fn replaced(&mut self, id: NodeId, part: NodeId, by: NodeId) -> NodeId {
        if id == part {
            return by;
        }
        let node = self.program.node(id).clone();
        let mut of = |id: NodeId| self.replaced(id, part, by);
        let node = match node {
            Node::Shift { date, by, times, unit } => {
                Node::Shift { date: of(date), by: of(by), times, unit }
            }
            Node::Add(one, other) => Node::Add(of(one), of(other)),
            Node::Subtract(one, other) => Node::Subtract(of(one), of(other)),
            Node::Times(times, number) => Node::Times(times, of(number)),
            Node::Age { born, on } => Node::Age { born: of(born), on: of(on) },
            Node::Earlier(one, other) => match (of(one), of(other)) {
                (one, other) if one == other => return one,
                (one, other) => Node::Earlier(one, other),
            },
            Node::Later(one, other) => match (of(one), of(other)) {
                (one, other) if one == other => return one,
                (one, other) => Node::Later(one, other),
            },
            Node::LastDay { entry, earlier, rule } => {
                Node::LastDay { entry: of(entry), earlier, rule }
            }
            Node::FirstDay { from, whose, rule } => Node::FirstDay { from: of(from), whose, rule },
            _ => return id,
        };
        self.program.add(node)
    }
}
