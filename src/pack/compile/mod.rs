//! Gives a sentence its meaning: names become facts, choices and values, types are checked, and what
//! remains are nodes over whole numbers.
//!
//! **Must not know** trees, files, or how nodes are evaluated.

mod comparison;
mod name;
mod or_else;
mod stay;

use crate::pack::diagnostic::Problem;
use crate::pack::model::{Fact, NamedValue};
use crate::pack::program::{Entity, MOST_OF_A_KIND, Node, NodeId, Program, Read};
use crate::pack::sentence::{
    BadSentence, Expression, Form, Quantifier, Span, entity_word, nearest_entity, parse,
};
use crate::terms::value::Choices;

/// The most members at hand at once, the topic's own and those of each `where`: `MOST_LOOKS` allows no more.
pub const MOST_MEMBERS: usize = 4;

/// The most parts of a sentence that are looked at, each for every member of each `where` around it.
const MOST_LOOKS: usize = 1_000_000;

/// The most parts of a sentence, those of the values that it names included: each use of a value counts.
const MOST_PARTS: usize = 20_000;

/// The most values that are named inside one another.
const MOST_VALUES: usize = 64;

/// What a part of a sentence is.
#[derive(Debug, Clone)]
pub enum Type<'p> {
    /// A condition.
    Truth,
    /// A whole number.
    Number,
    /// A day.
    Date,
    /// A fact that is one of some choices.
    Choice(Read, &'p Choices),
    /// A fact that is any of some choices.
    Choices(Read, &'p Choices),
}

impl Type<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Truth => "a condition",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Choice(..) => "a choice",
            Self::Choices(..) => "a set of choices",
        }
    }
}

/// A problem with a sentence, and where in the sentence it is.
pub type Misread = (Problem, Span);

/// Compiles sentences for one kind of member.
pub struct Compiler<'p, 'n> {
    /// The facts of each entity.
    pub facts: &'p [Vec<Fact>; 4],
    /// Sentences and dates that have a name.
    pub values: &'p [NamedValue],
    /// Where the nodes go.
    pub program: &'n mut Program,
    /// The member at hand and the members of each `where` around it.
    members: Vec<Entity>,
    /// The values that are being read, and where the outermost stands.
    within: Vec<(String, Span)>,
    /// How many parts have been read.
    parts: usize,
    /// How often parts are looked at in the largest household.
    looks: usize,
    /// How many members each part is looked at for, by the `where`s around it.
    each: usize,
    /// Whether facts are read as they were told, whatever may be computed in their place.
    is_as_told: bool,
}

impl<'p, 'n> Compiler<'p, 'n> {
    /// A compiler for sentences about the members of `of`.
    pub fn new(
        facts: &'p [Vec<Fact>; 4],
        values: &'p [NamedValue],
        program: &'n mut Program,
        of: Entity,
    ) -> Self {
        let members = of.at_hand();
        let (within, parts, looks, each) = (Vec::new(), 0, 0, 1);
        Self { facts, values, program, members, within, parts, looks, each, is_as_told: false }
    }

    /// The same for sentences that look at told answers alone.
    pub fn reading_as_told(self) -> Self {
        Self { is_as_told: true, ..self }
    }

    /// Compiles a condition.
    ///
    /// # Errors
    ///
    /// The first fault and its place.
    pub fn condition(&mut self, text: &str) -> Result<NodeId, Misread> {
        self.of_type(text, "a condition", |found| matches!(found, Type::Truth))
    }

    /// Compiles a date.
    ///
    /// # Errors
    ///
    /// The first fault and its place.
    pub fn date(&mut self, text: &str) -> Result<NodeId, Misread> {
        self.of_type(text, "a date", |found| matches!(found, Type::Date))
    }

    /// Compiles whatever the sentence is.
    ///
    /// # Errors
    ///
    /// The first fault and its place.
    pub fn any(&mut self, text: &str) -> Result<(NodeId, Type<'p>), Misread> {
        let expression = parse(text).map_err(|(problem, span)| (problem.into(), span))?;
        let (node, found) = self.expression(&expression)?;
        let is_number = matches!(found, Type::Date | Type::Number);
        Ok((if is_number { self.hoisted(node) } else { node }, found))
    }

    fn of_type(
        &mut self,
        text: &str,
        wanted: &str,
        fits: fn(&Type) -> bool,
    ) -> Result<NodeId, Misread> {
        let (node, found) = self.any(text)?;
        if fits(&found) { Ok(node) } else { Err(wrong_type(&found, wanted, 0..text.len())) }
    }

    fn expression(&mut self, expression: &Expression) -> Result<(NodeId, Type<'p>), Misread> {
        self.count(&expression.span)?;
        let (node, found) = match &expression.form {
            Form::Name { name, is_yours } => return self.name(name, *is_yours, &expression.span),
            Form::Date(date) => (Node::Constant(date.number()), Type::Date),
            Form::Number(number) => (Node::Constant(*number), Type::Number),
            Form::Today => (Node::Today, Type::Date),
            Form::Shift { date, by, times, unit } => {
                let (date, by) = (self.day(date)?, self.number(by)?);
                (Node::Shift { date, by, times: *times, unit: *unit }, Type::Date)
            }
            Form::Sum { left, right, is_minus } => {
                (self.sum(left, right, *is_minus)?, Type::Number)
            }
            Form::Times(times, number) => (Node::Times(*times, self.number(number)?), Type::Number),
            Form::Age(on) => (self.age(on, &expression.span)?, Type::Number),
            Form::Days { from, to, counts_first } => {
                let (from, to) = (self.day(from)?, self.day(to)?);
                let days = self.program.add(Node::Subtract(to, from));
                let first = self.program.add(Node::Constant(i32::from(*counts_first)));
                (Node::Add(days, first), Type::Number)
            }
            Form::Pick { is_later, left, right } => {
                let (left, right) = (self.day(left)?, self.day(right)?);
                let node =
                    if *is_later { Node::Later(left, right) } else { Node::Earlier(left, right) };
                (node, Type::Date)
            }
            Form::LastDay { rule, entry, earlier } => {
                let (entry, rule) = (self.day(entry)?, *rule);
                (Node::LastDay { entry, earlier: self.earlier(earlier)?, rule }, Type::Date)
            }
            Form::FirstDay { rule, from } => {
                let (from, whose) = (self.day(from)?, self.person_at_hand());
                (Node::FirstDay { from, whose, rule: *rule }, Type::Date)
            }
            Form::Members { quantifier, of, body } => {
                return self.members(*quantifier, of, body.as_deref(), &expression.span);
            }
            Form::Order { left, order, right } => return self.order(left, *order, right),
            Form::Is { left, is_not, options } => return self.is(left, *is_not, options),
            Form::Has { left, option } => return self.has(left, option),
            Form::And(parts) => (Node::All(self.truths(parts)?), Type::Truth),
            Form::Or(parts) => (Node::Any(self.truths(parts)?), Type::Truth),
            Form::Not(part) => (Node::Not(self.truth(part)?), Type::Truth),
        };
        Ok((self.program.add(node), found))
    }

    /// Counts a part of the sentence, and how often it is looked at.
    fn count(&mut self, span: &Span) -> Result<(), Misread> {
        self.parts += 1;
        self.looks += self.each;
        if self.parts > MOST_PARTS {
            Err((Problem::Sentence(BadSentence::TooLarge), span.clone()))
        } else if self.looks > MOST_LOOKS {
            Err((Problem::TooManyLooks { looks: self.looks, most: MOST_LOOKS }, span.clone()))
        } else {
            Ok(())
        }
    }

    fn expect(
        &mut self,
        expression: &Expression,
        wanted: &'static str,
        fits: fn(&Type) -> bool,
    ) -> Result<NodeId, Misread> {
        let (node, found) = self.expression(expression)?;
        if fits(&found) {
            Ok(node)
        } else {
            Err(wrong_type(&found, wanted, expression.span.clone()))
        }
    }

    fn truth(&mut self, expression: &Expression) -> Result<NodeId, Misread> {
        self.expect(expression, "a condition", |found| matches!(found, Type::Truth))
    }

    fn truths(&mut self, parts: &[Expression]) -> Result<Vec<NodeId>, Misread> {
        parts.iter().map(|part| self.truth(part)).collect()
    }

    fn day(&mut self, expression: &Expression) -> Result<NodeId, Misread> {
        self.expect(expression, "a date", |found| matches!(found, Type::Date))
    }

    fn number(&mut self, expression: &Expression) -> Result<NodeId, Misread> {
        self.expect(expression, "a number", |found| matches!(found, Type::Number))
    }

    fn sum(
        &mut self,
        left: &Expression,
        right: &Expression,
        is_minus: bool,
    ) -> Result<Node, Misread> {
        let (left_node, found) = self.expression(left)?;
        if matches!(found, Type::Date) {
            let wanted = "a number with days, weeks, months or years behind it";
            return Err(wrong_type(&Type::Number, wanted, right.span.clone()));
        }
        if !matches!(found, Type::Number) {
            return Err(wrong_type(&found, "a number or a date", left.span.clone()));
        }
        let right = self.number(right)?;
        Ok(if is_minus { Node::Subtract(left_node, right) } else { Node::Add(left_node, right) })
    }

    fn age(&mut self, on: &Expression, span: &Span) -> Result<Node, Misread> {
        let on = self.day(on)?;
        match self.name("born", false, span)? {
            (born, Type::Date) => Ok(Node::Age { born, on }),
            (_, found) => Err(wrong_type(&found, "a fact `born` that is a date", span.clone())),
        }
    }

    fn members(
        &mut self,
        quantifier: Quantifier,
        of: &str,
        body: Option<&Expression>,
        span: &Span,
    ) -> Result<(NodeId, Type<'p>), Misread> {
        let Some(entity) = entity_word(of) else {
            let nearest = nearest_entity(of).map(str::to_owned);
            return Err((
                Problem::Unknown { what: "kind of member", id: of.into(), nearest },
                span.clone(),
            ));
        };
        self.members.push(entity);
        self.each *= MOST_OF_A_KIND;
        let body = match body {
            Some(body) => self.truth(body),
            None => self.count(span).map(|()| self.program.add(Node::All(Vec::new()))),
        };
        self.each /= MOST_OF_A_KIND;
        self.members.pop();
        let body = body?;
        let (node, found) = match quantifier {
            Quantifier::Any => (Node::AtLeastOne { of: entity, body }, Type::Truth),
            Quantifier::Every => (Node::Every { of: entity, body }, Type::Truth),
            Quantifier::Count => (Node::Count { of: entity, body }, Type::Number),
        };
        Ok((self.program.add(node), found))
    }
}

fn wrong_type(found: &Type, wanted: &str, span: Span) -> Misread {
    (Problem::Type { found: found.name().into(), wanted: wanted.into() }, span)
}
