//! Sentences that count the days of a stay.

use super::{Compiler, Misread, Type, wrong_type};
use crate::pack::program::{Entity, Node, Read, Whose};
use crate::pack::sentence::Expression;

impl Compiler<'_, '_> {
    /// The fact that is the number of earlier days.
    pub(super) fn earlier(&mut self, earlier: &Expression) -> Result<Read, Misread> {
        let number = self.number(earlier)?;
        match *self.program.node(number) {
            Node::Fact(earlier) => Ok(earlier),
            _ => Err(wrong_type(&Type::Number, "a fact that is a number", earlier.span.clone())),
        }
    }

    /// The innermost person, or you.
    pub(super) fn person_at_hand(&self) -> Whose {
        let depth = self.members.iter().rposition(|of| *of == Entity::Person);
        let depth = depth.map(|depth| u8::try_from(depth).expect("so many looks are refused"));
        depth.map_or(Whose::You, Whose::Member)
    }
}
