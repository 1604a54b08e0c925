//! Compiles what is compared: words of order, `is`, `has`.

use super::{Compiler, Misread, Type, wrong_type};
use crate::pack::diagnostic::Problem;
use crate::pack::program::{Node, NodeId, Read, Relation};
use crate::pack::sentence::{Expression, Form, Order, Span};
use crate::terms::choice_set::ChoiceSet;
use crate::terms::id::nearest;
use crate::terms::value::Choices;

impl<'p> Compiler<'p, '_> {
    pub(super) fn order(
        &mut self,
        left: &Expression,
        order: Order,
        right: &Expression,
    ) -> Result<(NodeId, Type<'p>), Misread> {
        let side = if order.of_dates { Self::day } else { Self::number };
        let (left, right) = (side(self, left)?, side(self, right)?);
        let (left, right) = if order.left_is_less { (left, right) } else { (right, left) };
        let relation = if order.or_equal { Relation::AtMost } else { Relation::Less };
        Ok((self.compared([left, right], relation), Type::Truth))
    }

    pub(super) fn is(
        &mut self,
        left: &Expression,
        is_not: bool,
        options: &[Expression],
    ) -> Result<(NodeId, Type<'p>), Misread> {
        let (node, found) = self.expression(left)?;
        let equal = match &found {
            Type::Choice(fact, choices) => {
                let places = options.iter().map(|option| find_choice(choices, option));
                let set = places.collect::<Result<ChoiceSet, Misread>>()?;
                self.program.add(Node::OneOf { fact: *fact, set })
            }
            Type::Truth => self.yes_or_no(node, options)?,
            Type::Date | Type::Number => {
                let side = if matches!(found, Type::Date) { Self::day } else { Self::number };
                let mut parts = Vec::new();
                for option in options {
                    let right = side(self, option)?;
                    parts.push(self.compared([node, right], Relation::Equal));
                }
                if let [only] = parts[..] { only } else { self.program.add(Node::Any(parts)) }
            }
            Type::Choices(..) => {
                return Err(wrong_type(&found, "`has` after it", left.span.clone()));
            }
        };
        let node = if is_not { self.program.add(Node::Not(equal)) } else { equal };
        Ok((node, Type::Truth))
    }

    fn yes_or_no(&mut self, node: NodeId, options: &[Expression]) -> Result<NodeId, Misread> {
        let wanted = "yes or no";
        match options {
            [Expression { form: Form::Name { name, is_yours: false }, span }] => {
                match name.as_str() {
                    "yes" | "true" => Ok(node),
                    "no" | "false" => Ok(self.program.add(Node::Not(node))),
                    _ => Err(unexpected(name, wanted, span)),
                }
            }
            [first, ..] => Err(unexpected("this", wanted, &first.span)),
            [] => unreachable!("a sentence has something after `is`"),
        }
    }

    pub(super) fn has(
        &mut self,
        left: &Expression,
        option: &Expression,
    ) -> Result<(NodeId, Type<'p>), Misread> {
        match self.expression(left)? {
            (_, Type::Choices(fact, choices)) => {
                let place = find_choice(choices, option)?;
                let slot =
                    fact.slot + u16::try_from(place).expect("a fact has at most 1000 choices");
                Ok((self.program.add(Node::Fact(Read { slot, ..fact })), Type::Truth))
            }
            (_, found) => Err(wrong_type(&found, "a set of choices", left.span.clone())),
        }
    }
}

fn find_choice(choices: &Choices, option: &Expression) -> Result<usize, Misread> {
    let Form::Name { name, is_yours: false } = &option.form else {
        return Err(unexpected("this", "the name of a choice", &option.span));
    };
    choices.ids.iter().position(|id| id == name).ok_or_else(|| {
        let nearest = nearest(name, choices.ids.iter().map(String::as_str)).map(str::to_owned);
        let choices = choices.ids.join(", ");
        (Problem::UnknownChoice { id: name.clone(), choices, nearest }, option.span.clone())
    })
}

fn unexpected(found: &str, wanted: &str, span: &Span) -> Misread {
    (Problem::Type { found: format!("`{found}`"), wanted: wanted.into() }, span.clone())
}
